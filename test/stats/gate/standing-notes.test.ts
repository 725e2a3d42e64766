import { expect, test } from "vitest";
import { standingNotes } from "../../../src/stats/gate/standing-notes.ts";
import { noTotals } from "../../helpers/report-fixtures.ts";

const nothing = { missingAnswers: 0, reusedAnswers: 0, undecidedChecks: 0 };

test.each([
  [{ trials: 3, passed: 3 }, null, []],
  [{ trials: 3, passed: 2, failed: 1 }, nothing, []],
  [{ trials: 3, undecided: 3 }, null, ["every trial is undecided: nothing was tested"]],
  [{ trials: 3, errored: 3 }, null, ["no answer came: nothing was tested"]],
  [{ trials: 3, skipped: 2, quarantined: 1 }, null, ["no call was made that counts: nothing was tested"]],
  [{ trials: 3, passed: 3, reused_trials: 3 }, null, ["every answer is reused: this run asked no model anything"]],
  [
    { trials: 5, passed: 3, skipped: 1, errored: 1, reused_trials: 2 },
    { missingAnswers: 2, reusedAnswers: 2, undecidedChecks: 1 },
    [
      "2 of 3 answers are reused: they say nothing of the model as it is today",
      "--strict allows none of: 2 missing answers, 2 reused answers, 1 undecided check",
    ],
  ],
])("%j", (counts, strict, notes) => {
  expect(standingNotes({ ...noTotals, ...counts }, strict)).toEqual(notes);
});
