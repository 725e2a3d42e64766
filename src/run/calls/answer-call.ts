import type { Answerer, Call, CallOutcome } from "../../domain/run/call.ts";

/** Brings a call to its answer: the first of the ways that has one, in their order. The last way always answers. */
export async function answerCall(answerers: readonly Answerer[], call: Call): Promise<CallOutcome> {
  for (const answerer of answerers) {
    // One after the other: a later way costs more than an earlier one.
    const outcome = await answerer.answer(call);
    if (outcome !== null) return outcome;
  }
  throw new Error("none of the ways to an answer took the call");
}
