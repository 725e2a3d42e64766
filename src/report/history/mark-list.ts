import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { plural } from "../../base/figures.ts";
import { CASE_MARKS, type CaseMark } from "../../domain/case-mark.ts";
import { caseAddress, escapeHtml } from "../html/pieces/escape.ts";
import { htmlTable } from "../html/pieces/table.ts";
import { filterLinks } from "./filter-links.ts";
import { markWords } from "./mark-words.ts";
import { runAddress, startText } from "./stored-run.ts";

/** What the list of marks is narrowed to, raw; empty strings narrow nothing. */
export interface MarkFilter {
  readonly mark: string;
  readonly suite: string;
}

/** A note without a mark: what one may ask for beside the marks themselves. */
const NOTE_ALONE = "a note alone";

/** What readers said of cases, the newest first, each a link to the case as they saw it; and the way to take all of it along. */
export function markList(marks: readonly CaseMark[], filter: MarkFilter): string {
  if (marks.length === 0) {
    return `<h1>Marks</h1><p>${reportWords("no-case-marked")}</p>`;
  }
  const ofSuite = marks.filter(({ suite }) => filter.suite === "" || suite === filter.suite);
  const shown = ofSuite.filter((one) => filter.mark === "" || kindOf(one) === filter.mark);
  const rows = shown
    .toReversed()
    // A case that was marked again is news, wherever it stands in the file.
    .toSorted((a, b) => Number(b.at > a.at) - Number(b.at < a.at))
    .map(({ suite, case: id, run, mark, note, at }) => [
      `<a href="${escapeHtml(runAddress(run))}${caseAddress({ suite, case: id })}"><bdi>${escapeHtml(id, 200)}</bdi></a>`,
      mark === null ? "–" : markWords(mark),
      escapeHtml(suite, 200),
      escapeHtml(startText(at)),
      note === "" ? "" : `<span class="wrap">${escapeHtml(note, 500)}</span>`,
    ]);
  const table = htmlTable({
    caption: "Marks",
    head: ["case", "mark", "suite", "when (UTC)", "note"],
    rows,
    endsInWords: true,
    isOfCards: true,
  });
  const list = shown.length === 0 ? `<p>${reportWords("no-case-with-mark")}</p>` : table;
  return `<h1>Marks</h1><p>${plural(marks.length, "case")}. <a href="/marks.jsonl" download="marks.jsonl">Take them along as JSON Lines</a>: a row a case with its variables, as <code>cases: - file: marks.jsonl</code> reads it.</p>${choices(marks, ofSuite, filter)}${list}`;
}

function kindOf({ mark }: CaseMark): string {
  return mark ?? NOTE_ALONE;
}

/** The marks and suites that occur, each a link to those alone. */
function choices(marks: readonly CaseMark[], ofSuite: readonly CaseMark[], filter: MarkFilter): string {
  const address = (chosen: Partial<MarkFilter>): string => `/marks${marksQuery({ ...filter, ...chosen })}`;
  const kinds = [...CASE_MARKS, NOTE_ALONE].map((kind) => ({
    words: kind,
    count: ofSuite.filter((one) => kindOf(one) === kind).length,
    value: kind,
  }));
  const suites = [...new Set(marks.map(({ suite }) => suite))].sort().map((suite) => ({
    words: suite,
    count: marks.filter((one) => one.suite === suite).length,
    value: suite,
  }));
  const byMark = filterLinks({
    title: "Mark",
    choices: [{ words: "all", count: ofSuite.length, value: "" }, ...kinds.filter(({ count }) => count > 0)],
    chosen: filter.mark,
    address: (mark) => address({ mark }),
  });
  const bySuite = filterLinks({
    title: "Suite",
    choices: [{ words: "all", count: marks.length, value: "" }, ...suites],
    chosen: filter.suite,
    address: (suite) => address({ suite }),
  });
  return byMark + (suites.length < 2 && filter.suite === "" ? "" : bySuite);
}

function marksQuery(filter: MarkFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== "")).toString();
  return query === "" ? "" : `?${query}`;
}
