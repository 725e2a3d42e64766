import { roundedUp } from "../../../base/figures.ts";
import { MASKED } from "../../../base/mask.ts";
import type { AskedOption } from "../../../domain/insights.ts";
import { isApplication } from "../../../domain/run/target.ts";
import type { ArmSummary } from "../../../domain/formats/records.ts";
import { fileWord, isPasteable, option } from "./shell-word.ts";

/** An arm, as far as a command has to name it. */
export type NamedArm = Pick<ArmSummary, "id" | "model" | "settings" | "cost_usd">;

/** Where a case stands: its suite's file and arms, whether the answers are the simulator's, and how the run was asked for. */
export interface CasePlace {
  readonly file: string;
  readonly arms: readonly NamedArm[];
  readonly simulated: boolean;
  /** Options that changed what was asked; absent: none. */
  readonly asked?: readonly AskedOption[];
  /** The store, where it is not the usual one; absent: it is. Only a command that makes a run names it. */
  readonly store?: string | null;
}

/** The prompt of a suite that has one without a name. */
const UNNAMED = "default";
/** For an application of which it is not known what it costs, in USD. */
const SOME_USD = 1;
/** Options that choose arms: the case is asked of one arm alone. */
const OF_ARMS: readonly string[] = ["model", "target", "prompt"];
/** Options that `try` does not take: it asks once, and never from recordings. */
const OF_RUNS: readonly string[] = ["trials", "offline"];

/**
 * "prompt-run try suites/a.yaml --case refund --model claude-haiku-5-5 --prompt v2": asks a case again, alone, of the arm whose
 * answer is in question, with the options that changed what was asked. A case of a model is tried; one of an application, or
 * of recordings, is run, under a cap where it costs something, so that what it asked is kept. Null for what no shell should be
 * given, and where an option is a secret.
 */
export function againCommand(caseId: string, arm: string, place: CasePlace): string | null {
  const { file, arms, asked = [] } = place;
  const own = arms.find(({ id }) => id === arm);
  const isApp = own !== undefined && isApplication(own.settings);
  const isRun = isApp || asked.some(({ name }) => name === "offline");
  const isChosen = arms.length > 1 || asked.some(({ name }) => OF_ARMS.includes(name));
  const chosen = !isChosen ? [] : isApp ? [option("target", own.model)] : armOptions(arm);
  const others = asked.filter(({ name }) => !OF_ARMS.includes(name) && (isRun || !OF_RUNS.includes(name)));
  const words = [
    isRun ? "prompt-run" : "prompt-run try",
    fileWord(file),
    option("case", asGlob(caseId)),
    ...chosen,
    ...others.map(({ name, value }) => (value === null ? `--${name}` : option(name, value))),
    ...repliesOf(place, isApp ? own : null),
    ...(isRun && place.store != null ? [option("store", place.store)] : []),
  ];
  const command = words.join(" ");
  return isPasteable(command) && !command.includes(MASKED) ? command : null;
}

/** The id as `--case` takes it, which is a glob: no other case is meant. */
function asGlob(caseId: string): string {
  return caseId.replaceAll(/[*?]/g, String.raw`\$&`);
}

function repliesOf({ simulated, asked = [] }: CasePlace, app: NamedArm | null): string[] {
  if (simulated) return ["--simulate"];
  return app === null || asked.some(({ name }) => name === "offline") ? [] : [`--max-cost ${capOf(app)}`];
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
