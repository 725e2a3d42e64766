import { resolve } from "node:path";
import { ignoreProblems } from "./loading/config-problems.ts";
import { createCheckPreparer, type CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import type { Access, Given, RunRequest, Where } from "../../domain/invocation.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { SelectionYield } from "../../plan/cases/selection-yield.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Config } from "../../suite/config.ts";
import type { CountTokens } from "../../providers/anthropic/count-tokens.ts";
import { certainOf } from "../../suite/load-suite.ts";
import { type AttachmentTokens, createAttachmentTokens } from "./attachment-tokens.ts";
import { gateProblems } from "./gate-problems.ts";
import { createJudging, type SuiteJudging } from "../judging/judging.ts";
import { judgeGateProblems } from "../judging/judge-gate-problems.ts";
import { suiteLabels } from "../judging/judge-labels.ts";
import type { Suite } from "../../domain/suite.ts";
import { asksService } from "./targets/asks-service.ts";
import { lazyGraders } from "./lazy-graders.ts";
import { loadSuites } from "./loading/load-suites.ts";
import { type CheckedSuite, type Preflight, preflight, type PreflightInput } from "./preflight.ts";
import { orphanBaselines, orphanProblem } from "./orphan-baselines.ts";
import { findBaseline, type SuiteBaseline } from "./suite-baseline.ts";

/** Everything that can be known of the suites without sending. */
export interface CheckedSuites {
  readonly suites: readonly CheckedSuite[];
  readonly facts: ModelFacts;
  readonly config: Config;
  readonly prepare: CheckPreparer;
  readonly judging: SuiteJudging;
  readonly attachments: AttachmentTokens;
  readonly locate: Locate;
  /** A suite's file, or object, as text. */
  readonly textOf: (file: string) => string;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Ends what grading started (worker threads). */
  close(): Promise<void>;
}

async function ofServices(suite: Suite): Promise<Diagnostic[]> {
  if (!asksService(suite)) return [];
  const { servicesOf, serviceProblems } = await import("./targets/service-problems.ts");
  return (await Promise.all(servicesOf(suite.arms).map(serviceProblems))).flat();
}

function isCapped({ limits }: Suite, { maxCostUsd }: RunRequest): boolean {
  return maxCostUsd !== null || limits.maxCostUsd !== null;
}

/** Files that a suite's results hang on, and that it does not name in its cases. */
function besideSuite({ judges }: Suite, baseline: SuiteBaseline | null): string[] {
  const labels = judges.flatMap((judge) => (judge.labels === null ? [] : [judge.labels]));
  return baseline?.status === "loaded" ? [baseline.source, ...labels] : labels;
}

/** What the config says holds for every suite, and is told once. */
function notYet(found: readonly Diagnostic[], problems: readonly Diagnostic[]): Diagnostic[] {
  const told = new Set(found.map((problem) => JSON.stringify(problem)));
  return problems.filter((problem) => !told.has(JSON.stringify(problem)));
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** Is it said of a suite that --case and --tag leave nothing of it? */
function isUnselected({ code }: Diagnostic): boolean {
  return code === "nothing-selected";
}

interface Selected {
  readonly found: readonly Diagnostic[];
  /** What is said of each suite of which nothing is selected. */
  readonly unselected: readonly (readonly Diagnostic[])[];
  /** What is said of each option that no case matches. */
  readonly unmet: readonly Diagnostic[];
}

/** An option that no case matches says more than that a suite has nothing of it: it stands in the place of that. */
function ofSelection({ found, unselected, unmet }: Selected, isAnySelected: boolean): readonly Diagnostic[] {
  const isSound = !found.some(isError);
  if (isAnySelected) return [...unselected.flatMap(asLeftOut), ...(isSound ? unmet : [])];
  const [ofSuites, others] = [unselected.flat(), unselected.flat().filter((problem) => !isUnselected(problem))];
  return isSound && unmet.length > 0 && !others.some(isError) ? [...others, ...unmet] : ofSuites;
}

/** What is said of a suite that is left out, as others have the cases that are asked for. */
function asLeftOut(problems: readonly Diagnostic[]): Diagnostic[] {
  return problems.filter(isError).map((problem) => {
    return isUnselected(problem) ? { ...problem, ...said("nothing-selected.suite"), severity: "warning" } : problem;
  });
}

/** Who counts tokens of what a cap on money must bound; null: nobody, as nothing is sent. */
export type ChooseCounter = (config: Config) => CountTokens | null;

/** One suite with all that can be known of it without sending. */
async function checkSuite(
  { loaded, ...common }: Omit<PreflightInput, "isCapped" | "labels">,
  { invocation, config }: { readonly invocation: RunRequest & Access; readonly config: Config },
): Promise<Preflight> {
  const { suite } = loaded;
  const labels = await suiteLabels(suite, invocation.mode === "simulate");
  const checked = await preflight({ ...common, loaded, isCapped: isCapped(suite, invocation), labels });
  const problems = [
    ...checked.problems,
    ...gateProblems(suite),
    ...(await ofServices(suite)),
    ...(await ignoreProblems(suite, config)),
    ...labels.problems,
    ...judgeGateProblems(suite, labels.judges, invocation),
  ];
  return { suite: checked.suite, problems };
}

/** Loads the suites and makes the first pass over each. All problems of all files come back together. */
export async function checkSuites(
  invocation: RunRequest & Where & Access & Given,
  nowMs: number,
  counter: ChooseCounter = () => null,
): Promise<CheckedSuites> {
  const read = await loadSuites(invocation);
  const { suites: loaded, drafts, facts, config, inputs, locate, textOf } = read;
  const graders = lazyGraders(read.root, { functions: invocation.inMemory?.functions.checks });
  const judges = [...loaded, ...drafts].flatMap(({ suite }) => suite.judges);
  const judging = createJudging(judges, facts);
  const prepare = createCheckPreparer(graders.runScript, graders.gradeApart, judging);
  const attachments = createAttachmentTokens(counter(config));
  const selection = { cases: invocation.cases, tags: invocation.tags };
  const yielded = new SelectionYield(selection);
  const onCase = (planned: PlannedCase): void => yielded.see(planned);
  const common = { selection, facts, prepare, judging, nowMs, attachments, onCase };
  const suites: CheckedSuite[] = [];
  const found: Diagnostic[] = [...read.problems];
  const unselected: (readonly Diagnostic[])[] = [];
  const orphans = await orphanBaselines(
    [...loaded, ...drafts].map(({ suite }) => suite),
    invocation,
  );
  found.push(...orphans.map((orphan) => orphanProblem(orphan, invocation.baseline ?? "")));
  for (const suite of loaded) {
    const { baseline, problems: ofBaseline } = await findBaseline(suite, invocation, orphans);
    for (const file of besideSuite(suite.suite, baseline)) inputs.saw(resolve(invocation.cwd, file));
    const checked = await checkSuite({ ...common, loaded: suite, baseline }, { invocation, config });
    const ofSuite = [...ofBaseline, ...notYet(found, checked.problems)];
    if (ofSuite.some(isUnselected)) unselected.push(ofSuite);
    else {
      suites.push(checked.suite);
      found.push(...ofSuite);
    }
  }
  found.push(...ofSelection({ found, unselected, unmet: yielded.problems() }, suites.length + drafts.length > 0));
  for (const loaded of drafts) {
    found.push(...certainOf((await preflight({ ...common, loaded, baseline: null, isCapped: false })).problems));
  }
  const errors = [...found.filter(isError), ...inputs.problems()];
  const warnings = found.filter(({ severity }) => severity === "warning");
  const close = (): Promise<void> => graders.close();
  return { suites, facts, config, prepare, judging, attachments, locate, textOf, errors, warnings, close };
}
