import { expect, test } from "vitest";
import { merge, ranOf, runShard, runWhole } from "../../helpers/shards.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompts: { v1: "Say {{ n }}", v2: "Say {{ n }} well" }
judges: { j: { model: claude-sonnet-5-5, prefer: Which answer helps more? } }
compare: { by: prompt, prefer: j }
expect: [ { length: { min_chars: 1 } } ]
gate: none
cases:
${["candidate", "baseline", "candidate", "first", "tie", "candidate"]
  .map((said, n) => `  - { id: c${n}, vars: { n: ${n} }, simulate: { v1: a${n}, v2: b${n} }, simulate_judge: ${said} }`)
  .join("\n")}
`;

test("what shards say of pairs is merged to what one run says, and nobody is asked again", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  for (const shard of ["1/2", "2/2"]) await runShard(cwd, shard);
  const whole = await runWhole(cwd, { store: "whole" });
  const merged = ranOf(await merge(cwd));
  const [of, expected] = [merged, whole].map(({ head }) => head.suites[0]);
  expect(of?.comparisons[0]?.preference).toMatchObject({ candidate: 3, baseline: 1, ties: 2, flips: 1 });
  expect(of?.comparisons).toEqual(expected?.comparisons);
  expect(of?.insights?.preferences).toEqual(expected?.insights?.preferences);
  expect(merged.head.totals.requests).toBe(whole.head.totals.requests);
});
