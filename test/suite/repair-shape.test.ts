import { expect, test } from "vitest";
import type { Json } from "../../src/domain/json.ts";
import { repairShape } from "../../src/suite/repair-shape.ts";
import { suiteShapeProblems } from "../../src/suite/report-shape.ts";

const HEAD = { model: "m", prompt: "hi" };
const CASE = { id: "a", expect: [{ contains: "x" }] };

function repaired(suite: Json): Json | null {
  return repairShape(suite, suiteShapeProblems(suite));
}

test.each<[string, Json, Json]>([
  ["a misspelt key", { modle: "m", prompt: "hi", cases: [CASE] }, { ...HEAD, cases: [CASE] }],
  [
    "misspelt keys one within the other",
    {
      ...HEAD,
      cases: [
        { id: "a", expct: [{ contains: "x" }] },
        { id: "b", expect: [{ contians: "x" }] },
      ],
    },
    { ...HEAD, cases: [CASE, { id: "b", expect: [{ contains: "x" }] }] },
  ],
  ["a bad gate", { ...HEAD, gate: { pass_rate: 95 }, cases: [CASE] }, { ...HEAD, cases: [CASE] }],
  ["a bad setting of a case", { ...HEAD, cases: [{ ...CASE, trials: 0 }] }, { ...HEAD, cases: [CASE] }],
  [
    "an unquoted text",
    { ...HEAD, cases: [{ id: "a", expect: [{ equals: 1 }] }] },
    { ...HEAD, cases: [{ id: "a", expect: [{ equals: "1" }] }] },
  ],
  ["a map of checks", { ...HEAD, cases: [{ id: "a", expect: { contains: "x" } }] }, { ...HEAD, cases: [CASE] }],
])("%s is read as it was meant", (_what, suite, wanted) => {
  expect(repaired(suite)).toEqual(wanted);
  expect(suiteShapeProblems(wanted)).toEqual([]);
});

test.each<[string, Json]>([
  ["a key like no other", { ...HEAD, inputs: {}, cases: [CASE] }],
  ["a key that is there already", { ...HEAD, promt: "ho", cases: [CASE] }],
  ["cases that are none", { ...HEAD, cases: ["a"] }],
])("%s is not guessed at", (_what, suite) => expect(repaired(suite)).toBeNull());
