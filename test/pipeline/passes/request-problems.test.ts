import { describe, expect, test } from "vitest";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AT_MS = Date.parse("2026-11-28T12:00:00Z");
const END = "cases: [{ vars: { x: 1 }, expect: [{ contains: a }] }]\n";
const HAIKU = "model: claude-haiku-5-5\n";
const OLD_HAIKU = "model: claude-haiku-4-5\n";
const PROMPT = "prompt: hi {{ x }}\n";
const TOOL = "{ name: f, input_schema: { type: object } }";

/** Problems as `severity line:column message` with the hint in brackets. */
async function problemsOf(suite: string): Promise<string[]> {
  const cwd = temporaryProject({ "suite.yaml": suite });
  const checked = await checkSuites(invocationOf(cwd), AT_MS);
  const { errors, warnings, locate } = checked;
  await checked.close();
  // Some suites here have a variable for the sake of the case alone: that is told, and not what is looked at.
  const told = [...errors, ...warnings].filter(({ code }) => code !== "unused-variable");
  return told.map(({ severity, place, message, hint }) => {
    const { line, column } = locate(place);
    return `${severity} ${line ?? "?"}:${column ?? "?"} ${message} [${hint ?? ""}]`;
  });
}

type Row = readonly [name: string, suite: string, at: string, words: string];

const RESULTS = `tools: [${TOOL}]\ntool_results: { f:`;

const errors: readonly Row[] = [
  [
    "C8: half a surrogate pair in a tool's result",
    `${HAIKU}${PROMPT}${RESULTS} [{ text: "\\ud83d" }] }\n${END}`,
    "5:9",
    "result",
  ],
  [
    "C8: a result's variable that is not there",
    `${HAIKU}${PROMPT}${RESULTS} [{ text: "{{ nope }}" }] }\n${END}`,
    "4:29",
    "nope",
  ],
  [
    "C8: a tool of the API without its name",
    `${HAIKU}${PROMPT}tools: [{ type: bash_20250124 }]\n${END}`,
    "3:",
    "Field required",
  ],
  [
    "C8: a tool of the API by another name",
    `${HAIKU}${PROMPT}tools: [{ type: text_editor_20250728, name: editor }]\n${END}`,
    "3:",
    "str_replace_based_edit_tool",
  ],
  ["C8: a blank stop sequence", `${HAIKU}${PROMPT}stop_sequences: [a, " "]\n${END}`, "3:21", "stop sequence"],
  [
    "C8: a prefill that ends in white space",
    `${OLD_HAIKU}prompt: { messages: [{ user: a }, { assistant: "so: " }] }\n${END}`,
    "2:48",
    "remove the white space at the end",
  ],
  [
    "C8: a prefill whose variable ends in white space",
    `${OLD_HAIKU}prompt: { messages: [{ user: a }, { assistant: "{{ x }}" }] }\ncases: [{ vars: { x: "b\\n" }, expect: [{ contains: a }] }]\n`,
    "2:48",
    "trailing whitespace",
  ],
  [
    "C8: a first message from the assistant",
    `${HAIKU}prompt: { messages: [{ assistant: hello }, { user: a }] }\n${END}`,
    "2:35",
    "begin with a `user` message",
  ],
  [
    "api D11: a first message of the system role",
    `${HAIKU}prompt: { messages: [{ system: be brief }, { user: a }] }\n${END}`,
    "2:32",
    "begin with a `user` message",
  ],
  [
    "C8: two tools of one name",
    `${HAIKU}${PROMPT}tools: [${TOOL}, ${TOOL}]\n${END}`,
    "3:54",
    'two tools are called `"f"`',
  ],
  [
    "C8: a tool name with a space",
    `${HAIKU}${PROMPT}tools: [{ name: get f, input_schema: { type: object } }]\n${END}`,
    "3:9",
    "may not be called",
  ],
  [
    "C8: a tool name in Japanese",
    `${HAIKU}${PROMPT}tools: [{ name: 天気, input_schema: { type: object } }]\n${END}`,
    "3:9",
    "may not be called",
  ],
  [
    "C8: a tool name of 129 letters",
    `${HAIKU}${PROMPT}tools: [{ name: ${"f".repeat(129)}, input_schema: { type: object } }]\n${END}`,
    "3:9",
    "may not be called",
  ],
  ["C8: a tool without input_schema", `${HAIKU}${PROMPT}tools: [{ name: f }]\n${END}`, "3:9", "has no `input_schema`"],
  [
    "C8: a tool with OpenAI's parameters",
    `${HAIKU}${PROMPT}tools: [{ name: f, parameters: { type: object } }]\n${END}`,
    "3:9",
    "has no `input_schema`",
  ],
  [
    "C8: an input_schema that is no object's",
    `${HAIKU}${PROMPT}tools: [{ name: f, input_schema: { type: string } }]\n${END}`,
    "3:9",
    "not `object`",
  ],
  [
    "C8: an input_schema that is a list",
    `${HAIKU}${PROMPT}tools: [{ name: f, input_schema: [] }]\n${END}`,
    "3:9",
    "`input_schema`",
  ],
  [
    "C8: a cache_control of another type",
    `${HAIKU}${PROMPT}cache_control: { type: forever }\n${END}`,
    "3:1",
    "ephemeral",
  ],
  [
    "C8: a cache_control with a stray key",
    `${HAIKU}${PROMPT}cache_control: { type: ephemeral, id: 3 }\n${END}`,
    "3:1",
    "ephemeral",
  ],
  [
    "api D11: a block's cache_control with a wrong life",
    `${HAIKU}prompt: { user: [{ text: hi, cache_control: { type: ephemeral, ttl: 2h } }] }\n${END}`,
    "2:",
    "cache_control.ttl",
  ],
  [
    "api D11: an hour's breakpoint after one of five minutes",
    `${HAIKU}prompt: { user: [{ text: hi, cache_control: { type: ephemeral } }, { text: b, cache_control: { type: ephemeral, ttl: 1h } }] }\n${END}`,
    "2:",
    "must not come after",
  ],
  ["C8: extra metadata", `${HAIKU}${PROMPT}metadata: { team: search }\n${END}`, "3:1", "`metadata` takes `user_id`"],
  [
    "C8: half a surrogate pair in a variable",
    `${HAIKU}${PROMPT}cases: [{ vars: { x: "\\ud83d" }, expect: [{ contains: a }] }]\n`,
    "2:9",
    "half of a character",
  ],
  [
    "C8: half a surrogate pair in a tool",
    `${HAIKU}${PROMPT}tools: [{ name: f, description: "\\ud83d", input_schema: { type: object } }]\n${END}`,
    "3:9",
    "half of a character",
  ],
  [
    "C8: half a surrogate pair in a later turn",
    `${HAIKU}cases: [{ turns: [{ user: a }, { user: "b \\udc00" }], expect: [{ contains: a }] }]\n`,
    "2:40",
    "half of a character",
  ],
  ["api D11: tool_choice without tools", `${HAIKU}${PROMPT}tool_choice: { type: auto }\n${END}`, "3:1", "no `tools`"],
  [
    "api D11: citations with an output format",
    `${HAIKU}prompt: { user: [{ type: document, source: { type: text, media_type: text/plain, data: b }, citations: { enabled: true } }] }\noutput_config: { format: { type: json_schema, schema: { type: object, additionalProperties: false } } }\n${END}`,
    "3:1",
    "cannot be combined with citations",
  ],
  [
    "api D11: max_tokens: null",
    `${HAIKU}${PROMPT}max_tokens: null\n${END}`,
    "3:1",
    "remove the key to have the default",
  ],
  [
    "api D11: oneOf in an output schema",
    `${HAIKU}${PROMPT}output_config: { format: { type: json_schema, schema: { oneOf: [{ type: string }] } } }\n${END}`,
    "3:1",
    "`oneOf` is not supported",
  ],
  ["api D11: another geography", `${HAIKU}${PROMPT}inference_geo: eu\n${END}`, "3:1", "`us` or `global`"],
  [
    "api D11: another display of thinking",
    `${HAIKU}${PROMPT}thinking: { type: adaptive, display: bogus }\n${END}`,
    "3:1",
    "`thinking.display`",
  ],
  [
    "api D11: betas in the body",
    `${HAIKU}${PROMPT}request: { betas: [x] }\n${END}`,
    "3:1",
    "headers: { anthropic-beta",
  ],
  [
    "api D9: any speed on a header model",
    `model: claude-opus-5\n${PROMPT}speed: standard\n${END}`,
    "3:1",
    "needs the header",
  ],
];

const warnings: readonly Row[] = [
  [
    "a tool type",
    `${HAIKU}${PROMPT}tools: [{ type: web_serach_20250305, name: web_search }]\n${END}`,
    "3:9",
    "did you mean `web_search_20250305`?",
  ],
  [
    "a field of a tool",
    `${HAIKU}${PROMPT}tools: [{ name: f, descripton: d, input_schema: { type: object } }]\n${END}`,
    "3:9",
    "did you mean `description`?",
  ],
  [
    "a field of a web search",
    `${HAIKU}${PROMPT}tools: [{ type: web_search_20250305, name: web_search, max_use: 3 }]\n${END}`,
    "3:9",
    "did you mean `max_uses`?",
  ],
  [
    "a block type",
    `${HAIKU}prompt: { user: [{ type: serch_result, source: a, title: b, content: [] }, { text: hi }] }\n${END}`,
    "2:18",
    "did you mean `search_result`?",
  ],
  [
    "a field of a block",
    `${HAIKU}prompt: { user: [{ type: text, text: hi, cache_controll: {} }] }\n${END}`,
    "2:18",
    "did you mean `cache_control`?",
  ],
  [
    "a field of request",
    `${HAIKU}${PROMPT}request: { context_managment: {} }\n${END}`,
    "3:1",
    "did you mean `context_management`?",
  ],
  [
    "a field of request that nothing is like",
    `${HAIKU}${PROMPT}request: { zebra: {} }\n${END}`,
    "3:1",
    "sent as it is written",
  ],
  [
    "a field that a header unlocks",
    `${HAIKU}${PROMPT}request: { mcp_servers: [] }\n${END}`,
    "3:1",
    "headers: { anthropic-beta: mcp-client-2026-09-15 }",
  ],
  [
    "a tool that a header unlocks",
    `${HAIKU}${PROMPT}tools: [{ type: advisor_20260301, name: advisor, model: claude-fable-5-2 }]\n${END}`,
    "3:9",
    "advisor-tool-2026-03-01",
  ],
];

const BUDGET = "{ type: tokens, total: 20000 }";
const BUDGET_HEADER = "headers: { anthropic-beta: task-budgets-2026-03-13 }\n";
const CLEARED = "{ system: be brief, clear_at: next_user_message, output_config: { effort: low } }";
const CLEARED_HEADER =
  "headers: { anthropic-beta: 'mid-conversation-system-clear-at-2026-08-21,mid-conversation-output-config-2026-07-01' }\n";

describe("api D8: settings that a header unlocks", () => {
  const table: readonly (readonly [string, string, string])[] = [
    [
      "a task budget with its header",
      `${HAIKU}${PROMPT}${BUDGET_HEADER}output_config: { task_budget: ${BUDGET} }\n${END}`,
      "",
    ],
    [
      "a task budget without",
      `${HAIKU}${PROMPT}output_config: { task_budget: ${BUDGET} }\n${END}`,
      "error 3:1 `output_config.task_budget` needs the header",
    ],
    [
      "a task budget by request",
      `${HAIKU}${PROMPT}${BUDGET_HEADER}request: { output_config: { task_budget: ${BUDGET} } }\n${END}`,
      "warning 4:1 `output_config.task_budget` goes out as `request` says",
    ],
    [
      "a member that nobody knows by request",
      `${HAIKU}${PROMPT}request: { output_config: { zebra: 1 } }\n${END}`,
      "warning 3:1 `output_config.zebra` goes out",
    ],
    [
      "the same, where the rest is left out",
      `${HAIKU}${PROMPT}unsupported: omit\nrequest: { output_config: { zebra: 1 } }\n${END}`,
      "warning 4:1 `output_config.zebra` goes out",
    ],
    [
      "a member of thinking by request",
      `${HAIKU}${PROMPT}thinking: { type: adaptive }\nrequest: { thinking: { block_binding: a } }\n${END}`,
      "warning 4:1 `thinking.block_binding` goes out",
    ],
    [
      "a member that the language has",
      `${HAIKU}${PROMPT}request: { output_config: { effort: low } }\n${END}`,
      "error 3:1 `request` may not name `output_config.effort`",
    ],
    [
      "a whole map as a text",
      `${HAIKU}${PROMPT}request: { output_config: low }\n${END}`,
      "error 3:1 `request` may not name `output_config`",
    ],
    [
      "a member that nobody knows, in its own map",
      `${HAIKU}${PROMPT}output_config: { zebra: 1 }\n${END}`,
      "error 3:1 `output_config` has no `zebra`",
    ],
    [
      "system messages with their headers",
      `model: claude-opus-5-5\nprompt: { messages: [{ user: a }, { assistant: b }, ${CLEARED}, { user: c }] }\n${CLEARED_HEADER}${END}`,
      "",
    ],
    [
      "system messages without",
      `model: claude-opus-5-5\nprompt: { messages: [{ user: a }, { assistant: b }, ${CLEARED}, { user: c }] }\n${END}`,
      "warning 2:63 `clear_at` needs the header",
    ],
    [
      "clear_at beside another role",
      `${HAIKU}prompt: { messages: [{ user: a, clear_at: never }] }\n${END}`,
      "error 2:33 `clear_at` goes with a `system` message",
    ],
    [
      "two roles in one message",
      `${HAIKU}prompt: { messages: [{ user: a, assistant: b }] }\n${END}`,
      "error 2:22 a message has one role",
    ],
  ];
  test.each(table)("%s", async (_name, suite, begins) => {
    const [first = ""] = await problemsOf(suite);
    expect(first.slice(0, begins.length)).toBe(begins);
    if (begins === "") expect(first).toBe("");
  });
});

const silent: readonly (readonly [name: string, suite: string])[] = [
  [
    "a field with its header",
    `${HAIKU}${PROMPT}headers: { anthropic-beta: "a, mcp-client-2025-11-20" }\nrequest: { mcp_servers: [] }\n${END}`,
  ],
  [
    "a whole pair of surrogates",
    `${HAIKU}${PROMPT}cases: [{ vars: { x: "\\ud83d\\ude00" }, expect: [{ contains: a }] }]\n`,
  ],
  ["a prefill without white space", `${OLD_HAIKU}prompt: { messages: [{ user: a }, { assistant: "so:" }] }\n${END}`],
  [
    "an hour's breakpoint first",
    `${HAIKU}prompt: { user: [{ text: hi, cache_control: { type: ephemeral, ttl: 1h } }, { text: b, cache_control: { type: ephemeral } }] }\n${END}`,
  ],
  [
    "every kind of the API's own tools",
    `${HAIKU}${PROMPT}tools: [{ type: bash_20250124, name: bash }, { type: web_fetch_20260318, name: web_fetch, max_uses: 1, use_cache: true }, { type: computer_toolset_20260801 }]\n${END}`,
  ],
  ["a model that is in no list, but for that", `model: gateway/one\n${PROMPT}temperature: 0.3\n${END}`],
];

describe("what the API would refuse is known before sending", () => {
  test.each(errors)("%s", async (_name, suite, at, words) => {
    const [first = ""] = await problemsOf(suite);
    expect(first).toMatch(new RegExp(`^error ${at}`));
    expect(first).toContain(words);
  });

  test.each(warnings)("api D11: a name that it does not know is a warning: %s", async (_name, suite, at, words) => {
    const [first = ""] = await problemsOf(suite);
    expect(first).toMatch(new RegExp(`^warning ${at}`));
    expect(first).toContain(words);
  });

  test.each(silent)("nothing is said of %s", async (_name, suite) => {
    expect((await problemsOf(suite)).filter((problem) => !problem.includes("is in no list"))).toEqual([]);
  });

  test("api D11: all of them at once, each once for all cases", async () => {
    const rows = Array.from({ length: 3 }, (_, n) => `{ vars: { x: "${n}" }, expect: [{ contains: a }] }`).join(", ");
    const found = await problemsOf(
      `${HAIKU}${PROMPT}request: { zebra: 1, quagga: 2 }\ntools: [{ type: bsah_20250124, name: b }]\ncases: [${rows}]\n`,
    );
    expect(found.map((problem) => problem.slice(0, 12))).toEqual(["warning 3:1 ", "warning 3:1 ", "warning 4:9 "]);
  });
});
