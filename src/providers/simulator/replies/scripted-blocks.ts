import { isJsonObject, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { signThinking } from "../rules/thinking-signature.ts";
import { listOf } from "../rules/draft.ts";

/** A block that a reply was told to hold, as the API would send it whole. */
export type ScriptedBlock = { readonly type: "scripted"; readonly block: JsonObject; readonly tokens: number };

/** What the ids of calls begin with, by the type of the block. */
const CALL_IDS: Readonly<Record<string, string>> = {
  tool_use: "toolu",
  server_tool_use: "srvtoolu",
  mcp_tool_use: "mcptoolu",
};

/** The blocks of `content:` with the ids that were left out: a result without one is of the call before it. */
export function withIds(content: readonly JsonObject[], nonce: string): readonly JsonObject[] {
  let last = "";
  return content.map((block, index) => {
    const type = textField(block, "type") ?? "";
    if (Object.hasOwn(CALL_IDS, type)) {
      last = textField(block, "id") ?? `${CALL_IDS[type]}_sim_${nonce}_${index}`;
      return { input: {}, ...block, id: last };
    }
    if (type === "compaction") return { signature: signThinking(textField(block, "content") ?? "", nonce), ...block };
    return type.endsWith("_tool_result") ? { tool_use_id: last, ...block } : block;
  });
}

/** Does the content call a tool that the caller has to answer? */
export function asksForTools(content: readonly JsonObject[]): boolean {
  return content.some((block) => block["type"] === "tool_use");
}

/** A block as `content_block_start` brings it: what comes by deltas is still empty. */
export function emptyScripted(block: JsonObject): JsonObject {
  switch (textField(block, "type") ?? "") {
    case "text":
      return { ...block, text: "", ...("citations" in block ? { citations: [] } : {}) };
    case "tool_use":
    case "server_tool_use":
    case "mcp_tool_use":
      return { ...block, input: {} };
    case "compaction":
      return { ...block, content: null, ...("encrypted_content" in block ? { encrypted_content: null } : {}) };
    default:
      return block;
  }
}

/** The deltas that fill it; a block of a kind without deltas (results, fallbacks) comes whole at its start. */
export function scriptedDeltas(block: JsonObject, split: (text: string) => readonly string[]): readonly JsonObject[] {
  switch (textField(block, "type") ?? "") {
    case "text":
      return [
        ...split(textField(block, "text") ?? "").map((text) => ({ type: "text_delta", text })),
        ...listOf(block["citations"]).map((citation) => ({ type: "citations_delta", citation })),
      ];
    case "tool_use":
    case "server_tool_use":
    case "mcp_tool_use":
      return split(JSON.stringify(block["input"] ?? {})).map((json) => ({
        type: "input_json_delta",
        partial_json: json,
      }));
    case "compaction": {
      const { content = null, encrypted_content: encrypted = null } = block;
      return [{ type: "compaction_delta", content, encrypted_content: encrypted }];
    }
    default:
      return [];
  }
}

/** What a block counts as output: its words and inputs; results are the work of others. */
export function writtenText(block: JsonObject): string {
  switch (textField(block, "type") ?? "") {
    case "text":
      return textField(block, "text") ?? "";
    case "tool_use":
    case "server_tool_use":
    case "mcp_tool_use":
      return isJsonObject(block["input"]) ? JSON.stringify(block["input"]) : "";
    default:
      return "";
  }
}
