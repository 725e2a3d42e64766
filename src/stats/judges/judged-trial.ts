import type { CheckRecord, TrialRecord } from "../../domain/formats/records.ts";

/** What a trial says apart from its judge: pass, fail, or open (an answer or a verdict is missing). */
export type Word = "pass" | "fail" | "open";

/** A trial as the correction of judges reads it. */
export interface JudgedTrial {
  /** What all but judges say of it. */
  readonly others: Word;
  /** The judges on which its verdict hangs, by name. */
  readonly hangsOn: readonly string[];
  /**
   * What the one judge says on which alone the trial hangs beside its rules; null: none was to be asked, or the trial cannot be
   * corrected.
   */
  readonly judge: { readonly name: string; readonly word: Word } | null;
  /** Does it hang on judges in a way that cannot be corrected: several, inside other checks, by score? */
  readonly isTangled: boolean;
  /** Is anything but a judge required of it, beside that it ends as it should? */
  readonly hasRules: boolean;
}

/** What every turn is asked for, without being said. */
const IMPLIED: readonly string[] = ["refusal", "stop_reason"];

/** Is a judge in this check? One that was not asked is null. */
function hasJudge(check: CheckRecord): boolean {
  return check.judge !== undefined;
}

/**
 * Reads a trial apart: rules, then the judge. A trial that failed a rule is not judged (or the judge does not matter), and one
 * without a judged check has none.
 */
export function judgedTrial(trial: TrialRecord): JudgedTrial {
  const { checks, verdict, status } = trial;
  const judged = checks.filter(hasJudge);
  if (status !== "completed") return { others: "open", hangsOn: [], judge: null, isTangled: false, hasRules: false };
  const required = judged.filter((check) => check.required);
  const hasRules = checks.some((check) => check.required && !hasJudge(check) && !IMPLIED.includes(check.type));
  const others = othersOf(checks.filter((check) => check.required && !hasJudge(check)));
  const byScore = isByScore(trial);
  const names = [...new Set(judged.flatMap(({ judge, name, type }) => judge?.name ?? name ?? type))];
  if (judged.length === 0 || others === "fail") {
    const word = others === "pass" && verdict !== "pass" ? wordOf(verdict) : others;
    return { others: word, hangsOn: [], judge: null, isTangled: false, hasRules };
  }
  const hangsOn = required.length > 0 || byScore ? names : [];
  const [only] = required;
  const isPlain = required.length === 1 && only?.type === "judge" && !byScore;
  if (!isPlain || only === undefined) {
    return { others, hangsOn, judge: null, isTangled: hangsOn.length > 0, hasRules };
  }
  const name = only.judge?.name ?? only.name ?? only.type;
  const judge = { name, word: wordOf(only.verdict) };
  return { others, hangsOn: [name], judge, isTangled: false, hasRules };
}

function othersOf(checks: readonly CheckRecord[]): Word {
  if (checks.some(({ verdict }) => verdict === "fail")) return "fail";
  return checks.every(({ verdict }) => verdict === "pass") ? "pass" : "open";
}

function wordOf(verdict: TrialRecord["verdict"]): Word {
  return verdict === "pass" || verdict === "fail" ? verdict : "open";
}

/** Every required check passes and the trial does not: its score decided (`min_score`), or decides whether it passes. */
function isByScore({ checks, verdict }: TrialRecord): boolean {
  return verdict === "fail" && checks.every((check) => !check.required || check.verdict === "pass");
}

/**
 * The trial as rules take it that no correction reaches: where its verdict hangs on a judge that is not believed, nobody
 * knows it. What a rule has failed stays failed.
 */
export function withoutJudges(trial: TrialRecord, believed: ReadonlySet<string>): TrialRecord {
  const judged = trial.checks.filter(hasJudge);
  const unknown = judged.filter(({ judge, name, type }) => !believed.has(judge?.name ?? name ?? type));
  if (trial.status !== "completed" || unknown.length === 0) return trial;
  const { hangsOn } = judgedTrial(trial);
  const isOpen = hangsOn.some((name) => !believed.has(name));
  const isDecided = trial.verdict === "pass" || trial.verdict === "fail";
  return { ...trial, score: null, verdict: isOpen && isDecided ? "undecided" : trial.verdict };
}
