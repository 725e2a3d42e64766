import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { failureHere } from "../../domain/run/failure-here.ts";
import { hashValue } from "../../base/hash.ts";
import { type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { CompletionRequest, Failure, SimulatedReply } from "../../domain/run/provider.ts";
import type { CaseHashes } from "../../domain/formats/records.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { Arm, Suite } from "../../domain/suite.ts";
import type { OpenedTurn, PlannedTrial } from "../../domain/run/trial.ts";
import { withoutPlaces } from "../cases/case-hashes.ts";
import type { PlannedCase } from "../cases/planned-case.ts";
import { isAskedByCase, onlyTextOf } from "./target-input.ts";
import { contentText } from "../../domain/run/content-text.ts";
import { renderContent, renderMessages } from "./render-content.ts";
import type { Rendered } from "../templates/rendering.ts";
import { repliesToCalls } from "../../domain/run/simulated-reply.ts";
import { pickSimulated, renderSimulated } from "./simulated-reply.ts";
import { answerTools } from "./tool-answers.ts";

/** Bump when equal inputs would be sent differently: old journals then no longer match. */
const FORMAT = 1;

/** A case on an arm: what it sends in each turn. */
export interface CaseOnArm {
  readonly suite: Suite;
  readonly suiteIndex: number;
  readonly planned: PlannedCase;
  readonly arm: Arm;
  readonly files: FileAccess;
}

/** What is the same for all trials of a case on an arm: its first request, `trialKeyBase` and `caseHashes`. */
export interface TrialBase {
  readonly first: Rendered<CompletionRequest>;
  readonly key: string;
  readonly hashes: CaseHashes;
  readonly cacheGroups: readonly string[];
}

/** The request of a turn. `history`: the messages before it; `replies`: the texts of the earlier turns. */
export function turnRequest(
  at: CaseOnArm,
  turn: number,
  history: readonly JsonObject[],
  replies: readonly string[],
): MaybePromise<Rendered<CompletionRequest>> {
  const { planned, arm, files } = at;
  const scope = turnScope(planned, replies);
  return whenThere(addedMessages(at, turn, scope), (added): MaybePromise<Rendered<CompletionRequest>> => {
    if (!added.ok) return added;
    const messages = [...history, ...added.value];
    if (arm.system === null) return { ok: true, value: requestOf(arm, {}, messages) };
    return whenThere(renderContent(arm.system, scope, files), (system) =>
      system.ok ? { ok: true, value: requestOf(arm, { system: system.value }, messages) } : system,
    );
  });
}

/** What a turn adds to the conversation. */
function addedMessages(
  { planned, arm, files }: CaseOnArm,
  turn: number,
  scope: JsonObject,
): MaybePromise<Rendered<readonly JsonObject[]>> {
  const source = planned.turns[turn - 1];
  if (source !== undefined) return renderMessages([{ role: "user", content: source.user }], scope, files);
  return isAskedByCase(arm) ? onlyTextOf(planned) : renderMessages(arm.messages, scope, files);
}

function requestOf(arm: Arm, system: JsonObject, messages: readonly JsonObject[]): CompletionRequest {
  const body: JsonObject = { model: arm.model, ...arm.settings, ...system, messages };
  const endpoint = arm.endpoint === null ? {} : { endpoint: arm.endpoint };
  return { body, headers: arm.headers, apiVersion: arm.apiVersion, ...endpoint };
}

/** Variables, and in later turns `reply` and `replies`. */
function turnScope(planned: PlannedCase, replies: readonly string[]): JsonObject {
  const reply = replies.at(-1);
  return reply === undefined ? planned.vars : { ...planned.vars, reply, replies };
}

/**
 * Hash of all that decides what is sent, plus case and arm: what resume matches trials by. `first`: the request of the
 * first turn.
 */
export function trialKeyBase({ suite, planned, arm }: CaseOnArm, first: CompletionRequest): string {
  const later = planned.turns.slice(1).map(({ user }) => withoutPlaces(user.blocks));
  // An application sees the variables too, not only the texts that they stand in.
  const seen = arm.target === undefined ? [] : [planned.vars];
  const inputs = [FORMAT, first, later.length === 0 ? null : [later, planned.inputHash], ...seen];
  return hashValue([JSON.stringify(inputs), suite.name, planned.id, arm.id]);
}

/** Which trial of a case on an arm it is. */
export interface TrialNumbers {
  /** From 1. */
  readonly trial: number;
  /** Among the case's trials that begin with an equal request, from 1. */
  readonly nth: number;
  readonly ordinal: number;
}

/** One trial, ready for the run stage. */
export function planTrial(at: CaseOnArm, base: TrialBase, { trial, nth, ordinal }: TrialNumbers): PlannedTrial {
  const { suite, planned, arm } = at;
  return {
    ordinal,
    suite: at.suiteIndex,
    suiteName: suite.name,
    caseId: planned.id,
    armId: arm.id,
    trial,
    nth,
    model: arm.model,
    bucket: arm.bucket,
    turnCount: Math.max(1, planned.turns.length),
    maxToolRounds: suite.limits.maxToolRounds,
    maxAttempts: suite.limits.maxAttempts,
    timeoutMs: suite.limits.timeoutMs,
    cacheGroups: base.cacheGroups,
    key: `${base.key}-${trial}`,
    hashes: base.hashes,
    skipped: planned.skip,
    ...(arm.target === undefined ? {} : { target: { target: arm.target, vars: planned.vars } }),
    openTurn: async (turn, history, replies) =>
      openedTurn(turn === 1 ? base.first : await turnRequest(at, turn, history, replies)),
    answerTools: async (turn, calls, replies) => {
      const answers = await answerTools(toolResults(planned, turn), calls, turnScope(planned, replies), at.files);
      const [call] = calls;
      if (answers.ok || call === undefined) return answers.ok ? answers.value : { status: "none" };
      return { status: "unmatched", call };
    },
    simulated: (turn, round, replies) => simulatedReply(at, { turn, round, trial }, replies),
  };
}

/** One round of one turn of a trial; all count from 1. */
export interface ReplyNumbers {
  readonly turn: number;
  readonly round: number;
  readonly trial: number;
}

/** What the suite's `simulate:` says there; null when it says nothing, or cannot be rendered. */
export async function simulatedReply(
  { planned, arm }: CaseOnArm,
  { turn, round, trial }: ReplyNumbers,
  replies: readonly string[],
): Promise<SimulatedReply | null> {
  const source = planned.turns[turn - 1]?.simulate ?? planned.simulate;
  const picked = source === null ? null : pickSimulated(source.value, arm, trial);
  if (source === null || picked === null) return null;
  const inOrder = repliesToCalls(picked);
  // An application answers the calls of tools itself, and each of its calls may have a reply of its own.
  const callsAreAnswered = arm.target !== undefined || Object.keys(toolResults(planned, turn)).length > 0;
  const [said, at] =
    inOrder === null
      ? [picked, { round, callsAreAnswered }]
      : [inOrder[round - 1] ?? null, { round: 1, callsAreAnswered: false }];
  if (said === null) return null;
  const reply = await renderSimulated(said, source, turnScope(planned, replies), at);
  return reply.ok ? reply.value : null;
}

function toolResults(planned: PlannedCase, turn: number): PlannedCase["toolResults"][number] {
  return planned.toolResults[turn - 1] ?? {};
}

function openedTurn(request: Rendered<CompletionRequest>): OpenedTurn {
  if (!request.ok) return { status: "failed", failure: templateFailure(request.problems) };
  return { status: "ready", request: request.value, userText: lastText(request.value) };
}

/** The text of the last message that `turnRequest` put into a request: what its turn says. */
export function lastText({ body }: CompletionRequest): string {
  // `messages` was made by turnRequest: a list of messages.
  const messages = body["messages"] as readonly JsonObject[];
  return contentText(messages.at(-1)?.["content"] ?? "");
}

function templateFailure(problems: readonly Diagnostic[]): Failure {
  const message = failureWords("template", { problems: problems.map((problem) => problem.message) });
  return failureHere({ kind: "template", type: "template_error", code: problems[0]?.code ?? null, message });
}
