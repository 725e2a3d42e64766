import type { Answerer, Call, CallOutcome, ReplayedCalls } from "../../domain/run/call.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import type { AttemptResult, Recall, RecordedReply } from "../../domain/run/provider.ts";
import type { Sending } from "./sending.ts";

/** Answers from the journal of earlier sessions of the same run: paid then, with the attempts of that time. */
export function replayedAnswers(replay: ReplayedCalls): Answerer {
  return {
    async answer({ identity }) {
      const answered = await replay.answered(identity);
      return answered === null ? null : { status: "answered", ...answered };
    },
  };
}

/** Answers from recordings, at the price of their day; a call without one fails where nothing may be sent. */
export function recalledAnswers(recall: Recall, sending: Pick<Sending, "books" | "clock" | "prices">): Answerer {
  return {
    async answer(call) {
      const { suite, caseId } = call.owner;
      const { n, requestHash, role } = call.identity;
      const recalled = recall({ suite, caseId, n, requestHash, role });
      if (recalled.status === "recorded") return reusedOutcome(sending, call, recalled.reply);
      if (recalled.status === "unknown") return null;
      return { status: "failed", failure: recalled.failure, attempts: [], queuedMs: 0 };
    },
  };
}

async function reusedOutcome(
  { books, clock, prices }: Pick<Sending, "books" | "clock" | "prices">,
  call: Call,
  reply: RecordedReply,
): Promise<CallOutcome> {
  const { completion, ttftMs, latencyMs, requestId, recordedAtMs } = reply;
  const result: AttemptResult = { ...reply, status: "answered", rateLimits: null, reused: true };
  const costPico = prices.costOf(call, completion, recordedAtMs);
  const charge: Charge = costPico === null ? { status: "unknown" } : { status: "known", pico: costPico };
  await books.reused(call, charge, { atMs: clock.now(), result });
  const answered = { completion, costPico, ttftMs, latencyMs, requestId };
  return { status: "answered", ...answered, reused: true, attempts: [], queuedMs: 0 };
}
