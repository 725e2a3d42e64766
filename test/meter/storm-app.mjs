// An application that loops over the Messages API with a real SDK: calls one after the other and in parallel, streamed and
// whole, with a tool now and then, and some that every loop asks alike. Prints a line for each loop: its answers, or its error.
import Anthropic from "@anthropic-ai/sdk";

/** A small generator: the same seed gives the same loop. */
function numbers(seed) {
  let state = (seed * 2654435761 + 1) >>> 0;
  return (below) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const TOOL = {
  name: "look_up",
  description: "Looks a word up",
  input_schema: { type: "object", properties: { word: { type: "string" } } },
};

async function ask(client, messages, isStreamed, hasTool) {
  const body = { model: "claude-haiku-4-5", max_tokens: 120, messages, ...(hasTool ? { tools: [TOOL] } : {}) };
  const message = await again(() =>
    isStreamed ? client.messages.stream(body).finalMessage() : client.messages.create(body),
  );
  return message.content.map((block) => block.text ?? JSON.stringify(block.input)).join("");
}

/** An SDK does not try again what breaks off in the middle of a stream: an agent does. */
async function again(send) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (attempt === 6 || error.status === 400) throw error;
    }
  }
}

async function runLoop(client, loop) {
  const draw = numbers(loop);
  const calls = 1 + draw(12);
  const answers = [];
  const messages = [];
  for (let call = 0; call < calls; call++) {
    const content = draw(4) === 0 ? "what every loop asks" : `loop ${loop} call ${call}`;
    if (draw(3) === 0) {
      const parallel = [0, 1, 2].map((n) =>
        ask(client, [{ role: "user", content: `${content} / ${n % 2}` }], draw(2) === 0, false),
      );
      answers.push(...(await Promise.all(parallel)));
      continue;
    }
    messages.push({ role: "user", content });
    const answer = await ask(client, messages, draw(2) === 0, draw(5) === 0);
    messages.push({ role: "assistant", content: answer });
    answers.push(answer);
  }
  return answers;
}

/** Runs so many loops, some at a time; gives what each brought. */
export async function storm({ loops, atOnce, baseURL, apiKey, onLoop }) {
  const client = new Anthropic({ baseURL, apiKey, maxRetries: 4, logLevel: "off" });
  let next = 0;
  const worker = async () => {
    for (let loop = next++; loop < loops; loop = next++) {
      const result = await runLoop(client, loop).then(
        (answers) => ({ loop, answers }),
        (error) => ({ loop, error: `${error.status ?? ""} ${error.message}` }),
      );
      onLoop(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

if (process.argv[1] === import.meta.filename) {
  const [loops = "10", atOnce = "6"] = process.argv.slice(2);
  const onLoop = (result) => process.stdout.write(`${JSON.stringify(result)}\n`);
  const { ANTHROPIC_BASE_URL: baseURL, ANTHROPIC_API_KEY: apiKey } = process.env;
  await storm({ loops: Number(loops), atOnce: Number(atOnce), baseURL, apiKey, onLoop });
}
