import { trialWords } from "../../domain/diagnostics/trial-words.ts";
import { skipWords } from "../../domain/run/skip-reason.ts";
import type { CheckRecord, MeteredCallRecord, ToolCallRecord, TrialRecord } from "../../domain/formats/records.ts";
import { impliedTitle } from "../../domain/values/implied-check.ts";
import { plural } from "../../base/figures.ts";
import { clip, safeStart } from "../../base/inert.ts";

/** How an answer ended, where that is news: refused and truncated are different words, and neither is an error. */
export function endingWord(trial: TrialRecord): string | null {
  if (trial.ending === "truncated") return "truncated";
  if (trial.ending !== "refusal") return null;
  return trial.refusal_category === null ? "refused" : `refused (${trial.refusal_category})`;
}

/** "refund [claude-haiku-5-5/v1] #2": a trial's name among those of its suite. Raw text. */
export function trialName({ case: caseId, arm, trial }: TrialRecord): string {
  return `${caseId} [${arm}] #${trial}`;
}

/** Why a trial is what it is, one line each. Raw text. */
export interface TrialFinding {
  /** The check, or null for what is not a check's word. */
  readonly check: string | null;
  readonly reason: string;
}

const MAX_FINDINGS = 5;
const ANSWER_LINES = 20;
const ANSWER_CHARS = 2_000;
const MAX_REASON_CHARS = 600;
const MAX_ANSWERS = 3;

/** The reasons of a trial that did not pass: failing required checks first, then optional ones; an error's words; why it was skipped. */
export function findingsOf(trial: TrialRecord): TrialFinding[] {
  if (trial.status === "skipped") return [{ check: null, reason: skipWords(trial.status_reason ?? "skipped") }];
  if (trial.status === "errored") return [{ check: null, reason: errorText(trial) }];
  const told = requiredFindings(trial);
  if (told.length === 0 && trial.verdict === "fail") return [scoreFinding(trial), ...optionalFailures(trial)];
  const shown = told.slice(0, MAX_FINDINGS).map(checkFinding);
  const left = told.length - shown.length;
  return left > 0 ? [...shown, { check: null, reason: moreChecks(left) }] : shown;
}

/** The checks that a trial's findings are of. */
function findingChecks(trial: TrialRecord): CheckRecord[] {
  const told = requiredFindings(trial);
  if (told.length > 0 || trial.verdict !== "fail") return told;
  return trial.checks.filter((check) => check.verdict === "fail");
}

function requiredFindings(trial: TrialRecord): CheckRecord[] {
  const wanted = trial.verdict === "fail" ? "fail" : "undecided";
  return trial.checks.filter((check) => check.verdict === wanted && check.required);
}

/** "equals: is not yes". Raw text. */
export function findingText({ check, reason }: TrialFinding): string {
  return check === null ? reason : `${check}: ${reason}`;
}

/** An answer that a trial's reasons speak of. Raw text. */
export interface ToldAnswer {
  /** 1-based; null where it is the trial's last answer. */
  readonly turn: number | null;
  readonly text: string;
  /** The tools that the model called before it, in order, with what it called them with; of an application, the calls that it made. */
  readonly calls: readonly string[];
}

/**
 * The answers to show of a trial: those of the turns that its failing checks look at, else the last. Empty for a trial
 * without an answer.
 */
export function answersTold(trial: TrialRecord): ToldAnswer[] {
  if (trial.output === null || trial.status === "errored") return [];
  const last = { turn: null, text: trial.output, calls: lastCalls(trial) };
  const looked = findingChecks(trial).map(({ turn }) => turn);
  const turns = [...new Set(looked.filter((turn) => turn !== null))].slice(0, MAX_ANSWERS);
  const answers = turns.flatMap((turn): ToldAnswer[] => {
    const at = trial.turns[turn - 1];
    if (at === undefined) return [];
    return [turn === trial.turns.length ? last : { turn, text: at.output, calls: callsOf(at.tool_calls) }];
  });
  return answers.length === 0 ? [last] : answers;
}

const MAX_CALLS = 4;
const CALL_CHARS = 160;

/** Before the last answer; which turn of a conversation an application made a call for is not kept. */
function lastCalls({ calls = [], turns, tool_calls: tools }: TrialRecord): string[] {
  if (calls.length > 0 && turns.length === 1) return firstCalls(calls.map(meteredText));
  return callsOf(turns.at(-1)?.tool_calls ?? tools);
}

function callsOf(calls: readonly ToolCallRecord[]): string[] {
  return firstCalls(calls.map(toolText));
}

function firstCalls(texts: readonly string[]): string[] {
  const shown = texts.slice(0, MAX_CALLS).map((text) => clip(text, CALL_CHARS));
  const more = texts.length - shown.length;
  return more > 0 ? [...shown, `and ${plural(more, "more call")}`] : shown;
}

function toolText({ name, input }: ToolCallRecord): string {
  return `${name} ${JSON.stringify(input)}`;
}

/** "claude-haiku-4-5: find {"q":"x"}". */
function meteredText({ model, tool_calls: tools }: MeteredCallRecord): string {
  return `${model}: ${tools.length === 0 ? "answers" : tools.map(toolText).join(", ")}`;
}

/** The first lines of a completed trial's answers, the last of each saying how much more there is. Safe to show. */
export function answerStart(trial: TrialRecord): string[] {
  return answersTold(trial).flatMap(({ turn, text }) => {
    const { lines, left } = safeStart(text, ANSWER_LINES, ANSWER_CHARS);
    const title = turn === null ? [] : [`turn ${turn}:`];
    return [...title, ...lines, ...(left > 0 ? [`… ${left} more characters`] : [])];
  });
}

/** "equals", "house rule (contains)", "equals, turn 2": a check as reports call it. Raw text. */
export function checkName(check: CheckRecord): string {
  const name = impliedTitle(check) ?? ownName(check);
  return check.turn === null ? name : `${name}, turn ${check.turn}`;
}

function ownName({ name, type }: CheckRecord): string {
  return name === null || name === type ? type : `${name} (${type})`;
}

/** The error of an errored trial with its kind, HTTP status and number of attempts. Raw text. */
function errorText(trial: TrialRecord): string {
  const { error } = trial;
  const tries = trial.attempts.length > 1 ? ` (${trial.attempts.length} attempts)` : "";
  if (error === null) return `${trial.status_reason ?? trialWords("no-answer")}${tries}`;
  const status = error.status === null ? "" : `HTTP ${error.status} `;
  return `${status}${error.type}: ${clip(error.message, MAX_REASON_CHARS)}${tries}`;
}

function checkFinding(check: CheckRecord): TrialFinding {
  return { check: checkName(check), reason: `${clip(check.reason, MAX_REASON_CHARS)}${evidenceText(check)}` };
}

const EVIDENCE_CHARS = 200;

/** What a judge rests its verdict on, to stand behind its reason. Raw text. */
export function evidenceText({ judge }: CheckRecord): string {
  const evidence = judge?.evidence ?? null;
  return evidence === null ? "" : ` (evidence: “${clip(evidence, EVIDENCE_CHARS)}”)`;
}

function scoreFinding(trial: TrialRecord): TrialFinding {
  const score = trial.score === null ? null : String(Number(trial.score.toFixed(3)));
  return { check: "min_score", reason: trialWords("score-short", { score }) };
}

function optionalFailures(trial: TrialRecord): TrialFinding[] {
  const failed = trial.checks.filter((check) => check.verdict === "fail");
  const left = failed.length - MAX_FINDINGS;
  const shown = failed.slice(0, MAX_FINDINGS).map(checkFinding);
  return left > 0 ? [...shown, { check: null, reason: moreChecks(left) }] : shown;
}

function moreChecks(count: number): string {
  return trialWords("checks-left", { count });
}
