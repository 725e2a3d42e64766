import { reportWords } from "../../../domain/diagnostics/report-words.ts";
import { worstFirst } from "../../words/news.ts";
import { suiteLook, VERDICT_LOOKS } from "../../words/words.ts";
import { formatCount, formatMs, formatUsd, plural } from "../../../base/figures.ts";
import type { ArmSummary } from "../../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../../domain/reporter.ts";
import { costPerThousand } from "../../rows/cost-per-thousand.ts";
import { rateCell } from "../pieces/arms-table.ts";
import { caseAddress, escapeHtml } from "../pieces/escape.ts";
import { shortArmNames } from "../../words/arm-names.ts";
import { judgedNote, judgedMark, leftOutOf } from "../../rows/arm-texts.ts";
import { type GateDemand, gateDemands } from "../../rows/gate-demands.ts";
import { type ArmStanding, armStandings } from "./arm-standing.ts";
import { deltaCell } from "./delta-cell.ts";

/** Fewer passing suites than these are not worth folding away. */
const FOLDED_FROM = 3;
/** More rows than these stand closer, so that the cases begin on the first screen. */
const LOOSE_ROWS = 6;
/** Demands of a gate that are named in its row. */
const MAX_DEMANDS = 4;

function shownSuites(head: ReportHead): { told: SuiteHead[]; passing: SuiteHead[]; isFolded: boolean } {
  const suites = worstFirst(head);
  const passing = suites.filter(({ verdict }) => verdict === "pass");
  const isFolded = passing.length < suites.length && passing.length >= FOLDED_FROM;
  return { told: isFolded ? suites.filter(({ verdict }) => verdict !== "pass") : suites, passing, isFolded };
}

/** Has the table so many rows that they stand closer? */
function isLongTable(head: ReportHead): boolean {
  const rowsOf = ({ arms }: SuiteHead): number => arms.length + (arms.length > 1 ? 2 : 1);
  return shownSuites(head).told.reduce((sum, suite) => sum + rowsOf(suite), 0) > LOOSE_ROWS;
}

/** Every suite with its arms, what did not pass first; passing suites are folded where others did not pass. */
export function resultsTable(head: ReportHead): string {
  const { told, passing, isFolded } = shownSuites(head);
  const columns = columnsFor(head);
  const titles = columns.map(headCell).join("");
  const body = (some: readonly SuiteHead[]): string => some.map((suite) => suiteRows(suite, columns)).join("\n");
  const rest = isFolded
    ? `<tbody class="fold">${foldRow(passing, columns.length)}</tbody><tbody class="folded">${body(passing)}</tbody>`
    : "";
  const dense = isLongTable(head) ? " dense" : "";
  return `<div class="scroll" tabindex="0" role="group" aria-label="Suites and arms"><table class="results cards${dense}"><caption>Suites and arms</caption><thead><tr><th scope="col">suite</th>${titles}</tr></thead><tbody>${body(told)}</tbody>${rest}</table></div>`;
}

function headCell({ title, about }: Column): string {
  return `<th scope="col"${about === undefined ? "" : ` title="${about}"`}>${title}</th>`;
}

/** What a row tells of an arm; and of a suite with several, of all of them. */
interface Column {
  readonly title: string;
  /** What it is, where the title is not plain. */
  readonly about?: string;
  ofArm(standing: ArmStanding, suite: SuiteHead, names: ReadonlyMap<string, string>): string;
  ofSuite(suite: SuiteHead): string;
}

const PASS_RATE: Column = {
  title: "pass rate",
  about: "of the cases, with its interval; the upright line is what the gate asks for",
  ofArm: ({ arm, limit, verdict }) => rateCell(arm.pass_rate, { limit, verdict }) + judgedPart(arm),
  ofSuite: () => "",
};
/** Does the rate hang on a judge that is not believed as it is? */
function judgedPart(arm: ArmSummary): string {
  return judgedMark(arm) === ""
    ? ""
    : ` <span class="unsure small" title="${escapeHtml(judgedNote())}">as judged</span>`;
}

const FAILED: Column = {
  title: "failed",
  ofArm: ({ arm }, suite) => failedCell([arm], suite, arm.id),
  ofSuite: (suite) => failedCell(suite.arms, suite, ""),
};
const COST: Column = {
  title: "cost per 1,000",
  about: "of a thousand answered trials",
  ofArm: ({ arm }) => escapeHtml(formatUsd(costPerThousand([arm]))),
  ofSuite: ({ arms }) => escapeHtml(formatUsd(costPerThousand(arms))),
};
const LATENCY: Column = {
  title: "p50",
  ofArm: ({ arm }) => escapeHtml(formatMs(arm.latency_ms.p50)),
  ofSuite: () => "",
};

function columnsFor({ suites }: ReportHead): Column[] {
  const all = suites.flatMap(({ comparisons }) => comparisons);
  const isHeld = all.some(({ against }) => against === "baseline");
  const others = new Set(all.map(({ baseline }) => baseline));
  // Held against one arm alone, the title says which, and not each row.
  const [only] = suites.length === 1 && !isHeld && others.size === 1 ? others : [];
  const names = shortArmNames(suites[0]?.arms ?? []);
  const delta: Column = {
    title: isHeld ? "vs baseline" : only === undefined ? "difference" : `vs ${escapeHtml(names.get(only) ?? only, 60)}`,
    about: "points of the pass rate, with interval",
    ofArm: ({ arm, comparison }, _suite, own) => {
      const other = own.get(comparison?.baseline ?? "") ?? comparison?.baseline ?? "";
      return deltaCell(comparison, only === undefined ? other : null, judgedMark(arm) !== "");
    },
    ofSuite: () => "",
  };
  return [PASS_RATE, ...(all.length === 0 ? [] : [delta]), FAILED, COST, LATENCY];
}

/** A suite's row, and below it one an arm; a suite of one arm is one row. */
function suiteRows(suite: SuiteHead, columns: readonly Column[]): string {
  const standings = armStandings(suite);
  const names = shortArmNames(suite.arms);
  const [only] = standings;
  const { mark, tone, words } = suiteLook(suite);
  const arm = standings.length === 1 && only !== undefined ? only : null;
  const beside =
    arm === null ? "" : ` <span class="quiet small"><bdi>${escapeHtml(names.get(arm.arm.id) ?? "")}</bdi></span>`;
  const name = `<span class="mark ${tone}"><span aria-hidden="true">${mark}</span><span class="unseen">${words}: </span></span><a href="${caseAddress({ suite: suite.name })}">${escapeHtml(suite.name, 200)}</a>${beside}`;
  const cells = columns.map((column) => (arm === null ? column.ofSuite(suite) : column.ofArm(arm, suite, names)));
  const rows = arm === null ? standings.map((standing) => armRow(standing, suite, { names, columns })) : [];
  return [row("of-suite", name, titled(columns, cells)), gateRow(suite, columns.length), ...rows].join("\n");
}

/** What the suite's gate asks for, and what of it is not met: below its name, across all columns. */
function gateRow(suite: SuiteHead, columns: number): string {
  const demands = gateDemands(suite);
  if (demands.length === 0) return "";
  const told = demands.slice(0, demands.length > MAX_DEMANDS ? MAX_DEMANDS - 1 : MAX_DEMANDS);
  const left = demands.length - told.length;
  const items = [...told.map(demandPart), ...(left > 0 ? [`${left} more under How sure?`] : [])];
  return `<tr class="of-gate"><td colspan="${columns + 1}">Gate: ${items.join("; ")}</td></tr>`;
}

function demandPart({ words, verdict, share }: GateDemand): string {
  const { mark, tone } = VERDICT_LOOKS[verdict];
  const on = share === null ? "" : ` (${share})`;
  const said = `<span aria-hidden="true">${mark}</span><span class="unseen">${verdict}:</span> ${escapeHtml(`${words}${on}`, 200)}`;
  return `<span class="${verdict === "pass" ? "met" : tone}">${said}</span>`;
}

interface RowContext {
  readonly names: ReadonlyMap<string, string>;
  readonly columns: readonly Column[];
}

function armRow(standing: ArmStanding, suite: SuiteHead, { names, columns }: RowContext): string {
  const { id } = standing.arm;
  const failed =
    standing.verdict === "fail"
      ? `<span class="bad"> ✗<span class="unseen"> ${reportWords("fails-gate")}</span></span>`
      : "";
  const name = `<bdi title="${escapeHtml(id)}">${escapeHtml(names.get(id) ?? id)}</bdi>${failed}`;
  const cells = columns.map((column) => column.ofArm(standing, suite, names));
  return row("of-arm", name, titled(columns, cells));
}

/** Each cell with its title, which stands before it where there is no room for columns. */
function titled(columns: readonly Column[], cells: readonly string[]): string {
  return cells.map((cell, index) => `<td data-title="${columns[index]?.title ?? ""}">${cell}</td>`).join("");
}

function row(kind: string, name: string, cells: string): string {
  return `<tr class="${kind}"><th scope="row">${name}</th>${cells}</tr>`;
}

/** "7 of 30", a link to those cases: of the trials with a verdict. Those without one stand beside it, by kind. */
function failedCell(arms: readonly ArmSummary[], suite: SuiteHead, arm: string): string {
  const sum = (of: (one: ArmSummary) => number): number => arms.reduce((total, one) => total + of(one), 0);
  const [failed, decided] = [sum((one) => one.failed), sum((one) => one.passed + one.failed)];
  const leftOut = sum((one) => leftOutOf(one, suite));
  const kinds = [
    ["errored", sum((one) => one.errored)],
    ["undecided", sum((one) => one.undecided)],
    ["not run", sum((one) => one.skipped) - leftOut],
  ] as const;
  const open = kinds.flatMap(([kind, count]) => (count > 0 ? [`${formatCount(count)} ${kind}`] : [])).join(", ");
  const skipped = leftOut === 0 ? "" : ` <span class="quiet small">${formatCount(leftOut)} skipped</span>`;
  const view = { suite: suite.name, outcome: "failed", ...(arm === "" ? {} : { column: arm }) };
  const words = `${formatCount(failed)} of ${formatCount(decided)}`;
  const counted =
    failed === 0
      ? `<span class="quiet">${words}</span>`
      : `<a class="bad" href="${caseAddress(view)}">${words}<span class="unseen"> failed</span></a>`;
  return `${counted}${open === "" ? "" : ` <span class="unsure small">${open}</span>`}${skipped}`;
}

/** One line for all that passed; a tick shows them. */
function foldRow(passing: readonly SuiteHead[], columns: number): string {
  const arms = passing.flatMap((suite) => suite.arms);
  const passed = arms.reduce((sum, arm) => sum + arm.passed, 0);
  const trials = arms.reduce((sum, arm) => sum + arm.trials, 0);
  const counted = `${formatCount(passed)} of ${formatCount(trials)} trials passed`;
  return `<tr><th scope="row" colspan="${columns + 1}"><label class="more"><input type="checkbox" id="more-suites"> <span class="good" aria-hidden="true">✓</span> ${plural(passing.length, "more suite")} passed <span class="quiet small">${counted}</span></label></th></tr>`;
}
