import { expect, test } from "vitest";
import { sameCases, summarize, trialRecords } from "../../helpers/suite-outcomes.ts";

const tagged = (n: number, words: readonly string[], tag: string, prefix: string) =>
  trialRecords(sameCases(n, words, prefix), { tags: [tag] });

test("a tag whose cases got worse is named, with how many tags were looked at", async () => {
  const records = [
    ...tagged(30, ["P", "P"], "lang=fr", "fr"),
    ...tagged(30, ["P", "P"], "lang=de", "de"),
    ...tagged(5, ["P", "P"], "lang=ja", "ok"),
    ...tagged(12, ["P", "F"], "lang=ja", "ja"),
  ];
  const sentences = (await summarize(records, { gate: { kind: "none" } })).insights?.rates?.map(
    ({ sentence }) => sentence,
  );
  const found = sentences?.filter((sentence) => sentence.includes("Benjamini"));
  expect(found).toEqual([
    "lang=ja is worse than on simple/v1: −70.6 points over 17 cases, two-sided p <0.001, 0.001 among the 3 tags looked at (Benjamini–Hochberg)",
  ]);
});

test("where twenty tags are looked at, one p of .03 names none", async () => {
  const records = Array.from({ length: 20 }, (_, i) => [
    ...tagged(20, ["P", "P"], `t${i}`, `same${i}-`),
    ...(i === 0 ? tagged(6, ["P", "F"], "t0", "lost") : []),
  ]).flat();
  const head = await summarize(records, { gate: { kind: "none" } });
  expect(head.insights?.rates?.some(({ sentence }) => sentence.includes("Benjamini")) ?? false).toBe(false);
});
