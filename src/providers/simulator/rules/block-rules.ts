import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { extraField, firstOf, listOf } from "./draft.ts";

/** The fields of each block type a request may hold; null: not looked into (server tools come back as the API sent them). */
const FIELDS: Readonly<Record<string, readonly string[] | null>> = {
  text: ["type", "text", "cache_control", "citations"],
  image: ["type", "source", "cache_control", "transformations"],
  document: ["type", "source", "title", "context", "citations", "cache_control"],
  search_result: ["type", "source", "title", "content", "citations", "cache_control"],
  tool_result: ["type", "tool_use_id", "content", "is_error", "cache_control"],
  tool_use: ["type", "id", "name", "input", "caller", "cache_control", "toolset_name"],
  thinking: ["type", "thinking", "signature"],
  redacted_thinking: ["type", "data"],
  container_upload: ["type", "file_id", "cache_control"],
  server_tool_use: null,
  web_search_tool_result: null,
  web_fetch_tool_result: null,
  code_execution_tool_result: null,
  bash_code_execution_tool_result: null,
  text_editor_code_execution_tool_result: null,
  tool_search_tool_result: null,
};
const USER_ONLY: ReadonlySet<string> = new Set(["image", "tool_result", "search_result", "container_upload"]);
const ASSISTANT_ONLY: ReadonlySet<string> = new Set(["tool_use", "thinking", "redacted_thinking", "server_tool_use"]);
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  image: ["base64", "url", "file"],
  document: ["base64", "text", "content", "url", "file"],
};
const IMAGE_TYPES = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** What is wrong with one content block of a message, or null. `at` is its path. */
export function checkBlock(block: Json, role: string, version: string, at: string): string | null {
  if (!isJsonObject(block)) return `${at}: Input should be an object`;
  const type = typeof block["type"] === "string" ? block["type"] : "";
  const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (fields === undefined)
    return `${at}: Input tag '${type}' found using 'type' does not match any of the expected tags`;
  if (!mayHold(role, type)) return `${at}: \`${type}\` blocks are not allowed in ${role} messages`;
  const extra = fields === null ? null : extraField(block, fields, `${at}.${type}`);
  return extra ?? checkInside(block, type, at) ?? checkNewVersion(block, type, { role, version, at });
}

function mayHold(role: string, type: string): boolean {
  if (role === "system") return type === "text";
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
  if (!SOURCES[type]?.includes(kind))
    return `${at}: Input tag '${kind}' found using 'type' does not match any of the expected tags`;
  const isImage = type === "image" && kind === "base64";
  return isImage && !IMAGE_TYPES.includes(textField(source, "media_type") ?? "")
    ? `${at}.base64.media_type: Input should be ${IMAGE_TYPES.join(", ")}`
    : null;
}

interface Where {
  readonly role: string;
  readonly version: string;
  readonly at: string;
}

/** What version 2026-10-21 refuses inside messages. */
function checkNewVersion(block: JsonObject, type: string, { role, version, at }: Where): string | null {
  if (version !== "2026-10-21") return null;
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
