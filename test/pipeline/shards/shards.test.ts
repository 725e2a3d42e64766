import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PlannedTrial } from "../../../src/domain/run/trial.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { writeShards } from "../../../src/pipeline/forecast/deal-shards.ts";
import { type CheckedSuites, checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { createPlanStream } from "../../../src/pipeline/passes/plan-stream.ts";
import { shareOf } from "../../../src/pipeline/shards/shard-share.ts";
import { askedLimits } from "../../../src/pipeline/session/trial-options.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { runShard, shardOf } from "../../helpers/shards.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const ALL = { cases: [], tags: [] };

async function checkedIn(cwd: string): Promise<CheckedSuites> {
  const checked = await checkSuites(invocationOf(cwd), wallClock.now());
  expect(checked.errors).toEqual([]);
  return checked;
}

/** The trials of one shard, or of the whole plan. */
async function trialsOf(checked: CheckedSuites, cwd: string, shard: string | null): Promise<PlannedTrial[]> {
  const shared = await shareOf(checked, { ...ALL, cwd, shard: shard === null ? null : shardOf(shard) });
  if (!shared.ok) throw new Error(shared.problem.message);
  const stream = createPlanStream(checked.suites, ALL, null, { share: shared.share });
  const trials: PlannedTrial[] = [];
  for (const bucket of stream.buckets) for await (const trial of stream.open(bucket)) trials.push(trial);
  expect(trials).toHaveLength(stream.trials);
  return trials;
}

const seen = ({ ordinal, key, nth, caseId }: PlannedTrial): object => ({ ordinal, key, nth, caseId });

const SUITE = simulatedSuite({ cases: 23, rest: "trials: 2\nmax_tokens: 100" });

describe("a shard", () => {
  test("all shards together are the plan, each trial with the ordinal that it has in the whole", async () => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const checked = await checkedIn(cwd);
    const parts = await Promise.all([1, 2, 3, 4].map((index) => trialsOf(checked, cwd, `${index}/4`)));
    const together = parts.flat().toSorted((a, b) => a.ordinal - b.ordinal);
    expect(together.map(seen)).toEqual((await trialsOf(checked, cwd, null)).map(seen));
    expect(parts.filter((part) => part.length > 0).length).toBeGreaterThan(2);
  });

  test("one new case moves one case: the others stay where they were", async () => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const before = await trialsOf(await checkedIn(cwd), cwd, "2/4");
    writeFileSync(join(cwd, "suite.yaml"), simulatedSuite({ cases: 24, rest: "trials: 2\nmax_tokens: 100" }));
    const after = new Set((await trialsOf(await checkedIn(cwd), cwd, "2/4")).map(({ caseId }) => caseId));
    for (const { caseId } of before) expect(after).toContain(caseId);
    expect(after.size - new Set(before.map(({ caseId }) => caseId)).size).toBeLessThanOrEqual(1);
  });

  test("its own numbers, no gate, no verdict: partial, exit 0", async () => {
    const cwd = temporaryProject({
      "suite.yaml": simulatedSuite({ cases: 9, failing: 9, rest: "gate: { pass_rate: 1 }" }),
    });
    const { head } = await runShard(cwd, "1/2");
    expect([head.verdict, head.exit_code, head.suites[0]?.verdict, head.suites[0]?.gate]).toEqual([
      "partial",
      0,
      "partial",
      { verdict: null, note: null, rules: [] },
    ]);
    expect(head.totals.trials).toBeLessThan(9);
    expect(head.run.warnings.map(({ code }) => code)).toContain("shard");
  });

  test("exit 3 when one of its trials has no answer", async () => {
    const suite = simulatedSuite({ cases: 2 }).replace(
      "simulate: yes",
      "simulate: { error: { type: api_error, status: 400 } }",
    );
    const { head } = await runShard(temporaryProject({ "suite.yaml": suite }), "1/1");
    expect([head.verdict, head.exit_code, head.totals.errored]).toEqual(["partial", 3, 1]);
  });

  test("without a case it is partial too", async () => {
    const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 1 }) });
    const heads = [(await runShard(cwd, "1/2")).head, (await runShard(cwd, "2/2")).head];
    expect(heads.map(({ verdict, exit_code, totals }) => [verdict, exit_code, totals.trials])).toEqual(
      expect.arrayContaining([
        ["partial", 0, 0],
        ["partial", 0, 1],
      ]),
    );
  });

  test("caps are divided by the number of shards", async () => {
    const rest = "limits: { max_cost_usd: 0.3, rpm: 600, itpm: 90000, concurrency: 7 }";
    const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 9, rest }) });
    const checked = await checkedIn(cwd);
    const invocation = invocationOf(cwd, { maxCostUsd: 0.9, shard: shardOf("1/3") });
    const shared = await shareOf(checked, invocation);
    if (!shared.ok) throw new Error(shared.problem.message);
    const stream = createPlanStream(checked.suites, ALL, null, { share: shared.share });
    const limits = askedLimits(checked.suites, invocation, stream.share?.of ?? 1);
    expect(limits.caps).toEqual({ runPico: 300_000_000_000n, suitesPico: [100_000_000_000n] });
    expect(limits.ceilings("claude-haiku-5-5")).toEqual({ rpm: 200, itpm: 30_000, otpm: null, share: null });
    expect(limits.suiteConcurrency).toEqual([7]);
  });
});

/** Cases that share a cached document: so many of each. */
function documents(sizes: readonly number[]): string {
  const cases = sizes.flatMap((size, doc) =>
    Array.from(
      { length: size },
      (_, n) => `  - { id: d${doc}-${n}, vars: { doc: ${"x".repeat(20_000)}${doc}, q: q${n} }, simulate: yes }`,
    ),
  );
  return [
    "name: documents",
    "model: claude-haiku-5-5",
    "prompts:",
    "  v1:",
    "    system: [{ text: house rules }, { text: '{{ doc }}', cache_control: { type: ephemeral } }]",
    "    user: '{{ q }}'",
    "expect: [{ contains: yes }]",
    "cases:",
    ...cases,
  ].join("\n");
}

test("cases of a prefix that at most a quarter of a shard shares stay together; others are dealt out one by one", async () => {
  const cwd = temporaryProject({ "suite.yaml": documents([3, 3, 3, 3, 12]) });
  const checked = await checkedIn(cwd);
  const shardOfCase = new Map<string, number>();
  for (const shard of [1, 2]) {
    for (const { caseId } of await trialsOf(checked, cwd, `${shard}/2`)) shardOfCase.set(caseId, shard);
  }
  const shardsOf = (doc: number): Set<number | undefined> =>
    new Set([...shardOfCase].filter(([id]) => id.startsWith(`d${doc}-`)).map(([, shard]) => shard));
  expect([0, 1, 2, 3].map((doc) => shardsOf(doc).size)).toEqual([1, 1, 1, 1]);
  expect(shardsOf(4).size).toBe(2);
});

describe("plan --shards", () => {
  async function dealt(cwd: string, shards: number): Promise<CheckedSuites> {
    const checked = await checkedIn(cwd);
    const written = await writeShards(checked, invocationOf(cwd), {
      shards,
      out: "shards.json",
      nowMs: wallClock.now(),
    });
    expect(written).toMatchObject({ ok: true });
    return checked;
  }

  test("balances by expected tokens, and its shards are the plan", async () => {
    const long = Array.from(
      { length: 3 },
      (_, n) => `  - { id: long${n}, vars: { m: ${"word ".repeat(300)} }, simulate: yes }`,
    );
    const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 30, rest: long.join("\n") }) });
    const checked = await dealt(cwd, 3);
    const parts = await Promise.all([1, 2, 3].map((index) => trialsOf(checked, cwd, `shards.json#${index}`)));
    expect(parts.map((part) => part.filter(({ caseId }) => caseId.startsWith("long")).length)).toEqual([1, 1, 1]);
    expect(new Set(parts.flat().map(({ ordinal }) => ordinal)).size).toBe(33);
  });

  test.each([
    ["of another plan", (text: string) => text.replace(/"plan_hash": "./, '"plan_hash": "x'), "another plan"],
    ["with a case of no shard", (text: string) => text.replace(/"shard_of":\[\d,/, '"shard_of":['), "every case"],
    ["with a shard too many", (text: string) => text.replace(/"shard_of":\[\d,/, '"shard_of":[9,'), "every case"],
    ["that is no JSON", () => "{", "not JSON"],
    ["of another form", () => "{}", "deals out no shards"],
  ])("a file %s is refused", async (_name, edit, words) => {
    const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 5 }) });
    const checked = await dealt(cwd, 2);
    const file = join(cwd, "shards.json");
    const { readFileSync } = await import("node:fs");
    writeFileSync(file, edit(readFileSync(file, "utf8")));
    await expect(trialsOf(checked, cwd, "shards.json#1")).rejects.toThrow(words);
  });

  test("a shard that the file does not have is refused", async () => {
    const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 5 }) });
    await expect(trialsOf(await dealt(cwd, 2), cwd, "shards.json#3")).rejects.toThrow("there is no shard 3");
  });
});
