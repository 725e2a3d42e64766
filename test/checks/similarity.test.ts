import { expect, test } from "vitest";
import { measure, type Metric, METRICS } from "../../src/checks/similarity/metrics.ts";
import { type Tokenizer, tokenize } from "../../src/checks/similarity/tokenize.ts";
import { prepared, problemsOf, type TestItem, verdictOf } from "./grading.ts";

function score(metric: Metric, text: string, to: string, tokenizer: Tokenizer = "reference"): number | null {
  return measure(metric, tokenize(text, metric, tokenizer), tokenize(to, metric, tokenizer));
}

/** Our own sentences; the scores are those of sacrebleu 2 (sentence BLEU and chrF, defaults) and of Google's rouge_score (F1, no stemmer). */
const rows = [
  {
    text: "The invoice was paid on Monday, 3.14 euros at a time.",
    to: "On Monday the invoice was paid: 3.14 euros each time.",
    bleu: 0.174743357034,
    chrf: 0.655624521005,
    rouge_1: 0.869565217391,
    rouge_2: 0.571428571429,
    rouge_l: 0.695652173913,
  },
  {
    text: "Reset the router, then wait two minutes.",
    to: "Reset your router and wait for two minutes.",
    bleu: 0.211053406319,
    chrf: 0.484107519465,
    rouge_1: 0.666666666667,
    rouge_2: 0.153846153846,
    rouge_l: 0.666666666667,
  },
  {
    text: "Totally different words here",
    to: "Nothing shared whatsoever between both",
    bleu: 0.0,
    chrf: 0.120043370508,
    rouge_1: 0.0,
    rouge_2: 0.0,
    rouge_l: 0.0,
  },
  {
    text: "the the the the",
    to: "the cat sat on the mat",
    bleu: 0.115215909923,
    chrf: 0.151595667152,
    rouge_1: 0.4,
    rouge_2: 0.0,
    rouge_l: 0.4,
  },
  {
    text: "It's 20% off - don't miss it!",
    to: "It's 20% off; do not miss it.",
    bleu: 0.317621520321,
    chrf: 0.620255376033,
    rouge_1: 0.75,
    rouge_2: 0.571428571429,
    rouge_l: 0.75,
  },
  { text: "short", to: "short", bleu: 1, chrf: 1.0, rouge_1: 1.0, rouge_2: 0.0, rouge_l: 1.0 },
  { text: "two words", to: "two words", bleu: 1, chrf: 1.0, rouge_1: 1.0, rouge_2: 1.0, rouge_l: 1.0 },
  {
    text: "A naïve café résumé costs €5.",
    to: "The naïve café résumé costs 5 €.",
    bleu: 0.376849916449,
    chrf: 0.775774847611,
    rouge_1: 0.875,
    rouge_2: 0.857142857143,
    rouge_l: 0.875,
  },
  {
    text: 'Ship v1.2.3 at 10-12, e.g. (today) & "now"',
    to: 'Ship v1.2.3 at 10-12, for example [today] & "now"',
    bleu: 0.476310091477,
    chrf: 0.575501138811,
    rouge_1: 0.818181818182,
    rouge_2: 0.7,
    rouge_l: 0.818181818182,
  },
  {
    text: "He said &quot;yes&quot; &amp; left",
    to: 'He said "yes" & left',
    bleu: 1,
    chrf: 0.364188011321,
    rouge_1: 0.727272727273,
    rouge_2: 0.222222222222,
    rouge_l: 0.727272727273,
  },
  { text: "   padded   text  ", to: "padded text", bleu: 1, chrf: 1.0, rouge_1: 1.0, rouge_2: 1.0, rouge_l: 1.0 },
  {
    text: "a b c d e f g h",
    to: "a b c d x f g h",
    bleu: 0.5,
    chrf: 0.381547619048,
    rouge_1: 0.875,
    rouge_2: 0.714285714286,
    rouge_l: 0.875,
  },
  {
    text: "👩‍👩‍👧 family and 🎉 party",
    to: "family 🎉 party 👩‍👩‍👧",
    bleu: 0.254066374077,
    chrf: 0.59815292156,
    rouge_1: 0.8,
    rouge_2: 0.0,
    rouge_l: 0.8,
  },
  {
    text: "self-\ncontained line\nbreak",
    to: "selfcontained line break",
    bleu: 1,
    chrf: 0.863978369206,
    rouge_1: 0.571428571429,
    rouge_2: 0.4,
    rouge_l: 0.571428571429,
  },
] as const;

test.each(rows)("the references agree on $text", ({ text, to, ...scores }) => {
  for (const [metric, wants] of Object.entries(scores)) {
    expect(score(metric as Metric, text, to), metric).toBeCloseTo(wants, 9);
  }
});

/** Published in the reference implementations' own tests. */
const published: readonly (readonly [Metric, string, string, number])[] = [
  ["rouge_1", "testing", "testing one two", 1 / 2],
  ["rouge_2", "testing one", "testing one two", 2 / 3],
  ["rouge_l", "testing one", "testing one two", 4 / 5],
  ["rouge_l", "testing two", "testing one two", 4 / 5],
  ["rouge_1", "", "testing one two", 0],
  ["bleu", "this is a test", "this is a test", 1],
  ["bleu", "test", "a test", Math.exp(-1)],
  ["chrf", "a", "a", 1],
  ["chrf", "a b c", "abc", 1],
  ["chrf", "", "reference", 0],
  ["chrf", "aa", "ab", 0.25],
  ["chrf", "Niemand hat die Absicht, eine Mauer zu errichten", "Niemand hat die Absicht, eine Mauer zu errichten", 1],
  ["levenshtein", "kitten", "sitting", 1 - 3 / 7],
  ["levenshtein", "", "abc", 0],
  ["levenshtein", "abc", "abc", 1],
  ["levenshtein", "😀a", "😀b", 1 / 2],
];
test.each(published)("%s of %j against %j", (metric, text, to, wants) => {
  expect(score(metric, text, to)).toBeCloseTo(wants, 12);
});

test("levenshtein tells many different tokens apart, and says when there are too many", () => {
  const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => `w${from + index}`);
  expect(measure("levenshtein", many(0, 1000), many(500, 1000))).toBeCloseTo(0, 12);
  expect(measure("levenshtein", many(0, 30_000), many(30_000, 30_000))).toBeNull();
});

test("an emoji with joiners is one of the chars and several code points", () => {
  expect(score("levenshtein", "👩‍👩‍👧", "👦", "chars")).toBe(0);
  expect(score("levenshtein", "👩‍👩‍👧", "👩", "reference")).toBeCloseTo(1 / 5, 12);
});

test.each(METRICS)("%s is 1 for equal texts and within 0..1 for others, by every tokenizer", (metric) => {
  for (const tokenizer of ["reference", "words", "chars"] as const) {
    expect(score(metric, "one two three", "one two three", tokenizer)).toBe(1);
    for (const [a, b] of [
      ["a", "b"],
      ["", "x y"],
      ["the the the", "the cat"],
      ["今日は", "今日も"],
    ] as const) {
      const value = score(metric, a, b, tokenizer) ?? -1;
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  }
});

const verdicts: readonly (readonly [string, TestItem, string, "pass" | "fail" | "undecided"])[] = [
  ["close enough", { to: "the cat sat", metric: "rouge_1", min: 0.5 }, "The cat slept", "pass"],
  ["not close enough", { to: "the cat sat", metric: "rouge_1", min: 0.9 }, "The cat slept", "fail"],
  ["the best of several", { to: ["dogs", "the cat slept"], metric: "rouge_l", min: 1 }, "The cat slept", "pass"],
  ["composed first", { to: "caf\u00e9", metric: "levenshtein", min: 1 }, "cafe\u0301", "pass"],
  ["Japanese, ROUGE's tokenizer", { to: "今日は晴れ", metric: "rouge_1", min: 0.1 }, "今日は晴れ", "undecided"],
  ["Japanese, BLEU's tokenizer", { to: "rain today", metric: "bleu", min: 0.1 }, "今日は晴れです", "undecided"],
  ["Arabic, ROUGE's tokenizer", { to: "rain", metric: "rouge_1", min: 0.1 }, "مطر اليوم", "undecided"],
  ["Arabic has spaces for BLEU", { to: "مطر اليوم", metric: "bleu", min: 0.5 }, "مطر اليوم", "pass"],
  [
    "Japanese by words",
    { to: "今日は晴れです", metric: "rouge_1", min: 0.5, tokenize: "words" },
    "今日は雨です",
    "pass",
  ],
  ["Japanese by chars", { to: "今日は晴れ", metric: "bleu", min: 1, tokenize: "chars" }, "今日は晴れ", "pass"],
  ["chrF needs no words", { to: "今日は晴れ", metric: "chrf", min: 1 }, "今日は 晴れ", "pass"],
  ["an empty answer is unlike anything", { to: "rain", metric: "rouge_1", min: 0.1 }, " ", "fail"],
  ["a hidden reference leaves the other", { to: ["晴れ", "sunny"], metric: "rouge_1", min: 1 }, "Sunny", "pass"],
  ["only hidden references", { to: "晴れ", metric: "rouge_1", min: 0.1 }, "sunny", "undecided"],
  ["too long to compare", { to: "a ".repeat(20_000), metric: "rouge_l", min: 0.1 }, "a ".repeat(20_000), "undecided"],
];
test.each(verdicts)("similarity: %s", async (_, args, text, wants) => {
  expect((await verdictOf({ similarity: args }, text)).status).toBe(wants);
});

test("the score is the metric's", async () => {
  expect(
    await verdictOf({ similarity: { to: "the cat sat", metric: "rouge_1", min: 0.9 } }, "The cat slept"),
  ).toMatchObject({ score: expect.closeTo(2 / 3, 9) });
});

test("a reference whose words the tokenizer does not see draws a warning", async () => {
  const item = await prepared({ similarity: { to: "今日は晴れ", metric: "rouge_1", min: 0.5 } });
  expect(item.warnings).toHaveLength(1);
  expect(item.warnings?.[0]).toMatchObject({ severity: "warning", pointer: ["to"] });
});

const wrong: readonly (readonly [string, TestItem, string])[] = [
  ["an unknown metric", { to: "a", metric: "rouge", min: 0.5 }, "metric"],
  ["no metric", { to: "a", min: 0.5 }, "metric"],
  ["no min", { to: "a", metric: "bleu" }, "min"],
  ["a min of 0 to 100", { to: "a", metric: "bleu", min: 30 }, "min"],
  ["an empty reference", { to: " ", metric: "bleu", min: 0.5 }, "to"],
  ["no reference", { to: [], metric: "bleu", min: 0.5 }, "to"],
  ["a number for a reference", { to: 5, metric: "bleu", min: 0.5 }, "to"],
  ["words for chrF", { to: "a", metric: "chrf", min: 0.5, tokenize: "words" }, "tokenize"],
];
test.each(wrong)("wrong argument: %s", async (_, args, key) => {
  const problems = await problemsOf({ similarity: args });
  expect(problems.map(({ pointer }) => pointer[0])).toEqual([key]);
});
