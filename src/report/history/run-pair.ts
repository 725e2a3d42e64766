import { formatMs, formatPoints, formatUsd } from "../../base/figures.ts";
import type { ArmSummary } from "../../domain/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { rateCell } from "../html/arms-table.ts";
import { escapeHtml } from "../html/escape.ts";
import { htmlTable } from "../html/table.ts";
import { verdictBadge } from "../html/verdict-badge.ts";
import { runAddress, type RunEntry, startText } from "./stored-run.ts";

/** Two runs side by side: suites by name, arms by id. Differences are shown, not tested. */
export function runPair(a: RunEntry, b: RunEntry): string {
  const names = [...new Set([...suitesOf(a), ...suitesOf(b)].map(({ name }) => name))];
  const sections = names.map((name) => suitePair(name, [suiteNamed(a, name), suiteNamed(b, name)]));
  return [
    "<h1>Two runs side by side</h1>",
    `<div class="beside"><div>${runFacts("left", a)}</div><div>${runFacts("right", b)}</div></div>`,
    `<p class="note">Differences are shown as they are. Whether they are more than luck: <code>prompt-run compare ${escapeHtml(a.id)} ${escapeHtml(b.id)}</code></p>`,
    ...sections,
  ].join("\n");
}

function suitesOf({ head }: RunEntry): readonly SuiteHead[] {
  return head?.suites ?? [];
}

function suiteNamed(run: RunEntry, name: string): SuiteHead | null {
  return suitesOf(run).find((suite) => suite.name === name) ?? null;
}

function runFacts(side: string, { id, head, startedAt, replies }: RunEntry): string {
  const badge = head === null ? "unfinished" : verdictBadge(head.verdict);
  const simulated = replies === "simulated" ? ' <span class="unsure">SIMULATED</span>' : "";
  const cost = escapeHtml(formatUsd(head?.totals.cost_usd ?? null));
  return `<h2>${side}: <a href="${escapeHtml(runAddress(id))}">${escapeHtml(id)}</a></h2><p>${badge} ${escapeHtml(startText(startedAt))} · ${cost}${simulated}</p>`;
}

type Sides<T> = readonly [left: T | null, right: T | null];

function suitePair(name: string, suites: Sides<SuiteHead>): string {
  const ids = [...new Set(suites.flatMap((suite) => suite?.arms.map(({ id }) => id) ?? []))];
  const rows = ids.map((id) => armRow(id, [armNamed(suites[0], id), armNamed(suites[1], id)]));
  const head = ["arm", "pass rate, left", "right", "points", "cost, left", "right", "p50, left", "right"];
  const table = htmlTable({ caption: escapeHtml(`Arms of ${name}`), head, rows });
  return `<section class="suite"><h2>${escapeHtml(name)}</h2>${table}${differences(suites)}</section>`;
}

function armNamed(suite: SuiteHead | null, id: string): ArmSummary | null {
  return suite?.arms.find((arm) => arm.id === id) ?? null;
}

function armRow(id: string, arms: Sides<ArmSummary>): string[] {
  const [left, right] = arms.map((arm) => arm?.pass_rate.value ?? null);
  const isBoth = typeof left === "number" && typeof right === "number";
  return [
    `<bdi>${escapeHtml(id)}</bdi>`,
    ...arms.map((arm) => (arm === null ? "–" : rateCell(arm.pass_rate))),
    isBoth ? escapeHtml(formatPoints(right - left)) : "–",
    ...arms.map((arm) => escapeHtml(formatUsd(arm?.cost_usd ?? null))),
    ...arms.map((arm) => escapeHtml(formatMs(arm?.latency_ms.p50 ?? null))),
  ];
}

const PARTS = ["cases", "checks", "prompts", "settings"] as const;

/** What of the suite is not the same on both sides. */
function differences([left, right]: Sides<SuiteHead>): string {
  if (left === null || right === null) return '<p class="unsure">Only one of the runs has this suite.</p>';
  const changed = PARTS.filter((part) => left.hashes[part] !== right.hashes[part]);
  if (changed.length === 0)
    return '<p class="quiet">Cases, checks, prompts and settings are the same on both sides.</p>';
  return `<p class="unsure">Not the same on both sides: ${changed.join(", ")}.</p>`;
}
