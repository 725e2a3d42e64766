import { NO_USAGE, type ToolCall } from "../../../src/domain/run/completion.ts";
import type { ReasonRow } from "./row.ts";

const GET: ToolCall = {
  id: "1",
  name: "GET",
  input: { CITY: "Y" },
  by: "model",
  serverName: null,
  caller: null,
  toolsetName: null,
  result: null,
  error: null,
};
const WEB: ToolCall = { ...GET, name: "WEB", by: "server", result: "OK" };
const MCP: ToolCall = { ...GET, name: "MCP", by: "mcp", serverName: "CRM", error: "DOWN" };

/** Checks of tool calls, costs, times and endings. */
export const CONDUCT_ROWS: readonly ReasonRow[] = [
  // Tool calls
  [{ tool_call: "none" }, { toolCalls: [GET, WEB, MCP, GET, GET, GET, GET] }],
  [{ tool_call: "none" }, {}],
  [{ tool_call: "GET" }, { toolCalls: [GET] }],
  [{ tool_call: "GET" }, { toolCalls: [WEB] }],
  [{ tool_call: { name: "GET", count: 2 } }, { toolCalls: [GET, MCP] }],
  [{ tool_call: { by: "server", count: { max: 0 } } }, { toolCalls: [WEB] }],
  [{ tool_call: { name: "GET", by: "mcp" } }, { toolCalls: [GET] }],
  [{ tool_call: { name: "MCP", by: "server" } }, { toolCalls: [MCP] }],
  [{ tool_call: { name: "WEB", by: "model" } }, { toolCalls: [WEB] }],
  [{ tool_call: { name: "GET", input: { CITY: "X" } } }, { toolCalls: [GET] }],
  [{ tool_call: { name: "GET", input: { NONE: "X" } } }, { toolCalls: [GET] }],
  [{ tool_call: { name: "GET", input: { CITY: { A: 1 } } } }, { toolCalls: [{ ...GET, input: { CITY: ["X"] } }] }],
  [{ tool_call: { name: "GET", schema: { type: "object", required: ["UNIT"] } } }, { toolCalls: [GET] }],
  [{ tool_call: { name: "GET", schema: { type: "array" }, count: 2 } }, { toolCalls: [GET, GET] }],
  [{ tool_call: { name: "GET", error: true } }, { toolCalls: [GET] }],
  [{ tool_call: { name: "WEB", error: true } }, { toolCalls: [WEB] }],
  [{ tool_call: { name: "MCP", error: false } }, { toolCalls: [MCP] }],
  [{ tool_call: { name: "MCP", error: ["LATE", "GONE"] } }, { toolCalls: [MCP] }],
  [{ tool_call: { error: true } }, {}],
  [{ tool_call: ["GET", "WEB"] }, { toolCalls: [GET, WEB] }],
  [{ tool_call: ["GET", "WEB"] }, { toolCalls: [GET, MCP] }],
  [{ tool_call: ["GET", { name: "GET", input: { CITY: "X" } }] }, { toolCalls: [GET, GET] }],
  [{ tool_call: ["WEB"] }, {}],
  // Conduct
  [{ cost: 0.01 }, { costUsd: 0.02 }],
  [{ cost: 0.01 }, {}],
  [{ latency: 100 }, { latencyMs: 99.12345 }],
  [{ latency: 100 }, {}],
  [{ ttft: 100 }, { ttftMs: 101 }],
  [{ ttft: 100 }, {}],
  [{ tokens: { max: 9, max_input: 5, max_output: 5 } }, { usage: { ...NO_USAGE, inputTokens: 7, outputTokens: 3 } }],
  [{ tokens: { max: 20, max_input: 15, max_output: 5 } }, { usage: { ...NO_USAGE, inputTokens: 7, outputTokens: 3 } }],
  [{ tokens: { max: 9 } }, { usage: { ...NO_USAGE, inputTokens: Number.NaN } }],
  [{ calls: 2 }, { calls: [{ model: "A" }, { model: "B" }, { model: "A" }] }],
  [{ calls: { min: 2, max: 4, model: "A" } }, { calls: [{ model: "A" }, { model: "B" }] }],
  [{ calls: { max: 1 } }, { calls: [] }],
  [{ calls: { min: 0 } }, { calls: [] }],
  [{ calls: 2 }, {}],
  [{ refusal: false }, { ending: "refusal", refusalCategory: "CYBER" }],
  [{ refusal: true }, { ending: "truncated" }],
  [{ refusal: true }, { ending: "refusal" }],
  [{ stop_reason: ["tool_use", "max_tokens"] }, { stopReason: "end_turn" }],
];
