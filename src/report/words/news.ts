import { capitalized, formatNumber, formatPercent, formatPoints } from "../../base/figures.ts";
import type { SuiteEnd } from "../../domain/diagnostics/english/reports/suite-ends.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Comparison, RuleRecord, RunVerdict } from "../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { reasonInShort } from "../../domain/values/rule-reason.ts";
import { shortArmNames } from "./arm-names.ts";
import { withoutHashedIds } from "./case-label.ts";
import { flips, lossWords, passingLoss } from "./flip-words.ts";
import { isCutShort, isUngated, missingWords } from "./words.ts";

/** A suite that did not pass, or passed and is proven worse than its baseline, and why, the worst reason first. Raw text: escape it before showing. */
export interface NewsItem {
  readonly suite: SuiteHead;
  readonly end: SuiteEnd;
  /** Is it proven worse than what it is held against? */
  readonly isWorse: boolean;
  readonly reasons: readonly string[];
}

/** How bad a suite's verdict is: the worst first. */
const SEVERITY: readonly RunVerdict[] = [
  "fail",
  "interrupted",
  "over_budget",
  "pending",
  "partial",
  "incomplete",
  "inconclusive",
  "pass",
];
const NOT_WORSE = "not_worse_than";
const MAX_REASONS = 4;
const MAX_ARMS = 6;
/** So few arms are named in any list. */
const FEW_ARMS = 2;

/** Every suite that did not pass, the worst first: what is proven worse than a baseline before what else failed. Last those that passed and are proven worse. */
export function newsOf({ suites }: Pick<ReportHead, "suites">): NewsItem[] {
  return suites
    .filter((suite) => suite.verdict !== "pass" || passingLoss(suite) !== null)
    .map((suite) => ({ item: itemOf(suite), weight: weightOf(suite) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ item }) => item);
}

/** All suites: those that did not pass as the news has them, then the others as they were planned. */
export function worstFirst(head: Pick<ReportHead, "suites">): SuiteHead[] {
  const red = newsOf(head).map(({ suite }) => suite);
  return [...red, ...head.suites.filter((suite) => !red.includes(suite))];
}

function itemOf(suite: SuiteHead): NewsItem {
  const loss = passingLoss(suite);
  if (loss !== null) return { suite, end: loss, isWorse: true, reasons: [lossWords(suite)] };
  const reasons = withMissing(reasonsOf(suite), suite);
  const [first] = suite.verdict === "fail" ? regressionsOf(suite) : [];
  const end: SuiteEnd =
    first === undefined ? { kind: suite.verdict } : { kind: "worse", than: standardOf(suite, first) };
  return { suite, end, isWorse: first !== undefined, reasons };
}

/** A suite that failed on a part of its answers says so with its first reason: its figures are those of the part. */
function withMissing(reasons: readonly string[], suite: SuiteHead): readonly string[] {
  const isPart = suite.verdict === "fail" && suite.insights?.missing?.why === "budget";
  const missing = isPart ? missingWords(suite) : null;
  if (missing === null) return reasons;
  const [first, ...others] = reasons;
  return [first === undefined ? missing : `${first}; ${missing}`, ...others];
}

/** The reasons of a suite: how many answers it lacks, if it was cut short or misses some; else the rules that decided, each with its arms. */
function reasonsOf(suite: SuiteHead): string[] {
  const deciding = suite.gate.rules.filter(({ verdict }) => verdict === suite.gate.verdict && verdict !== "pass");
  const missing = missingWords(suite);
  const isCut = isCutShort(suite);
  const areOfArms = deciding.length > 0 && deciding.every(({ arm, tag }) => arm !== null || tag !== null);
  if (missing !== null && (isCut || (suite.verdict === "incomplete" && areOfArms))) return [missing];
  const told = isCut ? deciding.filter(({ tag }) => tag === null) : deciding;
  const groups = groupsOf(told);
  const more = groups.length - MAX_REASONS;
  return [
    ...groups.slice(0, MAX_REASONS).map((rules, index) => groupWords(rules, suite, index === 0)),
    ...(more > 0 ? [reportWords("rules-left", { left: more })] : []),
  ];
}

/** Rules that ask the same of several arms together: comparisons first, tags last; in each the arm that misses it by most first. */
function groupsOf(rules: readonly RuleRecord[]): RuleRecord[][] {
  const groups = new Map<string, RuleRecord[]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.rule, rule.tag]);
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  const sorted = [...groups.values()].map((group) => group.sort((a, b) => missOf(b) - missOf(a)));
  const rank = ([first]: readonly RuleRecord[]): number =>
    first === undefined || first.tag !== null ? 2 : Number(first.rule !== NOT_WORSE);
  return sorted.sort((a, b) => rank(a) - rank(b) || missOf(b[0]) - missOf(a[0]));
}

/** By how much a rule is missed, in shares of what is asked for; unknown is nothing. */
export function missOf(rule: RuleRecord | undefined): number {
  if (rule === undefined || rule.value === null || rule.limit === null) return 0;
  if (!rule.rule.startsWith("max_")) return rule.limit - rule.value;
  return rule.limit === 0 ? Number.POSITIVE_INFINITY : rule.value / rule.limit - 1;
}

/** `isFirst`: of later groups the arms are only counted. */
function groupWords(rules: readonly RuleRecord[], suite: SuiteHead, isFirst: boolean): string {
  const [first] = rules;
  if (first === undefined) return "";
  if (first.rule === NOT_WORSE && first.verdict === "fail") return regressionWords(rules, suite);
  const name = armNamer(suite);
  const tag = first.tag === null ? "" : `${first.tag}: `;
  const reason = withoutHashedIds(reasonInShort(first.reason));
  const isOfAll = rules.length > 1 && rules.every((rule) => reasonInShort(rule.reason) === reasonInShort(first.reason));
  if (isOfAll && reasonInShort(first.reason) !== first.reason) return `${tag}${reason}`;
  const who = first.arm === null || suite.arms.length < 2 ? "" : `${name(first.arm)}: `;
  return `${tag}${who}${reason}${otherArms(rules.slice(1), isFirst ? MAX_ARMS : 0, name)}`;
}

/** "; also sonnet/v1 50.0%, opus/v1 75.0% and 2 more arms". */
function otherArms(rules: readonly RuleRecord[], most: number, name: (arm: string) => string): string {
  if (rules.length === 0) return "";
  const shown = rules.slice(0, Math.max(most, rules.length <= FEW_ARMS ? FEW_ARMS : 0)).map(({ arm, value, rule }) => {
    const share = value === null || rule.startsWith("max_") || rule === NOT_WORSE ? "" : ` ${formatPercent(value)}`;
    return `${arm === null ? "" : name(arm)}${share}`;
  });
  return reportWords("arms-too", { arms: shown, left: rules.length - shown.length });
}

/** "haiku/v1 −32 points (22 of 60 cases broke, 3 fixed), sonnet/v1 −42 points". */
function regressionWords(rules: readonly RuleRecord[], suite: SuiteHead): string {
  const name = armNamer(suite);
  const arms = rules.slice(0, MAX_ARMS).map(({ arm, value, on }) => {
    const pair = suite.comparisons.find((one) => one.candidate === arm && isOfGate(one, suite));
    return {
      arm: arm === null || suite.arms.length < 2 ? null : name(arm),
      by: on === "score" ? formatNumber(value).replace("-", "−") : formatPoints(value),
      on: on === "score" ? ("score" as const) : ("pass_rate" as const),
      moved: pair === undefined ? null : flips(pair),
    };
  });
  return reportWords("arms-lost", { arms, left: rules.length - arms.length });
}

/** Is this the comparison that `not_worse_than` speaks of: with the baseline, or without one with an arm? */
function isOfGate({ against }: Comparison, { comparisons }: SuiteHead): boolean {
  return against === "baseline" || comparisons.every((one) => one.against === "arm");
}

function regressionsOf({ gate }: SuiteHead): RuleRecord[] {
  return gate.rules.filter(({ rule, verdict }) => rule === NOT_WORSE && verdict === "fail");
}

/** The arm that a rule compares with; null: the baseline. */
function standardOf(suite: SuiteHead, rule: RuleRecord): string | null {
  const pair = suite.comparisons.find((one) => one.candidate === rule.arm && isOfGate(one, suite));
  if (pair === undefined || pair.against === "baseline") return null;
  return armNamer(suite)(pair.baseline);
}

function armNamer({ arms }: SuiteHead): (id: string) => string {
  const names = shortArmNames(arms);
  return (id) => names.get(id) ?? id;
}

function weightOf(suite: SuiteHead): number {
  const severity = SEVERITY.length - SEVERITY.indexOf(suite.verdict);
  const deciding = suite.gate.rules.filter(({ verdict }) => verdict === suite.gate.verdict);
  const miss = Math.min(1, Math.max(0, ...deciding.map(missOf)));
  return severity * 10 + (regressionsOf(suite).length > 0 ? 5 : 0) + miss;
}

/** How many suites passed of those with a gate: a suite without one is green for nothing. Null where a part was run, which has no verdict. */
export function suiteScore({ suites }: Pick<ReportHead, "suites">): string | null {
  const gated = suites.filter((suite) => !isUngated(suite));
  if (gated.some(({ verdict }) => verdict === "partial")) return null;
  const passed = gated.filter(({ verdict }) => verdict === "pass").length;
  const open = suites.length - gated.length;
  if (gated.length === 0) return reportWords("score-without-gate", { trials: trialScore(suites) });
  return reportWords("suite-score", { passed, gated: gated.length, open });
}

/** The score as a sentence, where there is one. */
export function scoreSentences(head: Pick<ReportHead, "suites">): string[] {
  const score = suiteScore(head);
  return score === null ? [] : [`${capitalized(score)}.`];
}

/** "0 of 4 trials passed". */
export function trialScore(suites: readonly SuiteHead[]): string {
  const arms = suites.flatMap((suite) => suite.arms);
  const passed = arms.reduce((sum, arm) => sum + arm.passed, 0);
  const decided = arms.reduce((sum, arm) => sum + arm.passed + arm.failed, 0);
  const isJudged = arms.some(({ as_judged: count = 0 }) => count > 0);
  return reportWords("trial-score", { passed, decided, isJudged });
}

const MAX_TOLD = 5;

/** The suites of which the same is said, and that sentence. Raw text. */
export interface ToldNews {
  readonly items: readonly [NewsItem, ...NewsItem[]];
  readonly sentence: string;
}

const MAX_NAMES = 4;

/** The news in sentences, in their order; suites of which the same is said share one. */
export function toldNews(news: readonly NewsItem[]): ToldNews[] {
  const groups = new Map<string, [NewsItem, ...NewsItem[]]>();
  for (const item of news) {
    const key = JSON.stringify([item.end, item.reasons]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()].map((items) => ({ items, sentence: sharedSentence(items) }));
}

/** "a, b and 6 more are incomplete: there is no baseline yet." */
function sharedSentence(items: readonly [NewsItem, ...NewsItem[]]): string {
  const [first] = items;
  if (items.length === 1) return newsSentence(first);
  const shown = items.slice(0, items.length > MAX_NAMES + 1 ? MAX_NAMES : items.length).map(({ suite }) => suite.name);
  const left = items.length - shown.length;
  return reportWords("suites-ended", { suites: shown, left, end: first.end, reasons: first.reasons });
}

/** The run in words: every suite that did not pass, the worst first and the first ones with their reasons, then how many did. Raw text. */
export function verdictSentence(head: Pick<ReportHead, "suites">): string {
  return verdictSentences(head).join(" ");
}

/** The same, sentence by sentence. */
export function verdictSentences(head: Pick<ReportHead, "suites">): string[] {
  const news = toldNews(newsOf(head));
  const told = news.slice(0, MAX_TOLD).map(({ sentence }) => sentence);
  const others = news.slice(MAX_TOLD).flatMap(({ items }) => items.map(({ suite }) => suite.name));
  const more = others.length === 0 ? [] : [reportWords("also-not-passed", { suites: others })];
  return [...told, ...more, ...scoreSentences(head)];
}

/** "triage failed: 80.0% passed, less than 95.0%." Raw text. */
export function newsSentence({ suite, end, reasons }: NewsItem): string {
  return reportWords("suites-ended", { suites: [suite.name], left: 0, end, reasons });
}
