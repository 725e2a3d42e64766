import { noteWords } from "../../domain/diagnostics/note-words.ts";
import { ownMember } from "../../base/own-member.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { ComparedSuite, ComparisonReport, SideLabel } from "../../domain/comparison-report.ts";
import { EXIT, type ExitCode } from "../../domain/exit-code.ts";
import type { ComparisonVerdict } from "../../domain/formats/records.ts";
import { summarySentence } from "../../stats/sentences.ts";
import { compareArmsOf, compareSuite, reportSuites, type SuiteDifference } from "../compare/compare-suites.ts";
import { judgeAgainCommand } from "../compare/judge-again-command.ts";
import { nearStore } from "../stored/default-store.ts";
import { ambiguity, explicitArms, findArm } from "../compare/named-arms.ts";
import { type NamedSide, openSide, type ComparisonSide, type SideSuite } from "../compare/comparison-side.ts";

export interface CompareRequest {
  /** A baseline and a candidate, or one run and two of its arms. */
  readonly named:
    | { readonly baseline: NamedSide; readonly candidate: NamedSide }
    | { readonly run: NamedSide; readonly baselineArm: string; readonly candidateArm: string };
  /** Candidate arm → baseline arm, as people name them. */
  readonly arms: Readonly<Record<string, string>>;
  readonly seed: number;
  /** The drop that may be; null: any proven drop is worse. */
  readonly margin: number | null;
  readonly failOnInconclusive: boolean;
  /** Absolute. */
  readonly store: string;
  readonly cwd: string;
}

export type Compared =
  | { readonly status: "compared"; readonly report: ComparisonReport }
  /** Nothing pairs, or a side cannot be read: exit 2. */
  | { readonly status: "refused"; readonly message: Sentence };

/** Compares two runs, reports or baselines, or two arms of one of them. */
export async function compareSides(request: CompareRequest): Promise<Compared> {
  return "run" in request.named
    ? compareArms(request, request.named)
    : compareTwo(request, request.named.baseline, request.named.candidate);
}

async function compareTwo(request: CompareRequest, first: NamedSide, second: NamedSide): Promise<Compared> {
  const [a, b] = [
    await openSide(first, request.store, request.cwd),
    await openSide(second, request.store, request.cwd),
  ];
  if (a.status === "refused") return a;
  if (b.status === "refused") return b;
  return compareOpened(a.side, b.side, request);
}

/** Compares two sides whose suites are open. */
export async function compareOpened(
  baseline: ComparisonSide,
  candidate: ComparisonSide,
  request: Omit<CompareRequest, "named">,
): Promise<Compared> {
  const mixed = mixedReplies(baseline.label, candidate.label);
  if (mixed !== null) return { status: "refused", message: mixed };
  const pairs = pairSuites(baseline, candidate);
  if (pairs.length === 0)
    return {
      status: "refused",
      message: refusalWords("no-common-suite", { baseline: suitesOf(baseline), candidate: suitesOf(candidate) }),
    };
  const explicit = explicitArms(
    request.arms,
    pairs.map((pair) => ({ baseline: pair.baseline.armIds, candidate: pair.candidate.armIds })),
  );
  if (explicit.status === "refused") return explicit;
  const found: SuiteDifference[] = [];
  for (const [index, pair] of pairs.entries()) {
    const arms = explicit.arms[index] ?? {};
    const compared = await compareSuite(pair.baseline, pair.candidate, { ...request, arms });
    if (compared.status === "refused") return compared;
    found.push(compared.suite);
  }
  const suites = await reportSuites(found, againOf(baseline, candidate, request));
  const sides = [baseline, candidate];
  const notes = [
    ...sameRunNotes(baseline, candidate),
    ...leftOutSuites(baseline, candidate, pairs),
    ...new Set([...missingNotes(sides), ...judgedNotes(sides)]),
    ...undecidedNotes(found, suites),
  ];
  return { status: "compared", report: reportOf(baseline.label, candidate.label, { suites, notes }, request) };
}

/** How the answers of both runs are judged by one judge; null where they are no runs of a store. */
function againOf(
  baseline: ComparisonSide,
  candidate: ComparisonSide,
  { store, cwd }: Pick<CompareRequest, "store" | "cwd">,
): string | null {
  if (baseline.run === undefined || candidate.run === undefined) return null;
  return judgeAgainCommand(baseline.run, candidate.run, nearStore(store, cwd));
}

async function compareArms(
  request: CompareRequest,
  {
    run,
    baselineArm,
    candidateArm,
  }: { readonly run: NamedSide; readonly baselineArm: string; readonly candidateArm: string },
): Promise<Compared> {
  const opened = await openSide(run, request.store, request.cwd);
  if (opened.status === "refused") return opened;
  const { side } = opened;
  const named = side.suites.map((suite) => {
    return { suite, baseline: findArm(suite.armIds, baselineArm), candidate: findArm(suite.armIds, candidateArm) };
  });
  const having = named.flatMap(({ suite, baseline: a, candidate: b }) => {
    return a.status === "found" && b.status === "found" ? [{ suite, baseline: a.index, candidate: b.index }] : [];
  });
  if (having.length === 0) {
    const unclear = named.flatMap(({ baseline, candidate }) => {
      return ambiguity(baselineArm, baseline) ?? ambiguity(candidateArm, candidate) ?? [];
    });
    const known = [...new Set(side.suites.flatMap(({ armIds }) => armIds))];
    const about = {
      source: side.label.source,
      arms: [baselineArm, candidateArm],
      known,
      unclear: unclear[0] ?? null,
    } as const;
    return { status: "refused", message: refusalWords("no-such-arms", about) };
  }
  const found: SuiteDifference[] = [];
  for (const { suite, ...arms } of having) found.push(await compareArmsOf(suite, arms, request));
  const suites = await reportSuites(found);
  const label = (arm: string): SideLabel => ({ ...side.label, source: `${arm} of ${side.label.source}` });
  const notes = [...missingNotes([side]), ...judgedNotes([side])];
  return { status: "compared", report: reportOf(label(baselineArm), label(candidateArm), { suites, notes }, request) };
}

/** Answers of a simulator and of a model have nothing to say of each other. */
function mixedReplies(baseline: SideLabel, candidate: SideLabel): Sentence | null {
  if ((baseline.replies === "simulated") === (candidate.replies === "simulated")) return null;
  return refusalWords("mixed-replies", { baseline, candidate });
}

interface SuitePair {
  readonly baseline: SideSuite;
  readonly candidate: SideSuite;
}

/** Suites of equal name; failing that, the only suite of each side. */
function pairSuites(baseline: ComparisonSide, candidate: ComparisonSide): SuitePair[] {
  const pairs = candidate.suites.flatMap((suite) => {
    const other = baseline.suites.find(({ name }) => name === suite.name);
    return other === undefined ? [] : [{ baseline: other, candidate: suite }];
  });
  const [a, b] = [baseline.suites, candidate.suites];
  if (pairs.length > 0 || a.length !== 1 || b.length !== 1 || a[0] === undefined || b[0] === undefined) return pairs;
  return [{ baseline: a[0], candidate: b[0] }];
}

function suitesOf({ label, suites }: ComparisonSide): { readonly source: string; readonly suites: readonly string[] } {
  return { source: label.source, suites: suites.map(({ name }) => name) };
}

function leftOutSuites(baseline: ComparisonSide, candidate: ComparisonSide, pairs: readonly SuitePair[]): Sentence[] {
  const note = ({ suites, label }: ComparisonSide, isPaired: (suite: SideSuite) => boolean): Sentence[] => {
    const alone = suites.filter((suite) => !isPaired(suite)).map(({ name }) => name);
    return alone.length === 0 ? [] : [noteWords("suites-left-out", { source: label.source, suites: alone })];
  };
  return [
    ...note(baseline, (suite) => pairs.some((pair) => pair.baseline === suite)),
    ...note(candidate, (suite) => pairs.some((pair) => pair.candidate === suite)),
  ];
}

function missingNotes(sides: readonly ComparisonSide[]): Sentence[] {
  return sides
    .filter(({ missingAnswers }) => missingAnswers > 0)
    .map(({ label, missingAnswers: count }) => noteWords("trials-unanswered", { source: label.source, count }));
}

/** A run against itself, which looks like a change that broke nothing. */
function sameRunNotes(baseline: ComparisonSide, candidate: ComparisonSide): Sentence[] {
  const { source } = candidate.label;
  const isSame = baseline.run !== undefined && candidate.run !== undefined && baseline.label.source === source;
  return isSame ? [noteWords("same-run", { run: source })] : [];
}

/** A judge that errs otherwise on one side makes a difference where there is none: nothing here puts that right. */
function judgedNotes(sides: readonly ComparisonSide[]): Sentence[] {
  return sides
    .filter(({ asJudged }) => asJudged > 0)
    .map(({ label, asJudged: count }) => noteWords("as-judged", { source: label.source, count }));
}

/** Cases that were compared by nothing, since neither side has a verdict of them. */
function undecidedNotes(found: readonly SuiteDifference[], reported: readonly ComparedSuite[]): Sentence[] {
  return found.flatMap(({ candidate: { name }, changes }) => {
    if (changes === null || changes.neither.total === 0) return [];
    const { labels = {} } = reported.find((suite) => suite.name === name) ?? {};
    const { total, first } = changes.neither;
    const cases = first.map((id) => ownMember(labels, id) ?? id);
    return [noteWords("no-verdict-on-either-side", { suite: found.length > 1 ? name : null, total, cases })];
  });
}

interface ReportParts {
  readonly suites: readonly ComparedSuite[];
  readonly notes: readonly Sentence[];
}

const SEVERITY: readonly ComparisonVerdict[] = ["worse", "inconclusive", "not_worse", "better"];

function reportOf(
  baseline: SideLabel,
  candidate: SideLabel,
  { suites, notes }: ReportParts,
  { failOnInconclusive }: Pick<CompareRequest, "failOnInconclusive">,
): ComparisonReport {
  const all = suites.flatMap(({ name, comparisons }) => comparisons.map((one) => ({ ...one, suite: name })));
  const verdicts = all.map(({ comparison }) => comparison.verdict);
  const verdict = SEVERITY.find((one) => verdicts.includes(one)) ?? "inconclusive";
  const isEmpty = all.some(({ comparison }) => comparison.cases === 0);
  const exitCode = exitOf(verdict, isEmpty, failOnInconclusive);
  return { baseline, candidate, verdict, exitCode, suites, notes, sentence: summarySentence(all) };
}

/** Failed: proven worse. Incomplete: some comparison had no case at all. Inconclusive: open, when that is asked for. */
function exitOf(verdict: ComparisonVerdict, isEmpty: boolean, failOnInconclusive: boolean): ExitCode {
  if (verdict === "worse") return EXIT.failed;
  if (isEmpty) return EXIT.incomplete;
  return verdict === "inconclusive" && failOnInconclusive ? EXIT.inconclusive : EXIT.ok;
}
