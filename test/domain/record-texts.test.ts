import fc from "fast-check";
import { expect, test } from "vitest";
import { createMask } from "../../src/base/mask.ts";
import { maskValues } from "../../src/base/mask-values.ts";
import { JOURNAL_TEXTS, TRIAL_TEXTS } from "../../src/domain/masking/journal-texts.ts";
import { HEAD_TEXTS } from "../../src/domain/masking/record-texts.ts";
import type { JournalLine, TrialLine } from "../../src/domain/formats/records.ts";
import validate from "../../src/store/generated/journal-validator.js";
import { failedTrial, head, suite, trial } from "../helpers/report-fixtures.ts";

const LINE: TrialLine = {
  v: 1,
  type: "trial",
  ordinal: 0,
  suite: 0,
  key: "abcdef0123456789",
  hashes: { inputs: "0123456789", checks: "9876543210" },
  record: failedTrial("the answer", "expected more than the answer", { vars: { a: "some text", b: [{ c: "d" }] } }),
};

/** Any stretch of what is written can be called a secret. */
function secretsIn(value: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(value);
  return fc
    .tuple(fc.nat(text.length - 9), fc.integer({ min: 8, max: 80 }))
    .map(([start, length]) => text.slice(start, start + length));
}

test("A1: no secret changes what a journal's line says of a trial, or what kind of line it is", () => {
  fc.assert(
    fc.property(fc.array(secretsIn(LINE), { minLength: 1, maxLength: 3 }), (secrets) => {
      const line = maskValues<JournalLine>(LINE, createMask(secrets), JOURNAL_TEXTS.trial);
      const read = JSON.parse(JSON.stringify(line)) as TrialLine;
      expect(validate(read)).toBe(true);
      const { type, key, ordinal, hashes, record } = read;
      expect({ type, key, ordinal, hashes }).toEqual({ type: "trial", key: LINE.key, ordinal: 0, hashes: LINE.hashes });
      const { case: id, arm, verdict, score, status, quarantined, tags, location, checks, usage } = record;
      const graded = { case: id, arm, verdict, score, status, quarantined, tags, location, usage };
      expect(LINE.record).toMatchObject(graded);
      expect(checks.map((check) => check.verdict)).toEqual(LINE.record.checks.map((check) => check.verdict));
    }),
    { numRuns: 500 },
  );
});

test("A1: no secret changes a head's verdicts, numbers and names", () => {
  const whole = head({ suites: [suite()] });
  fc.assert(
    fc.property(secretsIn(whole), (secret) => {
      const masked = maskValues(whole, createMask([secret]), HEAD_TEXTS);
      expect(masked).toMatchObject({ format: whole.format, verdict: whole.verdict, exit_code: whole.exit_code });
      expect(masked.totals).toEqual(whole.totals);
      expect(masked.suites.map(({ name, file, verdict, slices }) => ({ name, file, verdict, slices }))).toEqual(
        whole.suites.map(({ name, file, verdict, slices }) => ({ name, file, verdict, slices })),
      );
    }),
    { numRuns: 500 },
  );
});

test("A1: texts are masked wherever they stand, the keys of maps that are somebody's own too", () => {
  const secret = 'se"cret/one';
  const vars = { [secret]: 1, list: [{ deep: `a ${secret}` }], [secret.toUpperCase()]: 2 };
  const tools = [{ id: "toolu_1", name: "look_up", input: { [`x${secret}`]: secret } }];
  const record = trial({ output: `it is ${secret}`, vars, tool_calls: tools, model_served: "claude-opus-5-5" });
  const masked = maskValues(record, createMask([secret, "claude-opus-5-5", "look_up_"]), TRIAL_TEXTS);
  expect(JSON.stringify(masked)).not.toContain("cret/one");
  expect(masked).toMatchObject({ output: "it is [masked]", model_served: "claude-opus-5-5" });
  expect(masked.tool_calls).toEqual([{ id: "toolu_1", name: "look_up", input: { "x[masked]": "[masked]" } }]);
});

test("A1: two keys that are masked stay two", () => {
  const vars = { "one-secret": 1, "two-secret": 2 };
  const mask = createMask(["one-secret", "two-secret"]);
  expect(maskValues(vars, mask, "text")).toEqual({ "[masked]": 1, "[masked] 2": 2 });
});

test("a skipped trial's reason keeps its word, which is read again", () => {
  const record = trial({ status: "skipped", status_reason: "suite: since hunter2-hunter2 moved" });
  const masked = maskValues(record, createMask(["hunter2-hunter2", "suite: since"]), TRIAL_TEXTS);
  expect(masked.status_reason).toBe("suite: since [masked] moved");
});
