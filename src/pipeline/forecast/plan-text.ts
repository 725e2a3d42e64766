import { formatCount, formatUsd, plural } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import { createStyle, type Style } from "../../base/style.ts";
import { type Picodollars, toUsd } from "../../domain/values/money.ts";
import type { Selection } from "../../plan/cases/select-cases.ts";
import { armNames } from "../../report/words/arm-names.ts";
import type { Cell } from "../../report/words/cell.ts";
import { drawGrid, type GridColumn } from "../../report/table/grid.ts";
import { paragraph } from "../../report/table/paragraph.ts";
import type { TableOptions } from "../../report/words/cell.ts";
import { allPassPrice } from "../../stats/gate/all-pass-price.ts";
import { spendingNotes } from "./baseline-history.ts";
import { streamCases } from "../passes/case-stream.ts";
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
  const head = `${style("strong", `all ${plans.length} suites`)}: ${plural(total.trials, "trial")}`;
  return `${head}\n${forecastGrid([{ name: "all suites", forecast: total }], width, style)}\n`;
}

interface Row {
  readonly name: string;
  readonly forecast: Forecast;
}

/** Of a row's two lines the first is what to expect. */
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
  return formatUsd(pico === null ? null : toUsd(pico));
}

function notes(forecast: PlanForecast): string[] {
  const { checked, arms } = forecast;
  const { maxCostUsd } = checked.loaded.suite.limits;
  return [
    ...lengthNotes(arms),
    ...judgingNotes(arms),
    ...arms.flatMap(({ arm, unbounded }) => {
      if (arm.target !== undefined) return [`${arm.id}: ${OF_APPLICATIONS}`];
      return unbounded === null ? [] : [`${arm.id}: ${whyUnknown(unbounded.code)}`];
    }),
    ...(arms.some(({ hasToolRounds }) => hasToolRounds) ? [TOOL_ROUNDS] : []),
    ...(maxCostUsd === null ? [] : [limitNote(maxCostUsd, arms)]),
    ...allPassNotes(forecast),
    ...spendingNotes(forecast),
  ];
}

/** What the default gate costs, where it bites. */
function allPassNotes({ checked, arms }: PlanForecast): string[] {
  const { gate } = checked.loaded.suite;
  if (gate.kind !== "default") return [];
  const trials = Math.max(...arms.map((one) => one.trials));
  const note = allPassPrice(trials);
  return note === null ? [] : [note];
}

/** What judges take of the costs above. */
function judgingNotes(arms: readonly ArmForecast[]): string[] {
  const { judgements, costPico } = totalForecast(arms).judging;
  if (judgements === 0) return [];
  const costs = `${usd(costPico.expected)} expected, ${usd(costPico.worst)} at worst`;
  return [`Judges are in it: ${plural(judgements, "judgement")}, ${costs}, if every answer is judged.`];
}

const TOOL_ROUNDS = "At worst every turn takes all its tool rounds, with one answer of each tool in each.";

const WHY_UNKNOWN: Partial<Readonly<Record<DiagnosticCode, string>>> = {
  "unknown-price": "no price is known; give one in prompt-run.config.yaml (`prices:`)",
  "open-ended-cost": "a server tool without `max_uses` may cost any amount",
  "uncounted-attachment": "attachments are counted when a run has a cap; a plan takes each for 2,000 tokens",
};

const OF_APPLICATIONS =
  "which calls an application makes, and what they cost, is not known before it runs: `--max-cost` holds it.";

function whyUnknown(code: DiagnosticCode): string {
  return `cost at worst is not known: ${WHY_UNKNOWN[code] ?? "a request has no bound"}.`;
}

/** Where the expected length of answers comes from. */
function lengthNotes(arms: readonly ArmForecast[]): string[] {
  const runs = new Set(arms.flatMap(({ length }) => length?.run ?? []));
  const told = arms.filter(({ length }) => length === null);
  const simulated = told.filter(({ outputTokens }) => outputTokens.expected !== null);
  return [
    ...(runs.size === 0 ? [] : [`Answers are expected to be as long as in ${[...runs].join(", ")}.`]),
    ...(simulated.length === 0
      ? []
      : [`${names(simulated, arms)}as long as \`simulate:\` says; thinking is not in it.`]),
    ...(simulated.length === told.length ? [] : [UNKNOWN_LENGTH]),
  ];
}

function names(some: readonly ArmForecast[], all: readonly ArmForecast[]): string {
  if (some.length === all.length) return "Answers are expected to be ";
  return `Answers of ${some.map(({ arm }) => arm.id).join(", ")}: `;
}

const UNKNOWN_LENGTH =
  "–: how long answers are is not known before a first run, as not every case has a `simulate:` reply.";

function limitNote(maxCostUsd: number, arms: readonly ArmForecast[]): string {
  const limit = `The suite's limit is ${formatUsd(maxCostUsd)}`;
  const { expected, worst } = totalForecast(arms).costPico;
  // An application runs under its cap although nobody knows what it will ask.
  const isRefused = arms.some(({ arm, unbounded }) => {
    return arm.target === undefined && unbounded !== null && unbounded.code !== "uncounted-attachment";
  });
  if (isRefused) return `${limit}: a run is refused while the cost at worst is not known.`;
  if (worst !== null && toUsd(worst) <= maxCostUsd) return `${limit}: enough at worst.`;
  if (expected !== null && toUsd(expected) > maxCostUsd) return `${limit}: less than expected, the run would stop.`;
  return worst === null ? `${limit}.` : `${limit}: less than the run may cost, which would stop it.`;
}

/** The cases of a suite, one a line: id, tags, trials, and why one is left out. */
export async function* caseLines(suite: CheckedSuite, selection: Selection): AsyncIterable<string> {
  for await (const streamed of streamCases(suite.loaded, selection, suite.shared)) {
    if (!streamed.ok) continue;
    const { id, tags, trials, skip, quarantine } = streamed.planned;
    const notes = [
      ...(tags.length === 0 ? [] : [`[${tags.join(", ")}]`]),
      ...(trials === 1 ? [] : [`× ${trials}`]),
      ...(skip === null ? [] : [`skipped: ${skip}`]),
      ...(quarantine === null ? [] : [`quarantined: ${quarantine}`]),
    ];
    yield `  ${printableLine([id, ...notes].join("  "))}\n`;
  }
}
