import { type Said, said } from "../../domain/diagnostics/said.ts";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { nearestWord } from "../../base/nearest-word.ts";
import type { BaselineFile } from "../../domain/formats/records.ts";
import type { GateOptions, ReplyMode, Where } from "../../domain/invocation.ts";
import type { Diagnostic, Place } from "../../domain/values/problem.ts";
import { type ReadBaseline, readBaselineFile } from "../../store/baselines/baseline-file.ts";
import { journalOf, listRuns } from "../../store/folders/run-folder.ts";
import { CaseMatcher } from "../../stats/baseline/case-matcher.ts";
import { acceptCommand, type NamedRun } from "../../report/words/next/run-commands.ts";
import { storeToName } from "../stored/default-store.ts";
import { baselineName } from "../stored/baseline-name.ts";
import { nearBaseline } from "../stored/near-baseline.ts";
import type { LoadedSuite } from "./loading/load-suites.ts";
import type { OrphanBaseline } from "./orphan-baselines.ts";
import { baselineOfRun } from "../stored/run-baseline.ts";
import { findSuiteRun, storedReport } from "../stored/stored-runs.ts";

/** The baseline that one suite of an invocation is held against. */
export type SuiteBaseline = BaselineOrigin &
  (
    | {
        readonly status: "loaded";
        readonly source: string;
        readonly file: BaselineFile;
        /** The stored run that stands for it; null: it is a file. */
        readonly run: BaselineRun | null;
        /** Told of every case of the suite by the first pass. */
        readonly matcher: CaseMatcher;
      }
    /**
     * `source`: null when the gate leaves it to `--baseline`, and there is none. `orphans`: baselines of suites that are gone;
     * the suite may be one of them under another name. `near`: a folder that has one, which nothing names; null: none.
     */
    | {
        readonly status: "missing";
        readonly source: string | null;
        readonly near: string | null;
        readonly orphans: readonly OrphanBaseline[];
      }
    /** There is one, but of another suite. */
    | { readonly status: "foreign"; readonly source: string; readonly suite: string }
  );

/** A stored run that others are held against. */
interface BaselineRun {
  readonly id: string;
  /** By `latest`: another day that is another run. */
  readonly isNewest: boolean;
}

/** Who asks for a baseline. */
interface BaselineOrigin {
  readonly place: Place;
  /** By `--baseline`: then it must be there, whatever the gate says. */
  readonly isDemanded: boolean;
}

export interface FoundBaseline {
  /** Null when nothing asks for one. */
  readonly baseline: SuiteBaseline | null;
  readonly problems: readonly Diagnostic[];
}

/** The baseline of `--baseline`, else of the suite's gate. What is there but cannot be used is an error, what is missing a warning. */
export async function findBaseline(
  loaded: LoadedSuite,
  invocation: GateOptions & Where,
  orphans: readonly OrphanBaseline[],
): Promise<FoundBaseline> {
  const wanted = wantedBaseline(loaded, invocation);
  if (wanted === null) return { baseline: null, problems: [] };
  const origin = { place: wanted.place, isDemanded: invocation.baseline !== null, orphans };
  if (wanted.path === null)
    return missing(origin, { source: null, near: nearBaseline(loaded.suite, invocation.cwd) }, invocation);
  const { source, place } = wanted;
  const read = await readBaseline(wanted.path, loaded, invocation);
  if (read.status === "part")
    return { baseline: null, problems: [unusable(place, said("bad-baseline.part", { run: read.run }))] };
  if (read.status === "unusable")
    return { baseline: null, problems: [unusable(place, said("bad-baseline", { reason: read.message }))] };
  if (read.status === "missing") {
    const path = resolve(invocation.cwd, wanted.path);
    const isNowhere = origin.isDemanded && !existsSync(path);
    const near = isNowhere ? nearName(path, source) : null;
    const named = nowhere(place, { source, near });
    if (isNowhere && !invocation.allowMissingBaseline) return { baseline: null, problems: [named] };
    const at = { source: missingSource(wanted, loaded.suite.name, invocation), near };
    const found = missing(origin, at, invocation);
    // That it may be missing was said; that another one was meant is likelier.
    return near === null ? found : { ...found, problems: [{ ...named, severity: "warning" }] };
  }
  const { file, run = null } = read;
  const { name } = loaded.suite;
  if (file.suite !== name) {
    return {
      baseline: { status: "foreign", source, place, isDemanded: origin.isDemanded, suite: file.suite },
      problems: [foreign(place, file, name)],
    };
  }
  const matcher = new CaseMatcher(file.cases);
  const baseline = { status: "loaded", file, run, source, place, isDemanded: origin.isDemanded, matcher } as const;
  return { baseline, problems: [] };
}

type Wanted =
  | { readonly path: string; readonly source: string; readonly place: Place }
  /** The gate leaves it to `--baseline`, which is not given. */
  | { readonly path: null; readonly source: null; readonly place: Place };

function wantedBaseline({ suite }: LoadedSuite, { baseline, cwd }: GateOptions & Where): Wanted | null {
  if (baseline !== null) {
    return { path: baseline, source: baseline, place: { kind: "argument", argument: `--baseline ${baseline}` } };
  }
  const rule = suite.gate.kind === "rules" ? suite.gate.notWorseThan : null;
  if (rule === null || rule.arm !== null) return null;
  const pointer = ["gate", "not_worse_than"];
  if (rule.baseline === null) return { path: null, source: null, place: suite.placeOf(pointer, "key") };
  const place = suite.placeOf([...pointer, "baseline"], "value");
  return { path: rule.baseline, source: relative(cwd, rule.baseline), place };
}

/** What is not there: of a folder that is, the suite's own file in it. */
function missingSource({ path, source }: { path: string; source: string }, suite: string, { cwd }: Where): string {
  return isFolder(resolve(cwd, path)) ? join(source, baselineName(suite)) : source;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** `part`: a run of a part of a plan, which is no baseline of the whole. */
type FoundFile = (ReadBaseline & { readonly run?: BaselineRun }) | { readonly status: "part"; readonly run: string };

/** A file, a folder with a file for each suite, or a run: by its path, its id, or `latest`. */
async function readBaseline(named: string, { suite }: LoadedSuite, { cwd, store }: Where): Promise<FoundFile> {
  const path = resolve(cwd, named);
  const absoluteStore = resolve(cwd, store);
  const isInStore = !existsSync(path) && isStoredRun(named, absoluteStore);
  if (isInStore || existsSync(journalOf(path))) {
    const read = await readRun(named, absoluteStore, cwd, suite.name);
    return read.status === "read"
      ? { ...read, run: { id: read.run, isNewest: isInStore && named === "latest" } }
      : read;
  }
  return readBaselineFile(isFolder(path) ? join(path, baselineName(suite.name)) : path);
}

function isStoredRun(name: string, store: string): boolean {
  return basename(name) === name && (name === "latest" || listRuns(store).includes(name));
}

type ReadRun =
  | { readonly status: "read"; readonly file: BaselineFile; readonly run: string }
  | Exclude<FoundFile, { status: "read" | "missing" }>;

async function readRun(name: string, store: string, cwd: string, suite: string): Promise<ReadRun> {
  const found = await findSuiteRun(name, store, cwd);
  const stored = found.status === "found" ? await storedReport(found.folder) : found;
  if (stored.status === "refused") return { status: "unusable", message: stored.message };
  if (stored.head.verdict === "partial") return { status: "part", run: stored.head.run.id };
  const index = stored.head.suites.findIndex((head) => head.name === suite);
  return { status: "read", file: await baselineOfRun(stored, Math.max(0, index)), run: stored.head.run.id };
}

function unusable(place: Place, words: Said): Diagnostic {
  return { severity: "error", place, ...words };
}

/** What `--baseline` names must be there before anything is paid for. */
function nowhere(place: Place, named: { readonly source: string; readonly near: string | null }): Diagnostic {
  return { severity: "error", place, ...said("missing-baseline.named", named) };
}

/** A file or folder beside the one that is not there, with nearly its name, written as it was; null: none. */
function nearName(path: string, source: string): string | null {
  const folder = dirname(path);
  const near = isFolder(folder) ? nearestWord(basename(path), readdirSync(folder)) : null;
  if (near === null) return null;
  const named = join(dirname(source), near);
  return isFolder(join(folder, near)) ? `${named}/` : named;
}

/** A baseline that is not there, with a warning unless that is allowed. */
function missing(
  origin: BaselineOrigin & { readonly orphans: readonly OrphanBaseline[] },
  at: { readonly source: string | null; readonly near: string | null },
  { allowMissingBaseline, store, cwd }: GateOptions & Where,
): FoundBaseline {
  const baseline = { status: "missing", ...at, ...origin } as const;
  const { source, near } = at;
  if (allowMissingBaseline && origin.orphans.length === 0) return { baseline, problems: [] };
  const orphan = origin.orphans[0] ?? null;
  const words = said("missing-baseline", {
    source,
    near,
    orphan,
    accept: acceptWords(source, { id: "latest", store: storeToName(store, cwd) }),
  });
  return { baseline, problems: [{ severity: "warning", place: origin.place, ...words }] };
}

/** What stands for a baseline that nothing names. */
export const UNNAMED = { file: "FILE", folder: "DIR/" };

/** The command that makes the baseline `source` of a run; FILE stands for one that nothing names. A run of several suites makes a folder of them. */
export function acceptWords(source: string | null, run: NamedRun, suites = 1): string {
  const folder = source === null ? UNNAMED.folder : `${dirname(source)}/`;
  const as = suites > 1 ? folder : (source ?? UNNAMED.file);
  return acceptCommand(run, as) ?? "prompt-run accept RUN --as FILE";
}

function foreign(place: Place, { suite }: BaselineFile, name: string): Diagnostic {
  return { severity: "warning", place, ...said("foreign-baseline", { suite, name }) };
}

/** A live run is never held against answers that no model gave. */
export function simulatedBaselineProblem(baseline: SuiteBaseline | null, mode: ReplyMode): Diagnostic[] {
  if (baseline?.status !== "loaded" || baseline.file.replies !== "simulated" || mode === "simulate") return [];
  const { source, place } = baseline;
  return [{ severity: "error", place, ...said("simulated-baseline", { source }) }];
}
