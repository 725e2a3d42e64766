import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { JournalLine, Report } from "../../../src/domain/formats/records.ts";
import type { SimulatedReply } from "../../../src/domain/run/provider.ts";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { DEFAULT_SIMULATOR } from "../../../src/providers/simulator/state/options.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { startCli } from "../../helpers/spawn-cli.ts";
import { times } from "../../helpers/soak.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CASES = times({ small: 8, long: 100 });
const KILLS = times({ small: 2, long: 40 });

const SUITE = [
  "model: claude-haiku-5-5",
  'prompts: { v1: "Say {{ word }}", v2: "Say {{ word }} well" }',
  "judges: { j: { model: claude-sonnet-5-5, prefer: Which answer is better? } }",
  "compare: { by: prompt, prefer: j }",
  "expect: [ { length: { min_chars: 1 } } ]",
  "gate: none",
  "cases:",
  ...Array.from({ length: CASES }, (_, n) => `  - { id: c${n}, vars: { word: w${n}w } }`),
].join("\n");

const SILENT: SimulatedReply = { text: null, toolUse: [], stopReason: null, usage: null, error: null };

/** The judge prefers the answer that says "well"; all else is an echo. */
function answer(body: JsonObject): SimulatedReply | null {
  if (!JSON.stringify(body["output_config"] ?? null).includes("json_schema")) return null;
  const first = /<first-answer-[0-9a-f]+>(.*?)<\/first-answer/.exec(JSON.stringify(body["messages"]))?.[1] ?? "";
  const verdict = first.includes("well") ? "first" : "second";
  return { ...SILENT, text: JSON.stringify({ evidence: "well", reasoning: "it says well", verdict }) };
}

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

function answeredCalls(cwd: string): string[] {
  const runs = join(cwd, ".prompt-run/runs");
  const [id = ""] = readdirSync(runs);
  const text = readFileSync(join(runs, id, "journal.jsonl"), "utf8").trim();
  return text.split("\n").flatMap((line) => {
    const read = JSON.parse(line) as JournalLine;
    return read.type === "call" && read.status === "answered" ? [`${read.key} ${read.n}`] : [];
  });
}

test(
  `${CASES} pairs under ${KILLS} kills: each judgement is paid once, and resume asks for what is missing`,
  async () => {
    const simulator = createSimulator({ ...DEFAULT_SIMULATOR, answer, latency: { ttftMs: 10, perTokenMs: 0 } });
    server = await serveSimulator(simulator, { port: 0 });
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: server.url };
    const calls = CASES * 4;
    let args = ["suite.yaml", "--concurrency", "2"];
    let kills = 0;
    for (; kills < KILLS; kills++) {
      // The first half of the calls are trials, the second pairs: kills fall into both.
      const until = Math.floor((calls * (kills + 1)) / (KILLS + 1)) + 1;
      const running = startCli(args, { cwd, env });
      const over = new AbortController();
      const result = running.result.finally(() => over.abort());
      while (!over.signal.aborted && simulator.books.requests < until) await wait(2);
      running.kill("SIGKILL");
      if ((await result).exitCode !== null) break;
      args = ["resume"];
    }
    const { stdout, exitCode } = await runCli(["resume", "--reporter", "json"], { cwd, env });
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report.suites[0]?.comparisons[0]?.preference).toMatchObject({ candidate: CASES, baseline: 0, ties: 0 });
    const answered = answeredCalls(cwd);
    expect(new Set(answered).size).toBe(answered.length);
    expect(answered).toHaveLength(calls);
    expect(simulator.books.requests).toBeLessThanOrEqual(calls + kills * 2);
    const { cost_usd: cost, uncertain_cost_usd: uncertain } = report.totals;
    const billed = Number(simulator.books.billedPico) / 1e12;
    expect(billed).toBeLessThanOrEqual((cost ?? Number.NaN) + (uncertain ?? Number.NaN) + 1e-12);
    const { requests } = simulator.books;
    await runCli(["suite.yaml", "--offline", "--reporter", "json"], { cwd }).then(({ stdout: recorded }) => {
      const [suite] = (JSON.parse(recorded) as Report).suites;
      expect(suite?.comparisons[0]?.preference).toMatchObject({ candidate: CASES });
    });
    expect(simulator.books.requests).toBe(requests);
  },
  times({ small: 120_000, long: 3_600_000 }),
);
