// LangChain over Anthropic's SDK, which takes its base URL from the environment.
import { ChatAnthropic } from "@langchain/anthropic";
import { HumanMessage, ToolMessage } from "@langchain/core/messages";

const model = new ChatAnthropic({ model: "claude-haiku-4-5", maxTokens: 100, maxRetries: 3 });
console.log("text", (await model.invoke("say hello")).text);

let streamed = "";
for await (const chunk of await model.stream("say it in pieces, word by word")) streamed += chunk.text;
console.log("stream", streamed);

const weather = {
  name: "weather",
  description: "The weather",
  input_schema: { type: "object", properties: { city: { type: "string" } } },
};
const withTools = model.bindTools([weather]);
const asked = [new HumanMessage("what is the weather?")];
const reply = await withTools.invoke(asked);
const [call] = reply.tool_calls;
console.log("call", call.name, JSON.stringify(call.args));
const end = await withTools.invoke([
  ...asked,
  reply,
  new ToolMessage({ tool_call_id: call.id, content: `sunny in ${call.args.city}` }),
]);
console.log("tools", end.text);

if (process.env.LIVE === "1") {
  const abort = new AbortController();
  try {
    for await (const _ of await model.stream("word ".repeat(2000), { signal: abort.signal })) abort.abort();
  } catch {
    // an abort is told as an error
  }
}
