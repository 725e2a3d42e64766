import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { costPerThousand } from "./cost-per-thousand.ts";
import { formatPercent } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { Tone } from "../../base/style.ts";
import type { ArmSummary, Comparison, RuleRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { ArmRow } from "./arm-rows.ts";
import type { LimitedRule } from "../../domain/diagnostics/english/reports/gates.ts";
import { armVerdict } from "./arm-verdict.ts";
import { asRuled, markLegend } from "../words/comparison-words.ts";
import { VERDICT_LOOKS } from "../words/words.ts";

/** The rule on the arm's own pass rate. */
export function limitOf(arm: string, { gate }: SuiteHead): RuleRecord | undefined {
  return gate.rules.find((rule) => rule.arm === arm && rule.tag === null && RATE_RULES.includes(rule.rule));
}

const RATE_RULES: readonly string[] = ["pass_rate", "all_pass"];
const GATE_WORDS: Readonly<Record<Exclude<LimitedRule, "pass_rate"> | "not_worse_than", string>> = {
  not_worse_than: "vs base",
  by_judge: "by judge",
  by_tag: "by tag",
  case_pass_rate: "by case",
  mean_score: "score",
  max_cost_usd: "cost",
  max_cost_per_trial_usd: "cost",
  max_p95_latency_ms: "p95",
};

/** What the gate asks of an arm: "75%", "by tag", "none". */
export function gateText({ id }: ArmSummary, suite: SuiteHead): string {
  if (suite.gate.verdict === null) return "none";
  const rule = limitOf(id, suite);
  if (rule !== undefined) return formatPercent(rule.limit).replace(".0%", "%");
  const own = suite.gate.rules.find(({ arm }) => arm === id);
  if (own?.tag !== null && own !== undefined) return "by tag";
  return own === undefined ? "–" : (gateWord(own.rule) ?? safeLine(own.rule, 12));
}

function gateWord(rule: string): string | undefined {
  return isGateWord(rule) ? GATE_WORDS[rule] : undefined;
}

function isGateWord(rule: string): rule is keyof typeof GATE_WORDS {
  return Object.hasOwn(GATE_WORDS, rule);
}

/** How an arm's pass rate is meant. */
export function rateTone(arm: ArmSummary, suite: SuiteHead): Tone {
  const verdict = armVerdict(arm, suite);
  return verdict === null ? "plain" : VERDICT_LOOKS[verdict].tone;
}

/** "49–73": the bounds of a pass rate in percent. */
export function rangeText({ pass_rate: { low, high } }: ArmSummary): string {
  if (low === null || high === null) return "–";
  return `${Math.round(low * 100)}–${Math.round(high * 100)}`;
}

/** "37/60"; "37/60*" where some of it hangs on a judge. */
export function passedText(arm: ArmSummary): string {
  return `${arm.passed}/${arm.passed + arm.failed}${judgedMark(arm)}`;
}

/** Behind figures that hang on a judge which is not believed as it is: `judgedNote` says what it means. */
export function judgedMark({ as_judged: count = 0 }: ArmSummary): string {
  return count > 0 ? "*" : "";
}

/** What `*` means behind figures that hang on a judge. */
export function judgedNote(): Sentence {
  return reportWords("as-judged");
}

/** Trials of an arm without a verdict, those left out on purpose excepted. */
export function missingOf(arm: ArmSummary, suite: SuiteHead): number {
  return arm.undecided + arm.errored + arm.skipped - leftOutOf(arm, suite);
}

/** Trials of an arm that the suite skips, or that were decided without: nothing is missing there. */
export function leftOutOf({ id }: ArmSummary, { insights }: SuiteHead): number {
  return insights?.left_out_by_arm?.find(({ arm }) => arm === id)?.trials ?? 0;
}

/** What a thousand answered trials cost, in USD without the sign. */
export function costText(arm: ArmSummary): string {
  const cost = costPerThousand([arm]);
  return cost === null ? "–" : costDigits(cost);
}

/** Two digits that say something, whole dollars from 10 on: "0.014", "1.5", "140". */
function costDigits(usd: number): string {
  return usd >= 10 ? String(Math.round(usd)) : String(Number(usd.toPrecision(2)));
}

/** What the rows are held against: "vs baseline", "vs v1"; "difference" where it is not the same for all. */
export function differenceTitle(rows: readonly ArmRow[]): string {
  const titles = new Set(rows.filter(({ standard }) => standard.pairs.size > 0).map(({ standard }) => standard.title));
  const [title = ""] = titles;
  return titles.size === 1 ? title : "difference";
}

/** The comparison that a row's arm is the candidate of, as the gate ruled on it. */
export function pairOf({ arm, standard, suite }: ArmRow): Comparison | undefined {
  const pair = arm === null ? undefined : standard.pairs.get(arm.id);
  return pair === undefined ? undefined : asRuled(pair, suite);
}

/**
 * "vs baseline: = not worse, within the margin": the marks before the differences of these rows; null where none is to be
 * explained. Arrows say themselves what they mean against a baseline, and not between arms, of which no rule may say a word.
 */
export function rowLegend(rows: readonly ArmRow[]): string | null {
  const pairs = rows.flatMap((row) => pairOf(row) ?? []);
  const legend = markLegend(pairs, { withArrows: pairs.some(({ against }) => against === "arm") });
  return legend === null ? null : `${differenceTitle(rows)}: ${legend}`;
}

/** Is any of the rows compared with something? */
export function hasDifferences(rows: readonly ArmRow[]): boolean {
  return rows.some(({ standard }) => standard.pairs.size > 0);
}
