import { targetWords } from "../domain/diagnostics/target-words.ts";
import type { TargetFunction } from "../domain/in-memory.ts";
import type { TargetContext, TargetReply, TargetTurn } from "../domain/run/target.ts";
import { thrownWords } from "../domain/values/thrown-words.ts";
import { failed } from "./failed.ts";
import { readReply } from "./read-reply.ts";

/** Asks a function of this program. What it throws is a failure that says so; nobody can stop one that computes without end. */
export async function askFunction(
  name: string,
  target: TargetFunction | undefined,
  turn: TargetTurn,
  context: TargetContext,
): Promise<TargetReply> {
  if (target === undefined) return failed(targetWords("gone", { name }));
  let value: unknown;
  try {
    value = await target(turn, context);
  } catch (error) {
    return failed(targetWords("threw", { name, words: thrownWords(error).words }));
  }
  return readReply(name, value);
}
