// Vercel's AI SDK: it takes its base URL and key from the environment, and puts /messages behind the base URL.
import { anthropic } from "@ai-sdk/anthropic";
import { generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

const model = anthropic("claude-haiku-4-5");
const plain = await generateText({ model, prompt: "say hello", maxOutputTokens: 100, maxRetries: 3 });
console.log("text", plain.text);

let streamed = "";
for await (const piece of streamText({ model, prompt: "say it in pieces, word by word", maxOutputTokens: 100 })
  .textStream)
  streamed += piece;
console.log("stream", streamed);

const weather = tool({
  description: "The weather",
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => `sunny in ${city}`,
});
const withTools = await generateText({
  model,
  prompt: "what is the weather?",
  tools: { weather },
  stopWhen: stepCountIs(3),
  maxOutputTokens: 100,
});
console.log("tools", withTools.steps.length, withTools.text);

if (process.env.LIVE === "1") {
  const abort = new AbortController();
  try {
    const long = streamText({ model, prompt: "word ".repeat(2000), maxOutputTokens: 4000, abortSignal: abort.signal });
    for await (const _ of long.textStream) abort.abort();
  } catch {
    // an abort may be told as an error
  }
}
