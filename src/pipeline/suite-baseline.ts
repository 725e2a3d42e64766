import { existsSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import type { BaselineFile } from "../domain/baseline-spec.ts";
import type { Invocation } from "../domain/invocation.ts";
import type { Diagnostic, Place } from "../domain/problem.ts";
import { type ReadBaseline, readBaselineFile } from "../run/baseline-file.ts";
import { journalOf, listRuns } from "../run/run-folder.ts";
import { CaseMatcher } from "../stats/baseline/case-matcher.ts";
import { baselineName } from "./baseline-name.ts";
import type { LoadedSuite } from "./load-suites.ts";
import { baselineOfRun } from "./run-baseline.ts";
import { findRun, storedReport } from "./stored-runs.ts";

/** The baseline that one suite of an invocation is held against. */
export type SuiteBaseline =
  | {
      readonly status: "loaded";
      readonly file: BaselineFile;
      /** As shown to people. */
      readonly source: string;
      readonly place: Place;
      /** Told of every case of the suite by the first pass. */
      readonly matcher: CaseMatcher;
    }
  | { readonly status: "missing"; readonly source: string; readonly place: Place }
  /** There is one, but of another suite. */
  | { readonly status: "foreign"; readonly source: string; readonly place: Place; readonly suite: string };

export interface FoundBaseline {
  /** Null when nothing asks for one. */
  readonly baseline: SuiteBaseline | null;
  readonly problems: readonly Diagnostic[];
}

/** The baseline of `--baseline`, else of the suite's gate. What is there but cannot be used is an error, what is missing a warning. */
export async function findBaseline(loaded: LoadedSuite, invocation: Invocation): Promise<FoundBaseline> {
  const wanted = wantedBaseline(loaded, invocation);
  if (wanted === null) return { baseline: null, problems: [] };
  const { source, place } = wanted;
  const read = await readBaseline(wanted.path, loaded, invocation);
  if (read.status === "unusable") return { baseline: null, problems: [unusable(place, read.message)] };
  if (read.status === "missing") {
    const problems = invocation.allowMissingBaseline ? [] : [missing(place, source)];
    return { baseline: { status: "missing", source, place }, problems };
  }
  const { file } = read;
  const { name } = loaded.suite;
  if (file.suite !== name) {
    return {
      baseline: { status: "foreign", source, place, suite: file.suite },
      problems: [foreign(place, file, name)],
    };
  }
  return { baseline: { status: "loaded", file, source, place, matcher: new CaseMatcher(file.cases) }, problems: [] };
}

interface Wanted {
  readonly path: string;
  readonly source: string;
  readonly place: Place;
}

function wantedBaseline({ suite }: LoadedSuite, { baseline, cwd }: Invocation): Wanted | null {
  if (baseline !== null) {
    return { path: baseline, source: baseline, place: { kind: "argument", argument: `--baseline ${baseline}` } };
  }
  const path = suite.gate.kind === "rules" ? (suite.gate.notWorseThan?.baseline ?? null) : null;
  if (path === null) return null;
  const pointer = ["gate", "not_worse_than", "baseline"];
  return { path, source: relative(cwd, path), place: { kind: "node", file: suite.file, pointer, at: "value" } };
}

/** A file, a folder with a file for each suite, or a run: by its path, its id, or `latest`. */
async function readBaseline(named: string, { suite }: LoadedSuite, { cwd, store }: Invocation): Promise<ReadBaseline> {
  const path = resolve(cwd, named);
  const absoluteStore = resolve(cwd, store);
  const isRun = existsSync(journalOf(path)) || (!existsSync(path) && isStoredRun(named, absoluteStore));
  if (isRun) return readRun(named, absoluteStore, cwd, suite.name);
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  return readBaselineFile(isFolder ? join(path, baselineName(suite.name)) : path);
}

function isStoredRun(name: string, store: string): boolean {
  return basename(name) === name && (name === "latest" || listRuns(store).includes(name));
}

async function readRun(name: string, store: string, cwd: string, suite: string): Promise<ReadBaseline> {
  const found = await findRun(name, store, cwd);
  const stored = found.status === "found" ? await storedReport(found.folder) : found;
  if (stored.status === "refused") return { status: "unusable", message: stored.message };
  const index = stored.head.suites.findIndex((head) => head.name === suite);
  return { status: "read", file: await baselineOfRun(stored, Math.max(0, index)) };
}

function unusable(place: Place, message: string): Diagnostic {
  const hint = "make it anew with `prompt-run accept RUN --as FILE`";
  return { severity: "error", code: "bad-baseline", place, message, hint };
}

function missing(place: Place, source: string): Diagnostic {
  const message = `there is no baseline at ${source} yet: the gate will be incomplete`;
  const hint =
    "make it with `prompt-run accept RUN --as FILE`; --allow-missing-baseline makes the gate inconclusive instead";
  return { severity: "warning", code: "missing-baseline", place, message, hint };
}

function foreign(place: Place, { suite }: BaselineFile, name: string): Diagnostic {
  const message = `this is the baseline of the suite \`${suite}\`, not of \`${name}\`: nothing will be compared`;
  return { severity: "warning", code: "foreign-baseline", place, message, hint: "name the baseline of this suite" };
}

/** A live run is never held against answers that no model gave. */
export function simulatedBaselineProblem(baseline: SuiteBaseline | null, mode: Invocation["mode"]): Diagnostic[] {
  if (baseline?.status !== "loaded" || baseline.file.replies !== "simulated" || mode === "simulate") return [];
  const message = `the baseline ${baseline.source} was made from simulated replies: a live run is not held against it`;
  const hint = "accept a live run, or run with --simulate";
  return [{ severity: "error", code: "simulated-baseline", place: baseline.place, message, hint }];
}
