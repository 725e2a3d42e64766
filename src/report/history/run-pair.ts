import { runLook } from "../words/words.ts";
import { formatMs, formatUsd } from "../../base/figures.ts";
import type { ComparisonReport } from "../../domain/comparison-report.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { COMPARISON_LOOKS } from "../words/comparison-words.ts";
import { rateCell } from "../html/pieces/arms-table.ts";
import { escapeHtml, sentenceHtml } from "../html/pieces/escape.ts";
import { htmlTable } from "../html/pieces/table.ts";
import { verdictBadge } from "../html/pieces/verdict-badge.ts";
import { comparedSuite } from "./compared-suite.ts";
import { runAddress, type RunEntry, startText } from "./stored-run.ts";

/** Two runs, and what came of comparing the right one with the left. */
export interface RunPair {
  readonly left: RunEntry;
  readonly right: RunEntry;
  /** A text: why they cannot be compared. */
  readonly compared: ComparisonReport | string;
  /** "prompt-run compare LEFT RIGHT"; null: no shell should be given it. */
  readonly command: string | null;
}

/** Two runs side by side: what `prompt-run compare LEFT RIGHT` finds, and the figures of their arms. */
export function runPair(pair: RunPair): string {
  const { left, right, compared } = pair;
  const names = [...new Set([...suitesOf(right), ...suitesOf(left)].map(({ name }) => name))];
  const found = typeof compared === "string" ? [] : compared.suites;
  const sections = names.map((name) => {
    const suite = found.find((one) => one.name === name);
    const told = suite === undefined ? "" : comparedSuite(suite, { baseline: left.id, candidate: right.id });
    const figures = armsTable(name, [suiteNamed(left, name), suiteNamed(right, name)]);
    return `<section class="suite"><h2>${escapeHtml(name)}</h2>${told}<h3>Arms</h3>${figures}</section>`;
  });
  return [
    "<h1>Two runs side by side</h1>",
    outcome(compared),
    nextPart(pair),
    `<div class="beside"><div>${runFacts("baseline", left)}</div><div>${runFacts("candidate", right)}</div></div>`,
    ...sections,
  ].join("\n");
}

function outcome(compared: ComparisonReport | string): string {
  if (typeof compared === "string") return `<p class="note">Not compared: ${sentenceHtml(compared)}</p>`;
  const { mark, tone, words } = COMPARISON_LOOKS[compared.verdict];
  const notes = compared.notes.map((text) => `<p class="note">! ${sentenceHtml(text)}</p>`);
  return `<p><strong class="${tone}">${mark} ${words}</strong> ${sentenceHtml(compared.sentence)}</p>${notes.join("")}`;
}

/** What `prompt-run compare` of these runs offers; where that is nothing, how it is asked. */
function nextPart({ compared, command }: Pick<RunPair, "compared" | "command">): string {
  if (typeof compared === "string") return "";
  const facts = compared.suites.flatMap(({ differences }) => differences);
  const offered = facts.find(({ sentence }) => sentence.startsWith("`prompt-run "));
  if (offered === undefined && command === null) return "";
  const [lead, told] = offered === undefined ? ["In a terminal", `\`${command}\``] : ["Next", offered.sentence];
  return `<p class="next"><span class="quiet">${lead}: </span>${sentenceHtml(told)}</p>`;
}

function suitesOf({ head }: RunEntry): readonly SuiteHead[] {
  return head?.suites ?? [];
}

function suiteNamed(run: RunEntry, name: string): SuiteHead | null {
  return suitesOf(run).find((suite) => suite.name === name) ?? null;
}

function runFacts(side: string, { id, head, startedAt, replies }: RunEntry): string {
  const badge = head === null ? "unfinished" : verdictBadge(runLook(head));
  const simulated = replies === "simulated" ? ' <span class="unsure">SIMULATED</span>' : "";
  const cost = escapeHtml(formatUsd(head?.totals.cost_usd ?? null));
  return `<h2>${side}: <a href="${escapeHtml(runAddress(id))}">${escapeHtml(id)}</a></h2><p>${badge} ${escapeHtml(startText(startedAt))} · ${cost}${simulated}</p>`;
}

type Sides<T> = readonly [left: T | null, right: T | null];

function armsTable(name: string, suites: Sides<SuiteHead>): string {
  const ids = [...new Set(suites.flatMap((suite) => suite?.arms.map(({ id }) => id) ?? []))];
  const rows = ids.map((id) => armRow(id, [armNamed(suites[0], id), armNamed(suites[1], id)]));
  const head = [
    "arm",
    ...["pass rate", "cost", "p50"].flatMap((figure) => [`${figure}, baseline`, `${figure}, candidate`]),
  ];
  return htmlTable({ caption: escapeHtml(`Arms of ${name}`), head, rows, isOfCards: true });
}

function armNamed(suite: SuiteHead | null, id: string): ArmSummary | null {
  return suite?.arms.find((arm) => arm.id === id) ?? null;
}

function armRow(id: string, arms: Sides<ArmSummary>): string[] {
  return [
    `<bdi>${escapeHtml(id)}</bdi>`,
    ...arms.map((arm) => (arm === null ? "–" : rateCell(arm.pass_rate))),
    ...arms.map((arm) => escapeHtml(formatUsd(arm?.cost_usd ?? null))),
    ...arms.map((arm) => escapeHtml(formatMs(arm?.latency_ms.p50 ?? null))),
  ];
}
