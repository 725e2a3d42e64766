import { formatPercent, formatUsd } from "../../base/figures.ts";
import { inert, safeLine } from "../../base/inert.ts";
import { createStyle } from "../../base/style.ts";
import { drawGrid, type GridColumn } from "../../report/table/grid.ts";
import type { Cell, TableOptions } from "../../report/words/cell.ts";
import { runLook } from "../../report/words/words.ts";
import type { StoredRun } from "../stored/stored-runs.ts";

const DASH = "–";
const NAMED_SUITES = 3;

/** Runs as a table, in the order given: id, start, verdict, pass rate of decided trials, cost, suites. What is not known is a dash. */
export function runsTable(runs: readonly StoredRun[], { columns, color }: TableOptions): string {
  const column = (title: string, align: GridColumn["align"], cell: (run: StoredRun) => Cell): GridColumn => {
    return { title, align, cells: runs.map(cell) };
  };
  const grid = [
    column("run", "left", ({ id }) => ({ text: safeLine(id, 80) })),
    column("started (UTC)", "left", ({ line }) => ({ text: startOf(line?.started_at), tone: "quiet" })),
    column("verdict", "left", verdictCell),
    column("passed", "right", ({ head }) => ({ text: passedText(head) })),
    column("cost", "right", ({ head }) => ({ text: formatUsd(head?.totals.cost_usd ?? null) })),
    column("suites", "left", ({ line, head }) => ({ text: suitesText(line, head) })),
  ];
  return `${inert(drawGrid(grid, columns, createStyle(color)))}\n`;
}

function startOf(startedAt: string | undefined): string {
  return startedAt === undefined ? DASH : safeLine(startedAt.slice(0, 16).replace("T", " "));
}

function verdictCell({ head }: StoredRun): Cell {
  if (head === null) return { text: "… unfinished", tone: "unsure" };
  const { mark, words, tone } = runLook(head);
  return { text: `${mark} ${words}`, tone };
}

function passedText(head: StoredRun["head"]): string {
  if (head === null) return DASH;
  const { passed, failed } = head.totals;
  return passed + failed === 0 ? DASH : `${passed}/${passed + failed} ${formatPercent(passed / (passed + failed))}`;
}

function suitesText(line: StoredRun["line"], head: StoredRun["head"]): string {
  if (line === null) return DASH;
  const names = line.suites.map(({ name }) => safeLine(name, 60));
  const more = names.length - NAMED_SUITES;
  const shown = more > 1 ? `${names.slice(0, NAMED_SUITES).join(", ")} and ${more} more` : names.join(", ");
  // The head knows what answered: a server may have said that it is a simulator.
  const replies = head?.run.replies ?? line.replies;
  return replies === "live" ? shown : `${shown} (${replies.toUpperCase()})`;
}
