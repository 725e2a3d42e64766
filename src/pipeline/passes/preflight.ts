import { hashText, hashValue } from "../../base/hash.ts";
import { isPending } from "../../base/maybe-promise.ts";
import { createHashList, type HashList } from "../../base/lists/typed-list.ts";
import type { CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { SuiteHashes } from "../../domain/formats/records.ts";
import { checksHash, withoutPlaces } from "../../plan/cases/case-hashes.ts";
import type { BrokenCase } from "../../plan/cases/expand-case.ts";
import { caseTreatment, suiteTreatment } from "../../plan/cases/treatment-hash.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { CaseMatcher } from "../../stats/baseline/case-matcher.ts";
import { type SharedInputs, streamCases } from "./case-stream.ts";
import { caseProblems } from "./case-problems.ts";
import { checkProblems } from "./check-problems.ts";
import type { CaseQuota } from "../../stats/sequential/sequential-gate.ts";
import { AlikeArms } from "../../plan/requests/alike-arms.ts";
import { CaseIds } from "./cases/case-ids.ts";
import { HeldCases, type HeldSuite } from "./cases/held-cases.ts";
import { CountedCases } from "./counted-cases.ts";
import type { LoadedSuite } from "./loading/load-suites.ts";
import { type ArmInCheck, type CheckedArm, checkOnArm, newArm } from "./checked-arm.ts";
import type { AttachmentTokens } from "./attachment-tokens.ts";
import type { SuiteJudging } from "../judging/judging.ts";
import { ProblemList } from "./problem-list.ts";
import type { JudgeFacts } from "../../stats/judges/judge-book.ts";
import type { SuiteLabels } from "../judging/judge-labels.ts";
import type { SuiteBaseline } from "./suite-baseline.ts";
import { unprovableRates } from "./gate-problems.ts";
import { tagRules } from "./tag-rules.ts";
import { wholeProblems } from "./whole-problems.ts";
import { toolNameCheck } from "../../plan/cases/tool-names.ts";

/** What the first pass learned of one suite. */
export interface CheckedSuite {
  readonly loaded: LoadedSuite;
  readonly cases: number;
  readonly trials: number;
  readonly shared: SharedInputs;
  /** The cases as they were checked, where they are few; null: they are read again. */
  readonly held: HeldSuite | null;
  /** By case, the hash of what it sends: where they are read again, the same must be found. */
  readonly inputs: HashList;
  readonly hashes: SuiteHashes;
  /** Hash of how its cases count, and of what they are given on the way to their answers. */
  readonly treatment: string;
  /** Hash of the keys of all trials in plan order. */
  readonly planHash: string;
  readonly arms: readonly CheckedArm[];
  /** Hashes (64 bits) of the cached prefixes that more than one trial begins with. */
  readonly sharedPrefixes: ReadonlySet<bigint>;
  /** What the suite is held against; null when nothing asks for a baseline. Its cases are matched. */
  readonly baseline: SuiteBaseline | null;
  /** What people's labels say of the judges that it asks. */
  readonly judges: readonly JudgeFacts[];
  /** Cases that count (neither skipped nor quarantined), and those of each tag that the gate names. */
  readonly counted: CaseQuota;
}

export interface PreflightInput {
  readonly loaded: LoadedSuite;
  readonly selection: CaseSelection;
  readonly facts: ModelFacts;
  readonly prepare: CheckPreparer;
  readonly judging: SuiteJudging;
  readonly nowMs: number;
  readonly attachments: AttachmentTokens;
  /** Is there a cap on money, for which attachments must be counted? */
  readonly isCapped: boolean;
  readonly baseline: SuiteBaseline | null;
  /** Absent: the suite asks no judge. */
  readonly labels?: SuiteLabels;
  /** Is shown every case, selected or not. */
  readonly onCase?: (planned: PlannedCase) => void;
}

export interface Preflight {
  readonly suite: CheckedSuite;
  readonly problems: readonly Diagnostic[];
}

/**
 * The first pass over a suite: every row is read, every template rendered, every check prepared, nothing sent. Where cases
 * without ids turn out to share inputs, it is made once more: then their ids are numbered.
 */
export async function preflight(input: PreflightInput): Promise<Preflight> {
  const tally = await tallyCases(input, new Set());
  const shared = tally.sharedInputs();
  if (shared.size === 0) return tally.finish(shared);
  const numbered = await tallyCases({ ...input, baseline: unseen(input.baseline) }, shared);
  return numbered.finish(shared);
}

async function tallyCases(input: PreflightInput, shared: SharedInputs): Promise<Tally> {
  const tally = createTally(input);
  for await (const streamed of streamCases(input.loaded, input.selection, shared, input.onCase)) {
    if (streamed.ok) await tally.add(streamed.planned);
    else await tally.addBroken(streamed.problems, streamed.broken);
  }
  return tally;
}

/** The baseline before any case was held against it. */
function unseen(baseline: SuiteBaseline | null): SuiteBaseline | null {
  if (baseline?.status !== "loaded") return baseline;
  return { ...baseline, matcher: new CaseMatcher(baseline.file.cases) };
}

interface Tally {
  add(planned: PlannedCase): Promise<void>;
  addBroken(problems: readonly Diagnostic[], broken: BrokenCase | null): Promise<void>;
  /** Inputs that several cases without ids share. */
  sharedInputs(): SharedInputs;
  finish(shared: SharedInputs): Preflight;
}

function createTally(input: PreflightInput): Tally {
  const { suite } = input.loaded;
  const problems = new ProblemList();
  const strangeTools = toolNameCheck(suite);
  const [inputs, unnamed, prefixes] = [createHashList(), createHashList(), createHashList()];
  const [ids, held] = [new CaseIds(), new HeldCases(suite.dataFiles)];
  const arms = suite.arms.map(newArm);
  const alike = new AlikeArms(suite.arms);
  let [cases, planHash, treatment, hashes] = [0, "", suiteTreatment(suite), { cases: "", checks: "" }];
  const checking = { ...input, prefixes, alike };
  const strayLabels = new Map(input.labels?.cases);
  const counted = new CountedCases(suite.gate, input.baseline, input.loaded.files);
  const report = (found: readonly Diagnostic[]): void => problems.add(found, null);
  return {
    addBroken: (found, broken) => addBroken({ found, broken }, problems, input.prepare),
    async add(planned) {
      cases += 1;
      counted.add(planned);
      strayLabels.delete(planned.id);
      report(ids.see(planned));
      hashes = withCase(hashes, planned);
      treatment = hashText(treatment + caseTreatment(planned, input.loaded.files));
      const reports = { ofCase: (found: readonly Diagnostic[]) => problems.add(found, planned), ofArm: report };
      const problemsOfCase = caseProblems(planned, input);
      reports.ofCase(isPending(problemsOfCase) ? await problemsOfCase : problemsOfCase);
      report(strangeTools(planned));
      for (const arm of arms) {
        const key = await checkOnArm(arm, planned, checking, reports);
        planHash = hashText(`${planHash}${key}${planned.trials}`);
      }
      alike.endCase(planned.skip === null);
      inputs.push(planned.inputHash);
      held.add(planned);
      if (!planned.idIsGiven) unnamed.push(planned.inputHash);
    },
    sharedInputs: () => unnamed.repeated(),
    finish(shared) {
      const isRepeated = ids.isRepeatedBeyond();
      const isBroken = problems.hasErrors;
      const { counts, askedAgain } = counted;
      const seenCases = { cases, counted: counts.all, isRepeated, shared, askedAgain, isBroken, alike: alike.pairs() };
      report(wholeProblems(input, seenCases, strayLabels.values()));
      const loaded = withTagRules(input, counted, problems);
      const given = { ...givenTo(input), counted: counted.counts, sharedPrefixes: prefixes.repeated() };
      const found = { cases, shared, held: held.all(), inputs, planHash, treatment };
      const checked = { loaded, ...found, ...checkedArms(arms), ...given };
      return { suite: { ...checked, hashes: { ...hashes, ...armHashes(suite) } }, problems: problems.all(suite.file) };
    },
  };
}

/** The hashes of the cases so far, and of what is expected of them, with one more. */
function withCase({ cases, checks }: CaseChain, planned: PlannedCase): CaseChain {
  return {
    cases: hashText(cases + planned.id + planned.inputHash),
    checks: hashText(checks + checksHash(planned)),
  };
}

type CaseChain = Pick<SuiteHashes, "cases" | "checks">;

function checkedArms(arms: readonly ArmInCheck[]): Pick<CheckedSuite, "arms" | "trials"> {
  return { arms: arms.map(({ found }) => found), trials: arms.reduce((sum, { found }) => sum + found.trials, 0) };
}

/** What the suite is held against, and what is known of its judges. */
function givenTo({ baseline, labels }: PreflightInput): Pick<CheckedSuite, "baseline" | "judges"> {
  return { baseline, judges: labels?.judges ?? [] };
}

/** What is wrong with a case that cannot be rendered, and with those of its checks that can. */
async function addBroken(
  { found, broken }: { readonly found: readonly Diagnostic[]; readonly broken: BrokenCase | null },
  problems: ProblemList,
  prepare: CheckPreparer,
): Promise<void> {
  problems.add(found, broken);
  if (broken !== null)
    problems.add(await checkProblems({ checks: broken.checks, checksByPrompt: {} }, prepare), broken);
}

/** The suite with the tag rules that the gate can rule on. A broken case may have had the tag: then nothing is said of it. */
function withTagRules(
  { loaded, selection }: PreflightInput,
  counted: CountedCases,
  problems: ProblemList,
): LoadedSuite {
  const { gate, problems: untested } = tagRules(loaded.suite, counted.counts, selection);
  if (!problems.hasErrors) problems.add(untested, null);
  // The gate is meant for the whole suite: a part of it may be too small to prove what the gate asks.
  const isWhole = selection.cases.length + selection.tags.length === 0;
  if (!problems.hasErrors && isWhole) problems.add(unprovableRates(loaded.suite, counted.counts), null);
  return { ...loaded, suite: { ...loaded.suite, gate } };
}

function armHashes({ arms }: LoadedSuite["suite"]): Pick<SuiteHashes, "prompts" | "settings"> {
  return {
    prompts: hashValue(arms.map(({ id, system, messages }) => [id, withoutPlaces([system, messages])])),
    settings: hashValue(arms.map(({ id, model, settings, headers }) => [id, model, settings, headers])),
  };
}
