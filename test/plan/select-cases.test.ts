import { expect, test } from "vitest";
import { createSelector } from "../../src/plan/cases/select-cases.ts";

const refund = { id: "refund/1", tags: ["billing", "lang=en"] };
const greet = { id: "greet[lang=fr,tone=warm]", tags: ["lang=fr"] };

test.each([
  [{ cases: [], tags: [] }, [true, true]],
  [{ cases: ["refund*"], tags: [] }, [true, false]],
  [{ cases: ["greet[lang=fr,*]"], tags: [] }, [false, true]],
  [{ cases: ["refund/?"], tags: [] }, [true, false]],
  [{ cases: ["REFUND/1"], tags: [] }, [false, false]],
  [{ cases: [], tags: ["lang=fr", "billing"] }, [true, true]],
  [{ cases: [], tags: ["!billing"] }, [false, true]],
  [{ cases: ["*"], tags: ["lang=en", "!billing"] }, [false, false]],
])("%j", (selection, expected) => {
  const isSelected = createSelector(selection);
  expect([refund, greet].map(isSelected)).toEqual(expected);
});

test.each([
  [String.raw`what\?`, ["what?"]],
  ["what?", ["what?", "whats"]],
  [String.raw`\*`, ["*"]],
  [String.raw`a\\*b`, [String.raw`a\*b`]],
  [String.raw`c:\d`, [String.raw`c:\d`]],
])("a backslash takes its meaning from a wildcard alone: %s selects %j", (glob, ids) => {
  const isSelected = createSelector({ cases: [glob], tags: [] });
  const all = ["what?", "whats", "*", "x", String.raw`a\*b`, String.raw`a\xb`, String.raw`c:\d`];
  expect(all.filter((id) => isSelected({ id, tags: [] }))).toEqual(ids);
});
