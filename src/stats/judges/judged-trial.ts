import { isJudgedCheck } from "../../domain/check-facts.ts";
import type { CheckRecord, TrialRecord } from "../../domain/formats/records.ts";
import { judgementsIn } from "../../domain/judging.ts";
import { isImplied } from "../../domain/values/implied-check.ts";

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

/** Does this check's verdict hang on a judge? One that was not asked is null. */
function hasJudge(check: CheckRecord): boolean {
  return check.judge === null || namesIn(check).length > 0;
}

/** The judges that a check's verdict hangs on; of one that was not asked, what the check is called. */
function namesIn(check: CheckRecord): string[] {
  const said = judgementsIn(check).flatMap(({ name, decides }) => (decides ? [name] : []));
  return check.judge === null ? [...said, check.name ?? check.type] : said;
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
  const hasRules = checks.some((check) => check.required && !hasJudge(check) && !isImplied(check));
  const score = scoreWord(trial, hasJudge);
  const others = score === "fail" ? "fail" : othersOf(checks.filter((check) => check.required && !hasJudge(check)));
  if (judged.length === 0 || others === "fail") {
    const word = others === "pass" && verdict !== "pass" ? wordOf(verdict) : others;
    return { others: word, hangsOn: [], judge: null, isTangled: false, hasRules };
  }
  const byScore = score === "open";
  const hangsOn = [...new Set((byScore ? judged : required).flatMap(namesIn))];
  const [only] = required;
  const isPlain = required.length === 1 && isJudgedCheck(only?.type ?? "") && !byScore;
  if (!isPlain || only === undefined) {
    return { others, hangsOn, judge: null, isTangled: hangsOn.length > 0, hasRules };
  }
  const [name = only.type] = namesIn(only);
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

/** Sums of weighted scores are off in their last bits. */
const ROUNDING = 1e-9;

/**
 * What `min_score` makes of a trial, were each check of which nothing is known worth nothing, or all: pass or fail whatever it
 * says, else open. Null: no score is asked for. Records that do not say what is asked for show it by a fail that no required
 * check accounts for.
 */
function scoreWord(
  { checks, verdict, min_score: wanted }: TrialRecord,
  isUnknown: (check: CheckRecord) => boolean,
): Word | null {
  if (wanted === undefined) {
    const isByScore = verdict === "fail" && checks.every((check) => !check.required || check.verdict === "pass");
    return isByScore ? "open" : null;
  }
  const scoreWith = (unknown: number): number => {
    let [sum, weights] = [0, 0];
    for (const check of checks) {
      const score = isUnknown(check) ? unknown : check.score;
      if (score === null) continue;
      sum += score * check.weight;
      weights += check.weight;
    }
    return weights === 0 ? 0 : sum / weights;
  };
  if (scoreWith(0) + ROUNDING >= wanted) return "pass";
  return scoreWith(1) + ROUNDING >= wanted ? "open" : "fail";
}

/**
 * The trial as rules take it that no correction reaches: where its verdict hangs on a judge that is not believed, nobody
 * knows it. What a rule, or a judge that is believed, has failed stays failed.
 */
export function withoutJudges(trial: TrialRecord, believed: ReadonlySet<string>): TrialRecord {
  const isDoubted = (check: CheckRecord): boolean =>
    hasJudge(check) && namesIn(check).some((name) => !believed.has(name));
  if (trial.status !== "completed" || !trial.checks.some(isDoubted)) return trial;
  const known = trial.checks.filter((check) => check.required && !isDoubted(check));
  const isFailed = othersOf(known) === "fail" || scoreWord(trial, isDoubted) === "fail";
  const isOpen = !isFailed && doubtedOf(trial, believed).length > 0;
  const isDecided = trial.verdict === "pass" || trial.verdict === "fail";
  return { ...trial, score: null, verdict: isOpen && isDecided ? "undecided" : trial.verdict };
}

/** The judges that a trial's verdict hangs on and that are not believed as they are. */
export function doubtedOf(trial: TrialRecord, believed: ReadonlySet<string>): string[] {
  return judgedTrial(trial).hangsOn.filter((name) => !believed.has(name));
}
