import { realpathSync } from "node:fs";
import { DIAGNOSTIC_CODES, type DiagnosticCode } from "../../../domain/diagnostics/codes.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { Given, Selection, Where } from "../../../domain/invocation.ts";
import type { ModelFacts } from "../../../domain/model.ts";
import { isJsonObject } from "../../../domain/values/json.ts";
import type { Diagnostic, Locate } from "../../../domain/values/problem.ts";
import type { FileAccess } from "../../../domain/values/reading.ts";
import type { Suite } from "../../../domain/suite.ts";
import { type Config, loadConfig, NO_CONFIG } from "../../../suite/config.ts";
import { openRows } from "../../../suite/data/open-rows.ts";
import { selectRows } from "../../../suite/data/select-rows.ts";
import { loadSuite } from "../../../suite/load-suite.ts";
import { UNUSED_ARGUMENT } from "../../../suite/resolve/unused-variables.ts";
import type { OpenRows } from "../../../suite/resolve/open-cases.ts";
import { createFileReader } from "../../../suite/sources/read-file.ts";
import { runRoot } from "../../../suite/run-root.ts";
import { createSourceStore, type SourceStore } from "../../../suite/sources/source-store.ts";
import { createFileAccess } from "../../../suite/sources/file-access.ts";
import { createReportInputs, type ReportInputs } from "../../stored/report-inputs.ts";
import { configProblems, endpointProblems, type EndpointRequest } from "./config-problems.ts";
import { withSourceHashes } from "../../../suite/source-hashes.ts";
import { findSuites } from "./find-suites.ts";
import { factsWhereSent } from "./facts-where-sent.ts";

/** A suite with what may be read for it. */
export interface LoadedSuite {
  readonly suite: Suite;
  readonly files: FileAccess;
  /** Of the suite's file, where its gate begins; absent: it says none. */
  readonly gateLine?: number;
}

/** What is loaded, from where, and where it would be sent. */
export type LoadRequest = Selection & Where & Given & EndpointRequest;

export interface LoadedSuites {
  /** The real path of the run's root. */
  readonly root: string;
  readonly suites: readonly LoadedSuite[];
  /** What misshapen suites may have been meant to be: to be looked at for more problems, never to be run. */
  readonly drafts: readonly LoadedSuite[];
  readonly facts: ModelFacts;
  readonly config: Config;
  /** What was read by now, and goes on being read: no report may be written over it. */
  readonly inputs: ReportInputs;
  readonly locate: Locate;
  /** A suite's file, or object, as text. */
  readonly textOf: (file: string) => string;
  /** Errors stop everything; warnings are told. */
  readonly problems: readonly Diagnostic[];
}

/** Reads and resolves every suite of an invocation. One bad suite does not hide the problems of the others. */
export async function loadSuites(invocation: LoadRequest): Promise<LoadedSuites> {
  const { cwd, allowOutside, overrides, inMemory } = invocation;
  const store = createSourceStore(cwd, inMemory?.objects);
  const found = await findSuites(invocation.suites, cwd, inMemory?.objects);
  const inputs = createReportInputs(invocation);
  const problems: Diagnostic[] = [...found.problems];
  const { root, problems: strays } = runRoot(found.files, invocation);
  problems.push(...strays);
  const loadedConfig = inMemory?.ignoresConfig === true ? IGNORED : loadConfig(root, store);
  if (!loadedConfig.ok) problems.push(...loadedConfig.problems);
  const config = loadedConfig.ok ? loadedConfig.value : NO_CONFIG;
  if (config.file !== null) inputs.saw(config.file);
  const facts = factsWhereSent(config, invocation);
  const context = {
    store,
    config,
    facts,
    overrides,
    inMemory: inMemory ?? null,
    openRows: ({ file, types, delimiter, select }: Parameters<OpenRows>[0]) =>
      selectRows(() => openRows(file, types, delimiter), select),
  };
  const suites: LoadedSuite[] = [];
  const drafts: LoadedSuite[] = [];
  const unread: (readonly Diagnostic[])[] = [];
  for (const file of found.files) {
    const reader = createFileReader({ root, allowOutside, onFile: inputs.saw });
    const loaded = loadSuite(file, root, reader, context);
    const ofSuite = loaded.ok ? loaded.warnings : loaded.problems;
    if (!loadedConfig.ok) {
      problems.push(...ofSuite.filter(({ code }) => WHATEVER_CONFIG.has(code)));
      continue;
    }
    problems.push(...ofSuite.filter(({ code }) => code !== UNUSED_ARGUMENT));
    unread.push(loaded.ok ? loaded.warnings.filter(({ code }) => code === UNUSED_ARGUMENT) : []);
    const files = createFileAccess(reader);
    if (loaded.ok) {
      const hashed = await withSourceHashes(loaded.value, { reader, files });
      problems.push(...hashed.problems);
      suites.push({ suite: hashed.suite, files, ...gateLineOf(file, store) });
    } else if (loaded.draft !== null) drafts.push({ suite: loaded.draft, files });
  }
  problems.push(...ofAll(unread), ...sameNames(suites), ...strayLabels(suites, overrides.models, facts));
  const read = suites.map(({ suite }) => suite);
  problems.push(...endpointProblems(config, invocation, read));
  problems.push(...configProblems(config, facts, [...read, ...drafts.map(({ suite }) => suite)]));
  const locate: Locate = (place) => store.locate(place);
  const textOf = (file: string): string => store.text(file);
  return { root: realpathSync(root), suites, drafts, facts, config, inputs, locate, textOf, problems };
}

/** A suite that takes its gate from the config, or has the default, has no line for it. */
function gateLineOf(file: string, store: SourceStore): Pick<LoadedSuite, "gateLine"> {
  const loaded = store.load(file);
  if (!loaded.ok || !isJsonObject(loaded.value) || !Object.hasOwn(loaded.value, "gate")) return {};
  const { line } = store.locate({ kind: "node", file, pointer: ["gate"], at: "key" });
  return line === null ? {} : { gateLine: line };
}

/** What is wrong with a suite whatever a config says that could not be read: it may hold its model, variables and checks. */
const WHATEVER_CONFIG: ReadonlySet<DiagnosticCode> = new Set([
  ...DIAGNOSTIC_CODES.files,
  ...DIAGNOSTIC_CODES.yaml,
  ...DIAGNOSTIC_CODES.shape,
]);

const IGNORED = { ok: true, value: NO_CONFIG } as const;

/** Warnings of an option that every suite has: to one of them it says something otherwise. */
function ofAll(warnings: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const [first = [], ...rest] = warnings;
  return first.filter(({ message }) => rest.every((others) => others.some((other) => other.message === message)));
}

/** `--model LABEL` with a label that only some of the suites have: to the others it would be a model that does not exist. */
function strayLabels(suites: readonly LoadedSuite[], wanted: readonly string[], facts: ModelFacts): Diagnostic[] {
  const arms = suites.flatMap(({ suite }) => suite.arms.map((arm) => ({ suite, arm })));
  return wanted.flatMap((label): Diagnostic[] => {
    const named = arms.filter(({ arm }) => arm.label === label);
    const owner = named.find(({ arm }) => arm.place.kind !== "argument");
    const stray = named.find(
      ({ arm }) => arm.place.kind === "argument" && facts.standing(arm.model).status === "unknown",
    );
    if (owner === undefined || stray === undefined) return [];
    const files = { owner: owner.suite.displayFile, stray: stray.suite.displayFile };
    return [{ severity: "error", place: stray.arm.place, ...said("stray-label", { label, ...files }) }];
  });
}

function sameNames(suites: readonly LoadedSuite[]): Diagnostic[] {
  const seen = new Map<string, string>();
  return suites.flatMap(({ suite: { name, file, displayFile } }): Diagnostic[] => {
    const other = seen.get(name);
    seen.set(name, displayFile);
    if (other === undefined) return [];
    return [{ severity: "error", place: { kind: "file", file }, ...said("duplicate-suite", { name, other }) }];
  });
}
