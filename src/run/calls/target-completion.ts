import { addTokens, type Completion, NO_USAGE, type Usage } from "../../domain/run/completion.ts";
import { type MeteredCallFact, withMeteredCalls } from "../../domain/run/metered-call-fact.ts";
import type { TargetAnswer } from "../../domain/run/target.ts";
import { toolCallsOf } from "../../domain/run/tool-calls.ts";
import type { JsonObject } from "../../domain/values/json.ts";

/**
 * What an application answered as a completion: it ends its turn itself, whatever tools it called. `calls`: what came
 * through the meter; null: nobody counted. What the application says of its tools and tokens goes before what was seen.
 */
export function targetCompletion(
  { content: said, usage, model }: TargetAnswer,
  name: string,
  calls: readonly MeteredCallFact[] | null,
): Completion {
  const namesTools = said.some(({ type }) => type === "tool_use");
  const seen = namesTools ? [] : (calls ?? []).flatMap(({ toolCalls }) => toolCalls);
  const content = [...seen.map(toolBlock), ...said];
  const texts = said.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : []));
  const completion: Completion = {
    content,
    text: texts.join(""),
    toolCalls: toolCallsOf(content),
    ending: "complete",
    stopReason: "end_turn",
    refusalCategory: null,
    usage: usageOf(usage, calls),
    modelServed: model ?? name,
  };
  return calls === null ? completion : withMeteredCalls(completion, calls);
}

function usageOf(said: TargetAnswer["usage"], calls: readonly MeteredCallFact[] | null): Usage {
  if (calls !== null && calls.length > 0) {
    return { ...NO_USAGE, ...calls.map(({ usage }) => usage).reduce(addTokens) };
  }
  // What is not said is not known.
  return { ...NO_USAGE, ...(said ?? { inputTokens: Number.NaN, outputTokens: Number.NaN }) };
}

function toolBlock({ id = "", name = "", input = {} }: JsonObject): JsonObject {
  return { type: "tool_use", id, name, input };
}
