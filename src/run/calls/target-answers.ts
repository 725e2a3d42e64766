import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureHere } from "../../domain/run/failure-here.ts";
import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { Answerer, Call, CallIdentity, CallOutcome } from "../../domain/run/call.ts";
import { type Charge, spentOf } from "../../domain/run/ledger.ts";
import type { Unfinished } from "../../domain/run/metered-call-fact.ts";
import type { AttemptResult, Failure } from "../../domain/run/provider.ts";
import type { TargetTurn } from "../../domain/run/target.ts";
import type { TargetPass, TargetRoom } from "../../domain/run/target-room.ts";
import { fromUsd } from "../../domain/values/money.ts";
import { bookOwnCost } from "../schedule/own-costs.ts";
import type { Sending } from "./sending.ts";
import { targetCompletion } from "./target-completion.ts";

type Asks = NonNullable<Call["asks"]>;

/** How often an earlier session has asked this in vain: each time was a pass of its own. */
export type CountFailures = (identity: CallIdentity) => number;

/**
 * Answers from the applications under test: a turn is asked within its time, and again where the application says that this
 * may help; what is no answer fails the trial. The answer is written down before anything counts on it, and after its calls.
 */
export function targetAnswers(room: TargetRoom, sending: Sending, failuresOf: CountFailures): Answerer {
  return {
    async answer(call) {
      const { asks } = call;
      return asks === undefined ? null : askUntilAnswered({ room, sending, call, asks }, failuresOf(call.identity));
    },
  };
}

interface Asked {
  readonly room: TargetRoom;
  readonly sending: Sending;
  readonly call: Call;
  readonly asks: Asks;
}

const NOTHING = { attempts: [], queuedMs: 0 } as const;

async function askUntilAnswered(asked: Asked, earlier: number): Promise<CallOutcome> {
  const { call, sending } = asked;
  let before: Passes = NOTHING;
  for (let attempt = 1; ; attempt++) {
    // An earlier session may have paid more than is allowed.
    bookOwnCost(sending, call.owner.suite, 0n);
    const stopped = sending.stop.forRequest(call.owner.suite);
    if (stopped !== null) return { status: "stopped", ...stopped, ...before };
    const { outcome: last, isRetryable } = await askOnce(asked, earlier + attempt);
    const outcome = after(before, last);
    if (outcome.status !== "failed" || !isRetryable || attempt >= call.maxAttempts) return outcome;
    const { attempts, queuedMs, metered } = outcome;
    before = { attempts, queuedMs, ...(metered === undefined ? {} : { metered }) };
  }
}

/** What passes that came to nothing have taken. */
type Passes = Pick<CallOutcome, "attempts" | "queuedMs"> & Unfinished;

/** The last pass, with what those before it took. The calls behind an answer are those of its own pass alone. */
function after(before: Passes, last: CallOutcome): CallOutcome {
  const attempts = [...before.attempts, ...last.attempts];
  if (last.status === "answered") return { ...last, attempts };
  const metered = [...(before.metered ?? []), ...(last.metered ?? [])];
  const isCounted = before.metered !== undefined || last.metered !== undefined;
  return { ...last, attempts, ...(isCounted ? { metered } : {}) };
}

interface Tried {
  readonly outcome: CallOutcome;
  readonly isRetryable: boolean;
}

async function askOnce(asked: Asked, pass: number): Promise<Tried> {
  const { room, sending, call, asks } = asked;
  const { clock, stop, books } = sending;
  const atMs = clock.now();
  const { owner, identity, timer, purse } = call;
  const asking = {
    owner,
    scope: identity.scope,
    pass,
    turn: turnOf(call, asks),
    vars: structuredClone(asks.vars),
    ...(purse === undefined ? {} : { purse }),
  };
  const { simulated } = asks;
  const came = await room.ask(asks.target, { ...asking, simulated, timeoutMs: timer.remainingMs });
  const trace = { attempts: came.attempts, queuedMs: 0 };
  const cut = came.stopped ?? (came.reply === "cut" ? stop.forAll() : null);
  if (cut?.reason === "budget") stop.skippedForBudget();
  const isCounted = room.isMetering(asks.target) && !came.isUndecided;
  const metered = isCounted ? { metered: came.calls } : {};
  if (cut !== null) return { outcome: { status: "stopped", ...cut, ...metered, ...trace }, isRetryable: false };
  timer.spend(came.latencyMs);
  const { result, charge } = resultOf(came, asked, isCounted);
  books.enter({
    charge,
    role: "target",
    scope: identity.scope,
    isRetry: false,
    isRateLimited: false,
    isSimulated: false,
    reservedPico: null,
  });
  await books.answered(call, { atMs, result, charge });
  // What it paid itself is known only now: no cap can be held before.
  bookOwnCost(sending, owner.suite, spentOf(charge));
  if (result.status === "failed") {
    // What is not recorded now is not recorded a moment later.
    const isLost = result.failure.kind === "missing_recording";
    const isRetryable =
      !isLost && typeof came.reply === "object" && came.reply.status === "failed" && came.reply.retryable;
    return { outcome: { status: "failed", failure: result.failure, ...metered, ...trace }, isRetryable };
  }
  const costPico = charge.status === "known" ? charge.pico : null;
  const { completion, ttftMs, requestId, reused, latencyMs } = result;
  const answered = { completion, costPico, ttftMs, latencyMs, requestId, reused };
  return { outcome: { status: "answered", ...answered, ...trace }, isRetryable: false };
}

interface Result {
  readonly result: AttemptResult;
  /** What the turn cost beside its metered calls, which are charged each by itself. */
  readonly charge: Charge;
}

/** `isCounted`: are its calls known, each with what it cost? */
function resultOf(came: TargetPass, { call, asks: { target } }: Asked, isCounted: boolean): Result {
  const { reply, latencyMs, failedCall, calls } = came;
  const free: Charge = { status: "known", pico: 0n };
  const unknown: Charge = target.isMetered ? { status: "unknown" } : free;
  const trace = { requestId: null, rateLimits: null, latencyMs };
  const said = saidBy(reply);
  const failed = (failure: Failure): Result => {
    const result: AttemptResult = { status: "failed", failure, partialUsage: null, ...trace };
    return { result, charge: said ?? (isCounted ? free : unknown) };
  };
  if (typeof reply === "string") {
    return failed(
      targetFailure("deadline", targetWords("no-time-left", { name: target.name, limitMs: call.timer.limitMs })),
    );
  }
  if (failedCall !== null) {
    return failed(failedCallFailure(target.name, failedCall, reply.status === "failed" ? reply.message : null));
  }
  if (reply.status === "failed") return failed(targetFailure("target", reply.message));
  const { answer } = reply;
  const completion = targetCompletion(answer, target.name, isCounted ? calls : null);
  const result: AttemptResult = { status: "answered", completion, ttftMs: null, reused: false, ...trace };
  return { result, charge: said ?? (isCounted && calls.length > 0 ? free : unknown) };
}

/** What it says that it paid elsewhere, also where its answer is none; null: nothing. */
function saidBy(reply: TargetPass["reply"]): Charge | null {
  if (typeof reply === "string") return null;
  const costUsd = reply.status === "answered" ? reply.answer.costUsd : (reply.costUsd ?? null);
  return costUsd === null ? null : { status: "known", pico: fromUsd(costUsd) };
}

function targetFailure(kind: "deadline" | "target", message: Sentence): Failure {
  const type = kind === "target" ? "target_error" : "timeout_error";
  return failureHere({ kind, type, message });
}

/**
 * What it answered rests on a call that nobody answered: the failure is the call's, whatever the application made of it.
 * `then`: how it failed itself; null: it answered.
 */
function failedCallFailure(name: string, call: Failure, then: Sentence | null): Failure {
  const { kind, type, code } = call;
  const failed = targetWords("failed-call", { name, reason: call.message });
  const message = then === null ? failed : targetWords("failed-after", { failed, words: then });
  const isOurs = kind === "missing_recording";
  return failureHere(isOurs ? { kind, type, code, message } : { kind: "target", type: "target_error", code, message });
}

function turnOf({ owner, identity, request }: Call, { userText }: Asks): TargetTurn {
  const { system = null, messages } = request.body;
  return {
    input: userText,
    system: typeof system === "string" ? system : system === null ? null : JSON.stringify(system),
    messages: structuredClone(messages as TargetTurn["messages"]),
    turn: identity.turn,
    caseId: owner.caseId,
    armId: owner.armId,
    trial: owner.trial,
  };
}
