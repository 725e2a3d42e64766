import { expect, test } from "vitest";
import { CaseIds } from "../../../src/pipeline/passes/cases/case-ids.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const place = { kind: "file", file: "s.yaml" } as const;

function told(ids: readonly string[]): readonly string[] {
  const seen = new CaseIds();
  return ids.flatMap((id) => seen.see({ id, place }).map(({ message }) => message));
}

test.each<readonly [string, string, string, RegExp | null]>([
  ["a letter of another script", "case-a", "case-\u0430", /this one has U\+0430/],
  ["the other way round", "c\u0430se", "case", /the other has U\+0430/],
  ["a blank at the end", "refund", "refund ", /this one has U\+0020/],
  ["two blanks for one", "a b", "a  b", /they differ in blanks/],
  ["a no-break space", "a b", "a\u00a0b", /this one has U\+00A0, the other has U\+0020/],
  ["a composed and a decomposed letter", "caf\u00e9", "cafe\u0301", /this one has U\+0301, the other has U\+00E9/],
  ["a zero width space", "ab", "a\u200bb", /U\+200B/],
  ["a long dash", "a-b", "a\u2013b", /U\+2013/],
  ["equal ids", "a", "a", /^two cases have the id `a`$/],
  ["other letters", "caf\u00e9", "cafe", null],
  ["a small and a large letter", "a", "A", null],
  ["a raised digit", "m2", "m\u00b2", null],
  ["no letter in common", "\u0444", "f", null],
])("ids that look the same: %s", (_, first, second, wanted) => {
  const found = told([first, "other", second]);
  if (wanted === null) expect(found).toEqual([]);
  else expect(found).toEqual([expect.stringMatching(wanted)]);
});

test("ids that look the same are told ten times at most", () => {
  expect(told(Array.from({ length: 40 }, (_, n) => "a".padEnd(n + 1)))).toHaveLength(10);
});

test("validate warns at the place of the second case, of a data file too, and stays green", async () => {
  const suite = `model: claude-haiku-5-5
prompt: "{{ m }}"
expect: [{ contains: ok }]
cases:
  - { id: café, vars: { m: x } }
  - { file: rows.csv }
`;
  const cwd = temporaryProject({ "s.yaml": suite, "rows.csv": "id,m\nok,y\ncafe\u0301,z\n" });
  const { errors, warnings, locate } = await checkSuites(invocationOf(cwd, { suites: ["s.yaml"] }), 0);
  expect(errors).toEqual([]);
  const [warning] = warnings.filter(({ message }) => message.includes('looks like "café"'));
  expect(warning === undefined ? null : locate(warning.place)).toMatchObject({ file: "rows.csv", line: 3 });
});
