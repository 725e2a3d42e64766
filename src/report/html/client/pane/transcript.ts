import { pageWords } from "../../../../domain/diagnostics/page-words.ts";
import { formatCount, formatMs, formatUsd, plural } from "../../../../base/figures.ts";
import type { MeteredCallRecord, ToolCallRecord, TrialRecord, TurnRecord } from "../../../../domain/formats/records.ts";
import type { TranscriptRound, ToldTrial } from "../../../../domain/transcript.ts";
import { findingList } from "./check-list.ts";
import { roundOfCall, type ShownRound, shownRounds } from "./shown-rounds.ts";
import { type Child, element, folded } from "../dom/elements.ts";
import { jsonView } from "../texts/json-view.ts";
import { answerBlock, textBlock } from "../texts/text-block.ts";

/** How a trial is shown. */
export interface TrialLooks {
  readonly isRendered: boolean;
  /** The trial whose answers are the measure; null for none. */
  readonly against: TrialRecord | null;
  /** The first message, when it stands above already. */
  readonly told: string | null;
}

/** Is there more to a trial than one answer to one message? Its failed checks then stand at their turns. */
export function isConversation({ turns }: TrialRecord): boolean {
  return turns.length > 1;
}

/** What was said in the order in which it was: message, calls and their results, answer, and what failed of the turn. */
export function transcript(trial: ToldTrial, looks: TrialLooks): Child[] {
  const calls = isOfManyTurns(trial) ? callsOfAll(trial) : [];
  if (trial.turns.length > 0) {
    return [...calls, ...trial.turns.flatMap((turn, index) => turnParts(turn, index, { trial, looks }))];
  }
  if (trial.output === null) {
    const isCut = trial.status === "completed";
    return isCut ? [element("p", { class: "quiet" }, pageWords("answer-left-out"))] : calls;
  }
  const other = looks.against === null ? null : (looks.against.output ?? "");
  const evidence = evidenceOf(trial, trial.turns.length);
  const { isRendered } = looks;
  return [role("Answer"), answerBlock(trial.output, "Answer", { isRendered, against: other, evidence })];
}

/** Are its calls those of more than the turn that is told, one that came to nothing included? */
function isOfManyTurns(trial: TrialRecord): boolean {
  return isConversation(trial) || trial.status !== "completed";
}

/** The calls of an application over a conversation: which of them are of which turn is not kept. */
function callsOfAll({ calls = [] }: TrialRecord): Child[] {
  if (calls.length === 0) return [];
  const parts = calls.map(roundOfCall).flatMap(roundCalls);
  const words = `${plural(calls.length, "call")} of the application, over all turns`;
  return [folded(words, false, element("div", {}, ...parts))];
}

/** What judges quote of the answer of a turn (from 1), each criterion by itself. */
function evidenceOf({ checks, turns }: TrialRecord, turn: number): readonly string[] {
  return checks.flatMap(({ judge, turn: at }) => {
    if (judge === undefined || judge === null || (at ?? turns.length) !== turn) return [];
    return [judge.evidence, ...(judge.criteria ?? []).map(({ evidence }) => evidence)].filter((text) => text !== null);
  });
}

interface TurnContext {
  readonly trial: ToldTrial;
  readonly looks: TrialLooks;
}

function turnParts(turn: TurnRecord, index: number, { trial, looks }: TurnContext): Child[] {
  const number = isConversation(trial) ? ` ${index + 1}` : "";
  const isTold = index === 0 && turn.user === looks.told;
  const other = looks.against === null ? null : (looks.against.turns[index]?.output ?? "");
  const message = isTold ? [] : [role(`Message${number}`), textBlock(turn.user, `Message${number}`)];
  // Calls of many turns stand above them, together.
  const calls = trial.calls !== undefined && isOfManyTurns(trial) ? [] : trial.calls;
  const rounds = shownRounds(turn, { rounds: trial.transcript?.[index], calls });
  const evidence = evidenceOf(trial, index + 1);
  const spoken = rounds.flatMap((round, at) => {
    const isLast = at === rounds.length - 1;
    const label = isLast ? `Answer${number}` : `Before the call${number}`;
    const against = isLast ? other : null;
    const said =
      round.text === "" && (!isLast || round.tool_calls.length > 0)
        ? []
        : [
            role(label, isLast && number !== "" ? meters(turn) : null),
            answerBlock(round.text, label, { ...looks, against, evidence: isLast ? evidence : [] }),
          ];
    return [...said, ...roundCalls(round), ...round.tool_results.map((result) => toolResult(result, looks))];
  });
  return [...message, ...spoken, isConversation(trial) ? turnFindings(trial, index) : null];
}

/** The tools that were called, below the call of the application that they are of. */
function roundCalls({ call, tool_calls: tools }: ShownRound): HTMLElement[] {
  return [...(call === null ? [] : [callTitle(call)]), ...tools.map(toolCall)];
}

function callTitle({ model, usage, cost_usd: cost, latency_ms: latency, reused }: MeteredCallRecord): HTMLElement {
  const tokens = `${plural(usage.input_tokens, "token")} in, ${formatCount(usage.output_tokens)} out`;
  const beside = [formatMs(latency), formatUsd(cost), tokens, ...(reused === true ? ["reused"] : [])].join(" · ");
  return element("div", { class: "call" }, role(`→ asks ${model}`, beside));
}

function turnFindings({ checks, turns }: TrialRecord, index: number): Child {
  const isOfTurn = (turn: number | null): boolean => (turn ?? turns.length) === index + 1;
  return findingList(checks.filter(({ verdict, turn }) => verdict !== "pass" && isOfTurn(turn)));
}

function role(name: string, beside: string | null = null): HTMLElement {
  const words = beside === null ? null : element("span", { class: "quiet" }, ` ${beside}`);
  return element("h4", { class: "role" }, name, words);
}

function meters({ latency_ms: latency, cost_usd: cost, ending }: TurnRecord): string {
  const end = ending === null || ending === "complete" ? [] : [ending];
  return [formatMs(latency), formatUsd(cost), ...end].join(" · ");
}

/** Short arguments stand on one line. */
const SHORT_CHARS = 90;

function toolCall({ name, input, by, server_name: server, error }: ToolCallRecord): HTMLElement {
  const short = JSON.stringify(input) ?? "";
  const text = short.length > SHORT_CHARS ? JSON.stringify(input, null, 2) : short;
  const ran = by === "mcp" ? ` (MCP server ${server ?? "unnamed"})` : by === "server" ? " (server tool)" : "";
  const title = element("h4", { class: "role" }, `→ calls ${name}${ran}`);
  const failed = error === undefined ? null : element("p", { class: "bad small" }, pageWords("call-failed", { error }));
  return element("div", { class: "call" }, title, jsonView(text, `Input of ${name}`), failed);
}

function toolResult(
  { name, text, is_error: isError }: TranscriptRound["tool_results"][number],
  { isRendered }: TrialLooks,
): HTMLElement {
  const title = `← ${isError ? "error" : "result"} of ${name}`;
  return element(
    "div",
    { class: isError ? "call error" : "call" },
    element("h4", { class: "role" }, title),
    answerBlock(text, `Result of ${name}`, { isRendered, against: null }),
  );
}
