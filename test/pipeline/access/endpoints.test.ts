import { join } from "node:path";
import { readFileSync, readdirSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { createNamedValues } from "../../../src/pipeline/access/environment-values.ts";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { DIRECT } from "../../../src/domain/environment/network.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import type { RunResult } from "../../../src/pipeline/session/run-hooks.ts";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import { KNOWN_KEYS } from "../../../src/providers/simulator/platforms/signature.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../../src/providers/simulator/simulator.ts";
import { DEFAULT_SIMULATOR, type SimulatorOptions } from "../../../src/providers/simulator/state/options.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CASES = ["one", "two", "three"].map((w) => `  - { id: ${w}, vars: { w: ${w} }, expect: [{ contains: ${w} }] }`);
const SUITE = `model: claude-haiku-4-5-20251001
prompt: { system: Be brief., user: "Say {{ w }}" }
cases:
${CASES.join("\n")}
`;

const open: SimulatorServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

interface World {
  readonly simulator: Simulator;
  readonly url: string;
  readonly cwd: string;
  run(changes?: Partial<Invocation>, env?: Readonly<Record<string, string>>): Promise<RunResult>;
}

const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: KNOWN_KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KNOWN_KEYS.secretAccessKey,
  GW_KEY: "the-key-of-the-gateway",
  CF_AIG: "another-secret-header",
  WS: "wrkspc_1",
  GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.a-google-token",
  ANTHROPIC_FOUNDRY_API_KEY: "a-foundry-key-value",
};

const configOf = (url: string): string => `endpoints:
  gateway: { base_url: "${url}", auth: x-api-key, key: { env: GW_KEY }, headers: { x-team: evals, cf-aig-authorization: { env: CF_AIG } } }
  aws: { platform: claude-on-aws, region: us-east-1, workspace: { env: WS }, base_url: "${url}" }
  eu: { platform: bedrock, region: eu-central-1, base_url: "${url}/anthropic" }
  old: { platform: bedrock-invoke, region: us-east-1, base_url: "${url}" }
  vertex: { platform: vertex, project: p, region: global, base_url: "${url}/v1" }
  belgium: { platform: vertex, project: p, region: europe-west1, base_url: "${url}/v1" }
  azure: { platform: foundry, resource: r, base_url: "${url}/anthropic", models: { claude-sonnet-5-5: claude-sonnet-5 } }
`;

async function world(suite = SUITE, options: Partial<SimulatorOptions> = {}): Promise<World> {
  const simulator = createSimulator({ ...DEFAULT_SIMULATOR, keepLog: true, ...options });
  const server = await serveSimulator(simulator, { port: 0 });
  open.push(server);
  const cwd = temporaryProject({ "suite.yaml": suite, "prompt-run.config.yaml": configOf(server.url) });
  const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
  const run: World["run"] = (changes = {}, env = ENVIRONMENT) => {
    const named = createNamedValues({ values: env, fromFile: new Set() });
    const invocation = invocationOf(cwd, { mode: "live", maxCostUsd: 1, named, ...changes });
    return runSuites(invocation, hooks);
  };
  return { simulator, url: server.url, cwd, run };
}

type Head = Extract<RunResult, { readonly status: "ran" }>["head"];

function headOf(result: RunResult): Head {
  if (result.status !== "ran") throw new Error(JSON.stringify(result));
  return result.head;
}

const ALL = ["gateway", "aws", "eu", "old", "vertex", "belgium", "azure"];

describe("one suite over every platform's shape", () => {
  interface Asked {
    readonly head: Head;
    readonly billed: bigint;
  }
  const runs = new Map<string, Promise<Asked>>();
  const askedAnew = async (endpoint: string): Promise<Asked> => {
    const at = await world();
    return { head: headOf(await at.run({ endpoint })), billed: at.simulator.books.billedPico };
  };
  /** A run at an endpoint, once for all tests of it. */
  const asked = (endpoint: string): Promise<Asked> => {
    const run = runs.get(endpoint) ?? askedAnew(endpoint);
    runs.set(endpoint, run);
    return run;
  };

  test.each(ALL)("%s: answered, and priced to the picodollar", async (endpoint) => {
    const { head, billed } = await asked(endpoint);
    expect(head.verdict).toBe("pass");
    expect(head.suites[0]?.insights?.served).toEqual([
      { arm: "claude-haiku-4-5-20251001/default", models: ["claude-haiku-4-5-20251001"] },
    ]);
    expect(billed).toBeGreaterThan(0n);
    expect(BigInt(Math.round((head.totals.cost_usd ?? Number.NaN) * 1e12))).toBe(billed);
  });

  test("regional endpoints cost a tenth more than global ones, and the Claude API's list price elsewhere", async () => {
    const cost = async (endpoint: string): Promise<number> =>
      (await asked(endpoint)).head.totals.cost_usd ?? Number.NaN;
    const [list, global, region, mantle] = await Promise.all(["gateway", "vertex", "belgium", "eu"].map(cost));
    expect(global).toBeCloseTo(list ?? 0, 12);
    expect(region).toBeCloseTo((list ?? 0) * 1.1, 12);
    expect(mantle).toBeCloseTo((list ?? 0) * 1.1, 12);
  });

  test.each(ALL)(
    "%s: throttling, errors in the middle of a stream and cuts pass with time",
    async (endpoint) => {
      const faults = { rate_limit: { probability: 0, first: 1 }, error_event: { probability: 0, first: 1 } };
      const at = await world(SUITE, { faults: { ...faults, cut: { probability: 0, first: 1 } } });
      const head = headOf(await at.run({ endpoint, concurrency: 1 }));
      expect(head.verdict).toBe("pass");
      const { cost_usd: cost, uncertain_cost_usd: uncertain } = head.totals;
      const said = (cost ?? Number.NaN) + (uncertain ?? Number.NaN);
      expect(Number(at.simulator.books.billedPico) / 1e12).toBeLessThanOrEqual(said + 1e-12);
      expect(at.simulator.books.requests).toBeGreaterThan(3);
    },
    60_000,
  );
});

test("issue 18: all platforms as arms of one suite, each arm's money to the picodollar; the endpoint is part of what a recording is found by", async () => {
  const models = `models: [${ALL.map((endpoint) => `{ id: claude-haiku-4-5-20251001, endpoint: ${endpoint} }`).join(", ")}]`;
  const at = await world(SUITE.replace(/^model: .*$/m, models));
  const head = headOf(await at.run());
  expect(head.verdict).toBe("pass");
  const pico = (usd: number | null | undefined): bigint => BigInt(Math.round((usd ?? Number.NaN) * 1e12));
  const arms = new Map(head.suites[0]?.arms.map(({ id, cost_usd: cost }) => [id, pico(cost)]));
  expect([...arms.keys()]).toEqual(ALL.map((endpoint) => `claude-haiku-4-5-20251001@${endpoint}/default`));
  const list = arms.get("claude-haiku-4-5-20251001@gateway/default") ?? 0n;
  const dearer: readonly string[] = ["eu", "old", "belgium"];
  for (const endpoint of ALL) {
    const expected = dearer.includes(endpoint) ? (list * 11n) / 10n : list;
    expect([endpoint, arms.get(`claude-haiku-4-5-20251001@${endpoint}/default`)]).toEqual([endpoint, expected]);
  }
  expect([...arms.values()].reduce((sum, cost) => sum + cost, 0n)).toBe(at.simulator.books.billedPico);
  const { requests } = at.simulator.books;
  expect(requests).toBe(ALL.length * CASES.length);
  expect(headOf(await at.run({ mode: "offline" })).verdict).toBe("pass");
  expect(at.simulator.books.requests).toBe(requests);
});

test("a judge may be asked elsewhere than what it judges: it is paced, priced and recorded there", async () => {
  const judged = (endpoint: string): string =>
    `${SUITE}judges: { right: { model: claude-sonnet-5-5, rubric: It is right., require: none${endpoint} } }\nexpect: [{ judge: right }]\n`;
  const verdict = JSON.stringify({ evidence: "", reasoning: "it is", verdict: "pass" });
  const reply = { text: verdict, toolUse: [], stopReason: null, usage: null, error: null };
  const answer: SimulatorOptions["answer"] = ({ output_config: config }) => (config === undefined ? null : reply);
  const costs = async (endpoint: string): Promise<{ grading: number; at: World }> => {
    const at = await world(judged(endpoint), { answer });
    const head = headOf(await at.run({ endpoint: "gateway" }));
    expect(head.verdict).toBe("pass");
    expect(BigInt(Math.round((head.totals.cost_usd ?? Number.NaN) * 1e12))).toBe(at.simulator.books.billedPico);
    return { grading: head.totals.grading_cost_usd ?? Number.NaN, at };
  };
  const here = await costs("");
  const there = await costs(", endpoint: belgium");
  // Regional endpoints cost a tenth more: only the judge's share does.
  expect(there.grading).toBeCloseTo(here.grading * 1.1, 12);
  const { requests } = there.at.simulator.books;
  expect(headOf(await there.at.run({ mode: "offline", endpoint: "gateway" })).verdict).toBe("pass");
  expect(there.at.simulator.books.requests).toBe(requests);
  const unknown = await world(judged(", endpoint: nowhere"), { answer });
  expect(JSON.stringify(await unknown.run({ endpoint: "gateway" }))).toContain("unknown-endpoint");
});

test("a run that was stopped goes on at its endpoint", async () => {
  const limits = SUITE.replace("cases:", "limits: { max_attempts: 1 }\ncases:");
  const first = await world(limits, { faults: { server_error: { probability: 0, first: 1 } } });
  expect(headOf(await first.run({ endpoint: "old", concurrency: 1 })).totals.errored).toBe(1);
  const runs = join(first.cwd, ".prompt-run/runs");
  const [id = ""] = readdirSync(runs);
  expect(readFileSync(join(runs, id, "journal.jsonl"), "utf8")).toContain('"endpoint":"old"');
  const named = createNamedValues({ values: ENVIRONMENT, fromFile: new Set() });
  const invocation = invocationOf(first.cwd, { mode: "live", maxCostUsd: 1, named, endpoint: "old" });
  const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
  const resumed = headOf(await runSuites(invocation, hooks, resumeSession(join(runs, id))));
  expect(resumed.totals).toMatchObject({ errored: 0, passed: 3 });
});

describe("what lets requests in", () => {
  const problems = (result: RunResult): readonly string[] =>
    result.status === "wrong" ? result.problems.map(({ code }) => code) : [result.status];

  test("headers and keys of the environment are sent, and stand nowhere in what is kept", async () => {
    const seen: string[] = [];
    const at = await world(SUITE, { apiKey: ENVIRONMENT.GW_KEY });
    headOf(await at.run({ endpoint: "gateway" }));
    const runs = join(at.cwd, ".prompt-run/runs");
    const [id = ""] = readdirSync(runs);
    for (const file of readdirSync(join(runs, id))) seen.push(readFileSync(join(runs, id, file), "utf8"));
    expect(seen.join("")).not.toMatch(/the-key-of-the-gateway|another-secret-header/);
  });

  test.each([
    ["no key", { CF_AIG: "x1234567" }, "gateway", "missing-variable"],
    ["no header", { GW_KEY: "x1234567" }, "gateway", "missing-variable"],
    ["no keys of AWS", { AWS_SHARED_CREDENTIALS_FILE: "/nowhere", AWS_CONFIG_FILE: "/nowhere" }, "eu", "no-credential"],
    ["no workspace", { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" }, "aws", "bad-endpoint"],
  ])("%s is exit 2 before anything is sent", async (_what, env, endpoint, code) => {
    const at = await world();
    expect(problems(await at.run({ endpoint }, env as Record<string, string>))).toContain(code);
    expect(at.simulator.books.requests).toBe(0);
  });

  test("a signature by another key is refused, and stops the run", async () => {
    const at = await world();
    const head = headOf(
      await at.run({ endpoint: "eu" }, { ...ENVIRONMENT, AWS_SECRET_ACCESS_KEY: "not-the-right-one" }),
    );
    expect(head.totals.passed).toBe(0);
    expect(Number(at.simulator.books.billedPico)).toBe(0);
  });

  test("an endpoint that is not there is named, with the nearest", async () => {
    const at = await world();
    const result = await at.run({ endpoint: "gatewey" });
    expect(problems(result)).toContain("unknown-endpoint");
    expect(JSON.stringify(result)).toContain("did you mean `gateway`");
  });
});

describe("what a platform lacks is told before anything is sent", () => {
  const lacking = (setting: string): string => SUITE.replace("cases:", `${setting}\ncases:`);
  test.each([
    [
      "eu",
      "output_config: { format: { type: json_schema, schema: { type: object, additionalProperties: false } } }",
      "structured outputs",
    ],
    ["vertex", "tools: [{ type: web_fetch_20250910, name: web_fetch, max_uses: 1 }]", "the tool `web_fetch_20250910`"],
    ["old", "cache_control: { type: ephemeral }", "caching by the top level"],
  ])("%s: %s", async (endpoint, setting, what) => {
    const at = await world(lacking(setting));
    const result = await at.run({ endpoint });
    expect(result.status).toBe("wrong");
    expect(JSON.stringify(result)).toContain(`does not have ${what}`);
    expect(at.simulator.books.requests).toBe(0);
  });

  test("web search runs on Google Cloud", async () => {
    const at = await world(lacking("tools: [{ type: web_search_20250305, name: web_search, max_uses: 1 }]"));
    expect(headOf(await at.run({ endpoint: "vertex" })).verdict).toBe("pass");
  });
});

test("ANTHROPIC_CUSTOM_HEADERS go with requests to the run's own address", async () => {
  const headers: (string | null)[] = [];
  const at = await world();
  const answer = at.simulator.answer.bind(at.simulator);
  Object.assign(at.simulator, {
    answer: (request: Parameters<typeof answer>[0]) => {
      headers.push(request.header("x-team"));
      return answer(request);
    },
  });
  const credential = { kind: "apiKey", value: "a-key-for-tests" } as const;
  const network = { ...DIRECT, customHeaders: { "X-Team": "evals", "anthropic-version": "1999-01-01" } };
  expect(headOf(await at.run({ baseUrl: at.url, credential, network })).verdict).toBe("pass");
  expect(new Set(headers)).toEqual(new Set(["evals"]));
});
