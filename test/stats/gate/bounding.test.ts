import fc from "fast-check";
import { expect, test } from "vitest";
import type { Gate } from "../../../src/domain/suite.ts";
import { times } from "../../helpers/soak.ts";
import { type CaseWords, gateOf, summarize } from "../../helpers/suite-outcomes.ts";

const notWorseThan = {
  baseline: null,
  arm: "simple/v1",
  on: "pass_rate" as const,
  margin: 0.4,
  alpha: 0.05,
  minPaired: 0.5,
  arms: {},
};

/** Words of one or several letters a case, two arms, some answers missing or undecided. */
function someCases(mostTrials: number): fc.Arbitrary<string[][]> {
  const letter = fc.constantFrom("P", "P", "P", "F", "E", "U", "S");
  const word = fc.array(letter, { minLength: 1, maxLength: mostTrials }).map((letters) => letters.join(""));
  return fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 12 });
}

function named(words: readonly (readonly string[])[]): CaseWords {
  return Object.fromEntries(words.map((pair, i) => [`c${i}`, pair]));
}

/** The same cases once every missing answer has come, as `answers` has it. */
function completed(words: readonly (readonly string[])[], answers: readonly boolean[]): CaseWords {
  let next = 0;
  const answer = (): string => (answers[next++ % answers.length] === true ? "P" : "F");
  return named(words.map((pair) => pair.map((word) => word.replaceAll(/[EUS]/g, answer))));
}

const gates: readonly { readonly name: string; readonly gate: Gate; readonly trials: number }[] = [
  { name: "default", gate: { kind: "default" }, trials: 3 },
  { name: "pass_rate", gate: gateOf({ passRate: 0.6 }), trials: 3 },
  { name: "case_pass_rate", gate: gateOf({ casePassRate: 0.5 }), trials: 3 },
  { name: "mean_score", gate: gateOf({ meanScore: 0.6 }), trials: 3 },
  { name: "pass_rate with confidence", gate: gateOf({ passRate: 0.5, confidence: 0.9 }), trials: 1 },
  { name: "not_worse_than", gate: gateOf({ notWorseThan }), trials: 1 },
];

test.each(gates)(
  "$name: a verdict given with answers missing stands whatever they turn out to be",
  async ({ gate, trials }) => {
    const answers = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(someCases(trials), answers, async (words, answered) => {
        const before = (await summarize(named(words), { gate })).gate.verdict;
        if (before !== "pass" && before !== "fail") return;
        expect((await summarize(completed(words, answered), { gate })).gate.verdict).toBe(before);
      }),
      { numRuns: times({ small: 30, long: 5_000 }) },
    );
  },
);

test.each(gates)("$name: nothing tested is never green", async ({ gate }) => {
  const nothing = fc.array(fc.constantFrom("E", "U", "S", "x", "d"), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(nothing, async (letters) => {
      const { verdict } = await summarize(named(letters.map((letter) => [letter, letter])), { gate });
      expect(verdict).not.toBe("pass");
      expect(verdict).not.toBe("inconclusive");
    }),
    { numRuns: 25 },
  );
});
