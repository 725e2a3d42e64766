// What prompt-run is held against: streamed requests of the bare SDK under p-limit. Arguments: base URL, requests, concurrency.
import Anthropic from "@anthropic-ai/sdk";
import pLimit from "p-limit";

const [baseURL, count, concurrency] = process.argv.slice(2);
const client = new Anthropic({ baseURL, apiKey: "bench-key-12345", maxRetries: 0 });
const limit = pLimit(Number(concurrency));
const one = async (n) => {
  const stream = client.messages.stream({
    model: "claude-haiku-5-5",
    max_tokens: 4096,
    messages: [{ role: "user", content: `Repeat the number ${n} and this text: row ${n}` }],
  });
  const message = await stream.finalMessage();
  if (!message.content.some((block) => block.type === "text" && block.text.includes(`row ${n}`)))
    throw new Error("wrong answer");
};
await Promise.all(Array.from({ length: Number(count) }, (_, n) => limit(() => one(n))));
