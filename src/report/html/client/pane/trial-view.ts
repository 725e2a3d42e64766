import { pageWords } from "../../../../domain/diagnostics/page-words.ts";
import { trialWords } from "../../../../domain/diagnostics/trial-words.ts";
import { skipWords } from "../../../../domain/run/skip-reason.ts";
import { formatCount, formatMs, formatNumber, formatUsd, plural, sumKnown } from "../../../../base/figures.ts";
import type { AttemptRecord, TrialRecord } from "../../../../domain/formats/records.ts";
import type { ToldTrial } from "../../../../domain/transcript.ts";
import { classOf, type TrialClass } from "../../../../domain/run/trial-class.ts";
import { endingWord } from "../../../words/trial-notes.ts";
import { findingList, passedChecks } from "./check-list.ts";
import { type Child, element, facts, folded } from "../dom/elements.ts";
import { isConversation, transcript, type TrialLooks } from "./transcript.ts";
import { MARKS } from "../cases/trial-words.ts";

/** The parts of a trial, each of which stands at one height beside those of other arms. */
export interface TrialParts {
  /** Its outcome, and why there is no answer. */
  readonly head: Child[];
  readonly findings: Child[];
  readonly said: Child[];
  readonly foot: Child[];
}

/** One trial: outcome, what did not pass, what was said; folded: what passed, timings, attempts. */
export function trialView(trial: ToldTrial, looks: TrialLooks): TrialParts {
  const words = [endingWord(trial), trial.reused ? "reused" : null, trial.quarantined ? "quarantined" : null];
  const beside = words.filter((word) => word !== null).join(" · ");
  const failed = trial.checks.filter(({ verdict }) => verdict !== "pass");
  return {
    head: [
      element("p", { class: "outcome" }, outcomeChip(classOf(trial)), beside === "" ? null : ` ${beside}`),
      troubleText(trial),
    ],
    findings: isConversation(trial) ? [turnsNote(trial)] : [findingList(failed)],
    said: transcript(trial, looks),
    foot: [
      passedChecks(trial.checks.filter(({ verdict }) => verdict === "pass")),
      metersPart(trial),
      attemptPart(trial),
    ],
  };
}

/** An outcome as a coloured word with its mark. */
function outcomeChip(outcome: TrialClass): HTMLElement {
  return element("span", { class: `chip ${outcome}` }, `${MARKS[outcome]} ${outcome}`);
}

/** Where the failed checks of a conversation stand: at their turns, further down. */
function turnsNote({ checks, turns }: TrialRecord): Child {
  const failed = checks.filter(({ verdict }) => verdict !== "pass").map(({ turn }) => turn ?? turns.length);
  if (failed.length === 0) return null;
  const where = [...new Set(failed)].sort((a, b) => a - b).join(", ");
  return element(
    "p",
    { class: "bad" },
    pageWords("failed-in-turns", { count: failed.length, where, turns: turns.length }),
  );
}

/** Why there is no answer. */
function troubleText({ status, status_reason: reason, error }: TrialRecord): HTMLElement | null {
  if (status === "skipped")
    return element(
      "p",
      { class: "bad" },
      pageWords("skipped-for", { why: skipWords(reason ?? trialWords("unknown-reason")) }),
    );
  if (status !== "errored") return null;
  if (error === null) return element("p", { class: "bad" }, reason ?? pageWords("no-answer-here"));
  const http = error.status === null ? "" : `HTTP ${error.status} `;
  return element("p", { class: "bad" }, `${http}${error.type}: ${error.message}`);
}

/** The meters in one line, the rest of them folded below it. */
function metersPart(trial: TrialRecord): HTMLElement {
  const line = [formatUsd(trial.cost_usd), formatMs(trial.latency_ms), tokensOf(trial)].join(" · ");
  return folded(
    line,
    false,
    facts([
      ["first token", formatMs(trial.ttft_ms)],
      ["score", trial.score === null ? null : formatNumber(trial.score)],
      ["queued", trial.queued_ms === null ? null : formatMs(trial.queued_ms)],
      ["stop reason", trial.stop_reason],
      ["served by", trial.model_served],
    ]),
  );
}

function tokensOf({ usage }: TrialRecord): string {
  const { input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens } = usage;
  const prompt = sumKnown([input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens]);
  return `${formatCount(prompt)} → ${formatCount(usage.output_tokens)} tokens`;
}

/** Retries are news; the requests of a conversation or of tool calls are not. */
function attemptPart({ attempts }: TrialRecord): HTMLElement | null {
  const failed = attempts.filter(({ error }) => error !== null).length;
  if (attempts.length < 2) return attempts.length === 0 || failed === 0 ? null : attemptTable("1 attempt", attempts);
  const title =
    failed === 0 ? plural(attempts.length, "request") : `${plural(attempts.length, "attempt")}, ${failed} failed`;
  return attemptTable(title, attempts);
}

function attemptTable(title: string, attempts: readonly AttemptRecord[]): HTMLElement {
  const head = ["at", "status", "error", "waited before"].map((name) => element("th", { scope: "col" }, name));
  const rows = attempts.map(({ at, status, error, waited_ms: waitedMs }) => {
    const cells = [at, status === null ? "–" : String(status), error ?? "", formatMs(waitedMs)];
    return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
  });
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  const scroll = element("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Attempts" }, table);
  return folded(
    title,
    attempts.some(({ error }) => error !== null),
    scroll,
  );
}
