import { expect, test } from "vitest";
import { sliceByWidth } from "../../../src/base/display-width.ts";
import { formatDiagnostic, formatDiagnostics } from "../../../src/cli/terminal/format-diagnostic.ts";
import { sentence } from "../../helpers/sentence.ts";
import type { Diagnostic, Location } from "../../../src/domain/values/problem.ts";

const at = (part: Partial<Location>): Location => ({
  file: "suites/a.yaml",
  line: 3,
  column: 5,
  length: 4,
  sourceLine: "    fooo: bar",
  ...part,
});
const problem = (part: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: "error",
  code: "unknown-key",
  message: sentence("unknown key `fooo`"),
  hint: sentence("did you mean `foo`?"),
  place: { kind: "file", file: "/suites/a.yaml" },
  ...part,
});

test("a diagnostic shows place, line, underline and next step", () => {
  expect(formatDiagnostic(problem(), () => at({}))).toBe(
    `suites/a.yaml:3:5: error: unknown key \`fooo\` [unknown-key]
3 |     fooo: bar
  |     ^^^^
  = help: did you mean \`foo\`?`,
  );
});

test.each([
  ["no place in the file", at({ line: null, column: null, sourceLine: null }), "suites/a.yaml: error:"],
  ["a line without column", at({ column: null }), "suites/a.yaml:3: error:"],
])("%s", (_name, location, start) => {
  expect(formatDiagnostic(problem({ hint: null }), () => location)).toMatch(start);
});

test("text of a file cannot steer the terminal", () => {
  const text = formatDiagnostic(problem({ message: sentence("a\u001b[31m\nb") }), () =>
    at({ sourceLine: "    \u001b]0;x\u0007" }),
  );
  expect(["\u001b", "\u0007"].some((char) => text.includes(char))).toBe(false);
});

test("a place far out in a long line is shown from a little before it", () => {
  const sourceLine = `${"x".repeat(5000)}HERE`;
  const lines = formatDiagnostic(problem(), () => at({ column: 5001, sourceLine })).split("\n");
  const underline = lines[2] ?? "";
  expect((lines[1] ?? "").slice(underline.indexOf("^"), underline.indexOf("^") + 4)).toBe("HERE");
});

test("wide characters before a place move what is below it as far as they are wide", () => {
  const sourceLine = '  - { id: 最初の事例, fooo: "要約" }';
  const [, source = "", carets = ""] = formatDiagnostic(problem(), () =>
    at({ column: sourceLine.indexOf("fooo") + 1, sourceLine }),
  ).split("\n");
  expect(sliceByWidth(source, carets.indexOf("^"), 4)).toBe("fooo");
});

test("many come in the order of their places, each once", () => {
  const line = (place: Diagnostic["place"]): Location => at({ line: place.kind === "line" ? place.line : 0 });
  const [a, b] = [9, 2].map((n) => problem({ place: { kind: "line", file: "f", line: n, column: 1 } }));
  const text = formatDiagnostics(
    [a, b, a].filter((p) => p !== undefined),
    line,
  );
  expect(text.match(/a\.yaml:\d+/g)).toEqual(["a.yaml:2", "a.yaml:9"]);
});

test.each([
  ["by its id", { id: "refund" }, "= case: `refund` (suites/a.yaml:3)"],
  ["by its place alone, where nobody chose an id", { id: "0123456789ab", idIsGiven: false }, "= case: suites/a.yaml:3"],
])("the case that shows a problem is named %s", (_name, named, line) => {
  const first = { ...named, place: problem().place };
  expect(formatDiagnostic(problem({ cases: { first, more: 0 } }), () => at({}))).toContain(`  ${line}\n`);
});

test("of very many the first of each severity are shown, and how many are left", () => {
  const lines = Array.from({ length: 1_000 }, (_, index) => index);
  const many = lines.map((line): Diagnostic => {
    const place = { kind: "line" as const, file: "/suites/a.yaml", line, column: null };
    return problem({ place, severity: line < 600 ? "warning" : "error" });
  });
  const text = formatDiagnostics(many, (place) => at({ line: place.kind === "line" ? place.line : null }));
  expect([text.split(": error: ").length - 1, text.split(": warning: ").length - 1]).toEqual([250, 250]);
  expect(text.trimEnd()).toMatch(/\nand 500 more problems, not shown: mend these first$/);
  // What reads the same is shown once, and takes the room of one.
  const alike = Array.from({ length: 1_000 }, () => problem());
  expect(formatDiagnostics(alike, () => at({}))).toBe(`${formatDiagnostic(problem(), () => at({}))}\n`);
});
