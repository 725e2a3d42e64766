import { displayWidth } from "../../base/display-width.ts";
import { plural } from "../../base/figures.ts";
import { printable, printableLine } from "../../base/printable.ts";
import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Diagnostic, Locate, Location } from "../../domain/values/problem.ts";

/**
 * A diagnostic as people and editors read it: `file:line:col: error: message [code]`, the source line with the
 * place underlined, and the next step.
 */
export function formatDiagnostic(diagnostic: Diagnostic, locate: Locate): string {
  const location = locate(diagnostic.place);
  const head = `${placeText(location)}: ${diagnostic.severity}: ${printableLine(diagnostic.message)} [${diagnostic.code}]`;
  const hint = diagnostic.hint === null ? [] : [`  = help: ${printableLine(diagnostic.hint)}`];
  return [head, ...frame(location), ...caseLine(diagnostic, locate), ...hint].join("\n");
}

/** The first case that shows the problem, and how many more do. */
function caseLine({ cases }: Diagnostic, locate: Locate): string[] {
  if (cases === undefined) return [];
  const { first, more } = cases;
  const { file, line } = locate(first.place);
  const where = [printableLine(file), line].filter((part) => part !== null).join(":");
  const name = first.id === null || first.idIsGiven === false ? where : `\`${printableLine(first.id)}\` (${where})`;
  return [`  = case: ${name}${more === 0 ? "" : `, and ${plural(more, "more case")}`}`];
}

/** More of a severity are no help to anybody who reads them. */
const MOST_SHOWN = 250;

/** The first ones of each severity, in the order of their places, and how many there are beside them. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], locate: Locate): string {
  const placed = diagnostics.map((diagnostic) => ({ diagnostic, location: locate(diagnostic.place) }));
  placed.sort((a, b) => byPlace(a.location, b.location));
  const shown = new Set<string>();
  const count = { error: 0, warning: 0 };
  let left = 0;
  for (const { diagnostic } of placed) {
    const { severity } = diagnostic;
    const before = shown.size;
    if (count[severity] === MOST_SHOWN) left += 1;
    else count[severity] += shown.add(formatDiagnostic(diagnostic, locate)).size - before;
  }
  const more = left === 0 ? [] : [textWords("problems-left", { count: left })];
  return `${[...shown, ...more].join("\n\n")}\n`;
}

function byPlace(a: Location, b: Location): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function placeText({ file, line, column }: Location): string {
  return [printableLine(file), line, column].filter((part) => part !== null).join(":");
}

const MAX_FRAME_WIDTH = 120;

function frame({ line, column, length, sourceLine }: Location): string[] {
  if (line === null || sourceLine === null) return [];
  const gutter = String(line);
  const margin = " ".repeat(gutter.length);
  // A long line is shown from a little before the place.
  const from = column !== null && column > MAX_FRAME_WIDTH - 20 ? column - 20 : 0;
  const part = sourceLine.replaceAll("\t", " ").slice(from, from + MAX_FRAME_WIDTH);
  const shown = printable(part);
  if (column === null) return [`${gutter} | ${shown}`];
  const at = Math.max(0, column - 1 - from);
  const cells = (text: string): number => displayWidth(printable(text));
  const underline = " ".repeat(cells(part.slice(0, at))) + "^".repeat(Math.max(1, cells(part.slice(at, at + length))));
  return [`${gutter} | ${shown}`, `${margin} | ${underline}`];
}
