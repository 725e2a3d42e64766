import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { toolCallsOf, withResults } from "../../src/domain/run/tool-calls.ts";

const SEARCH: JsonObject = { type: "server_tool_use", id: "srv_1", name: "web_search", input: { query: "news" } };
const LOOKUP: JsonObject = { type: "mcp_tool_use", id: "mcp_1", name: "lookup", server_name: "crm", input: { id: 7 } };

const results: readonly (readonly [string, readonly JsonObject[], object])[] = [
  ["a call without a result", [SEARCH], { result: null, error: null }],
  [
    "a list of results",
    [SEARCH, { type: "web_search_tool_result", tool_use_id: "srv_1", content: [{ url: "https://example.com" }] }],
    { result: [{ url: "https://example.com" }], error: null },
  ],
  [
    "an error code",
    [
      SEARCH,
      {
        type: "web_search_tool_result",
        tool_use_id: "srv_1",
        content: { type: "web_search_tool_result_error", error_code: "max_uses_exceeded" },
      },
    ],
    { error: "max_uses_exceeded" },
  ],
  [
    "an error without a code",
    [SEARCH, { type: "x_tool_result", tool_use_id: "srv_1", content: { type: "x_tool_result_error" } }],
    { error: "error" },
  ],
  [
    "an MCP server's result",
    [
      LOOKUP,
      { type: "mcp_tool_result", tool_use_id: "mcp_1", is_error: false, content: [{ type: "text", text: "x" }] },
    ],
    { result: [{ type: "text", text: "x" }], error: null },
  ],
  [
    "an MCP server's error",
    [LOOKUP, { type: "mcp_tool_result", tool_use_id: "mcp_1", is_error: true, content: "no" }],
    { result: "no", error: "error" },
  ],
  [
    "a result of another call is none of this",
    [SEARCH, { type: "web_search_tool_result", tool_use_id: "srv_2", content: [] }],
    { result: null, error: null },
  ],
];
test.each(results)("api D2: results: %s", (_name, content, wants) =>
  expect(toolCallsOf(content)[0]).toMatchObject(wants),
);

test("api D2: one list of calls in order, with who runs the tool, its server, caller and toolset", () => {
  const calls = toolCallsOf([
    { type: "text", text: "hm" },
    SEARCH,
    LOOKUP,
    { type: "tool_use", id: "t1", name: "mine", input: {}, caller: { type: "code_execution_20260120", tool_id: "s" } },
    { type: "tool_use", id: "t2", name: "screenshot", input: {}, toolset_name: "computer", caller: { type: "direct" } },
  ]);
  expect(
    calls.map(({ name, by, serverName, caller, toolsetName }) => [name, by, serverName, caller, toolsetName]),
  ).toEqual([
    ["web_search", "server", null, null, null],
    ["lookup", "mcp", "crm", null, null],
    ["mine", "model", null, "code_execution_20260120", null],
    ["screenshot", "model", null, null, "computer"],
  ]);
});

test("api D2: a result that the continuation of a paused turn brings", () => {
  const calls = toolCallsOf([SEARCH]);
  const later = [{ type: "web_search_tool_result", tool_use_id: "srv_1", content: [] }];
  expect(withResults(calls, later)).toMatchObject([{ name: "web_search", result: [] }]);
});

test.each(["toString", "constructor", "__proto__"])("a block of the type %s is no call", (type) =>
  expect(toolCallsOf([{ type, id: "1", name: "x" }])).toEqual([]),
);
