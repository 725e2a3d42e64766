import type { GateRecord, RuleRecord } from "../../domain/formats/records.ts";
import type { LabelsWanted } from "../../domain/insights.ts";
import type { JudgedGateEvidence } from "../evidence.ts";
import { hangingOn } from "../judges/hanging-trials.ts";
import { labelsLacking, leftToLabel } from "../judges/judge-words.ts";
import type { Doubt, RuleReach } from "./judges-in-words.ts";

/** How many of an arm's trials hang on judges, and on which; null where none does. `canCorrect`: can the rule take a judge's errors into account? */
export function doubtOf(judges: JudgedGateEvidence, arm: number, canCorrect: boolean): Doubt | null {
  const names = judges.judged[arm]?.whole.names;
  const hanging = judges.hanging[arm];
  if (names === undefined || names.size === 0 || hanging === undefined) return null;
  return { names, hanging, reach: reachOf(judges, arm, canCorrect), answersOf: (name) => answersOf(judges, name) };
}

/** One judge beside rules is taken out of a rate; several, and one inside other checks or by score, only where it is asked by name. */
function reachOf({ judged }: JudgedGateEvidence, arm: number, canCorrect: boolean): RuleReach {
  const whole = judged[arm]?.whole;
  if (whole === undefined || whole.isTangled || whole.names.size > 1) return "`by_judge`";
  return canCorrect ? "own" : "`pass_rate` or `by_judge`";
}

function answersOf({ hanging }: JudgedGateEvidence, name: string): number {
  const { passed, failed } = hangingOn(hanging, name);
  return passed + failed;
}

/** Rules that take the errors of a measured judge into account. */
const CORRECTED = ["pass_rate", "by_tag", "not_worse_than"];

/** The judges that people's labels would make count, and what comes before that. One of whose word nothing hangs needs none. */
export function labelsWanted(judges: JudgedGateEvidence, { rules }: GateRecord): LabelsWanted[] {
  return [...judges.book.judges.values()].flatMap((judge) => {
    const { name, require, unjudged: waiting, standing } = judge;
    const answers = answersOf(judges, name);
    const ways = rules.flatMap((rule) => wayOf(rule, judges, name) ?? []);
    const isDoubted = standing.status === "unmeasured" || standing.status === "stale";
    if (require === null || !isDoubted || answers === 0 || ways.length === 0) return [];
    const rule = ways.includes("own") ? null : (ways[0] ?? null);
    return [{ judge: name, rule, wanted: labelsLacking(judge), answers: leftToLabel(judge, answers), waiting }];
  });
}

/** Null: the rule does not hang on the judge, or has its verdict without it. */
function wayOf(rule: RuleRecord, judges: JudgedGateEvidence, name: string): RuleReach | null {
  if (rule.verdict !== "incomplete") return null;
  if (rule.rule === "by_judge") return rule.judge === name ? "own" : null;
  const arm = judges.arms.findIndex(({ facts }) => facts.id === rule.arm);
  if (judges.judged[arm]?.whole.names.has(name) !== true) return null;
  return reachOf(judges, arm, CORRECTED.includes(rule.rule) && rule.on !== "score");
}
