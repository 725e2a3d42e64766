import { formatCount, formatSmallUsd, formatUsd } from "../../../base/figures.ts";
import { inert, safeLine } from "../../../base/inert.ts";
import { createStyle } from "../../../base/style.ts";
import { textWords } from "../../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../../domain/diagnostics/wording/sentence.ts";
import type { UsageFigures, UsageFile, UsageRow } from "../../../domain/formats/records.ts";
import { drawGrid, type GridColumn } from "../../../report/table/grid.ts";
import { paragraph } from "../../../report/table/paragraph.ts";
import type { Cell, TableOptions } from "../../../report/words/cell.ts";

const DASH = "–";
const MOST_KINDS = 12;

/** What runs asked and cost as a table with its totals, and below it what a reader must know beside the figures. */
export function usageText(file: UsageFile, store: string, { columns, color }: TableOptions): string {
  const style = createStyle(color);
  const notes = notesOf(file, store).flatMap((note) => paragraph(safeLine(note, 1000), columns, ""));
  const grid = file.rows.length === 0 ? [] : [drawGrid(columnsOf(file), columns, style)];
  const told = notes.map((line) => style("quiet", line)).join("\n");
  return inert(`${[...grid, ...(told === "" ? [] : [told])].join("\n\n")}\n`);
}

/** A line of the table; without figures it says what the lines below it are of. */
interface TableRow {
  readonly name: string | null;
  readonly figures: UsageFigures | null;
}

function columnsOf(file: UsageFile): GridColumn[] {
  const rows = [...tableRows(file), { name: "total", figures: file.totals }];
  const column = (title: string, text: (figures: UsageFigures) => string): GridColumn => ({
    title,
    align: "right",
    cells: rows.map(({ figures }) => ({ text: figures === null ? "" : text(figures) })),
  });
  return [
    { title: TITLES[file.by], align: "left", cells: rows.map(({ name }) => nameCell(name)) },
    column("requests", ({ requests }) => formatCount(requests)),
    column("failed", ({ failed }) => formatCount(failed)),
    column("input", ({ input_tokens: tokens }) => formatCount(tokens)),
    column("read", ({ cache_read_tokens: tokens }) => formatCount(tokens)),
    column("written", ({ cache_write_tokens: tokens }) => formatCount(tokens)),
    column("output", ({ output_tokens: tokens }) => formatCount(tokens)),
    column("cost", costText),
  ];
}

const TITLES = { day: "day (UTC)", model: "model", suite: "suite", arm: "arm" } as const;

function tableRows({ by, rows }: UsageFile): TableRow[] {
  if (by === "day") return rows.map((row) => ({ name: row.day ?? null, figures: row }));
  if (by === "model") return rows.map((row) => ({ name: row.model ?? null, figures: row }));
  if (by === "suite") return rows.map((row) => ({ name: suiteName(row), figures: row }));
  const names = new Set(rows.map(suiteName));
  return [...names].flatMap((name) =>
    armRows(
      name,
      rows.filter((row) => suiteName(row) === name),
    ),
  );
}

/** A meter has no arms, a suite its arms below its name. */
function armRows(name: string | null, rows: readonly UsageRow[]): TableRow[] {
  if (rows.every(({ part }) => part === "meter")) return rows.map((figures) => ({ name, figures }));
  return [{ name, figures: null }, ...rows.map((row) => ({ name: `  ${safeLine(armName(row), 200)}`, figures: row }))];
}

function nameCell(name: string | null): Cell {
  return name === null ? { text: DASH, tone: "quiet" } : { text: safeLine(name, 200) };
}

function suiteName({ suite = null, meter = null, part }: UsageRow): string | null {
  if (suite !== null) return suite;
  return meter === null && part !== "meter" ? null : textWords("usage-of-meter", { command: meter });
}

function armName({ arm, part }: UsageRow): string {
  if (part === "judges" || part === "overhead" || part === "unfinished") return textWords("usage-part", { part });
  return arm ?? DASH;
}

function costText({ cost_usd: cost, known_cost_usd: known }: UsageFigures): string {
  return cost === null && known > 0 ? `≥ ${formatSmallUsd(known)}` : formatUsd(cost);
}

function notesOf(file: UsageFile, store: string): Sentence[] {
  const { rows, since, simulated, merged, unreadable } = file;
  return [
    ...(rows.length === 0 ? [textWords("usage-nothing", { store, since })] : figureNotes(file)),
    ...(simulated.requests > 0 ? [textWords("usage-simulated", simulated)] : []),
    ...(merged > 0 ? [textWords("usage-merged", { count: merged })] : []),
    ...(unreadable.length > 0 ? [textWords("usage-unread", { count: unreadable.length })] : []),
  ];
}

function figureNotes({ since, totals }: UsageFile): Sentence[] {
  const { errors, retries, unanswered, unpriced, uncertain_cost_usd: usd, reused } = totals;
  const kinds = Object.entries(errors).slice(0, MOST_KINDS);
  return [
    ...(since === null ? [] : [textWords("usage-since", { since })]),
    ...(kinds.length > 0 ? [textWords("usage-errors", { errors: kinds })] : []),
    ...(retries > 0 ? [textWords("usage-retries", { retries })] : []),
    ...(unanswered > 0 ? [textWords("usage-unanswered", { count: unanswered })] : []),
    ...(unpriced > 0 ? [textWords("usage-unpriced", { count: unpriced })] : []),
    ...(usd > 0 ? [textWords("usage-uncertain", { usd })] : []),
    ...(reused > 0 ? [textWords("usage-reused", { count: reused })] : []),
  ];
}
