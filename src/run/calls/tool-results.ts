import { contentText } from "../../domain/run/content-text.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { ToolResultLine } from "../../domain/formats/records.ts";

/** More of a result is not kept: it is there to be read by people. */
const MAX_CHARS = 4_000;

/** The results of tools that a request carries in its last message, as the journal keeps them. Empty when it carries none. */
export function toolResultsIn({ body }: CompletionRequest): ToolResultLine[] {
  const messages = body["messages"];
  const last = Array.isArray(messages) ? (messages as readonly Json[]).at(-1) : undefined;
  const content = last !== undefined && isJsonObject(last) ? last["content"] : undefined;
  if (!Array.isArray(content)) return [];
  return (content as readonly Json[]).filter(isJsonObject).flatMap(resultLine);
}

function resultLine({ type, tool_use_id: id, content, is_error: isError }: JsonObject): ToolResultLine[] {
  if (type !== "tool_result" || typeof id !== "string") return [];
  const text = contentText(content);
  const cut = text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
  return [{ id, text: cut, is_error: isError === true }];
}
