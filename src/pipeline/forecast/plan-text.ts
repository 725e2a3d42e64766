import { formatCount, formatUsd, plural } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import { createStyle, type Style } from "../../base/style.ts";
import type { CapStanding } from "../../domain/diagnostics/english/texts/plans.ts";
import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { armNames } from "../../report/words/arm-names.ts";
import type { Cell } from "../../report/words/cell.ts";
import { drawGrid, type GridColumn } from "../../report/table/grid.ts";
import { paragraph } from "../../report/table/paragraph.ts";
import type { TableOptions } from "../../report/words/cell.ts";
import { allPassPrice } from "../../stats/gate/all-pass-price.ts";
import { spendingNotes } from "./baseline-history.ts";
import { checkedCases } from "../passes/checked-cases.ts";
import { type Forecast, totalForecast } from "./forecast.ts";
import type { ArmForecast, PlanForecast } from "./plan-forecast.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import type { DiagnosticCode } from "../../domain/diagnostics/codes.ts";

/** What a run of this suite would send, in words: cases × arms × trials, tokens and cost expected and at worst. */
export function planText(forecast: PlanForecast, { columns: width, color }: TableOptions): string {
  const style = createStyle(color);
  const { checked, arms, skipped } = forecast;
  const { suite } = checked.loaded;
  const left = skipped === 0 ? "" : ` (${formatCount(skipped)} skipped)`;
  const counts = `${plural(checked.cases, "case")}, ${plural(arms.length, "arm")}, ${plural(checked.trials, "trial")}`;
  const names = armNames(suite.arms);
  const rows: Row[] = arms.map((forecast) => {
    return { name: safeLine(names.get(forecast.arm.id) ?? forecast.arm.id), forecast };
  });
  if (arms.length > 1) rows.push({ name: "all arms", forecast: totalForecast(arms) });
  const told = notes(forecast).flatMap((note) => paragraph(safeLine(note, 900), width, ""));
  const title = `${style("strong", safeLine(suite.displayFile))}: ${counts}${left}`;
  const lines = [title, forecastGrid(rows, width, style), ...told.map((line) => style("quiet", line))];
  return `${lines.join("\n")}\n`;
}

/** The sum of several suites. */
export function totalText(plans: readonly PlanForecast[], { columns: width, color }: TableOptions): string {
  const style = createStyle(color);
  const total = totalForecast(plans.flatMap(({ arms }) => arms));
  const head = `${style("strong", textWords("all-suites", { count: plans.length }))}: ${plural(total.trials, "trial")}`;
  return `${head}\n${forecastGrid([{ name: "all suites", forecast: total }], width, style)}\n`;
}

interface Row {
  readonly name: string;
  readonly forecast: Forecast;
}

/** A row has two lines; the first is what to expect. */
function lineCell(text: string, line: number): Cell {
  return { text, tone: line === 0 ? "plain" : "quiet" };
}

/** Two lines a row: what to expect, and the most that it can be. */
function forecastGrid(rows: readonly Row[], width: number, style: Style): string {
  const column = (title: string, align: GridColumn["align"], cells: (row: Row) => readonly string[]): GridColumn => {
    return { title, align, cells: rows.flatMap((row) => cells(row).map(lineCell)) };
  };
  const columns = [
    column("arm", "left", ({ name }) => [name, ""]),
    column("", "left", () => ["expected", "at worst"]),
    column("trials", "right", ({ forecast }) => [formatCount(forecast.trials), ""]),
    column("input tokens", "right", ({ forecast: { inputTokens } }) => tokenCells(inputTokens)),
    column("output tokens", "right", ({ forecast: { outputTokens } }) => tokenCells(outputTokens)),
    column("cost", "right", ({ forecast: { costPico } }) => [usd(costPico.expected), usd(costPico.worst)]),
  ];
  return drawGrid(columns, width, style);
}

function tokenCells({ expected, worst }: Forecast["inputTokens"]): readonly string[] {
  return [formatCount(expected), formatCount(worst)];
}

function usd(pico: Picodollars | null): string {
  return formatUsd(knownUsd(pico));
}

function knownUsd(pico: Picodollars | null): number | null {
  return pico === null ? null : toUsd(pico);
}

function notes(forecast: PlanForecast): Sentence[] {
  const { checked, arms } = forecast;
  const { maxCostUsd } = checked.loaded.suite.limits;
  return [
    ...lengthNotes(arms),
    ...judgingNotes(arms),
    ...arms.flatMap(({ arm, unbounded }) => {
      if (arm.target !== undefined) return [textWords("calls-unknown", { arm: arm.id })];
      return unbounded === null ? [] : [textWords("cost-unknown", { arm: arm.id, why: whyUnknown(unbounded.code) })];
    }),
    ...(arms.some(({ hasToolRounds }) => hasToolRounds) ? [textWords("tool-rounds")] : []),
    ...(maxCostUsd === null
      ? []
      : [textWords("suite-cap", { capUsd: maxCostUsd, standing: capStanding(maxCostUsd, arms) })]),
    ...allPassNotes(forecast),
    ...spendingNotes(forecast),
  ];
}

/** What the default gate costs, where it bites. */
function allPassNotes({ checked, arms }: PlanForecast): Sentence[] {
  const { gate } = checked.loaded.suite;
  if (gate.kind !== "default") return [];
  const trials = Math.max(...arms.map((one) => one.trials));
  const note = allPassPrice(trials);
  return note === null ? [] : [note];
}

/** What judges take of the costs above. */
function judgingNotes(arms: readonly ArmForecast[]): Sentence[] {
  const { judgements, costPico } = totalForecast(arms).judging;
  if (judgements === 0) return [];
  return [
    textWords("judges-included", {
      judgements,
      expectedUsd: knownUsd(costPico.expected),
      worstUsd: knownUsd(costPico.worst),
    }),
  ];
}

const WHY_UNKNOWN = ["unknown-price", "open-ended-cost", "uncounted-attachment"] as const;

function whyUnknown(code: DiagnosticCode): (typeof WHY_UNKNOWN)[number] | "unbounded" {
  return WHY_UNKNOWN.find((why) => why === code) ?? "unbounded";
}

/** Where the expected length of answers comes from. */
function lengthNotes(arms: readonly ArmForecast[]): Sentence[] {
  const runs = new Set(arms.flatMap(({ length }) => length?.run ?? []));
  const told = arms.filter(({ length }) => length === null);
  const simulated = told.filter(({ outputTokens }) => outputTokens.expected !== null);
  const named = simulated.length === arms.length ? null : simulated.map(({ arm }) => arm.id);
  return [
    ...(runs.size === 0 ? [] : [textWords("lengths-of-runs", { runs: [...runs] })]),
    ...(simulated.length === 0 ? [] : [textWords("lengths-simulated", { arms: named })]),
    ...(simulated.length === told.length ? [] : [textWords("lengths-unknown")]),
  ];
}

function capStanding(capUsd: number, arms: readonly ArmForecast[]): CapStanding {
  const { expected, worst } = totalForecast(arms).costPico;
  // An application runs under its cap although nobody knows what it will ask.
  const isRefused = arms.some(({ arm, unbounded }) => {
    return arm.target === undefined && unbounded !== null && unbounded.code !== "uncounted-attachment";
  });
  if (isRefused) return "refused";
  if (worst !== null && toUsd(worst) <= capUsd) return "enough";
  if (expected !== null && toUsd(expected) > capUsd) return "stops expected";
  return worst === null ? "unknown" : "may stop";
}

/** The cases of a suite, one a line: id, tags, trials, and why one is left out. */
export async function* caseLines(suite: CheckedSuite, selection: CaseSelection): AsyncIterable<string> {
  for await (const planned of checkedCases(suite, selection)) {
    if (planned === null) continue;
    const { id, tags, trials, skip, quarantine } = planned;
    const notes = [
      ...(tags.length === 0 ? [] : [`[${tags.join(", ")}]`]),
      ...(trials === 1 ? [] : [`× ${trials}`]),
      ...(skip === null ? [] : [`skipped: ${skip}`]),
      ...(quarantine === null ? [] : [`quarantined: ${quarantine}`]),
    ];
    yield `  ${printableLine([id, ...notes].join("  "))}\n`;
  }
}
