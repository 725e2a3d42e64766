import { expect, test } from "vitest";
import { caseHashes } from "../../src/plan/cases/case-hashes.ts";
import type { PlannedCase } from "../../src/plan/cases/planned-case.ts";
import type { FileAccess } from "../../src/domain/values/reading.ts";
import type { CaseHashes } from "../../src/domain/formats/records.ts";

const filesWith = (base64: string): FileAccess =>
  ({ readAttachment: () => ({ ok: true, value: { base64 } }) }) as unknown as FileAccess; // all that is read

const hashesOf = (toolResults: object[], files: FileAccess = filesWith("")): CaseHashes =>
  caseHashes(
    {
      inputHash: "0123456789abcdef0123",
      readHash: "0123456789abcdef0123",
      toolResults,
      checks: [],
      checksByPrompt: {},
      minScore: null,
    } as unknown as PlannedCase,
    files,
  ); // all that is hashed

const text = (content: string): object => ({ blocks: [{ kind: "text", source: { text: content } }] });

test("a case whose tool results changed is another one: what it asks after them is not the same", () => {
  const result = (content: string, line: number): object => ({
    weather: [{ when: null, isError: false, content: text(content), place: { source: 0, offset: line } }],
  });
  const sunny = hashesOf([result("sunny", 1)]);
  expect(hashesOf([result("rain", 1)]).inputs).not.toBe(sunny.inputs);
  expect(hashesOf([]).inputs).not.toBe(sunny.inputs);
  expect(hashesOf([result("sunny", 9)])).toEqual(sunny);
  expect(hashesOf([{}])).toEqual(hashesOf([]));
});

test("merge4: so is one whose results of tools differ in what is written under `place`, or in the bytes of a file", () => {
  const when = (city: string): object => ({ weather: [{ when: { place: city }, isError: false, content: text("x") }] });
  expect(hashesOf([when("Rome")]).inputs).not.toBe(hashesOf([when("Oslo")]).inputs);
  const image = { kind: "image", path: { text: "map.png" }, baseDir: "/a", extras: {} };
  const map = [{ weather: [{ when: null, isError: false, content: { blocks: [image] } }] }];
  expect(hashesOf(map, filesWith("AAAA")).inputs).not.toBe(hashesOf(map, filesWith("BBBB")).inputs);
  expect(hashesOf(map, filesWith("AAAA"))).toEqual(hashesOf(map, filesWith("AAAA")));
});
