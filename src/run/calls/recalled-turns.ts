import type { Answerer, Call } from "../../domain/run/call.ts";
import type { Charge } from "../../domain/run/ledger.ts";
import { meteredCallsOf } from "../../domain/run/metered-call-fact.ts";
import type { AttemptResult, Recall, RecordedReply } from "../../domain/run/provider.ts";
import { sumOrNull } from "../../domain/values/money.ts";
import type { Sending } from "./sending.ts";

const FREE: Charge = { status: "known", pico: 0n };

/**
 * Answers of applications from recordings: of those alone whose files are known, and unchanged since (they are part of the
 * hash). Without a recording the application is asked, offline too: then its calls are answered from theirs.
 */
export function recalledTurns(recall: Recall, { books, clock }: Pick<Sending, "books" | "clock">): Answerer {
  return {
    async answer(call) {
      const { asks, owner, identity } = call;
      if (asks === undefined || asks.target.sources.length === 0) return null;
      const { n, requestHash, role } = identity;
      const recalled = recall({ suite: owner.suite, caseId: owner.caseId, n, requestHash, role });
      if (recalled.status !== "recorded") return null;
      const { completion, ttftMs, latencyMs, requestId } = recalled.reply;
      const { charge, saved } = chargesOf(recalled.reply, call);
      const result: AttemptResult = { ...recalled.reply, status: "answered", rateLimits: null, reused: true };
      await books.reused(call, charge, { atMs: clock.now(), result }, saved);
      const costPico = charge.status === "known" ? charge.pico : null;
      const answered = { completion, costPico, ttftMs, latencyMs, requestId };
      return { status: "answered", ...answered, reused: true, attempts: [], queuedMs: 0 };
    },
  };
}

/** What the line of the turn says, and what was saved with the calls behind it. What nobody metered is not known. */
function chargesOf({ completion }: RecordedReply, { asks }: Call): { readonly charge: Charge; readonly saved: Charge } {
  const calls = meteredCallsOf(completion) ?? [];
  if (calls.length === 0) {
    const charge: Charge = asks?.target.isMetered === true ? { status: "unknown" } : FREE;
    return { charge, saved: charge };
  }
  const pico = sumOrNull(calls.map(({ costPico }) => costPico));
  return { charge: FREE, saved: pico === null ? { status: "unknown" } : { status: "known", pico } };
}
