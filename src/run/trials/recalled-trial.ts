import type { PlannedTrial } from "../../domain/run/trial.ts";
import type { Answering } from "./run-options.ts";

/**
 * Does a recording answer the first request of a trial? Then it may start when the budget is used up: what is recorded costs
 * nothing, and what is not is held against the budget as ever. An application's answers are looked up by its own room.
 */
export async function isRecalled(
  { recall, hashRequest }: Pick<Answering, "recall" | "hashRequest">,
  trial: Pick<PlannedTrial, "target" | "openTurn" | "suite" | "caseId" | "nth">,
): Promise<boolean> {
  if (recall === null || trial.target !== undefined) return false;
  const opened = await trial.openTurn(1, [], []);
  if (opened.status === "failed") return false;
  const { suite, caseId, nth: n } = trial;
  return recall({ suite, caseId, n, requestHash: hashRequest(opened.request), role: "turn" }).status === "recorded";
}
