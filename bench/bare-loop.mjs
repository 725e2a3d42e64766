// What prompt-run is held against: streamed requests of the bare SDK under p-limit, as one writes them by hand.
// Argument: JSON with `url`, `count`, `concurrency`, `retries`, `models`, `padding` (words put into each prompt) and `system`.
import Anthropic from "@anthropic-ai/sdk";
import pLimit from "p-limit";

const {
  url,
  count,
  concurrency,
  retries = 0,
  models = ["claude-haiku-5-5"],
  padding = 0,
  system,
} = JSON.parse(process.argv[2]);
const client = new Anthropic({ baseURL: url, apiKey: "bench-key-12345", maxRetries: retries });
const limit = pLimit(concurrency);
const filler = "lorem ".repeat(padding);
const tally = { answered: 0, lost: 0 };
const one = async (n, model) => {
  const content = `${filler}Repeat the number ${n} and this text: row ${n}`;
  try {
    const stream = client.messages.stream({ model, max_tokens: 4096, messages: [{ role: "user", content }], system });
    const message = await stream.finalMessage();
    if (!message.content.some((block) => block.type === "text" && block.text.includes(`row ${n}`)))
      throw new Error("wrong answer");
    tally.answered += 1;
  } catch (error) {
    if (retries === 0) throw error;
    tally.lost += 1;
  }
};
const numbers = Array.from({ length: count }, (_, n) => n);
await Promise.all(numbers.flatMap((n) => models.map((model) => limit(() => one(n, model)))));
process.stdout.write(JSON.stringify(tally));
