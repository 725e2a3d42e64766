import { resolve } from "node:path";
import { ignoreProblems } from "./config-problems.ts";
import { createCheckPreparer, type CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import type { Access, Given, RunRequest, Where } from "../../domain/invocation.ts";
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
import { loadSuites } from "./load-suites.ts";
import { type CheckedSuite, preflight } from "./preflight.ts";
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

/** Who counts tokens of what a cap on money must bound; null: nobody, as nothing is sent. */
export type ChooseCounter = (config: Config) => CountTokens | null;

/** Loads the suites and makes the first pass over each. All problems of all files come back together. */
export async function checkSuites(
  invocation: RunRequest & Where & Access & Given,
  nowMs: number,
  counter: ChooseCounter = () => null,
): Promise<CheckedSuites> {
  const {
    root,
    suites: loaded,
    drafts,
    facts,
    config,
    inputs,
    locate,
    textOf,
    problems,
  } = await loadSuites(invocation);
  const graders = lazyGraders(root, { functions: invocation.inMemory?.functions.checks });
  const judges = [...loaded, ...drafts].flatMap(({ suite }) => suite.judges);
  const judging = createJudging(judges, facts);
  const prepare = createCheckPreparer(graders.runScript, graders.gradeApart, judging);
  const attachments = createAttachmentTokens(counter(config));
  const selection = { cases: invocation.cases, tags: invocation.tags };
  const common = { selection, facts, prepare, judging, nowMs, attachments };
  const suites: CheckedSuite[] = [];
  const found: Diagnostic[] = [...problems];
  const orphans = await orphanBaselines(
    [...loaded, ...drafts].map(({ suite }) => suite),
    invocation,
  );
  found.push(...orphans.map((orphan) => orphanProblem(orphan, invocation.baseline ?? "")));
  for (const suite of loaded) {
    const { baseline, problems: baselineProblems } = await findBaseline(suite, invocation, orphans);
    for (const file of besideSuite(suite.suite, baseline)) inputs.saw(resolve(invocation.cwd, file));
    const labels = await suiteLabels(suite.suite, invocation.mode === "simulate");
    const input = { ...common, loaded: suite, baseline, isCapped: isCapped(suite.suite, invocation), labels };
    const checked = await preflight(input);
    suites.push(checked.suite);
    found.push(...checked.problems, ...baselineProblems, ...gateProblems(suite.suite));
    found.push(...(await ofServices(suite.suite)));
    found.push(...notYet(found, await ignoreProblems(suite.suite, config)));
    found.push(...labels.problems, ...judgeGateProblems(suite.suite, labels.judges, invocation));
  }
  for (const loaded of drafts) {
    found.push(...certainOf((await preflight({ ...common, loaded, baseline: null, isCapped: false })).problems));
  }
  const errors = [...found.filter(({ severity }) => severity === "error"), ...inputs.problems()];
  const warnings = found.filter(({ severity }) => severity === "warning");
  const close = (): Promise<void> => graders.close();
  return { suites, facts, config, prepare, judging, attachments, locate, textOf, errors, warnings, close };
}
