import { hashText, hashValue } from "../../base/hash.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";

/** The beginning of a prompt up to a breakpoint of the prompt cache. Equal hashes mean that one entry serves both. */
export interface CachePrefix {
  readonly hash: string;
  /** What is cached, as JSON: its length decides whether the API keeps it at all. */
  readonly text: string;
}

/** What an entry depends on beside the prompt's blocks (API prompt-caching page: what invalidates the cache). */
const CONTEXT = ["model", "thinking", "output_config", "tool_choice", "speed"];

/**
 * The prefixes that a request asks to be cached, shortest first: one for each block with `cache_control`, in the order of the
 * prompt (tools, system, messages), and with a top-level `cache_control` the whole prompt.
 */
export function cachePrefixes({ body }: CompletionRequest): readonly CachePrefix[] {
  const automatic = hasControl(body);
  if (!automatic && !isAnyControlled(body)) return [];
  const blocks = blocksOf(body);
  const found: CachePrefix[] = [];
  let hash = hashValue(CONTEXT.map((key) => body[key] ?? null));
  let text = "";
  for (const [index, { place, block }] of blocks.entries()) {
    const { cache_control: _, ...content } = block;
    const json = JSON.stringify(content);
    hash = hashText(`${hash}${place}${json}`);
    text += json;
    if (hasControl(block) || (automatic && index === blocks.length - 1)) found.push({ hash, text });
  }
  return found;
}

function isAnyControlled({ tools, system, messages }: JsonObject): boolean {
  const isControlled = (block: Json): boolean => isJsonObject(block) && hasControl(block);
  const isIn = (list: Json | undefined): boolean => Array.isArray(list) && list.some(isControlled);
  const isInMessage = (message: Json): boolean => isJsonObject(message) && isIn(message["content"]);
  return isIn(tools) || isIn(system) || (Array.isArray(messages) && messages.some(isInMessage));
}

interface PromptBlock {
  readonly place: string;
  readonly block: JsonObject;
}

function blocksOf(body: JsonObject): readonly PromptBlock[] {
  const { tools, system, messages } = body;
  return [
    ...objectsOf(tools).map((block) => ({ place: "tools", block })),
    ...contentOf(system).map((block) => ({ place: "system", block })),
    ...objectsOf(messages).flatMap(({ role, content }) =>
      contentOf(content).map((block) => ({ place: typeof role === "string" ? role : "", block })),
    ),
  ];
}

function contentOf(content: Json | undefined): readonly JsonObject[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : objectsOf(content);
}

function objectsOf(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter((item: Json): item is JsonObject => isJsonObject(item)) : [];
}

function hasControl(block: JsonObject): boolean {
  return (block["cache_control"] ?? null) !== null;
}
