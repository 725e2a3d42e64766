import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { meterWords } from "../../domain/diagnostics/meter-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { hashText } from "../../base/hash.ts";
import type { CallOwner } from "../../domain/run/call.ts";
import type { Completion } from "../../domain/run/completion.ts";
import type {
  FreeAsk,
  MeterDesk,
  MeteredAnswer,
  MeteredAsk,
  MeteredReply,
  WireAnswer,
} from "../../domain/run/metering.ts";
import type { CompletionRequest, Failure } from "../../domain/run/provider.ts";
import type { Skip } from "../../domain/run/trial.ts";
import type { Relay } from "../../domain/run/relay.ts";
import { jsonObjectOf } from "../../domain/values/json.ts";
import { toUsd } from "../../domain/values/money.ts";
import { apiError, refusal, threadRefusal } from "../../meter/api-words.ts";
import { messageOf, streamOf } from "../../providers/relay/wire-message.ts";
import type { MeteredCalls } from "../../run/calls/metered-calls.ts";
import { withJudges } from "../../run/schedule/ticket-purse.ts";
import type { Sending } from "../../run/calls/sending.ts";
import { METERED_CASE, missingWords } from "./meter-recordings.ts";
import type { Purse } from "../../domain/run/budget.ts";
import type { MeterSetup } from "./meter-setup.ts";
import type { MeterTally } from "./meter-tally.ts";
import { type MeteredIdentity, meteredIdentity } from "../../plan/requests/metered-identity.ts";

/** What a desk needs of a meter's setup. */
export type DeskSetup = Pick<MeterSetup, "facts" | "upstream" | "attachments" | "models" | "ignore"> & {
  readonly recordings: Pick<MeterSetup["recordings"], "file">;
};

export interface DeskParts {
  readonly setup: DeskSetup;
  readonly sending: Sending;
  readonly calls: Pick<MeteredCalls, "answer">;
  readonly tally: MeterTally;
  /** Null: no cap. */
  readonly capUsd: number | null;
  /** Whose calls they are; absent: those of a session that has no trials. */
  readonly asker?: Asker;
}

/** A turn of a trial, or the start of what answers many. */
export interface Asker {
  readonly owner: CallOwner;
  /** What its calls are kept under in the journal. */
  readonly scope: string;
  /** What sets its requests apart from equal ones of others, in recordings. */
  readonly apart: string;
  /** What is set aside with the first call for the judges of its trial; absent: nothing. */
  readonly purse?: Purse;
  /** Told of a call that is not let through: nothing could cap it, or it could not be read. */
  refused?(message: Sentence): void;
  /** Told why no recording answers a call, in more words than the failure has. */
  missed?(requestHash: string, message: Sentence): void;
}

const OWNER: CallOwner = { ordinal: 0, suite: 0, suiteName: "meter", caseId: METERED_CASE, armId: "meter", trial: 1 };

/** Answers what applications ask, as our own calls are answered, and in the API's words. */
export function createMeterDesk(parts: DeskParts): MeterDesk {
  return {
    ask: (ask) => answer(parts, ask),
    askFree: (ask) => answerFree(parts, ask),
    refused(says) {
      parts.tally.countTurnedAway();
      parts.asker?.refused?.(says);
    },
  };
}

async function answer(parts: DeskParts, ask: MeteredAsk): Promise<MeteredAnswer> {
  const { tally } = parts;
  const request = requestOf(parts.setup, ask);
  const { model, thread = null } = request.body;
  if (thread !== null) return said(threadRefusal());
  const unpriced = parts.capUsd === null ? null : await unboundedWords(parts, request);
  if (typeof model !== "string" || unpriced !== null) {
    if (unpriced === null) tally.count("failed");
    else tally.countUncapped(unpriced);
    const says = unpriced ?? meterWords("missing-field", { field: "model" });
    parts.asker?.refused?.(says);
    return said(refusal(400, says));
  }
  const identity = identityOf(parts, request);
  const { messages: _messages, ...settings } = request.body;
  const { bucket } = parts.setup.facts.sentSettings(model, settings);
  const { owner = OWNER, scope, purse } = parts.asker ?? {};
  const asked = {
    ...(scope === undefined ? {} : { scope }),
    ...(purse === undefined ? {} : { purse }),
    owner,
    model,
    bucket,
    request,
    ...identity,
    relay: ask.relay,
  };
  const metered = await parts.calls.answer(asked);
  const { outcome, isPassedOn } = metered;
  const delivered = (isWhole: boolean): void => metered.delivered(isWhole);
  switch (outcome.status) {
    case "answered":
      tally.count(outcome.reused ? "reused" : "answered");
      return { reply: isPassedOn ? { status: "passed" } : kept(outcome.completion, ask.relay), delivered };
    case "stopped":
      tally.count(outcome.reason === "budget" ? "refused" : "failed");
      return said(stoppedWords(parts, request, outcome));
    case "failed":
      tally.count(outcome.failure.kind === "missing_recording" ? "missing" : "failed");
      return { reply: await failedReply(parts, outcome.failure, { relay: ask.relay, identity }), delivered };
  }
}

/** Equal requests of two trials are two requests: each has an answer of its own. */
function identityOf({ setup, asker }: DeskParts, request: CompletionRequest): MeteredIdentity {
  const identity = meteredIdentity(request, setup.ignore);
  if (asker === undefined) return identity;
  return { ...identity, requestHash: hashText(`${asker.apart} ${identity.requestHash}`) };
}

/** What is sent: the model that the config puts in place of the one that was asked. */
function requestOf({ models }: DeskSetup, { body, apiVersion, betas }: MeteredAsk): CompletionRequest {
  const { model } = body;
  const other = typeof model === "string" ? models[model] : undefined;
  return {
    body: other === undefined ? body : { ...body, model: other },
    headers: betas === null ? {} : { "anthropic-beta": betas },
    apiVersion,
  };
}

/** Why nobody can say what a request costs at most; null: it can be capped. Counts its attachments first. */
async function unboundedWords({ setup, sending }: DeskParts, request: CompletionRequest): Promise<Sentence | null> {
  const { attachments, facts } = setup;
  for (const block of sending.prices.uncounted(request)) {
    const why = await attachments.count(request, block);
    if (why !== null) return meterWords("uncounted-attachment", { why });
  }
  if (sending.prices.worstCost(request) !== null) return null;
  const { model, max_tokens: maxTokens } = request.body;
  // What the API refuses anyway costs nothing: its own words are better.
  const isWhole = typeof maxTokens === "number" && Number.isSafeInteger(maxTokens);
  if (!isWhole) return meterWords("missing-field", { field: "max_tokens" });
  if (maxTokens < 0) return meterWords("negative-field", { field: "max_tokens" });
  const part = facts.openEndedPart(request);
  return part === null ? meterWords("unknown-price", { model }) : meterWords("open-ended", { part });
}

function said(answer: WireAnswer): MeteredAnswer {
  return { reply: { status: "written", answer }, delivered: () => undefined };
}

/** A kept answer in the form that was asked for. */
function kept(completion: Completion, { wantsEvents }: Relay): MeteredReply {
  const body = wantsEvents ? streamOf(completion) : JSON.stringify(messageOf(completion));
  const type = wantsEvents ? "text/event-stream; charset=utf-8" : "application/json";
  const headers = { "content-type": type, "x-prompt-run-reused": "1" };
  return { status: "written", answer: { status: 200, headers, body: Buffer.from(body) } };
}

function stoppedWords(
  { sending, capUsd, tally, asker }: DeskParts,
  request: CompletionRequest,
  { reason, detail }: Skip,
): WireAnswer {
  if (reason !== "budget") return apiError(503, meterWords("stopping", { detail }), { isFinal: true });
  const { books, prices } = sending;
  const { paidPico, uncertainPico } = books.ledger;
  const spentUsd = toUsd(paidPico + uncertainPico);
  const own = prices.worstCost(request);
  const worst = withJudges(own, asker?.purse);
  const words = refusalWords("no-room", {
    leftUsd: Math.max(0, (capUsd ?? 0) - spentUsd),
    capUsd: capUsd ?? 0,
    worstUsd: worst === null ? null : toUsd(worst),
    isJudged: worst !== own,
  });
  tally.noteRoom(words, worst === null ? null : spentUsd + toUsd(worst));
  return refusal(400, words);
}

interface Failing {
  readonly relay: Relay;
  readonly identity: MeteredIdentity;
}

async function failedReply(parts: DeskParts, failure: Failure, { relay, identity }: Failing): Promise<MeteredReply> {
  if (relay.hasBegun) return { status: "broken", error: isToldInStream(failure) ? null : brokenError(failure) };
  if (relay.refusal !== null) return { status: "written", answer: relay.refusal };
  if (failure.kind === "missing_recording") {
    const { asker, tally } = parts;
    const words = await missingWords(parts.setup.recordings.file, { ...identity, caseId: asker?.owner.caseId });
    asker?.missed?.(identity.requestHash, words);
    tally.noteMissing(words);
    return { status: "written", answer: refusal(400, words) };
  }
  const isLimit = failure.kind === "rate_limited";
  const status = isLimit ? 429 : failure.kind === "timeout" || failure.kind === "deadline" ? 504 : 502;
  return { status: "written", answer: apiError(status, failure.message, { isFinal: failure.shouldRetry === false }) };
}

/** Failures that the meter found itself: the API sent no event for them, so the application has not heard of them yet. */
const OURS: readonly string[] = ["stream_error", "stall_error", "timeout_error", "aborted"];

function isToldInStream({ type, httpStatus }: Failure): boolean {
  return httpStatus === 200 && !OURS.includes(type);
}

function brokenError({ message }: Failure): { readonly type: string; readonly message: string } {
  return { type: "api_error", message: meterWords("from", { says: meterWords("broken-off", { why: message }) }) };
}

async function answerFree({ setup, tally }: DeskParts, ask: FreeAsk): Promise<WireAnswer> {
  tally.countFree();
  const answered = await setup.upstream.free({ ...ask, body: withModel(setup, ask.body) });
  if (answered.kind === "failed") return apiError(502, answered.failure.message, { isFinal: false });
  const { status, headers, body } = answered;
  const isEstimate = setup.upstream.replies === "recorded";
  return { status, headers: isEstimate ? { ...headers, "x-prompt-run-estimate": "1" } : headers, body };
}

/** The model is put in place in counts too; what is no JSON is the API's to refuse. */
function withModel({ models }: DeskSetup, text: string): string {
  const body = jsonObjectOf(text);
  const model = body?.["model"];
  const other = typeof model === "string" ? models[model] : undefined;
  return body === null || other === undefined ? text : JSON.stringify({ ...body, model: other });
}
