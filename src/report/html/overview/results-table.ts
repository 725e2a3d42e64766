import { worstFirst } from "../../words/news.ts";
import { suiteLook } from "../../words/words.ts";
import { formatCount, formatMs, formatUsd, plural, sumKnown } from "../../../base/figures.ts";
import type { ArmSummary } from "../../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../../domain/reporter.ts";
import { rateCell } from "../pieces/arms-table.ts";
import { caseAddress, escapeHtml } from "../pieces/escape.ts";
import { shortArmNames } from "../../words/arm-names.ts";

import { JUDGED_NOTE, judgedMark } from "../../rows/arm-texts.ts";
import { type ArmStanding, armStandings } from "./arm-standing.ts";
import { deltaCell } from "./delta-cell.ts";

/** Fewer passing suites than these are not worth folding away. */
const FOLDED_FROM = 3;

/** Every suite with its arms, what did not pass first; passing suites are folded where others did not pass. */
export function resultsTable(head: ReportHead): string {
  const suites = worstFirst(head);
  const passing = suites.filter(({ verdict }) => verdict === "pass");
  const isFolded = passing.length < suites.length && passing.length >= FOLDED_FROM;
  const told = isFolded ? suites.filter(({ verdict }) => verdict !== "pass") : suites;
  const columns = columnsFor(head);
  const titles = columns.map(headCell).join("");
  const body = (some: readonly SuiteHead[]): string => some.map((suite) => suiteRows(suite, columns)).join("\n");
  const rest = isFolded
    ? `<tbody class="fold">${foldRow(passing, columns.length)}</tbody><tbody class="folded">${body(passing)}</tbody>`
    : "";
  return `<div class="scroll" tabindex="0" role="group" aria-label="Suites and arms"><table class="results cards"><caption>Suites and arms</caption><thead><tr><th scope="col">suite</th>${titles}</tr></thead><tbody>${body(told)}</tbody>${rest}</table></div>`;
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
  ofArm: ({ arm, limit, verdict }) => rateCell(arm.pass_rate, { limit, verdict }) + judgedPart(arm),
  ofSuite: () => "",
};
/** Does the rate hang on a judge that is not believed as it is? */
function judgedPart(arm: ArmSummary): string {
  return judgedMark(arm) === ""
    ? ""
    : ` <span class="unsure small" title="${escapeHtml(JUDGED_NOTE)}">as judged</span>`;
}

const FAILED: Column = {
  title: "failed",
  ofArm: ({ arm }, suite) => failedCell([arm], suite.name, arm.id),
  ofSuite: (suite) => failedCell(suite.arms, suite.name, ""),
};
const COST: Column = {
  title: "cost per 1,000",
  about: "of a thousand answered trials",
  ofArm: ({ arm }) => escapeHtml(formatUsd(perThousand([arm]))),
  ofSuite: ({ arms }) => escapeHtml(formatUsd(perThousand(arms))),
};
const LATENCY: Column = {
  title: "p50",
  ofArm: ({ arm }) => escapeHtml(formatMs(arm.latency_ms.p50)),
  ofSuite: () => "",
};

function columnsFor({ suites }: ReportHead): Column[] {
  const all = suites.flatMap(({ comparisons }) => comparisons);
  const isHeld = all.some(({ against }) => against === "baseline");
  const delta: Column = {
    title: isHeld ? "vs baseline" : "difference",
    about: "points of the pass rate, with interval",
    ofArm: ({ arm, comparison }, _suite, names) => {
      const other = names.get(comparison?.baseline ?? "") ?? comparison?.baseline ?? "";
      return deltaCell(comparison, other, judgedMark(arm) !== "");
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
  return [row("of-suite", name, titled(columns, cells)), ...rows].join("\n");
}

interface RowContext {
  readonly names: ReadonlyMap<string, string>;
  readonly columns: readonly Column[];
}

function armRow(standing: ArmStanding, suite: SuiteHead, { names, columns }: RowContext): string {
  const { id } = standing.arm;
  const failed =
    standing.verdict === "fail" ? '<span class="bad"> ✗<span class="unseen"> fails its gate</span></span>' : "";
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

/** "7 of 30", a link to those cases; answers that are missing or open stand beside it. */
function failedCell(arms: readonly ArmSummary[], suite: string, arm: string): string {
  const sum = (of: (one: ArmSummary) => number): number => arms.reduce((total, one) => total + of(one), 0);
  const [failed, trials] = [sum((one) => one.failed), sum((one) => one.trials)];
  const open = sum((one) => one.errored + one.undecided + one.skipped);
  const view = { suite, outcome: "failed", ...(arm === "" ? {} : { column: arm }) };
  const words = `${formatCount(failed)} of ${formatCount(trials)}`;
  const counted =
    failed === 0
      ? `<span class="quiet">${words}</span>`
      : `<a class="bad" href="${caseAddress(view)}">${words}<span class="unseen"> failed</span></a>`;
  return open === 0 ? counted : `${counted} <span class="unsure small">${formatCount(open)} open</span>`;
}

function perThousand(arms: readonly ArmSummary[]): number | null {
  const cost = sumKnown(arms.map((arm) => arm.cost_usd));
  const answered = arms.reduce((sum, arm) => sum + arm.passed + arm.failed + arm.undecided, 0);
  return cost === null || answered === 0 ? null : (cost / answered) * 1_000;
}

/** One line for all that passed; a tick shows them. */
function foldRow(passing: readonly SuiteHead[], columns: number): string {
  const arms = passing.flatMap((suite) => suite.arms);
  const passed = arms.reduce((sum, arm) => sum + arm.passed, 0);
  const trials = arms.reduce((sum, arm) => sum + arm.trials, 0);
  const counted = `${formatCount(passed)} of ${formatCount(trials)} trials passed`;
  return `<tr><th scope="row" colspan="${columns + 1}"><label class="more"><input type="checkbox" id="more-suites"> <span class="good" aria-hidden="true">✓</span> ${plural(passing.length, "more suite")} passed <span class="quiet small">${counted}</span></label></th></tr>`;
}
