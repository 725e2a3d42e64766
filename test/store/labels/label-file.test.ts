import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import type { JudgedRecord, LabelRecord } from "../../../src/domain/formats/records.ts";
import { answerHashOf, halfOf } from "../../../src/domain/label.ts";
import { judgedFileOf, readJudged, writeJudged } from "../../../src/store/labels/judged-file.ts";
import { appendLabels, readLabels, takeBackLabels } from "../../../src/store/labels/label-file.ts";

const LABEL: LabelRecord = {
  judge: "grounded",
  judge_hash: "j1",
  texts_hash: "t1",
  answer_hash: answerHashOf({ input: "question", output: "answer" }),
  shown: { input: "question", output: "answer" },
  case: "c1",
  arm: "m/default",
  criterion: null,
  label: "pass",
  by: "ann",
  note: null,
  at: "2026-11-28T12:00:00.000Z",
  drawn: { run: "r1", stratum: "pass", labelled: 50, of: 900 },
  half: halfOf("grounded", "c1"),
};
const OTHER = { answer_hash: answerHashOf({ output: "other" }), shown: { output: "other" } };
const mask = createMask([]);

function caseOfOtherHalf(): string {
  return Array.from({ length: 50 }, (_, i) => `case ${i}`).find((id) => halfOf("grounded", id) !== LABEL.half) ?? "";
}

function caseOfSameHalf(): string {
  return Array.from({ length: 50 }, (_, i) => `case ${i}`).find((id) => halfOf("grounded", id) === LABEL.half) ?? "";
}

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
    appendLabels(file, [{ ...LABEL, ...OTHER, label: "unsure" }], mask);
    const { labels, problems } = await readLabels(file, "grounded");
    expect(labels.map(({ line, label }) => [line, label.answer_hash, label.label])).toEqual([
      [1, LABEL.answer_hash, "pass"],
      [2, OTHER.answer_hash, "unsure"],
    ]);
    expect(problems).toEqual([]);
  });
  test("a line that a kill tore is left out, and the next one begins anew", async () => {
    appendLabels(file, [LABEL], mask);
    appendFileSync(file, '{"judge": "grou');
    const { labels, problems } = await readLabels(file, "grounded");
    expect(labels).toHaveLength(1);
    expect(problems).toMatchObject([{ severity: "warning", code: "bad-label", place: { line: 2 } }]);
    appendLabels(file, [{ ...LABEL, ...OTHER }], mask);
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
      [4, "bad-label", expect.stringContaining("the texts of `shown` are not those of")],
      [5, "bad-label", expect.stringContaining("no label")],
      [6, "bad-label", expect.stringContaining("`polite`")],
      [2, "contradictory-label", "ann says something else of this answer on line 1"],
    ]);
    // Of two labels that contradict each other none counts: which one is right, nobody can tell.
    expect((await readLabels(file, "grounded")).labels.map(({ line }) => line)).toEqual([3]);
  });
  const edited: readonly (readonly [what: string, change: Partial<LabelRecord>, message: RegExp])[] = [
    ["the answer", { shown: { input: "question", output: "answer!" } }, /texts of `shown`/],
    ["what else is shown", { shown: { input: "", output: "answer" } }, /texts of `shown`/],
    ["a part left out", { shown: { output: "answer" } }, /texts of `shown`/],
    [
      "the hash",
      { answer_hash: "0123456789abcdef" },
      /not those of `answer_hash: 0123456789abcdef`: theirs is [0-9a-f]{16}/,
    ],
    [
      "the half",
      { half: LABEL.half === "test" ? "tune" : "test" },
      /is not the half of the case `c1`: the case falls into/,
    ],
    ["the case, and so its half", { case: caseOfOtherHalf() }, /is not the half of the case/],
    ["how it was drawn", { drawn: { ...LABEL.drawn, labelled: 901 } }, /901 answers cannot have been drawn of 900/],
  ];
  test.each(edited)("J2: a label edited by hand is named and counts for nothing: %s", async (_, change, message) => {
    appendLabels(file, [LABEL], mask);
    appendLabels(file, [{ ...LABEL, by: "ben", ...change }], mask);
    expect(await problemsOf()).toEqual([[2, "bad-label", expect.stringMatching(message)]]);
    const { labels, problems } = await readLabels(file, "grounded");
    expect(labels.map(({ line }) => line)).toEqual([1]);
    expect(problems[0]?.hint).toMatch(/remove the line/);
  });
  test("J2: a text in which a secret was masked has no hash to be held against", async () => {
    const shown = { output: "the key is a-secret-value-of-mine" };
    appendLabels(file, [{ ...LABEL, shown, answer_hash: answerHashOf(shown) }], createMask(["a-secret-value-of-mine"]));
    expect((await readLabels(file, "grounded")).labels).toHaveLength(1);
    expect(await problemsOf()).toEqual([]);
  });
  const again: readonly (readonly [what: string, change: Partial<LabelRecord>, told: readonly string[]])[] = [
    ["as it is", {}, []],
    ["at another time", { at: "2026-11-29T12:00:00.000Z" }, ["`at`"]],
    ["with another note", { note: "late" }, ["`note`"]],
    ["drawn from another run", { drawn: { ...LABEL.drawn, run: "r2" } }, ["`drawn`"]],
    ["without the hash of its texts", { texts_hash: undefined as never }, ["`texts_hash`"]],
    ["with a trial where the first names none", { trial: 2 }, ["`trial`"]],
  ];
  test.each(again)("attack 3: one label twice counts once: %s", async (_, change, told) => {
    for (const label of [LABEL, { ...LABEL, ...OTHER }, { ...LABEL, ...change }, LABEL]) {
      appendLabels(file, [label], mask);
    }
    const { labels, problems } = await readLabels(file, "grounded");
    expect(labels.map(({ line }) => line)).toEqual([1, 2]);
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual(
      told.map((key) => ["warning", `ann has labelled this answer on line 1, with another ${key}: it counts once`]),
    );
  });
  test("attack 3: one answer counts for each person, criterion, arm, case and trial that it is of", async () => {
    const first = { ...LABEL, trial: 1 };
    const others = [
      { trial: 2 },
      { by: "ben" },
      { criterion: "tone" },
      { arm: "b/default" },
      { case: caseOfSameHalf() },
    ];
    const all = [first, ...others.map((change) => ({ ...first, ...change }))];
    appendLabels(file, [...all, ...all], mask);
    const { labels, problems } = await readLabels(file, "grounded");
    expect(labels.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(problems).toEqual([]);
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
