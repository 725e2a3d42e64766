import { describe, expect, test } from "vitest";
import type { Report } from "../../../src/domain/formats/records.ts";
import { reportOf, trialsOf } from "../../helpers/live-project.ts";
import { runCli, type CliResult } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

interface Ran {
  readonly result: CliResult;
  readonly report: Report;
  readonly warnings: readonly string[];
}

/** Runs a suite whose case is answered by `simulate`. */
async function simulated(suite: string, args: readonly string[] = []): Promise<Ran> {
  const cwd = temporaryProject({ "s.yaml": suite });
  const result = await runCli(["s.yaml", "--simulate", "--reporter", "json", ...args], { cwd });
  const report = reportOf(result);
  return { result, report, warnings: report.run.warnings.map(({ message }) => message) };
}

const ADVISED = `
model: claude-sonnet-5-5
prompt: hello
cases:
  - id: a
    expect: [{ contains: ok }]
    simulate:
      text: ok
      usage:
        input_tokens: 1000
        output_tokens: 100
        iterations:
          - { type: message, model: null, input_tokens: 1000, output_tokens: 100 }
          - { type: advisor_message, model: claude-fable-5-2, input_tokens: 200000, output_tokens: 20000 }
`;
const FALLEN_BACK = `
model: claude-haiku-5-5
prompt: hello
cases: [{ id: a, expect: [{ contains: ok }], simulate: { text: ok, model: claude-fable-5-2 } }]
`;

describe("what an answer costs", () => {
  test("api D1: an advisor's tokens are counted and paid at its own model's price", async () => {
    const { report, result } = await simulated(ADVISED);
    expect(result.exitCode).toBe(0);
    expect(report.totals).toMatchObject({ cost_usd: 2.403, input_tokens: 201_000, output_tokens: 20_100 });
  });

  test("api D1, A17: what came out dearer than reserved under a cap is exit 4, and said", async () => {
    const { report, result, warnings } = await simulated(ADVISED, ["--max-cost", "0.2"]);
    expect(result.exitCode).toBe(4);
    expect(report.verdict).toBe("over_budget");
    expect(warnings.join("\n")).toMatch(/1 answer cost \$2\.\d+ more than was reserved at most/);
  });

  test.each(["table", "markdown", "quiet"])("A17: the %s report says it", async (reporter) => {
    const cwd = temporaryProject({ "s.yaml": ADVISED });
    const { stdout } = await runCli(["s.yaml", "--simulate", "--max-cost", "0.2", "--reporter", reporter], { cwd });
    expect(stdout.replaceAll("&#36;", "$").replaceAll(/\s+/g, " ")).toMatch(
      /1 answer cost \$2\.\d+ more than was reserved/,
    );
  });

  test("api D1: nothing new is begun after it", async () => {
    const suite = ADVISED.replace("id: a\n", "id: a\n    trials: 5\n");
    const { report } = await simulated(suite, ["--max-cost", "100", "--concurrency", "1"]);
    expect(report.totals).toMatchObject({ requests: 1, skipped: 4 });
    expect(trialsOf(report)[1]?.status_reason).toContain("an answer cost more than was reserved");
  });

  test("A17: a dearer model that served is paid at its price, and said", async () => {
    const { report, warnings } = await simulated(FALLEN_BACK);
    const { usage, cost_usd: cost } = trialsOf(report)[0] ?? {};
    expect(cost).toBeCloseTo(((usage?.input_tokens ?? 0) * 8 + (usage?.output_tokens ?? 0) * 40) / 1e6, 12);
    expect(warnings).toContain(
      "claude-haiku-5-5/default: 1 answer came from claude-fable-5-2, which costs more than claude-haiku-5-5",
    );
  });

  test("A17: it is exit 4 where it cost more than was reserved", async () => {
    const suite = FALLEN_BACK.replace("text: ok,", "text: ok, usage: { input_tokens: 900000, output_tokens: 9000 },");
    expect((await simulated(suite, ["--max-cost", "1"])).result.exitCode).toBe(4);
    expect((await simulated(suite)).result.exitCode).toBe(0);
  });

  test("A17: what came out above the cap stays exit 4 when the run is resumed or reported", async () => {
    const suite = FALLEN_BACK.replace("text: ok,", "text: ok, usage: { input_tokens: 900000, output_tokens: 9000 },");
    const cwd = temporaryProject({ "s.yaml": suite });
    expect((await runCli(["s.yaml", "--simulate", "--max-cost", "1"], { cwd })).exitCode).toBe(4);
    expect((await runCli(["resume"], { cwd })).exitCode).toBe(4);
    expect((await runCli(["report"], { cwd })).exitCode).toBe(4);
  });

  const openEnded = [
    ["a compaction", "context_management: { edits: [{ type: compact_20260112 }] }"],
    ["a fallback", "fallbacks: [{ model: claude-fable-5-2 }]"],
    ["a thread", "thread: { type: create }"],
    ["an advisor", "tools: [{ type: advisor_20260301, name: advisor, model: claude-fable-5-2 }]"],
  ] as const;
  test.each(openEnded)("api D1: %s is an error under a cap", async (_name, setting) => {
    const where = setting.startsWith("tools") ? setting : `request: { ${setting} }`;
    const cwd = temporaryProject({ "s.yaml": `${FALLEN_BACK}\n${where}` });
    const { exitCode, stderr } = await runCli(["s.yaml", "--simulate", "--max-cost", "1"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("[open-ended-cost]");
  });
});

const SEARCHED = `
model: claude-haiku-5-5
prompt: hello
tools: [{ type: web_search_20250305, name: web_search, max_uses: 3 }]
cases:
  - id: a
    expect: EXPECT
    simulate:
      content:
        - { type: server_tool_use, name: web_search, input: { query: news } }
        - { type: web_search_tool_result, content: { type: web_search_tool_result_error, error_code: max_uses_exceeded } }
      text: ok
      usage: { server_tool_use: { web_search_requests: 1 } }
`;

describe("tools that the API runs", () => {
  const rows = [
    ["tool_call sees a server tool", "[{ tool_call: web_search }]", 0],
    ["none means none of any kind", "[{ tool_call: none }]", 1],
    ["by server", "[{ tool_call: { by: server, input: { query: news } } }]", 0],
    ["by model", "[{ tool_call: { name: web_search, by: model } }]", 1],
    ["its error", "[{ tool_call: { name: web_search, error: max_uses_exceeded } }]", 0],
    ["not: without error", "[{ not: { tool_call: { error: true } } }]", 1],
    ["in an expression", `[{ expr: 'tool_calls.all(c, c.by == "server")' }]`, 0],
  ] as const;
  test.each(rows)("api D2: %s", async (_name, checks, exitCode) => {
    const { result, report } = await simulated(SEARCHED.replace("EXPECT", checks));
    expect(result.exitCode).toBe(exitCode);
    expect(trialsOf(report)[0]?.tool_calls).toMatchObject([
      { name: "web_search", by: "server", error: "max_uses_exceeded", input: { query: "news" } },
    ]);
  });

  test("api D2: an MCP server's tool, and no result of the suite is asked for it", async () => {
    const { result, report } = await simulated(`
model: claude-haiku-5-5
prompt: hello
headers: { anthropic-beta: mcp-client-2025-11-20 }
tool_results: { mine: [{ text: found }] }
tools: [{ name: mine, input_schema: { type: object } }]
cases:
  - id: a
    expect: [{ tool_call: [{ name: lookup, by: mcp }, mine] }, { contains: done }]
    simulate:
      content:
        - { type: mcp_tool_use, name: lookup, server_name: crm, input: { id: 7 } }
        - { type: mcp_tool_result, is_error: false, content: [{ type: text, text: x }] }
        - { type: tool_use, name: mine, input: {} }
      text: done
`);
    expect(trialsOf(report)[0]?.tool_calls).toMatchObject([
      { name: "lookup", by: "mcp", server_name: "crm" },
      { name: "mine", by: "model" },
    ]);
    expect(result.exitCode).toBe(0);
  });
});

describe("what goes on within a conversation", () => {
  test("api D5: a tool that code called is answered in the container where the code waits", async () => {
    const { result } = await simulated(`
model: claude-sonnet-5-5
prompt: hello
tools:
  - { type: code_execution_20260120, name: code_execution }
  - { name: mine, input_schema: { type: object }, allowed_callers: [code_execution_20260120] }
tool_results: { mine: [{ text: found }] }
cases:
  - id: a
    expect: [{ contains: done }, { expr: 'tool_calls.exists(c, c.caller == "code_execution_20260120")' }]
    simulate:
      content:
        - { type: server_tool_use, id: srv, name: code_execution, input: { code: "await mine()" } }
        - { type: tool_use, name: mine, input: {}, caller: { type: code_execution_20260120, tool_id: srv } }
      text: done
`);
    expect(result.stderr).not.toContain("container_id");
    expect(result.exitCode).toBe(0);
  });

  test("api D6: the result of a toolset's member names the toolset", async () => {
    const { result, report } = await simulated(`
model: claude-sonnet-5-5
prompt: hello
tools: [{ type: computer_toolset_20260801 }]
tool_results: { screenshot: [{ text: a picture }] }
cases:
  - id: a
    expect: [{ contains: done }]
    simulate:
      content: [{ type: tool_use, name: screenshot, input: {}, toolset_name: computer }]
      text: done
`);
    expect(trialsOf(report)[0]?.error).toBeNull();
    expect(result.exitCode).toBe(0);
  });

  const COMPACTED = `
model: claude-opus-5-5
prompt: hello
headers: { anthropic-beta: "compact-2026-01-12,compact-2026-09-04" }
request: REQUEST
cases:
  - id: a
    expect: EXPECT
    simulate: { content: [{ type: compaction, content: a summary }], stop_reason: compaction, text: done }
`;
  const PAUSING = "{ context_management: { edits: [{ type: compact_20260112, pause_after_compaction: true }] } }";
  const compactions = [
    ["a turn that pauses at it goes on, and the block comes back whole", PAUSING, "[{ contains: done }]", 0],
    [
      "one that is asked for is no complete answer",
      "{ compaction: { type: summarize } }",
      "[{ length: { max_words: 9 } }]",
      1,
    ],
    ["unless the suite says so", "{ compaction: { type: summarize } }", "[{ stop_reason: compaction }]", 0],
  ] as const;
  test.each(compactions)("api D7: %s", async (...[, request, checks, exitCode]) => {
    const { result, report } = await simulated(COMPACTED.replace("REQUEST", request).replace("EXPECT", checks));
    expect(trialsOf(report)[0]?.error).toBeNull();
    expect(result.exitCode).toBe(exitCode);
  });
});

describe("what is of the account", () => {
  const suite = (code: string, status = 400): string => `
model: claude-haiku-5-5
prompt: hello
trials: 20
limits: { max_attempts: 1 }
cases:
  - id: a
    expect: [{ contains: ok }]
    simulate: { error: { status: ${status}, code: ${code}, message: ask your administrator } }
`;
  test.each(["organization_on_hold", "cmek_key_disabled", "user_profile_required"])(
    "api D10: 400 %s stops the run",
    async (code) => {
      const { result, report } = await simulated(suite(code), ["--concurrency", "1"]);
      expect(result.exitCode).toBe(2);
      expect(report.totals.requests).toBe(1);
      expect(result.stderr).toContain("ask your administrator");
    },
  );

  test("api D10: another 400 is of its request alone, and a 503 passes", async () => {
    const ofRequest = await simulated(suite("prompt_too_odd"), ["--concurrency", "4"]);
    expect(ofRequest.report.totals.requests).toBe(20);
    expect(ofRequest.result.exitCode).toBe(3);
    const passing = await simulated(suite("cmek_key_unreachable", 503), ["--concurrency", "20"]);
    expect(passing.result.exitCode).toBe(3);
  });
});
