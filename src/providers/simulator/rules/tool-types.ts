import { BETA } from "./beta-names.ts";
import { always, type Names } from "./known-names.ts";

/** Every `type` of a tool that the API takes (SDK 1.14.0, `ToolUnion` and `BetaToolUnion`). */
export const TOOL_TYPES: Names = {
  ...always("custom bash_20250124 memory_20250818 browser_toolset_20260801 computer_toolset_20260801"),
  ...always("code_execution_20250522 code_execution_20250825 code_execution_20260120 code_execution_20260521"),
  ...always("text_editor_20250124 text_editor_20250429 text_editor_20250728"),
  ...always("web_search_20250305 web_search_20260209 web_search_20260318"),
  ...always("web_fetch_20250910 web_fetch_20260209 web_fetch_20260309 web_fetch_20260318"),
  ...always("tool_search_tool_bm25 tool_search_tool_bm25_20251119"),
  ...always("tool_search_tool_regex tool_search_tool_regex_20251119"),
  bash_20241022: BETA.computer2024,
  text_editor_20241022: BETA.computer2024,
  computer_20241022: BETA.computer2024,
  computer_20250124: BETA.computer2025,
  computer_20251124: BETA.computer202511,
  advisor_20260301: BETA.advisor,
  mcp_toolset: BETA.mcp,
};

const COMMON = "type name allowed_callers cache_control defer_loading strict";
const SEARCH = "allowed_domains blocked_domains max_uses response_inclusion";

/** The fields of a tool of the API's own, by how its type begins. */
const FIELDS: Readonly<Record<string, Names>> = {
  custom: always(`${COMMON} description input_schema input_examples eager_input_streaming`),
  bash: always(`${COMMON} input_examples`),
  memory: always(`${COMMON} input_examples`),
  code_execution: always(COMMON),
  text_editor: always(`${COMMON} input_examples max_characters`),
  web_search: always(`${COMMON} ${SEARCH} user_location`),
  web_fetch: always(`${COMMON} ${SEARCH} citations max_content_tokens url_sources use_cache`),
  tool_search_tool: always(COMMON),
  computer_toolset: always("type cache_control configs"),
  browser_toolset: always("type cache_control configs"),
  computer: always(`${COMMON} display_height_px display_width_px display_number enable_zoom input_examples`),
  advisor: always(`${COMMON} model caching max_tokens max_uses`),
  mcp_toolset: always("type mcp_server_name cache_control configs default_config tools"),
};

/** The fields that a tool of this known type has. */
export function toolFields(type: string): Names {
  const family = Object.keys(FIELDS).find((name) => type.startsWith(name)) ?? "custom";
  return FIELDS[family] ?? {};
}

/** What a tool of the API must be called; null where it has no name, or is not known. */
export function apiToolName(type: string): string | null {
  if (type === "custom" || type.includes("toolset") || !Object.hasOwn(TOOL_TYPES, type)) return null;
  if (type.startsWith("text_editor_")) {
    return type < "text_editor_20250429" ? "str_replace_editor" : "str_replace_based_edit_tool";
  }
  return type.replace(/_\d{8}$/, "");
}
