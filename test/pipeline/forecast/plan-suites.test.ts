import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerLengths } from "../../../src/pipeline/forecast/answer-length.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { forecastPlan, type PlanForecast } from "../../../src/pipeline/forecast/plan-forecast.ts";
import { planSuites } from "../../../src/pipeline/commands/plan-suites.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { DEFAULT_SIMULATOR } from "../../../src/providers/simulator/state/options.ts";
import { serveSimulator } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { displayWidth } from "../../../src/base/display-width.ts";
import { withoutColors } from "../../helpers/reports/colors.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** The API's price of the day (docs page pricing), in USD a token. */
const HAIKU = { input: 1e-6, output: 5e-6 };
const NOW = Date.UTC(2026, 10, 26);

const PRICES = `prices:
  claude-haiku-5-5: { input: 1, output: 5 }
`;

const HOOKS = { ...SILENT_HOOKS, clock: wallClock };

async function planOf(cwd: string): Promise<PlanForecast> {
  const checked = await checkSuites(invocationOf(cwd), NOW);
  const [suite] = checked.suites;
  if (suite === undefined || checked.errors.length > 0) throw new Error(JSON.stringify(checked.errors));
  const { facts, attachments, judging } = checked;
  const lengths = await answerLengths(suite.loaded.suite, join(cwd, ".prompt-run"));
  return forecastPlan(
    suite,
    { cases: [], tags: [] },
    { facts, attachments, judging, nowMs: NOW, isCapped: false },
    lengths,
  );
}

async function textOf(cwd: string, suites = ["suite.yaml"]): Promise<string> {
  const invocation = invocationOf(cwd, { suites });
  const pieces = planSuites(await checkSuites(invocation, NOW), invocation, {
    nowMs: NOW,
    columns: 80,
    color: false,
    listCases: false,
  });
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const project = (suite: string): string => temporaryProject({ "suite.yaml": suite, "prompt-run.config.yaml": PRICES });

describe("what is expected", () => {
  test("is as long as `simulate:` says, by trial, at the prices of the day", async () => {
    const plan = await planOf(
      project(`model: claude-haiku-5-5
prompt: Hello
expect: [{ contains: a }]
cases:
  - { id: a, trials: 4, simulate: [{ text: a, usage: { output_tokens: 100 } }, { text: a, usage: { output_tokens: 300 } }] }
`),
    );
    const [arm] = plan.arms;
    const { expected: input } = arm?.inputTokens ?? {};
    expect(arm?.outputTokens.expected).toBe(800);
    const usd = Number(arm?.costPico.expected) / 1e12;
    expect(usd).toBeCloseTo((input ?? 0) * HAIKU.input + 800 * HAIKU.output, 9);
  });

  test("is not known where a case has no simulated reply and no run came before", async () => {
    const cwd = project(
      "model: claude-haiku-5-5\nprompt: Hello\nexpect: [{ contains: a }]\ncases: [{ simulate: a }, { vars: { x: 1 } }]\n",
    );
    const [arm] = (await planOf(cwd)).arms;
    expect(arm).toMatchObject({ outputTokens: { expected: null }, costPico: { expected: null } });
    expect(arm?.costPico.worst).toBeGreaterThan(0n);
    expect(await textOf(cwd)).toContain("not known before a first run");
  });

  test("skipped cases take nothing", async () => {
    const one =
      "model: claude-haiku-5-5\nprompt: Hello\nexpect: [{ contains: a }]\ncases:\n  - { id: a, simulate: a }\n";
    const alone = await planOf(project(one));
    const skipping = await planOf(project(`${one}  - { id: b, simulate: b, skip: later, trials: 3 }\n`));
    expect(skipping.skipped).toBe(3);
    expect(skipping.arms[0]).toMatchObject({ trials: 1, costPico: alone.arms[0]?.costPico });
  });

  test("is as long as the newest live run's answers, whatever `simulate:` says", async () => {
    const cwd = project(
      "model: claude-haiku-5-5\nmax_tokens: 500\nprompt: Hello\nexpect: [{ contains: a }]\ncases: [{ trials: 3, simulate: a }]\n",
    );
    const reply = { text: "a", toolUse: [], stopReason: null, usage: { output_tokens: 77 }, error: null };
    const server = await serveSimulator(createSimulator({ ...DEFAULT_SIMULATOR, answer: () => reply }), { port: 0 });
    const credential = { kind: "apiKey", value: "a-key-of-the-test" } as const;
    const invocation = invocationOf(cwd, { mode: "live", baseUrl: server.url, credential });
    const run = await runSuites(invocation, { ...HOOKS, signal: new AbortController().signal });
    await server.close();
    const id = run.status === "ran" ? run.head.run.id : run.status;
    const [arm] = (await planOf(cwd)).arms;
    expect(arm?.length).toEqual({ run: id, tokensPerTrial: 77 });
    expect(arm?.outputTokens.expected).toBe(231);
    expect(await textOf(cwd)).toContain(`Answers are expected to be as long as in ${id}.`);
  });
});

/** Suites whose answers fill `max_tokens`: words of one letter, which the simulator cuts there. */
const LONG = "\"{{ 'a b c d e f g h ' | append: n }}\"";
const SUITES: Readonly<Record<string, string>> = {
  plain: `model: claude-haiku-5-5
max_tokens: 20
prompt: "Say {{ n }}"
expect: [{ contains: a }]
cases: [{ vars: { n: 1 }, trials: 3, simulate: ${LONG} }]
`,
  "a conversation that quotes replies": `model: claude-haiku-5-5
max_tokens: 400
expect: [{ contains: a }]
cases:
  - turns:
      - { user: "one", simulate: "${"long answer ".repeat(90)}" }
      - { user: "you said {{ reply }} and {{ replies[0] }}", simulate: "${"longer answer ".repeat(90)}" }
      - { user: "and {{ replies[1] }}", simulate: "${"more ".repeat(90)}" }
`,
  "tool rounds": `model: claude-haiku-5-5
max_tokens: 200
prompt: "What is the weather?"
tools: [{ name: weather, description: The weather, input_schema: { type: object } }]
tool_results: { weather: [{ content: "${"sunny ".repeat(50)}" }] }
expect: [{ contains: a }]
cases: [{ simulate: { tool_use: [{ name: weather, input: {} }], text: "a ${"warm ".repeat(40)}" } }]
`,
};

describe("at worst", () => {
  test.each(Object.entries(SUITES))("%s: no run costs or takes more", async (_, suite) => {
    const cwd = project(suite);
    const [arm] = (await planOf(cwd)).arms;
    const result = await runSuites(invocationOf(cwd), { ...HOOKS, signal: new AbortController().signal });
    if (result.status !== "ran") throw new Error(JSON.stringify(result));
    const { cost_usd: cost, input_tokens: input, output_tokens: output } = result.head.totals;
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThanOrEqual(Number(arm?.costPico.worst) / 1e12);
    expect(input).toBeLessThanOrEqual(arm?.inputTokens.worst ?? 0);
    expect(output).toBeLessThanOrEqual(arm?.outputTokens.worst ?? 0);
  });

  test("a later turn carries the longest answers of the earlier ones, once more for each time it quotes them", async () => {
    const turns = (second: string): string =>
      `model: claude-haiku-5-5\nmax_tokens: 1000\nexpect: [{ contains: a }]\ncases: [{ turns: [{ user: hi }, { user: "${second}" }] }]\n`;
    const input = async (second: string): Promise<number> => {
      const [arm] = (await planOf(project(turns(second)))).arms;
      return arm?.inputTokens.worst ?? 0;
    };
    const silent = await input("go on");
    const quoting = await input("{{ reply }}");
    expect(silent).toBeGreaterThan(1000);
    expect(quoting).toBeGreaterThan(silent + 900);
    expect(quoting).toBeLessThan(silent + 1100);
  });

  test("11: every round of tools that the suite allows is as long as can be, and the next turn carries them all", async () => {
    const worstOf = async (
      turns: number,
      maxTokens: number,
    ): Promise<{ readonly input: number; readonly output: number }> => {
      const asked = Array.from({ length: turns }, () => "{ user: hi }").join();
      const [arm] = (
        await planOf(
          project(`model: claude-haiku-5-5
max_tokens: ${maxTokens}
limits: { max_tool_rounds: 3 }
tools: [{ name: weather, description: The weather, input_schema: { type: object } }]
tool_results: { weather: [{ text: "${"sunny ".repeat(50)}" }] }
expect: [{ contains: a }]
cases: [{ turns: [${asked}] }]
`),
        )
      ).arms;
      return { input: arm?.inputTokens.worst ?? 0, output: arm?.outputTokens.worst ?? 0 };
    };
    /** What each of the four requests of a second turn carries of the first. */
    const carried = async (maxTokens: number): Promise<number> => {
      const [one, two] = [await worstOf(1, maxTokens), await worstOf(2, maxTokens)];
      expect([one.output, two.output]).toEqual([4 * maxTokens, 8 * maxTokens]);
      return (two.input - 2 * one.input) / 4;
    };
    const short = await carried(200);
    expect(short).toBeGreaterThan(3 * (200 + 300) + 200);
    // Three answers that call tools, and the last one.
    expect((await carried(300)) - short).toBe(4 * 100);
  });
});

test("in words: both lines of every arm, the sum of arms and of suites, and the limit", async () => {
  const cwd = project(`models: [claude-haiku-5-5, claude-sonnet-5-5]
max_tokens: 50
prompt: Hello
limits: { max_cost_usd: 0.001 }
expect: [{ contains: a }]
cases: [{ trials: 2, simulate: { text: a, usage: { output_tokens: 10 } } }]
`);
  const text = await textOf(cwd);
  expect(text.match(/expected {2,}\d/g)).toHaveLength(3);
  expect(text.match(/at worst {2,}\d/g)).toHaveLength(3);
  expect(text).toMatch(/^all arms +expected +4 /m);
  expect(text).toContain("The suite's limit is $0.0010: less than the run may cost, which would stop it.");
  expect(text).not.toContain("/default");
  writeFileSync(
    join(cwd, "other.yaml"),
    "model: claude-haiku-5-5\nprompt: Hi\nexpect: [{ contains: a }]\ncases: [{ simulate: a }]\n",
  );
  expect(await textOf(cwd, ["suite.yaml", "other.yaml"])).toMatch(
    /^all 2 suites: 5 trials\n[^]*all suites +expected +5 /m,
  );
});

test("a tool that the API runs without a bound leaves the worst open, at the tool's line, and a limit then refuses the run", async () => {
  const cwd = project(`model: claude-sonnet-5-5
prompt: Hello
limits: { max_cost_usd: 1 }
tools:
  - { name: mine, description: x, input_schema: { type: object } }
  - { type: web_search_20260209, name: web_search }
cases: [{ expect: [{ contains: a }], simulate: a }]
`);
  const [arm] = (await planOf(cwd)).arms;
  expect(arm).toMatchObject({ inputTokens: { worst: null }, costPico: { worst: null } });
  expect(arm?.unbounded?.place).toMatchObject({ kind: "node", pointer: ["tools", 1] });
  expect((await textOf(cwd)).replaceAll(/\s+/g, " ")).toContain(
    "The suite's limit is $1.00: a run is refused while the cost at worst is not known.",
  );
});

describe("a plan on a terminal", () => {
  const suite = {
    name: "s",
    models: [{ id: "claude-haiku-4-5", label: "a\u001b[31mb" }, { id: "claude-sonnet-4-6" }],
    prompt: "{{ q }}",
    cases: [{ id: "c\u0007d", vars: { q: "x" }, expect: [{ contains: "x" }], simulate: "x" }],
  };

  test("it has its colours, and nothing of a suite can give it others", async () => {
    const text = await shownPlan({ columns: 80, color: true });
    expect(text).toContain("\u001b[1msuite.yaml");
    expect(text).not.toContain("\\x1b[1m");
    // oxlint-disable-next-line no-control-regex -- colours are what this looks for
    expect(withoutColors(text)).not.toMatch(/[\u001b\u0007]/);
    expect(text).toContain("c\\x07d");
  });

  test.each([40, 80, 120])("no figure is cut at %i columns, and no line is wider", async (columns) => {
    const text = await shownPlan({ columns, color: false });
    expect(text).not.toContain("…");
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  });

  async function shownPlan(screen: { readonly columns: number; readonly color: boolean }): Promise<string> {
    const invocation = invocationOf(temporaryProject({ "suite.yaml": JSON.stringify(suite) }), {
      suites: ["suite.yaml"],
    });
    const pieces = planSuites(await checkSuites(invocation, NOW), invocation, {
      nowMs: NOW,
      listCases: true,
      ...screen,
    });
    let text = "";
    for await (const piece of pieces) text += piece;
    return text;
  }
});
