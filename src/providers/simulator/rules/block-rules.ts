import { ownMember } from "../../../base/own-member.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { BETA } from "./beta-names.ts";
import { type Draft, firstOf, listOf } from "./draft.ts";
import { always, type Names, reportExtra, reportTag } from "./known-names.ts";

/** The fields of each block type a request may hold; null: not looked into (server tools come back as the API sent them). */
const FIELDS: Readonly<Record<string, Names | null>> = {
  text: always("type text cache_control citations"),
  image: always("type source cache_control transformations"),
  document: always("type source title context citations cache_control"),
  search_result: always("type source title content citations cache_control"),
  tool_result: always("type tool_use_id content is_error cache_control toolset_name"),
  tool_use: always("type id name input caller cache_control toolset_name"),
  thinking: always("type thinking signature"),
  redacted_thinking: always("type data"),
  container_upload: always("type file_id cache_control"),
  tool_addition: null,
  tool_removal: null,
  compaction: null,
  fallback: null,
  advisor_tool_result: null,
  mcp_tool_use: null,
  mcp_tool_result: null,
  mcp_tool_listing: null,
  server_tool_use: null,
  web_search_tool_result: null,
  web_fetch_tool_result: null,
  code_execution_tool_result: null,
  bash_code_execution_tool_result: null,
  text_editor_code_execution_tool_result: null,
  tool_search_tool_result: null,
};
/** Blocks that only a header unlocks. */
const UNLOCKED: Names = {
  tool_addition: BETA.toolChanges,
  tool_removal: BETA.toolChanges,
  compaction: BETA.compaction,
  fallback: BETA.fallback,
  advisor_tool_result: BETA.advisor,
  mcp_tool_use: BETA.mcp,
  mcp_tool_result: BETA.mcp,
  mcp_tool_listing: BETA.mcp,
};
const BLOCK_TYPES: Names = { ...always(Object.keys(FIELDS).join(" ")), ...UNLOCKED };
const USER_ONLY: ReadonlySet<string> = new Set(["image", "tool_result", "search_result", "container_upload"]);
const ASSISTANT_ONLY: ReadonlySet<string> = new Set([
  "tool_use",
  "thinking",
  "redacted_thinking",
  "server_tool_use",
  "mcp_tool_use",
  "mcp_tool_result",
  "advisor_tool_result",
  "fallback",
]);
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  image: ["base64", "url", "file"],
  document: ["base64", "text", "content", "url", "file"],
};
const IMAGE_TYPES = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** A block's place: its path, and whose message it stands in. */
interface BlockPlace {
  readonly role: string;
  readonly at: string;
  readonly draft: Draft;
}

/** What is wrong with one content block of a message, or null. */
export function checkBlock(block: Json, where: BlockPlace): string | null {
  const { role, at, draft } = where;
  if (!isJsonObject(block)) return `${at}: Input should be an object`;
  const { type } = block;
  if (typeof type !== "string") return `${at}.type: Field required`;
  if (!reportTag(type, BLOCK_TYPES, at, draft)) return null;
  if (!mayHold(role, type)) return `${at}: \`${type}\` blocks are not allowed in ${role} messages`;
  const fields = FIELDS[type] ?? null;
  if (fields !== null) reportExtra(block, fields, `${at}.${type}`, draft);
  return checkInside(block, type, at) ?? checkNewVersion(block, type, where);
}

function mayHold(role: string, type: string): boolean {
  if (role === "system") return ["text", "tool_addition", "tool_removal"].includes(type);
  return role === "user" ? !ASSISTANT_ONLY.has(type) : !USER_ONLY.has(type);
}

function checkInside(block: JsonObject, type: string, at: string): string | null {
  switch (type) {
    case "text":
      return checkText(block, at);
    case "image":
    case "document":
      return checkSource(block["source"], type, `${at}.${type}.source`);
    case "tool_use":
      if (typeof block["id"] !== "string" || typeof block["name"] !== "string")
        return `${at}.tool_use: id and name are required`;
      return isJsonObject(block["input"]) ? null : `${at}.tool_use.input: Input should be an object`;
    case "tool_result":
      return typeof block["tool_use_id"] === "string" ? null : `${at}.tool_result.tool_use_id: Field required`;
    case "thinking":
      return typeof block["signature"] === "string" ? null : `${at}.thinking.signature: Field required`;
    default:
      return null;
  }
}

function checkText(block: JsonObject, at: string): string | null {
  const { text } = block;
  if (typeof text !== "string") return `${at}.text.text: Field required`;
  if (text === "") return `${at}: text content blocks must be non-empty`;
  return text.trim() === "" ? `${at}: text content blocks must contain non-whitespace text` : null;
}

function checkSource(source: Json | undefined, type: string, at: string): string | null {
  if (!isJsonObject(source)) return `${at}: Field required`;
  const kind = typeof source["type"] === "string" ? source["type"] : "";
  if (!ownMember(SOURCES, type)?.includes(kind))
    return `${at}: Input tag '${kind}' found using 'type' does not match any of the expected tags`;
  const isImage = type === "image" && kind === "base64";
  return isImage && !IMAGE_TYPES.includes(textField(source, "media_type") ?? "")
    ? `${at}.base64.media_type: Input should be ${IMAGE_TYPES.join(", ")}`
    : null;
}

/** What version 2026-10-21 refuses inside messages. */
function checkNewVersion(block: JsonObject, type: string, { role, draft, at }: BlockPlace): string | null {
  if (draft.version !== "2026-10-21") return null;
  if (role === "assistant" && type === "document")
    return `${at}: \`document\` blocks are not allowed in assistant messages`;
  const texts = type === "text" ? [block] : type === "search_result" ? listOf(block["content"]) : [];
  if (role !== "user") return null;
  return firstOf(texts, (inner) =>
    isJsonObject(inner) && listOf(inner["citations"]).length > 0
      ? `${at}.citations: Extra inputs are not permitted`
      : null,
  );
}
