import { ownMember } from "../../base/own-member.ts";
import type { ToolCall } from "../../domain/run/completion.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { ToolResultSource, ToolResultsSource } from "../../domain/suite.ts";
import type { ToolAnswers } from "../../domain/run/trial.ts";
import { renderContent } from "./render-content.ts";
import { gather, type Rendered } from "../templates/rendering.ts";

/** Answers every call of a reply, or names the first that nothing answers; `none` when the suite gives no results at all. */
export async function answerTools(
  results: ToolResultsSource,
  calls: readonly ToolCall[],
  scope: JsonObject,
  files: FileAccess,
): Promise<Rendered<ToolAnswers>> {
  if (Object.keys(results).length === 0) return { ok: true, value: { status: "none" } };
  const matched = calls.map((call) => ({
    call,
    result: matchingResult(ownMember(results, call.name) ?? [], call.input),
  }));
  const unmatched = matched.find(({ result }) => result === null);
  if (unmatched !== undefined) return { ok: true, value: { status: "unmatched", call: unmatched.call } };
  const blocks = gather(await Promise.all(matched.map(({ call, result }) => resultBlock(call, result, scope, files))));
  return blocks.ok ? { ok: true, value: { status: "answered", blocks: blocks.value } } : blocks;
}

function matchingResult(results: readonly ToolResultSource[], input: Json): ToolResultSource | null {
  return results.find(({ when }) => when === null || includesJson(input, when)) ?? null;
}

async function resultBlock(
  call: ToolCall,
  result: ToolResultSource | null,
  scope: JsonObject,
  files: FileAccess,
): Promise<Rendered<JsonObject>> {
  if (result === null) return { ok: false, problems: [] };
  const content = await renderContent(result.content, scope, files);
  if (!content.ok) return content;
  const error: JsonObject = result.isError ? { is_error: true } : {};
  // A member of a toolset is answered under its name, or the API rejects the result (SDK: toolsetResultBlock).
  const toolset: JsonObject = call.toolsetName === null ? {} : { toolset_name: call.toolsetName };
  const answer = { type: "tool_result", tool_use_id: call.id, ...toolset, content: content.value, ...error };
  return { ok: true, value: answer };
}

/** Does `whole` hold everything that `part` says? Maps may hold more; lists and scalars must be equal. */
export function includesJson(whole: Json, part: Json): boolean {
  if (typeof part !== "object" || part === null) return whole === part;
  if (typeof whole !== "object" || whole === null || Array.isArray(whole) !== Array.isArray(part)) return false;
  const entries = Object.entries(part);
  if (Array.isArray(part) && entries.length !== Object.keys(whole).length) return false;
  // Own members of a list or map, by key.
  return entries.every(
    ([key, value]) => Object.hasOwn(whole, key) && includesJson((whole as JsonObject)[key] ?? null, value),
  );
}
