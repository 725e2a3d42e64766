import { expect, test } from "vitest";
import { said } from "../../src/domain/diagnostics/said.ts";
import type { Json } from "../../src/domain/values/json.ts";
import type { Pointer } from "../../src/domain/values/problem.ts";
import { repairAll, repairShape } from "../../src/suite/shape/repair-shape.ts";
import { suiteShapeProblems } from "../../src/suite/shape/report-shape.ts";
import type { ShapeProblem } from "../../src/suite/shape/shape-problems.ts";

const HEAD = { model: "m", prompt: "hi" };
const CASE = { id: "a", expect: [{ contains: "x" }] };

function repaired(suite: Json): Json | null {
  return repairShape(suite, suiteShapeProblems(suite))?.value ?? null;
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
  ["a key like no other", { ...HEAD, datasets: {}, cases: [CASE] }],
  ["a key that is there already", { ...HEAD, promt: "ho", cases: [CASE] }],
  ["cases that are none", { ...HEAD, cases: ["a"] }],
])("%s is not guessed at", (_what, suite) => expect(repaired(suite)).toBeNull());

test("a place is where it was written", () => {
  const suite: Json = { ...HEAD, csaes: [{ id: "a", expct: [{ contains: "x" }] }] };
  const misspelt = (pointer: Pointer, key: string, meant: string): ShapeProblem => ({
    ...said("unknown-key.near", { key, nearest: meant }),
    pointer,
    clue: { kind: "misspelt", meant },
  });
  const at = repairShape(suite, [
    misspelt(["csaes"], "csaes", "cases"),
    misspelt(["csaes", 0, "expct"], "expct", "expect"),
  ]);
  expect(at?.value).toEqual({ ...HEAD, cases: [CASE] });
  expect(at?.asWritten(["cases", 0, "expect", 0])).toEqual(["csaes", 0, "expct", 0]);
  expect(at?.asWritten(["prompt"])).toEqual(["prompt"]);
});

test("misspelt keys within a misspelt one are found, where they are written", () => {
  const suite: Json = { ...HEAD, csaes: [{ id: "a", expct: [{ contians: "x" }] }] };
  const repaired = repairAll(suite);
  expect(repaired?.value).toEqual({ ...HEAD, cases: [CASE] });
  expect(repaired?.found.map(({ pointer }) => pointer)).toEqual([
    ["csaes", 0, "expct"],
    ["csaes", 0, "expct", 0, "contians"],
  ]);
  expect(repaired?.asWritten(["cases", 0, "expect", 0, "contains"])).toEqual(["csaes", 0, "expct", 0, "contians"]);
});

test("a guessed name that brings other mistakes was no good guess", () => {
  expect(repairAll({ ...HEAD, cases: [CASE], stop_sequence: 5 })?.found ?? []).toEqual([]);
  expect(repairAll({ ...HEAD, cass: "a" })).toBeNull();
});
