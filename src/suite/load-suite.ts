import { said } from "../domain/diagnostics/said.ts";
import type { DiagnosticCode } from "../domain/diagnostics/codes.ts";
import { basename, extname } from "node:path";
import { handedTo, type InMemory } from "../domain/in-memory.ts";
import type { Json, JsonObject } from "../domain/values/json.ts";
import type { ModelFacts } from "../domain/model.ts";
import type { SuiteOverrides } from "../domain/overrides.ts";
import type { Checked, Diagnostic, Place } from "../domain/values/problem.ts";
import type { Arm, Suite } from "../domain/suite.ts";
import type { SuiteSpec } from "../domain/formats/suite-spec.ts";
import { applyOverrides, argumentVars, commandLineLayer, findOverride } from "./apply-overrides.ts";
import { resolveArms, writtenArmIds } from "./resolve/arms.ts";
import { type CaseEntry, caseEntries, varSources } from "./resolve/case-seeds.ts";
import { answerSource, checkSources } from "./resolve/check-source.ts";
import { configDefaults, withDefaults } from "./config-defaults.ts";
import type { Config } from "./config.ts";
import { gateSource, limitsSource } from "./resolve/gate-source.ts";
import { hasTextOnlyVariants } from "./resolve/equal-arms.ts";
import { reportMatrixSize } from "./resolve/matrix-size.ts";
import { reportJudges } from "./judges/judge-reports.ts";
import { modelChoices } from "./resolve/model-choices.ts";
import { openCases, type OpenRows } from "./resolve/open-cases.ts";
import type { FileReader } from "./sources/read-file.ts";
import { promptExpectations } from "./resolve/prompt-variants.ts";
import { toolResultsSource } from "./resolve/reply-sources.ts";
import { repairAll } from "./shape/repair-shape.ts";
import { suiteShapeProblems } from "./shape/report-shape.ts";
import { type Resolving, type ResolvingStart, startResolving } from "./sources/resolving.ts";
import { suiteJudges } from "./suite-judges.ts";
import { settingsLayer } from "./resolve/settings.ts";
import { askedBy, printedBy, readBy, reportRespelledVars, reportUnused } from "./resolve/unused-variables.ts";
import { simulateProblems } from "./resolve/simulate-problems.ts";
import { isOfTargets, isSelecting, suiteMeter, targetArms } from "./resolve/targets/targets.ts";
import type { SourceStore } from "./sources/source-store.ts";

/** What every suite of an invocation is loaded with. */
export interface LoadContext {
  readonly store: SourceStore;
  readonly config: Config;
  readonly facts: ModelFacts;
  readonly overrides: SuiteOverrides;
  readonly openRows: OpenRows;
  /** What the program that runs the suite hands over; absent for files alone. */
  readonly inMemory?: InMemory | null;
}

/** A suite, or why there is none. `draft`: what it may have been meant to be, to find more of what is wrong; never run. */
export type LoadedSuiteFile =
  | Extract<Checked<Suite>, { ok: true }>
  | { readonly ok: false; readonly problems: readonly Diagnostic[]; readonly draft: Suite | null };

/** Reads, validates and resolves one suite file. `file` is absolute. */
export function loadSuite(file: string, root: string, files: FileReader, context: LoadContext): LoadedSuiteFile {
  const loaded = context.store.load(file);
  if (!loaded.ok) return { ...loaded, draft: null };
  const optionAt = findOverride(loaded.value, context.overrides);
  const sink: Diagnostic[] = [];
  const written = applyOverrides(loaded.value, context.overrides);
  const defaults = configDefaults(written, context.config);
  const start = { files, store: context.store, sink, optionAt, inMemory: handedTo(file, context.inMemory), defaults };
  const at = startResolving(file, start);
  // Settings of `--set` are a layer of their own, above those of models and prompts.
  const misshapen = [...suiteShapeProblems(written), ...suiteShapeProblems(commandLineLayer(context.overrides).values)];
  if (misshapen.length > 0) {
    for (const problem of misshapen) at.report(problem, []);
    const draft = draftOf(written, root, context, { file, start });
    return { ok: false, problems: sink, draft };
  }
  const suite = resolveSuite(withDefaults(written, context.config), root, context, at);
  const warnings = sink.filter(({ severity }) => severity === "warning");
  if (warnings.length < sink.length) return { ok: false, problems: sink, draft: null };
  return { ok: true, value: suite, warnings };
}

/**
 * The suite that a misshapen one may have been meant to be, null when that is not clear or not sound itself. What more is
 * wrong with it, and certain, is reported.
 */
function draftOf(
  written: Json,
  root: string,
  context: LoadContext,
  { file, start }: { readonly file: string; readonly start: ResolvingStart },
): Suite | null {
  const repaired = repairAll(written);
  if (repaired === null) return null;
  const { value, asWritten, found } = repaired;
  const at = startResolving(file, start);
  for (const problem of found) at.report(problem, []);
  const sink: Diagnostic[] = [];
  const draft = resolveSuite(
    withDefaults(value, context.config),
    root,
    context,
    startResolving(file, { ...start, sink, asWritten }),
  );
  for (const problem of certainOf(sink)) at.reportAt(problem.place, problem);
  return sink.every(({ severity }) => severity === "warning") ? draft : null;
}

/** What is wrong whatever the misshapen parts were meant to be. */
const CERTAIN: readonly DiagnosticCode[] = [
  "missing-file",
  "undefined-variable",
  "template-error",
  "unprintable-value",
  "bad-check-argument",
  "unknown-check",
  "duplicate-id",
];

/** The problems of a draft that are no consequence of its being one. */
export function certainOf(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  return problems.filter(({ severity, code }) => severity === "error" && CERTAIN.includes(code));
}

function resolveSuite(spec: SuiteSpec, root: string, context: LoadContext, at: Resolving): Suite {
  const book = suiteJudges(spec, context, at);
  at.judges.book = book;
  const arms = [...suiteArms(spec, context, at), ...targetArms(spec, context.overrides, at.of(["targets"]))];
  const armIds = arms.map(({ id }) => id);
  const entries = suiteEntries(spec, at);
  reportPromptless(arms, entries, at);
  // Arms that were not asked for may read more variables and take other replies.
  const isPart = isSelecting(context.overrides);
  reportSimulate(isPart ? null : arms, entries, at);
  const checks = checkSources(spec.expect ?? [], ["expect"], at.of(["expect"]));
  const ofPrompts = promptExpectations(spec, at);
  const prefer = book.preferred(spec.compare?.prefer);
  const judges = book.close();
  const compare = spec.compare?.by ?? "first";
  reportJudges({ judges, prefer, by: spec.compare?.by, arms, entries, isPart }, context.facts, at);
  const suite: Omit<Suite, "openCases" | "isAsked" | "dataFiles"> = {
    name: spec.name ?? basename(at.file, extname(at.file)),
    description: spec.description ?? null,
    placeOf: (pointer, side) => at.place(pointer, side),
    file: at.file,
    displayFile: context.store.display(at.file),
    root,
    arms,
    vars: { ...varSources((spec.vars ?? {}) as JsonObject, ["vars"], at), ...argumentVars(context.overrides) },
    trials: spec.trials ?? 1,
    answer: answerSource(spec.answer, ["answer"], at),
    minScore: spec.min_score ?? null,
    checks,
    promptExpectations: ofPrompts,
    judges,
    judgesAll: spec.judge_all ?? false,
    judgeErrorsAreEqual: spec.judge_errors !== undefined,
    prefer,
    toolResults: toolResultsSource(spec.tool_results, ["tool_results"], at.of(["tool_results"])),
    compare,
    meter: suiteMeter(spec.meter, context.config),
    gate: gateSource(spec.gate, { armIds, judges, leftOut: armsLeftOut(spec, armIds, context) }, at.of(["gate"])),
    limits: limitsSource(spec.limits),
  };
  const read = readBy(suite, entries);
  const printed = printedBy(suite, entries);
  reportRespelledVars({ suite, entries }, printed, at);
  const shared = Object.keys((context.config.defaults["vars"] ?? {}) as JsonObject); // validated as such
  // What is broken may be what reads a variable.
  if (!isPart && !at.isBroken([]) && !showsAll(arms)) reportUnused({ suite, entries, shared, read }, at);
  const asked = askedBy(suite, entries);
  const opening = { openRows: context.openRows, printed, asked };
  return { ...suite, isAsked: asked.mentions, ...dataFiles(entries), openCases: () => openCases(entries, opening) };
}

function dataFiles(entries: readonly CaseEntry[]): Pick<Suite, "dataFiles"> {
  return { dataFiles: entries.flatMap(({ rows }) => (rows.kind === "file" ? [rows.file] : [])) };
}

/** The arms that the suite writes and `--model` or `--prompt` leaves out. */
function armsLeftOut(spec: SuiteSpec, armIds: readonly string[], { overrides }: LoadContext): string[] {
  if (!isSelecting(overrides)) return [];
  return writtenArmIds(spec).filter((id) => !armIds.includes(id));
}

function suiteArms(spec: SuiteSpec, { config, facts, overrides }: LoadContext, at: Resolving): Arm[] {
  if (overrides.models.length === 0 && (overrides.targets.length > 0 || isOfTargets(spec))) return [];
  const models = modelChoices(spec, overrides.models, { aliases: config.aliases, facts }, at);
  const inConfig = (key: string): Place => {
    return { kind: "node", file: config.file ?? at.file, pointer: ["defaults", key], at: "key" };
  };
  const below = [settingsLayer(config.defaults, inConfig), settingsLayer(spec, (key) => at.place([key], "key"))];
  const input = { spec, models, below, above: [commandLineLayer(overrides)], promptNames: overrides.prompts, facts };
  return resolveArms(input, at);
}

function suiteEntries(spec: SuiteSpec, at: Resolving): CaseEntry[] {
  if (spec.cases === undefined || spec.cases.length === 0) {
    const pointer = spec.cases === undefined ? [] : ["cases"];
    at.report({ ...said("no-cases"), pointer }, []);
  }
  const entries = caseEntries(spec.cases ?? [], ["cases"], at.of(["cases"]));
  reportMatrixSize(entries, at);
  return entries;
}

/** A target sees every variable, whatever the prompts say. */
function showsAll(arms: readonly Arm[]): boolean {
  return arms.some(({ target }) => target !== undefined);
}

/** Cases without turns need a prompt; cases with turns make several prompts that differ in text alone pointless. */
function reportPromptless(arms: readonly Arm[], entries: readonly CaseEntry[], at: Resolving): void {
  const single = entries.find(({ seed }) => seed.turns.length === 0);
  const promptless = arms.find(({ messages, target }) => messages.length === 0 && target === undefined);
  const isKnown = !at.isBroken(["prompt"]) && !at.isBroken(["prompts"]);
  if (single !== undefined && promptless !== undefined && isKnown) {
    at.reportAt(single.seed.place, said("no-prompt"));
  }
  const conversation = entries.find(({ seed }) => seed.turns.length > 0);
  if (conversation !== undefined && hasTextOnlyVariants(arms)) {
    at.reportAt(conversation.seed.place, said("equal-arms.turns"));
  }
}

function reportSimulate(arms: readonly Arm[] | null, entries: readonly CaseEntry[], at: Resolving): void {
  const sources = entries.flatMap(({ seed }) => [seed.simulate, ...seed.turns.map(({ simulate }) => simulate)]);
  for (const source of sources) {
    if (source === null || source.place.kind !== "node") continue;
    const { place, value } = source;
    for (const problem of simulateProblems(value, arms)) {
      const pointer = [...place.pointer, ...problem.pointer];
      at.reportAt({ ...place, pointer, at: problem.at ?? "value" }, problem);
    }
  }
}
