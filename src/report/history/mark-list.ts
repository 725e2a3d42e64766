import { plural } from "../../base/figures.ts";
import type { CaseMark } from "../../domain/case-mark.ts";
import { caseAddress, escapeHtml } from "../html/pieces/escape.ts";
import { htmlTable } from "../html/pieces/table.ts";
import { runAddress, startText } from "./stored-run.ts";

const TONES: Readonly<Record<string, string>> = { good: "good", bad: "bad", "look again": "unsure" };

/** What readers said of cases, the newest first, each a link to the case as they saw it; and the way to take all of it along. */
export function markList(marks: readonly CaseMark[]): string {
  if (marks.length === 0) {
    return "<h1>Marks</h1><p>No case is marked yet: open one in a run’s report, and say what you think of it.</p>";
  }
  const rows = marks
    .toReversed()
    .map(({ suite, case: id, run, mark, note, at }) => [
      `<a href="${escapeHtml(runAddress(run))}${caseAddress({ suite, case: id })}"><bdi>${escapeHtml(id, 200)}</bdi></a>`,
      mark === null ? "–" : `<span class="${TONES[mark] ?? ""}">${mark}</span>`,
      escapeHtml(suite, 200),
      escapeHtml(startText(at)),
      `<span class="wrap">${escapeHtml(note, 500)}</span>`,
    ]);
  const table = htmlTable({
    caption: "Marks",
    head: ["case", "mark", "suite", "when (UTC)", "note"],
    rows,
    endsInWords: true,
  });
  return `<h1>Marks</h1><p>${plural(marks.length, "case")}. <a href="/marks.jsonl" download="marks.jsonl">Take them along as JSON Lines</a>: a row a case with its variables, as <code>cases: - file: marks.jsonl</code> reads it.</p>${table}`;
}
