import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import type { JudgedRecord, LabelRecord } from "../../../src/domain/formats/records.ts";
import { judgedFileOf, readJudged, writeJudged } from "../../../src/store/labels/judged-file.ts";
import { appendLabels, readLabels, takeBackLabels } from "../../../src/store/labels/label-file.ts";

const LABEL: LabelRecord = {
  judge: "grounded",
  judge_hash: "j1",
  texts_hash: "t1",
  answer_hash: "a1",
  shown: { input: "question", output: "answer" },
  case: "c1",
  arm: "m/default",
  criterion: null,
  label: "pass",
  by: "ann",
  note: null,
  at: "2026-11-28T12:00:00.000Z",
  drawn: { run: "r1", stratum: "pass", labelled: 50, of: 900 },
  half: "test",
};
const mask = createMask([]);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "labels-"));
  file = join(folder, "labels", "grounded.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function problemsOf(): Promise<[number | null, string, string][]> {
  const { problems } = await readLabels(file, "grounded");
  return problems.map(({ place, code, message }) => [place.kind === "line" ? place.line : null, code, message]);
}

describe("a judge's labels", () => {
  test("a file that is not there has none; what was added is read, in order, with its line", async () => {
    expect(await readLabels(file, "grounded")).toEqual({ labels: [], problems: [] });
    appendLabels(file, [LABEL], mask);
    appendLabels(file, [{ ...LABEL, answer_hash: "a2", shown: { output: "other" }, label: "unsure" }], mask);
    const { labels, problems } = await readLabels(file, "grounded");
    expect(labels.map(({ line, label }) => [line, label.answer_hash, label.label])).toEqual([
      [1, "a1", "pass"],
      [2, "a2", "unsure"],
    ]);
    expect(problems).toEqual([]);
  });
  test("a line that a kill tore is left out, and the next one begins anew", async () => {
    appendLabels(file, [LABEL], mask);
    appendFileSync(file, '{"judge": "grou');
    expect((await readLabels(file, "grounded")).labels).toHaveLength(1);
    expect(await problemsOf()).toEqual([]);
    appendLabels(file, [{ ...LABEL, answer_hash: "a2", shown: { output: "other" } }], mask);
    expect((await readLabels(file, "grounded")).labels).toHaveLength(2);
    expect(await problemsOf()).toEqual([[2, "bad-label", "this line is no JSON"]]);
  });
  test("what is taken back is gone", async () => {
    appendLabels(file, [LABEL, { ...LABEL, arm: "b/default" }], mask);
    takeBackLabels(file, 1);
    expect((await readLabels(file, "grounded")).labels.map(({ label }) => label.arm)).toEqual(["m/default"]);
  });
  test("bad input: contradictions, changed texts, no labels, another judge's, each at its line", async () => {
    appendLabels(file, [LABEL], mask);
    appendLabels(file, [{ ...LABEL, label: "fail" }], mask);
    appendLabels(file, [{ ...LABEL, by: "ben", label: "fail" }], mask);
    appendLabels(file, [{ ...LABEL, shown: { input: "question", output: "changed" } }], mask);
    appendFileSync(file, `{"judge": "grounded"}\n${JSON.stringify({ ...LABEL, judge: "polite" })}\n`);
    expect(await problemsOf()).toEqual([
      [5, "bad-label", expect.stringContaining("no label")],
      [6, "bad-label", expect.stringContaining("`polite`")],
      [2, "contradictory-label", "ann says something else of this answer on line 1"],
      [4, "contradictory-label", "another answer has this `answer_hash` on line 1"],
    ]);
  });
  test("a folder in its place is told", async () => {
    file = folder;
    expect(await problemsOf()).toEqual([[null, "bad-label", expect.stringContaining("cannot be read")]]);
  });
  test("secrets leave with no label, in notes and in what was shown", () => {
    const hiding = createMask(["a-secret-value-of-mine"]);
    appendLabels(
      file,
      [{ ...LABEL, note: "a-secret-value-of-mine", shown: { output: "a-secret-value-of-mine" } }],
      hiding,
    );
    expect(readFileSync(file, "utf8")).not.toContain("a-secret-value-of-mine");
  });
});

describe("what a judge says of its labelled answers", () => {
  const record: JudgedRecord = {
    judge: "grounded",
    judge_hash: "j1",
    answer_hash: "b",
    verdict: "pass",
    evidence: "text",
    reasoning: null,
    flipped: false,
    cost_usd: 0.001,
    at: "2026-11-28T12:00:00.000Z",
  };
  test("stands beside the labels, sorted, and is read for the judge that said it alone", async () => {
    writeJudged(file, [record, { ...record, answer_hash: "a", verdict: "undecided" }], mask);
    expect(judgedFileOf(file)).toBe(join(folder, "labels", "grounded.judged.jsonl"));
    expect((await readJudged(file, "j1", false)).map(({ answer_hash: answer }) => answer)).toEqual(["a", "b"]);
    expect(await readJudged(file, "j2", false)).toEqual([]);
    writeFileSync(judgedFileOf(file), "no JSON\n");
    expect(await readJudged(file, "j1", false)).toEqual([]);
  });
});
