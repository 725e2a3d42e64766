import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { seededRandom } from "../../../src/base/seeded-random.ts";
import type { JournalLine, Report } from "../../../src/domain/formats/records.ts";
import type { SimulatedReply } from "../../../src/domain/run/provider.ts";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../../src/providers/simulator/simulator.ts";
import { DEFAULT_SIMULATOR } from "../../../src/providers/simulator/state/options.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { startCli } from "../../helpers/spawn-cli.ts";
import { times } from "../../helpers/soak.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CASES = times({ small: 12, long: 200 });
const KILLS = times({ small: 3, long: 50 });
const CONCURRENCY = 4;
const VOTES = 3;

const SUITE = [
  "model: claude-haiku-5-5",
  'prompt: "Say {{ word }}"',
  "judges:",
  `  j: { model: claude-sonnet-5-5, rubric: It is right., repeats: ${VOTES} }`,
  "expect: [ { judge: j } ]",
  "gate: none",
  "cases:",
  ...Array.from({ length: CASES }, (_, n) => `  - { id: c${n}, vars: { word: w${n}w } }`),
].join("\n");

const SILENT: SimulatedReply = { text: null, toolUse: [], stopReason: null, usage: null, error: null };

/** A judge passes answers whose number is even; all else is an echo. */
function answer(body: JsonObject): SimulatedReply | null {
  if (!JSON.stringify(body["output_config"] ?? null).includes("json_schema")) return null;
  const number = Number(/w(\d+)w/.exec(JSON.stringify(body["messages"]))?.[1]);
  const verdict = number % 2 === 0 ? "pass" : "fail";
  return { ...SILENT, text: JSON.stringify({ evidence: `w${number}w`, reasoning: "by its number", verdict }) };
}

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

function journalOf(cwd: string): JournalLine[] {
  const runs = join(cwd, ".prompt-run/runs");
  const [id = ""] = readdirSync(runs);
  const lines = readFileSync(join(runs, id, "journal.jsonl"), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as JournalLine);
}

async function killed(
  simulator: Simulator,
  args: readonly string[],
  at: Parameters<typeof startCli>[1],
  requests: number,
): Promise<boolean> {
  const until = simulator.books.requests + requests;
  const running = startCli(args, at);
  const over = new AbortController();
  const result = running.result.finally(() => over.abort());
  while (!over.signal.aborted && simulator.books.requests < until) await wait(2);
  running.kill("SIGKILL");
  return (await result).exitCode === null;
}

test(
  `${CASES} judged cases under ${KILLS} kills lose nothing and pay no judgement twice that stands in the journal`,
  async () => {
    const simulator = createSimulator({ ...DEFAULT_SIMULATOR, answer, latency: { ttftMs: 10, perTokenMs: 0 } });
    server = await serveSimulator(simulator, { port: 0 });
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: server.url };
    const random = seededRandom("judges");
    let args = ["suite.yaml", "--concurrency", String(CONCURRENCY), "--reporter", "json"];
    let kills = 0;
    const calls = CASES * (1 + VOTES);
    for (; kills < KILLS; kills++) {
      const requests = 1 + Math.floor(random() * (calls / KILLS));
      if (!(await killed(simulator, args, { cwd, env }, requests))) break;
      args = ["resume"];
    }
    const { stdout, stderr, exitCode } = await runCli(["resume"], { cwd, env });
    expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
    const report = JSON.parse(stdout) as Report;
    const trials = report.suites.flatMap((suite) => suite.trials);
    expect(trials.map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: CASES }, (_, n) => (n % 2 === 0 ? "pass" : "fail")),
    );
    const judged = trials.map(({ checks }) => checks[0]?.judge);
    expect(judged.every((said) => said?.votes.length === VOTES && said.reasoning === "by its number")).toBe(true);
    const answered = journalOf(cwd).flatMap((line) =>
      line.type === "call" && line.status === "answered" ? [line] : [],
    );
    expect(new Set(answered.map(({ key, n }) => `${key} ${n}`)).size).toBe(answered.length);
    expect(answered).toHaveLength(calls);
    expect(simulator.books.requests).toBeLessThanOrEqual(calls + kills * CONCURRENCY);
    const { cost_usd: cost, uncertain_cost_usd: uncertain, grading_cost_usd: grading } = report.totals;
    expect(Number(simulator.books.billedPico) / 1e12).toBeLessThanOrEqual(
      (cost ?? Number.NaN) + (uncertain ?? Number.NaN) + 1e-12,
    );
    const perJudge = judged.reduce((sum, said) => sum + (said?.cost_usd ?? Number.NaN), 0);
    expect(grading).toBeCloseTo(perJudge, 9);
    const { requests } = simulator.books;
    await runCli(["resume"], { cwd, env });
    expect(simulator.books.requests).toBe(requests);
  },
  times({ small: 120_000, long: 3_600_000 }),
);

test("judgements are recorded: --offline finds them again, and a missing one is undecided", async () => {
  const simulator = createSimulator({ ...DEFAULT_SIMULATOR, answer });
  server = await serveSimulator(simulator, { port: 0 });
  const few = SUITE.split("\n")
    .filter((line) => !/id: c(?:[2-9]|\d\d)/.test(line))
    .join("\n");
  const cwd = temporaryProject({ "suite.yaml": few });
  const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: server.url };
  await runCli(["suite.yaml"], { cwd, env });
  const { requests } = simulator.books;
  const verdictsOf = async (args: readonly string[]): Promise<unknown> => {
    const { stdout, stderr } = await runCli([...args, "--reporter", "json"], { cwd });
    if (stdout === "") throw new Error(stderr);
    return (JSON.parse(stdout) as Report).suites[0]?.trials.map(({ verdict, checks }) => [
      verdict,
      checks[0]?.judge?.reused,
    ]);
  };
  expect(await verdictsOf(["suite.yaml", "--offline"])).toEqual([
    ["pass", true],
    ["fail", true],
  ]);
  expect(simulator.books.requests).toBe(requests);
});
