import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { EXIT, exitWords } from "../../domain/exit-code.ts";
import type { ReplySource, RuleRecord, RunVerdict } from "../../domain/formats/records.ts";
import type { SkippedTrials } from "./skip-tally.ts";
import type { Tone } from "../../base/style.ts";

/** A verdict's mark and tone, so that no reader depends on colour. */
export const VERDICT_LOOKS: Readonly<Record<RunVerdict, { readonly mark: string; readonly tone: Tone }>> = {
  pass: { mark: "✓", tone: "good" },
  fail: { mark: "✗", tone: "bad" },
  inconclusive: { mark: "?", tone: "unsure" },
  incomplete: { mark: "!", tone: "unsure" },
  over_budget: { mark: "!", tone: "bad" },
  interrupted: { mark: "!", tone: "unsure" },
  pending: { mark: "…", tone: "unsure" },
  partial: { mark: "…", tone: "unsure" },
};

/** "over budget": a verdict in words. */
export function verdictWords(verdict: RunVerdict): string {
  return verdict.replace("_", " ");
}

/** What an exit code says (docs/errors.md). Exit 0 is put into words by what was found. */
export function exitMeaning(head: ReportHead): string {
  if (head.exit_code === EXIT.ok && head.verdict === "inconclusive") return reportWords("exit-undecided");
  if (head.verdict === "partial" && head.exit_code === EXIT.ok) return reportWords("exit-part");
  const { errored, skipped, undecided } = head.totals;
  if (head.exit_code === EXIT.incomplete && errored + skipped + undecided === 0) return whyIncomplete(head);
  if (head.exit_code === EXIT.overBudget && head.run.warnings.some(({ code }) => code === "dearer-than-reserved")) {
    return reportWords("exit-dearer");
  }
  if (head.exit_code === EXIT.ok && head.suites.every((suite) => suite.gate.verdict === null))
    return reportWords("exit-no-gate");
  if (head.exit_code === EXIT.ok && isPart(head)) return reportWords("exit-part-passed");
  if (head.exit_code === EXIT.wrongInput && head.suites.some(isUnreached)) return reportWords("exit-unreachable");
  return exitWords(head.exit_code)?.meaning ?? reportWords("exit-unknown");
}

/** Exit 3 though every trial has its answer and its verdict. */
function whyIncomplete({ suites, totals }: ReportHead): string {
  if (suites.some(({ verdict }) => verdict === "incomplete")) return reportWords("exit-unruled");
  if (totals.cost_usd === null) return reportWords("exit-unpriced");
  return reportWords(totals.reused_trials > 0 ? "exit-reused" : "exit-unruled");
}

function isUnreached({ insights }: SuiteHead): boolean {
  return insights?.missing?.why === "unreachable";
}

/**
 * What must be said beside the verdict in every format: the run's notes, that only a part was run, and what came out dearer
 * than was reckoned with.
 */
export function standingTexts({ insights, run }: ReportHead): readonly string[] {
  return [
    ...(insights?.notes ?? []),
    ...run.warnings
      .filter(({ code }) => code === "selection" || code === "shard" || code.startsWith("dearer-"))
      .map(({ message }) => message),
  ];
}

/** What must be said of where the replies come from; null when all are live. */
export function replyNote(replies: ReplySource): string | null {
  return replies === "live" ? null : reportWords("replies-from", { replies });
}

/** The rule that decided a suite's gate, one on all cases before one on a tag's; null when it passed or has none. */
export function decidingRule(suite: SuiteHead): RuleRecord | null {
  if (suite.gate.verdict === "pass") return null;
  const deciding = suite.gate.rules.filter((rule) => rule.verdict === suite.gate.verdict);
  return deciding.find((rule) => rule.tag === null) ?? deciding[0] ?? null;
}

/** "12 of 40 trials have no answer (2 errored, 10 not run)", "9 of 20 trials have no answer: the budget ended"; null when none is missing, or that is not known. */
export function missingWords({ arms, insights }: SuiteHead): string | null {
  if (insights?.missing === undefined) return null;
  const { errored, not_run: notRun, why } = insights.missing;
  const trials = arms.reduce((sum, arm) => sum + arm.trials, 0);
  return reportWords("answers-missing", { trials, errored, notRun, why: why ?? null });
}

/** "refund, order-7 and 12 more": the cases of skipped trials. Raw text: escape it before showing. */
export function caseList({ named, cases }: SkippedTrials): string {
  return `${named.join(", ")}${cases > named.length ? ` and ${cases - named.length} more` : ""}`;
}

/** "pass_rate · haiku/v1 · lang=ja": which rule this is. Raw text: escape it before showing. */
export function ruleName(rule: RuleRecord): string {
  return [rule.rule, rule.judge ?? null, rule.arm, rule.tag].filter((part) => part !== null).join(" · ");
}

const CUT_SHORT: readonly RunVerdict[] = ["interrupted", "over_budget", "pending", "partial"];

/** Did the suite end before all of it was asked, by no rule's decision? */
export function isCutShort({ verdict }: Pick<SuiteHead, "verdict">): boolean {
  return CUT_SHORT.includes(verdict);
}

/** Has the suite no verdict of a gate, and nothing else that went wrong? */
export function isUngated({ gate, verdict }: Pick<SuiteHead, "gate" | "verdict">): boolean {
  return gate.verdict === null && verdict === "pass";
}

/** A suite's verdict as it looks: a suite without a gate is neither green nor red. */
export function suiteLook(suite: Pick<SuiteHead, "gate" | "verdict">): VerdictLook {
  return isUngated(suite) ? NO_GATE : { ...VERDICT_LOOKS[suite.verdict], words: verdictWords(suite.verdict) };
}

/** The same of a whole run: neutral when none of its suites has a gate, and when nothing came through its meter. */
export function runLook(head: Pick<ReportHead, "verdict" | "suites" | "run" | "meter">): VerdictLook {
  const { verdict, suites, meter } = head;
  if (verdict === "pass" && meter?.requests === 0) return NO_CALLS;
  const isNeutral = verdict === "pass" && suites.length > 0 && suites.every(isUngated);
  return partLook(head, isNeutral ? NO_GATE : { ...VERDICT_LOOKS[verdict], words: verdictWords(verdict) });
}

/** The look of a verdict in a run, "pass of a part" where only a part was asked for. */
export function partLook(head: Pick<ReportHead, "run">, look: VerdictLook): VerdictLook {
  return isPart(head) ? { ...look, words: `${look.words}${OF_A_PART}` } : look;
}

/** Behind a verdict on what `--case` and `--tag` left: it says nothing of the rest. */
export const OF_A_PART: string = " of a part";

/** Was only a part of the cases asked for? */
export function isPart({ run }: Pick<ReportHead, "run">): boolean {
  return run.warnings.some(({ code }) => code === "selection");
}

/** How a verdict is shown. */
export interface VerdictLook {
  readonly mark: string;
  readonly tone: Tone;
  readonly words: string;
}

const NO_CALLS: VerdictLook = { mark: "–", tone: "quiet", words: "no calls" };
const NO_GATE: VerdictLook = { mark: "–", tone: "quiet", words: "no gate" };
