import { afterEach, expect, test } from "vitest";
import { startSimulator } from "../../../src/pipeline/commands/simulate.ts";
import type { SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { judgedOf, runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompts: { v1: "Say {{ n }}", v2: "Say {{ n }} well" }
judges:
  right: { model: claude-sonnet-5-5, rubric: It is right. }
  better: { model: claude-sonnet-5-5, prefer: Which is better? }
compare: { by: prompt, prefer: better }
expect: [ { judge: right } ]
gate: none
cases:
  - { id: a, vars: { n: 1 }, simulate: { v1: one, v2: one more }, simulate_judge: { right: pass, better: candidate } }
  - { id: b, vars: { n: 2 }, simulate: { v1: two, v2: two more }, simulate_judge: { right: { arms: { v1: pass, v2: fail } }, better: first } }
`;

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

test("simulate --suite answers judges as simulate_judge says, of answers and of pairs", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const request = {
    port: 0,
    seed: 1,
    latencyMs: 0,
    limits: { rpm: null, itpm: null, otpm: null },
    faults: [],
    asLive: true,
  };
  const started = await startSimulator(request, invocationOf(cwd));
  if (started.status !== "serving") throw new Error(started.status);
  ({ server } = started);
  const credential = { kind: "apiKey", value: "a-key-for-tests" } as const;
  const { head, trials } = await runSuite(cwd, { mode: "live", baseUrl: server.url, credential });
  expect(trials.map(({ case: id, arm }, index) => [id, arm.split("/")[1], judgedOf(trials)[index]?.verdict])).toEqual([
    ["a", "v1", "pass"],
    ["a", "v2", "pass"],
    ["b", "v1", "pass"],
    ["b", "v2", "fail"],
  ]);
  expect(head.suites[0]?.comparisons[0]?.preference).toMatchObject({ candidate: 1, baseline: 0, ties: 1, flips: 1 });
});

test("15: of equal requests each has the answer of its trial, and so have its judges", async () => {
  const cwd = temporaryProject({
    "suite.yaml": `model: claude-haiku-5-5
prompt: "Say {{ n }}"
trials: 3
judges: { right: { model: claude-sonnet-5-5, rubric: It is right., require: none } }
expect: [ { contains: yes }, { judge: right } ]
gate: none
cases: [{ id: a, vars: { n: 1 }, simulate: [yes, no, yes], simulate_judge: [pass, pass, fail] }]
`,
  });
  const limits = { rpm: null, itpm: null, otpm: null };
  const request = { port: 0, seed: 1, latencyMs: 0, limits, faults: [], asLive: true };
  const started = await startSimulator(request, invocationOf(cwd));
  if (started.status !== "serving") throw new Error(started.status);
  ({ server } = started);
  const credential = { kind: "apiKey", value: "a-key-for-tests" } as const;
  const { trials } = await runSuite(cwd, { mode: "live", baseUrl: server.url, credential });
  expect(trials.filter(({ output }) => output === "no")).toHaveLength(1);
  const verdicts = judgedOf(trials).flatMap(({ verdict }) => verdict ?? []);
  expect(new Set(verdicts)).toEqual(new Set(["fail", "pass"]));
});
