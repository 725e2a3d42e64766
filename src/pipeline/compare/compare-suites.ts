import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { ComparedSuite, MeasureDifference, ReportedComparison } from "../../domain/comparison-report.ts";
import type { DifferenceFact } from "../../domain/insights.ts";
import type { Comparison, ComparisonVerdict, TrialRecord } from "../../domain/formats/records.ts";
import { attribute } from "../../stats/baseline/attribute.ts";
import { assembledCases, baselineArms } from "../../stats/baseline/baseline-arms.ts";
import { type CaseChanges, CaseMatcher, type SeenCase } from "../../stats/baseline/case-matcher.ts";
import { settleComparisons } from "../../stats/paired/compare.ts";
import { differenceSentence } from "../../stats/sentences.ts";
import { type AssembledCase, assembleCases } from "../../stats/summary/assemble-cases.ts";
import { type ComparisonMargin, compareRuns, type ComparedSides } from "../../stats/summary/compare-runs.ts";
import type { PairSetup } from "../../stats/summary/pair-setup.ts";
import { withCaseLabels } from "../../report/words/case-label.ts";
import { type CaseNames, caseNames, NO_NAMES } from "./case-names.ts";
import { answerPairs, shownOf } from "./changed-answers.ts";
import type { SideSuite } from "./comparison-side.ts";

/** A suite on both sides, its pairs of arms compared, their verdicts still open. */
export interface SuiteDifference {
  readonly baseline: SideSuite;
  readonly candidate: SideSuite;
  /** Null: both sides are arms of one run. */
  readonly changes: CaseChanges | null;
  readonly sides: readonly ComparedSides[];
}

export type DifferenceFound =
  | { readonly status: "compared"; readonly suite: SuiteDifference }
  | { readonly status: "refused"; readonly message: Sentence };

export interface CompareSuiteOptions extends ComparisonMargin {
  /** Candidate arm → baseline arm. */
  readonly arms: Readonly<Record<string, string>>;
}

/** A suite of one run held against that of another, or against a baseline. */
export async function compareSuite(
  baseline: SideSuite,
  candidate: SideSuite,
  options: CompareSuiteOptions,
): Promise<DifferenceFound> {
  const cases = await baseline.cases();
  const matcher = new CaseMatcher(cases, await unmeasuredIn(baseline, cases));
  const decided = new Set((await candidate.cases()).map(({ id }) => id));
  for await (const seen of casesAsked(candidate)) matcher.see({ ...seen, hasVerdict: decided.has(seen.id) });
  const arms = baselineArms(baseline.armIds, matcher.comparable(true));
  const setup: PairSetup = {
    armIds: candidate.armIds,
    runPairs: [],
    baselineArms: arms,
    explicitArms: options.arms,
    keepsScores: true,
  };
  const compared = await compareRuns(setup, assembled(candidate), options);
  if (compared.status === "unclear") {
    const message = refusalWords("arms-unclear", { suite: candidate.name, why: compared.reason });
    return { status: "refused", message };
  }
  const sides = compared.sides.map((side) => ({ ...side, measures: side.measures.map(withoutTimeClaim) }));
  return { status: "compared", suite: { baseline, candidate, changes: matcher.changes(), sides } };
}

/** The cases of a side that no verdict came of, or none that counts. */
async function unmeasuredIn(
  side: SideSuite,
  measured: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const known = new Set(measured.map(({ id }) => id));
  const others = new Set<string>();
  for await (const { id } of casesAsked(side)) if (!known.has(id)) others.add(id);
  return others;
}

/**
 * Cases of one run share its hour, network and load, so that differences of times between two runs are not independent case
 * by case: an interval over cases would call half of all repetitions faster or slower. The means stand without bounds.
 */
function withoutTimeClaim(measure: MeasureDifference): MeasureDifference {
  return measure.measure === "latencyMs" ? { ...measure, low: null, high: null } : measure;
}

/** Two arms of a suite of one run, by their indexes. */
export async function compareArmsOf(
  suite: SideSuite,
  arms: { readonly baseline: number; readonly candidate: number },
  options: ComparisonMargin,
): Promise<SuiteDifference> {
  const setup = { armIds: suite.armIds, runPairs: [arms], baselineArms: [], explicitArms: {}, keepsScores: true };
  const compared = await compareRuns(setup, assembled(suite), options);
  if (compared.status === "unclear") throw new Error("arms of one run, named by index, always pair");
  return { baseline: suite, candidate: suite, changes: null, sides: compared.sides };
}

/**
 * The suites with their verdicts, which share one chance of a false alarm, and the answers of the cases that changed; the worst
 * first. `again`: the command that has answers judged again where a judge changed; null: they cannot be.
 */
export async function reportSuites(
  suites: readonly SuiteDifference[],
  again: string | null = null,
): Promise<ComparedSuite[]> {
  const all = suites.flatMap(({ sides }) => sides);
  const settled = settleComparisons(all.map(({ draft }) => draft));
  const verdicts = new Map(all.map((side, i) => [side, settled[i]]));
  const reported: ComparedSuite[] = [];
  const worst = ({ comparisons }: ComparedSuite): number =>
    Math.min(...comparisons.map(({ comparison }) => rankOf(comparison)));
  for (const suite of suites) {
    const own = suite.sides.map((side) => ({
      comparison: verdicts.get(side) ?? side.draft.comparison,
      measures: side.measures,
      shifts: side.shifts,
    }));
    const sorted = own.toSorted((a, b) => rankOf(a.comparison) - rankOf(b.comparison));
    reported.push(await reportSuite(suite, sorted, again));
  }
  return reported.sort((a, b) => worst(a) - worst(b));
}

const WORST_FIRST: readonly ComparisonVerdict[] = ["worse", "inconclusive", "not_worse", "better"];

function rankOf({ verdict }: Comparison): number {
  return WORST_FIRST.indexOf(verdict);
}

/** Verdicts of two judges are not held against each other; the answers are there to be judged by one. */
function judgeAgain(command: string): DifferenceFact {
  return { what: "judge", arm: null, sentence: insightWords("judges-old-answers", { command }) };
}

async function reportSuite(
  { baseline, candidate, changes }: SuiteDifference,
  settled: readonly (Omit<ComparedSides, "draft"> & { readonly comparison: Comparison })[],
  again: string | null,
): Promise<ComparedSuite> {
  const comparisons: ReportedComparison[] = [];
  const sides = { baseline, candidate };
  const names = await namesOf(sides, settled, changes);
  for (const { comparison, measures, shifts } of settled) {
    const regressed = await answerPairs(comparison.regressed, comparison, sides, names);
    const improved = await answerPairs(comparison.improved, comparison, sides, names);
    const difference = differenceSentence(comparison);
    const sentence = shifts === null ? difference : insightWords("with-shifts", { difference, shifts });
    comparisons.push({ comparison, measures, sentence, regressed, improved });
  }
  const pairs = settled.map(({ comparison }) => comparison);
  const found = attribute({ baseline: baseline.facts, candidate: candidate.facts, changes, pairs });
  const isJudgedOtherwise = found.some(({ what }) => what === "judge");
  const told = found.map((fact) => ({ ...fact, sentence: withCaseLabels(fact.sentence, names.labels) }));
  const differences = again !== null && isJudgedOtherwise ? [...told, judgeAgain(again)] : told;
  const labels = names.labels.size === 0 ? {} : { labels: Object.fromEntries(names.labels) };
  return { name: candidate.name, comparisons, differences, ...labels };
}

/** What cases are called, where any is named. */
function namesOf(
  sides: { readonly baseline: SideSuite; readonly candidate: SideSuite },
  settled: readonly { readonly comparison: Comparison }[],
  changes: CaseChanges | null,
): Promise<CaseNames> {
  const flipped = settled.flatMap(({ comparison }) => [comparison.regressed, comparison.improved]);
  if (changes === null && flipped.every((cases) => cases.length === 0)) return Promise.resolve(NO_NAMES);
  return caseNames(sides, new Set(flipped.flatMap(shownOf)));
}

async function* casesAsked(suite: SideSuite): AsyncIterable<SeenCase> {
  if (suite.trials !== null) {
    for await (const { record, hashes } of suite.trials()) {
      const standing = record.quarantined ? "quarantined" : "counts";
      yield { id: record.case, hashes, standing, vars: record.vars };
    }
    return;
  }
  for (const { id, inputs, read, checks } of await suite.cases()) {
    const hashes =
      inputs === null || checks === null ? null : { inputs, ...(read === undefined ? {} : { read }), checks };
    yield { id, hashes, vars: null };
  }
}

async function* assembled(suite: SideSuite): AsyncIterable<AssembledCase> {
  const { trials, armIds } = suite;
  if (trials === null) yield* assembledCases(await suite.cases());
  else yield* assembleCases(recordsOf(trials), armIds);
}

async function* recordsOf(trials: NonNullable<SideSuite["trials"]>): AsyncIterable<TrialRecord> {
  for await (const { record } of trials()) yield record;
}
