import { textWords } from "../../domain/diagnostics/text-words.ts";
import { displayWidth, truncateToWidth } from "../../base/display-width.ts";
import { formatPercent, formatUsd } from "../../base/figures.ts";
import { inert, safeLine } from "../../base/inert.ts";
import { createStyle } from "../../base/style.ts";
import type { ReplySource } from "../../domain/formats/records.ts";
import { drawGrid, type GridColumn, naturalWidth } from "../../report/table/grid.ts";
import type { Cell, TableOptions } from "../../report/words/cell.ts";
import { commandWords } from "../../report/words/meter-words.ts";
import { missingTrials } from "../../report/words/next/go-on.ts";
import { runLook } from "../../report/words/words.ts";
import type { StoredRun } from "../stored/stored-runs.ts";

const DASH = "–";
/** With less room for suites than this, the start is left out, with which the id begins, and the rate. */
const LEAST_SUITE_CELLS = 24;
const LEAST_NAME_CELLS = 8;

/** Runs as a table, in the order given: id, start, verdict, pass rate of decided trials, cost, suites. What is not known is a dash. */
export function runsTable(runs: readonly StoredRun[], { columns, color }: TableOptions): string {
  const column = (title: string, align: GridColumn["align"], cell: (run: StoredRun) => Cell): GridColumn => {
    return { title, align, cells: runs.map(cell) };
  };
  const id = { ...column("run", "left", (run) => ({ text: safeLine(run.id, 80) })), isWhole: true };
  const started = column("started (UTC)", "left", ({ line }) => ({ text: startOf(line?.started_at), tone: "quiet" }));
  const othersWith = (isShort: boolean): GridColumn[] => [
    column("verdict", "left", verdictCell),
    column("passed", "right", ({ head }) => ({ text: passedText(head, isShort) })),
    column("cost", "right", ({ head }) => ({ text: formatUsd(head?.totals.cost_usd ?? null) })),
    ...(runs.every(isLive) ? [] : [column("replies", "left", repliesCell)]),
  ];
  const wide = [id, started, ...othersWith(false)];
  const fixed = columns - naturalWidth(wide) - GAP >= LEAST_SUITE_CELLS ? wide : [id, ...othersWith(true)];
  const beside = columns - naturalWidth(fixed) - GAP;
  // With no room beside the others they stand below each other, and this one has a line of its own.
  const room = beside < LEAST_NAME_CELLS ? Math.max(LEAST_NAME_CELLS, columns - OF_A_LINE) : beside;
  const suites = column("suites", "left", ({ line }) => ({ text: suitesText(line, room) }));
  const style = createStyle(color);
  const grid = drawGrid([...fixed, suites], columns, style);
  const hasStars = fixed !== wide && runs.some(({ head }) => (head?.totals.as_judged ?? 0) > 0);
  return `${inert(hasStars ? `${grid}\n\n${style("quiet", "* as judged")}` : grid)}\n`;
}

const GAP = 2;
const OF_A_LINE = "  suites ".length;

function isLive(run: StoredRun): boolean {
  const replies = repliesOf(run);
  return replies === null || replies === "live";
}

/** The head knows what answered: a server may have said that it is a simulator. */
function repliesOf({ line, head }: StoredRun): ReplySource | null {
  return head?.run.replies ?? line?.replies ?? null;
}

function repliesCell(run: StoredRun): Cell {
  const replies = repliesOf(run);
  if (replies === null || replies === "live") return { text: replies ?? DASH };
  return { text: replies.toUpperCase(), tone: "unsure" };
}

function startOf(startedAt: string | undefined): string {
  return startedAt === undefined ? DASH : safeLine(startedAt.slice(0, 16).replace("T", " "));
}

function verdictCell({ head }: StoredRun): Cell {
  if (head === null) return { text: "… unfinished", tone: "unsure" };
  const { mark, words, tone } = runLook(head);
  return { text: `${mark} ${words}`, tone };
}

function passedText(head: StoredRun["head"], isShort: boolean): string {
  if (head === null) return DASH;
  const { passed, failed, undecided, as_judged: judged = 0 } = head.totals;
  const missing = missingTrials(head) + undecided; // as in the run's own table
  if (passed + failed + missing === 0) return DASH;
  // The rate of a part would read as the run's.
  const star = judged > 0 ? (isShort ? "*" : " as judged") : "";
  if (missing > 0) return `${passed}/${passed + failed}${star}, ${missing} missing`;
  if (isShort) return `${passed}/${passed + failed}${star}`;
  return `${passed}/${passed + failed} ${formatPercent(passed / (passed + failed))}${star}`;
}

/** As many names as fit, then how many more there are. */
function suitesText(line: StoredRun["line"], cells: number): string {
  if (line === null) return DASH;
  if (line.meter !== undefined) return truncateToWidth(`meter: ${safeLine(commandWords(line.meter), 200)}`, cells);
  const names = line.suites.map(({ name }) => safeLine(name, 60));
  for (let count = names.length; count > 1; count--) {
    const more = names.length - count;
    const text = textWords("names-and-more", { names: names.slice(0, count), more });
    if (displayWidth(text) <= cells) return text;
  }
  const [first = DASH, ...others] = names;
  const long = textWords("names-and-more", { names: [first], more: others.length });
  const short = others.length === 0 ? "" : ` +${others.length}`;
  if (displayWidth(long) <= cells) return long;
  // It always says that there are others, since the figures are of all runs.
  return truncateToWidth(first, cells - short.length) + short;
}
