import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { formatCount, formatUsd, plural } from "../../base/figures.ts";
import { headlineOf } from "../html/overview/headline.ts";
import { rateCell } from "../html/pieces/arms-table.ts";
import { escapeHtml, sentenceHtml } from "../html/pieces/escape.ts";
import { rateRange } from "../html/pieces/rate-range.ts";
import { htmlTable } from "../html/pieces/table.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { missingTrials } from "../words/next/go-on.ts";
import { option, shellWord } from "../words/next/shell-word.ts";
import { runLook } from "../words/words.ts";
import { runAddress, type RunEntry, startText, suiteAddress } from "./stored-run.ts";

const MAX_RUNS = 500;
/** Suites that a run's row names; of a run of many they would take a screen of their own. */
const MAX_SUITES = 4;

/**
 * The runs, newest first, each with its suites, pass rates and cost, and a choice of two to see side by side. `named`: the
 * store as commands have to name it; null: it is the usual one.
 */
export function runIndex(runs: readonly RunEntry[], store: string, named: string | null): string {
  const title = `<h1>Runs</h1><p class="quiet"><code>${escapeHtml(store)}</code> · ${plural(runs.length, "run")}</p>`;
  if (runs.length === 0)
    return `${title}<p>${reportWords("no-run-stored", { command: "<code>prompt-run SUITE…</code>" })}</p>`;
  const shown = runs.slice(0, MAX_RUNS);
  const finished = shown.filter(({ head }) => head !== null);
  const commits = shown.some((run) => commitOf(run) !== null);
  const head = [
    "run (UTC)",
    "pass rate",
    "failed",
    "cost",
    ...(commits ? ["commit"] : []),
    "baseline",
    "candidate",
    "suites",
  ];
  const looks = { pair: likelyPair(finished), commits };
  const rows = shown.map((run) => runRow(run, looks));
  const table = htmlTable({ caption: "Runs", head, rows, endsInWords: true, isOfCards: true });
  const more = runs.length > shown.length ? `<p>… and ${plural(runs.length - shown.length, "older run")}</p>` : "";
  const button =
    finished.length < 2 ? "" : '<p><button type="submit">See the two chosen runs side by side</button></p>';
  const unfinished =
    shown.length > finished.length
      ? `<p class="quiet">${reportWords("run-goes-on", { command: `<code>${escapeHtml(resumeWord(shown, named))}</code>` })}</p>`
      : "";
  return `${title}${histories(shown)}<form class="runs" action="/compare" method="get">${button}${table}</form>${unfinished}${more}`;
}

/** How an unfinished run goes on; RUN stands for each of several. */
function resumeWord(runs: readonly RunEntry[], named: string | null): string {
  const [only, ...others] = runs.filter(({ head }) => head === null);
  const run = only === undefined || others.length > 0 ? "RUN" : shellWord(only.id);
  return ["prompt-run resume", run, ...(named === null ? [] : [option("store", named)])].join(" ");
}

/** The ways to the suites' histories. */
function histories(runs: readonly RunEntry[]): string {
  const suites = [...new Set(runs.flatMap((run) => run.suites))].sort();
  return suites.length === 0 ? "" : `<p class="histories">Histories: ${suites.map(suiteLink).join(", ")}</p>`;
}

function suiteLink(suite: string): string {
  return `<a href="${escapeHtml(suiteAddress(suite))}">${escapeHtml(suite, 200)}</a>`;
}

/** Two runs that one may want to see side by side. */
interface Pair {
  readonly baseline: RunEntry | null;
  readonly candidate: RunEntry | null;
}

/** The newest run that has an older one of a suite of its own, and that one: what is new is measured by what was. */
function likelyPair(finished: readonly RunEntry[]): Pair {
  for (const [index, candidate] of finished.entries()) {
    const isOfSame = ({ suites }: RunEntry): boolean => suites.some((suite) => candidate.suites.includes(suite));
    const baseline = finished.slice(index + 1).find(isOfSame);
    if (baseline !== undefined) return { baseline, candidate };
  }
  return { baseline: null, candidate: null };
}

/** How rows are drawn: which runs are chosen, and whether any is of a commit. */
interface RowLooks {
  readonly pair: Pair;
  readonly commits: boolean;
}

function commitOf({ head }: RunEntry): string | null {
  return head?.run.git?.commit ?? null;
}

function runRow(run: RunEntry, { pair, commits }: RowLooks): string[] {
  const { id, startedAt, head, replies, suites, metered = null } = run;
  const simulated = replies === "simulated" ? ' <span class="unsure small">SIMULATED</span>' : "";
  const left = suites.length - MAX_SUITES;
  const links = [
    ...suites.slice(0, left > 1 ? MAX_SUITES : suites.length).map(suiteLink),
    ...(left > 1 ? [`${left} more`] : []),
  ];
  const { mark, tone, words } = head === null ? { mark: "…", tone: "unsure", words: "unfinished" } : runLook(head);
  const start = `<a class="whole" href="${escapeHtml(runAddress(id))}">${escapeHtml(startText(startedAt))}</a>`;
  const name = `<span class="${tone} whole">${mark} ${words}</span> ${start}${simulated} <span class="quiet small whole">${escapeHtml(id)}</span>`;
  const named = `<span class="wrap">${metered === null ? links.join(", ") : `meter: <code>${escapeHtml(metered, 200)}</code>`}</span>`;
  if (head === null) return [name, "–", "–", "–", ...(commits ? ["–"] : []), "", "", named];
  const { totals } = head;
  const worst =
    head.verdict === "pass" ? "" : `<span class="worst small">${sentenceHtml(headlineOf(head).worst, 240)}</span>`;
  const commit = commitOf(run);
  return [
    name,
    `${rateOf(run)}${missingOf(head)}`,
    `<span class="${totals.failed === 0 ? "quiet" : "bad"}">${formatCount(totals.failed)} of ${formatCount(totals.passed + totals.failed)}</span>`,
    escapeHtml(formatUsd(totals.cost_usd)),
    ...(commits ? [commit === null ? "" : `<code>${escapeHtml(commit.slice(0, 8))}</code>`] : []),
    choice("a", id, run === pair.baseline),
    choice("b", id, run === pair.candidate),
    `${named}${worst}`,
  ];
}

/** A rate of a part is not the run's. */
function missingOf(head: ReportHead): string {
  const missing = missingTrials(head);
  return missing === 0 ? "" : ` <span class="unsure small whole">${formatCount(missing)} missing</span>`;
}

/** With its interval where there is one rate to tell, else the lowest and the highest. */
function rateOf({ head }: RunEntry): string {
  const arms = head?.suites.flatMap((suite) => suite.arms) ?? [];
  const [only] = arms;
  return only !== undefined && arms.length === 1 ? rateCell(only.pass_rate) : rateRange(arms);
}

function choice(name: "a" | "b", id: string, isChosen: boolean): string {
  const label = `${name === "a" ? "baseline" : "candidate"}: ${escapeHtml(id)}`;
  return `<input type="radio" name="${name}" value="${escapeHtml(id)}" aria-label="${label}"${isChosen ? " checked" : ""}>`;
}
