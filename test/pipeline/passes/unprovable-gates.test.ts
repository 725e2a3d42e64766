import { expect, test } from "vitest";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** `cluster`: of the case of a number; null: none. */
function suite(cases: number, gate: string, cluster: (n: number) => string | null = () => null): string {
  return [
    "model: claude-haiku-5-5",
    'prompt: "Say {{ m }}"',
    "expect: [{ contains: yes }]",
    `gate: ${gate}`,
    "cases:",
    ...Array.from(
      { length: cases },
      (_, n) =>
        `  - { id: c${n}, tags: [t${n % 2}], vars: { m: ${n} }, simulate: yes${cluster(n) === null ? "" : `, cluster: ${cluster(n)}`} }`,
    ),
  ].join("\n");
}

test.each<[string, number, string, string | null]>([
  ["one case", 1, "{ pass_rate: 0.99, confidence: 0.95 }", "299 that all pass"],
  ["one too few", 13, "{ pass_rate: 0.8, confidence: 0.95 }", "14 that all pass"],
  ["just enough", 14, "{ pass_rate: 0.8, confidence: 0.95 }", null],
  ["no confidence", 1, "{ pass_rate: 0.99 }", null],
  ["all of all", 20, "{ pass_rate: 1, confidence: 0.9 }", "ask for less than 1"],
  ["a tag", 6, "{ by_tag: { t0: { pass_rate: 0.9 } }, confidence: 0.95 }", "29 that all pass"],
])("finding 27: a gate that cannot be met is said before anything is sent: %s", async (_, cases, gate, says) => {
  const cwd = temporaryProject({ "suite.yaml": suite(cases, gate) });
  const checked = await checkSuites(invocationOf(cwd), Date.parse("2026-11-28T12:00:00Z"));
  await checked.close();
  const told = checked.warnings.filter(({ code }) => code === "unprovable-gate");
  expect(told).toHaveLength(says === null ? 0 : 1);
  if (says !== null) expect(told[0]?.hint).toContain(says);
  const { head } = await runSuite(cwd);
  expect(head.verdict).toBe(says === null ? "pass" : "inconclusive");
});

test.each<[string, number, (n: number) => string | null, string | null]>([
  ["ten clusters of two", 20, (n) => `k${n % 10}`, "20 cases, worth 10 as they stand in clusters, cannot show"],
  ["one large cluster among single cases", 30, (n) => (n < 15 ? "k" : null), "30 cases, worth 3 as they"],
  ["clusters of one case each", 15, (n) => `k${n}`, null],
  ["pairs enough", 28, (n) => `k${n >> 1}`, null],
])("clusters are counted as the gate counts them: %s", async (_, cases, cluster, says) => {
  const cwd = temporaryProject({ "suite.yaml": suite(cases, "{ pass_rate: 0.8, confidence: 0.95 }", cluster) });
  const checked = await checkSuites(invocationOf(cwd), Date.parse("2026-11-28T12:00:00Z"));
  await checked.close();
  const told = checked.warnings.filter(({ code }) => code === "unprovable-gate");
  expect(told.map(({ message }) => message)).toEqual(says === null ? [] : [expect.stringContaining(says)]);
  if (says !== null) expect(told[0]?.hint).toContain("14 outside clusters that all pass");
  const { head } = await runSuite(cwd);
  expect(head.verdict).toBe(says === null ? "pass" : "inconclusive");
});

test("finding 27: of a part of the suite nothing is said", async () => {
  const cwd = temporaryProject({ "suite.yaml": suite(2, "{ pass_rate: 0.99, confidence: 0.95 }") });
  const checked = await checkSuites(invocationOf(cwd, { cases: ["c0"] }), Date.parse("2026-11-28T12:00:00Z"));
  await checked.close();
  expect(checked.warnings.map(({ code }) => code)).not.toContain("unprovable-gate");
});
