import { roundedUp } from "../../../base/figures.ts";
import { isApplication } from "../../../domain/run/target.ts";
import type { ArmSummary } from "../../../domain/formats/records.ts";
import { fileWord, isPasteable, option } from "./shell-word.ts";

/** An arm, as far as a command has to name it. */
export type NamedArm = Pick<ArmSummary, "id" | "model" | "settings" | "cost_usd">;

/** Where a case stands: its suite's file and arms, and whether the answers are the simulator's. */
export interface CasePlace {
  readonly file: string;
  readonly arms: readonly NamedArm[];
  readonly simulated: boolean;
}

/** The prompt of a suite that has one without a name. */
const UNNAMED = "default";
/** For an application of which it is not known what it costs, in USD. */
const SOME_USD = 1;

/**
 * "prompt-run try suites/a.yaml --case refund --model claude-haiku-5-5 --prompt v2": asks a case again, alone, of the arm whose
 * answer is in question. A case of a model is tried; one of an application is run, under a cap, so that what it asked is
 * kept. Null for names that no shell should be given.
 */
export function againCommand(caseId: string, arm: string, { file, arms, simulated }: CasePlace): string | null {
  const own = arms.find(({ id }) => id === arm);
  const isRun = own !== undefined && isApplication(own.settings);
  const chosen = arms.length < 2 ? [] : isRun ? [option("target", own.model)] : armOptions(arm);
  const replies = simulated ? ["--simulate"] : isRun ? [`--max-cost ${capOf(own)}`] : [];
  const words = [
    isRun ? "prompt-run" : "prompt-run try",
    fileWord(file),
    option("case", caseId),
    ...chosen,
    ...replies,
  ];
  const command = words.join(" ");
  return isPasteable(command) ? command : null;
}

/** A model and a prompt; the id of an arm is both. */
function armOptions(arm: string): string[] {
  const slash = arm.lastIndexOf("/");
  const prompt = arm.slice(slash + 1);
  return [option("model", arm.slice(0, slash)), ...(prompt === UNNAMED ? [] : [option("prompt", prompt)])];
}

/** All of its trials in the run cost as much: one case does not cost more than that. */
function capOf({ cost_usd: costUsd }: NamedArm): number {
  return costUsd === null || costUsd <= 0 ? SOME_USD : roundedUp(costUsd);
}
