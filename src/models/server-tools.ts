import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import { findModel } from "./tables/find-model.ts";
import type { ModelEntry } from "./tables/model-entry.ts";

/** A tool that the API runs, as far as money goes. */
export interface ServerTool {
  readonly type: string;
  /** How often it may be used in one request; null: as often as the model likes. */
  readonly maxUses: number | null;
  readonly definition: JsonObject;
}

/**
 * Tools that the caller runs, by the start of their `type` (SDK: BetaToolUnion). Every other type is run by the API, one
 * that is newer than this list too: what nobody knows has no known price.
 */
const CALLERS_TOOLS = ["bash_", "text_editor_", "memory_", "computer_", "browser_"];

/** The tools of a request that the API runs: declared in `tools`, or defined in a message (`tool_addition`). */
export function serverTools({ tools, messages }: JsonObject): readonly ServerTool[] {
  return [...listOf(tools), ...inlineTools(messages)].flatMap((tool) => {
    const { type, max_uses: maxUses } = isJsonObject(tool) ? tool : {};
    if (!isJsonObject(tool) || typeof type !== "string" || type === "custom" || startsWithAny(type, CALLERS_TOOLS)) {
      return [];
    }
    return [{ type, maxUses: isCount(maxUses) ? maxUses : null, definition: tool }];
  });
}

/** Definitions of tools that are offered from a message on (beta `inline-tools-2026-09-15`). */
function inlineTools(messages: Json | undefined): readonly Json[] {
  const blocks = listOf(messages).flatMap((message) => (isJsonObject(message) ? listOf(message["content"]) : []));
  return blocks.flatMap((block) => {
    const tool = isJsonObject(block) && block["type"] === "tool_addition" ? block["tool"] : null;
    return isJsonObject(tool) && isJsonObject(tool["definition"]) ? [tool["definition"]] : [];
  });
}

const SEARCHING = ["web_search_", "web_fetch_"];

/** Is there a most that the tool's uses can cost? Each may fill the context of a model that is known. */
export function isBounded(tool: ServerTool, entry: ModelEntry | null): boolean {
  if (tool.maxUses === null || entry === null) return false;
  return startsWithAny(tool.type, SEARCHING) || advisorOf(tool) !== null;
}

/** A model that the answering one asks for advice, at most `uses` times. Null: the tool is no advisor, or of an unknown model. */
export interface Advisor {
  readonly model: string;
  readonly uses: number;
  /** The transcript that it reads, at most. */
  readonly contextTokens: number;
  /** Of one piece of advice: the tool's `max_tokens`, else the most that the model can write. */
  readonly maxOutputTokens: number;
  /** What it asks of the prompt cache for its own prompt. */
  readonly caching: Json;
}

export function advisorOf({ type, maxUses, definition }: ServerTool): Advisor | null {
  if (!type.startsWith("advisor_") || maxUses === null) return null;
  const { model, max_tokens: maxTokens, caching = null } = definition;
  const entry = typeof model === "string" ? findModel(model) : null;
  if (entry === null) return null;
  const { contextTokens } = entry;
  const maxOutputTokens = isCount(maxTokens) ? Math.min(maxTokens, entry.maxOutputTokens) : entry.maxOutputTokens;
  return { model: entry.id, uses: maxUses, contextTokens, maxOutputTokens, caching };
}

/** Is it a number of tokens or uses? A negative one would set money free instead of aside. */
export function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []; // isArray loses the type of a readonly union
}

function startsWithAny(text: string, starts: readonly string[]): boolean {
  return starts.some((start) => text.startsWith(start));
}
