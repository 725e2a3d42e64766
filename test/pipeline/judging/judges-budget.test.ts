import { expect, test } from "vitest";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

function suite(cases: number, rest = ""): string {
  const list = Array.from(
    { length: cases },
    (_, n) => `  - { id: c${n}, vars: { n: ${n} }, simulate: "answer ${n}", simulate_judge: pass }`,
  );
  return [
    "model: claude-haiku-5-5",
    "max_tokens: 200",
    'prompt: "Say {{ n }}"',
    "judges: { j: { model: claude-sonnet-5-5, max_tokens: 400, rubric: It is right. } }",
    "expect: [ { judge: j } ]",
    "cases:",
    ...list,
    rest,
  ].join("\n");
}

test("a cap near its end stops new trials, and no answer that was paid for stays unjudged", async () => {
  const free = await runSuite(temporaryProject({ "suite.yaml": suite(8) }));
  const perTrial = (free.head.totals.cost_usd ?? 0) / 8;
  for (const share of [5, 9]) {
    // At worst a trial with its judge takes about ten times what it does take.
    const maxCostUsd = perTrial * share + 0.02;
    const { head, trials } = await runSuite(temporaryProject({ "suite.yaml": suite(8) }), {
      maxCostUsd,
      concurrency: 4,
    });
    const answered = trials.filter(({ turns }) => turns.length > 0);
    expect(head.totals.cost_usd).toBeLessThanOrEqual(maxCostUsd);
    expect(answered.length).toBeGreaterThan(0);
    expect(answered.every(({ verdict }) => verdict === "pass")).toBe(true);
    expect(trials.every(({ status, status_reason: why }) => status === "completed" || why?.startsWith("budget"))).toBe(
      true,
    );
  }
});

test("conversations whose judges and turns want the same money come to their end", async () => {
  const turns = "[ { user: One, simulate: one }, { user: Two, simulate: two }, { user: Three, simulate: three } ]";
  const cases = Array.from(
    { length: 4 },
    (_, n) =>
      `  - { id: c${n}, vars: { n: ${n} }, turns: ${turns}, simulate_judge: pass, expect: [ { judge: j, turn: each } ] }`,
  );
  const text =
    suite(0).replace('prompt: "Say {{ n }}"\n', "").replace("expect: [ { judge: j } ]\n", "") + cases.join("\n");
  const { head, trials } = await runSuite(temporaryProject({ "suite.yaml": text }), {
    maxCostUsd: 0.07,
    concurrency: 4,
  });
  expect(trials).toHaveLength(4);
  expect(head.totals.cost_usd).toBeLessThanOrEqual(0.07);
});

test("a judge without a price cannot be capped", async () => {
  const text = suite(1).replace("claude-sonnet-5-5", "my-own-model");
  await expect(runSuite(temporaryProject({ "suite.yaml": text }), { maxCostUsd: 1 })).rejects.toThrow(/unknown-price/);
});

test("what a judge names of the environment is looked for before anything is sent", async () => {
  const text = suite(1).replace("max_tokens: 400", "max_tokens: 400, headers: { x-team: { env: NO_SUCH_NAME } }");
  const credential = { kind: "apiKey", value: "a-key-for-tests" } as const;
  const live = { mode: "live", baseUrl: "http://127.0.0.1:9", credential } as const;
  await expect(runSuite(temporaryProject({ "suite.yaml": text }), live)).rejects.toThrow(/missing-variable/);
});
