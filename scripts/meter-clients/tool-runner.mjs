// The SDK's own tool runner: it loops until the model calls no tool any more.
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({ maxRetries: 3 });
const params = { model: "claude-haiku-4-5", max_tokens: 100 };
const plain = await client.messages.create({ ...params, messages: [{ role: "user", content: "say hello" }] });
console.log("text", plain.content[0].text);

const weather = {
  type: "custom",
  name: "weather",
  description: "The weather",
  input_schema: { type: "object", properties: { city: { type: "string" } } },
  run: ({ city }) => `sunny in ${city}`,
  parse: (input) => input,
};
for (const stream of [false, true]) {
  const runner = client.beta.messages.toolRunner({
    ...params,
    stream,
    tools: [weather],
    messages: [{ role: "user", content: `what is the weather? ${stream}` }],
  });
  const final = await runner.runUntilDone();
  console.log("tools", stream, final.content.map(({ text }) => text).join(""));
}

if (process.env.LIVE === "1") {
  const stream = client.messages.stream({
    ...params,
    max_tokens: 4000,
    messages: [{ role: "user", content: "word ".repeat(2000) }],
  });
  try {
    for await (const _ of stream) stream.abort();
  } catch {
    // an abort is told as an error
  }
}
