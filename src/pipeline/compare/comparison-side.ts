import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { readRegularText } from "../../host/regular-file.ts";
import { existsSync, statSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import type { BaselineCase, BaselineFile, Report, SuiteReport } from "../../domain/formats/records.ts";
import type { SideLabel } from "../../domain/comparison-report.ts";
import { isLeftOut } from "../../domain/run/skip-reason.ts";
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { readBaselineFile } from "../../store/baselines/baseline-file.ts";
import { journalOf } from "../../store/folders/run-folder.ts";
import type { ComparedSide } from "../../stats/baseline/attribute.ts";
import { collectCases, type HashedTrial } from "../../stats/baseline/collect-cases.ts";
import { baselineSide } from "../summary/baseline-facts.ts";
import { hashedTrials, keptJudges, promptTexts } from "../stored/run-baseline.ts";
import { runFolderPath } from "../../store/folders/run-folder.ts";
import type { ComparedRun } from "./judge-again-command.ts";
import { findSuiteRun, type StoredReport, storedReport } from "../stored/stored-runs.ts";

const MEBIBYTE = 1024 * 1024;
const MAX_REPORT_BYTES = 256 * MEBIBYTE;

/** A suite on one side of a comparison. */
export interface SideSuite {
  readonly name: string;
  readonly armIds: readonly string[];
  readonly facts: ComparedSide;
  /** In plan order; may be called again. Null for a baseline, which keeps no trials. */
  readonly trials: (() => AsyncIterable<HashedTrial>) | null;
  /** What its cases did, ascending by id. */
  cases(): Promise<readonly BaselineCase[]>;
}

export interface ComparisonSide {
  readonly label: SideLabel;
  readonly suites: readonly SideSuite[];
  /** Trials that were to be answered and are not: cases are compared by the answers that are there. */
  readonly missingAnswers: number;
  /** Absent: it is no run of a store. */
  readonly run?: ComparedRun;
  /** Verdicts that hang on a judge which is not believed as it is. */
  readonly asJudged: number;
}

export type OpenedSide =
  | { readonly status: "open"; readonly side: ComparisonSide }
  | { readonly status: "refused"; readonly message: Sentence };

/** What a side may be named by: a run (by path, id or `latest`), a JSON report or a baseline file; or a report itself. */
export type NamedSide = string | Report;

/** Opens what was named. `store`: absolute. */
export async function openSide(named: NamedSide, store: string, cwd: string): Promise<OpenedSide> {
  if (typeof named !== "string") return openReport(named.run.id, named);
  const path = resolve(cwd, named);
  const isFile = existsSync(path) && statSync(path).isFile() && !existsSync(journalOf(resolve(path, "..")));
  if (!isFile) return openRun(named, store, cwd);
  const { size } = statSync(path);
  if (size > MAX_REPORT_BYTES) {
    const mebibytes = Math.round(size / MEBIBYTE);
    return { status: "refused", message: refusalWords("large-report", { named, mebibytes }) };
  }
  const format = formatOf(path);
  if (format.name === "prompt-run.report") return openReport(named, format.value);
  if (format.name === "prompt-run.baseline") return openBaseline(named, path);
  return { status: "refused", message: refusalWords("nothing-comparable", { named }) };
}

function formatOf(path: string): { readonly name: unknown; readonly value: unknown } {
  try {
    const value: unknown = parseBoundedJson(readRegularText(path, MAX_REPORT_BYTES), MAX_STORED_LEVELS);
    return { name: typeof value === "object" && value !== null && "format" in value ? value.format : null, value };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error)) return { name: null, value: null };
    throw error;
  }
}

async function openRun(named: string, store: string, cwd: string): Promise<OpenedSide> {
  const found = await findSuiteRun(named, store, cwd);
  if (found.status === "refused") return found;
  const stored = await storedReport(found.folder);
  if (stored.status === "refused") return stored;
  const { head } = stored;
  const suites = head.suites.map((suite, index) => runSuite(suite, stored, index));
  const label = { source: head.run.id, replies: head.run.replies };
  const asJudged = head.totals.as_judged ?? 0;
  const run = { name: nameOf(found.folder, store, cwd), ...takenBy(stored) };
  return { status: "open", side: { label, suites, missingAnswers: missingIn(head), run, asJudged } };
}

/** A run is found by its id in the store, elsewhere by its folder. */
function nameOf(folder: string, store: string, cwd: string): string {
  const id = basename(folder);
  return resolve(cwd, folder) === runFolderPath(resolve(cwd, store), id) ? id : relative(cwd, folder);
}

function takenBy({ head, dearestJudgement }: Extract<StoredReport, { status: "stored" }>): Omit<ComparedRun, "name"> {
  return { totals: head.totals, dearestJudgement, isSimulated: head.run.replies === "simulated" };
}

function runSuite(suite: SuiteHead, stored: Extract<StoredReport, { status: "stored" }>, index: number): SideSuite {
  const texts = promptTexts(stored.line, index);
  const served = new Map(suite.insights?.served?.map(({ arm, models }) => [arm, models]));
  const trials = (): AsyncIterable<HashedTrial> => hashedTrials(stored, index);
  const made = suiteOf(suite, stored.head.run, trials, (arm) => ({
    prompt_text: texts.get(arm) ?? null,
    served: served.get(arm) ?? null,
  }));
  return { ...made, facts: { ...made.facts, ...keptJudges(stored.line, index) } };
}

/** A run as it was graded just now. `lines`: its trials with what their cases ask and expect. */
export function gradedSide(
  source: string,
  head: ReportHead,
  lines: (suite: number) => AsyncIterable<HashedTrial>,
): ComparisonSide {
  const suites = head.suites.map((suite, index) => {
    const served = new Map(suite.insights?.served?.map(({ arm, models }) => [arm, models]));
    return suiteOf(
      suite,
      head.run,
      () => lines(index),
      (arm) => ({ prompt_text: null, served: served.get(arm) ?? null }),
    );
  });
  const asJudged = head.totals.as_judged ?? 0;
  return { label: { source, replies: head.run.replies }, suites, missingAnswers: missingIn(head), asJudged };
}

function missingIn({ suites }: ReportHead): number {
  const missing = suites.map(({ insights }) => insights?.missing ?? { errored: 0, not_run: 0 });
  return missing.reduce((sum, { errored, not_run: notRun }) => sum + errored + notRun, 0);
}

type KnownOfArm = (arm: string) => Pick<ComparedSide["arms"][number], "prompt_text" | "served">;

function suiteOf(
  suite: SuiteHead,
  run: Report["run"],
  trials: () => AsyncIterable<HashedTrial>,
  known: KnownOfArm,
): SideSuite {
  const armIds = suite.arms.map(({ id }) => id);
  const { tool_version, price_table, replies, platform } = run;
  const arms = suite.arms.map(({ id, model, settings }) => ({ id, model, settings, ...known(id) }));
  return {
    name: suite.name,
    armIds,
    facts: {
      tool_version,
      price_table,
      replies,
      ...(platform === undefined ? {} : { platform }),
      hashes: suite.hashes,
      arms,
      ...(suite.judges === undefined ? {} : { judges: suite.judges }),
    },
    trials,
    cases: async () => (await collectCases(trials(), armIds)).cases,
  };
}

async function openReport(named: string, value: unknown): Promise<OpenedSide> {
  const { default: validate } = await import("../../store/generated/report-validator.js");
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    const fault = { pointer: error?.instancePath ?? "", keyword: error?.keyword ?? "unknown" };
    return { status: "refused", message: refusalWords("no-report", { named, ...fault }) };
  }
  const report = value as Report; // the schema has just said so
  const stray = report.suites.flatMap(strayTrials)[0];
  if (stray !== undefined) return { status: "refused", message: refusalWords("stray-trial", { named, ...stray }) };
  const suites = report.suites.map((suite) => reportSuite(suite, report));
  const label = { source: named, replies: report.run.replies };
  const missing = report.suites.flatMap(({ trials }) =>
    trials.filter(({ status, status_reason: reason }) => status !== "completed" && !isLeftOut(reason)),
  );
  const asJudged = report.totals.as_judged ?? 0;
  return { status: "open", side: { label, suites, missingAnswers: missing.length, asJudged } };
}

/** Trials of arms that the suite does not list: somebody put the file together of several. */
function strayTrials({ arms, trials }: SuiteReport): readonly { readonly arm: string; readonly of: string }[] {
  const listed = new Set(arms.map(({ id }) => id));
  return trials.flatMap(({ arm, case: of }) => (listed.has(arm) ? [] : [{ arm, of }]));
}

function reportSuite(suite: SuiteReport, report: Report): SideSuite {
  async function* trials(): AsyncIterable<HashedTrial> {
    for (const record of suite.trials) yield { record, hashes: null };
  }
  const served = (arm: string): readonly string[] => {
    const models = suite.trials.flatMap((trial) => (trial.arm === arm ? (trial.model_served ?? []) : []));
    return [...new Set(models)].sort();
  };
  return suiteOf(suite, report.run, trials, (arm) => ({ prompt_text: null, served: served(arm) }));
}

async function openBaseline(named: string, path: string): Promise<OpenedSide> {
  const read = await readBaselineFile(path);
  if (read.status !== "read") {
    return {
      status: "refused",
      message: read.status === "missing" ? refusalWords("nowhere", { named }) : read.message,
    };
  }
  const { file } = read;
  const label = { source: named, replies: file.replies };
  return { status: "open", side: { label, suites: [baselineSuite(file)], missingAnswers: 0, asJudged: 0 } };
}

function baselineSuite(file: BaselineFile): SideSuite {
  return {
    name: file.suite,
    armIds: file.arms.map(({ id }) => id),
    facts: baselineSide(file, null),
    trials: null,
    cases: async () => file.cases,
  };
}
