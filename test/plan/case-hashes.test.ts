import { expect, test } from "vitest";
import { caseHashes } from "../../src/plan/cases/case-hashes.ts";
import type { PlannedCase } from "../../src/plan/cases/planned-case.ts";
import type { CaseHashes } from "../../src/domain/formats/records.ts";

const hashesOf = (toolResults: object[]): CaseHashes =>
  caseHashes({
    inputHash: "0123456789abcdef0123",
    readHash: "0123456789abcdef0123",
    toolResults,
    checks: [],
    checksByPrompt: {},
    minScore: null,
  } as unknown as PlannedCase); // all that is hashed

test("a case whose tool results changed is another one: what it asks after them is not the same", () => {
  const result = (content: string, line: number): object => ({
    weather: { content, place: { source: 0, offset: line } },
  });
  const sunny = hashesOf([result("sunny", 1)]);
  expect(hashesOf([result("rain", 1)]).inputs).not.toBe(sunny.inputs);
  expect(hashesOf([]).inputs).not.toBe(sunny.inputs);
  expect(hashesOf([result("sunny", 9)])).toEqual(sunny);
  expect(hashesOf([{}])).toEqual(hashesOf([]));
});
