import { reporterSpec } from "./reporter-spec.ts";
import { textWords } from "../../domain/diagnostics/text-words.ts";
import { resolve } from "node:path";
import { nearestWord } from "../../base/nearest-word.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import {
  DEFAULT_REPORTER,
  isReporterName,
  METER_REPORTERS,
  REPORTER_NAMES,
  REPORTERS,
  type ReporterName,
} from "../../report/registry.ts";
import { leadsTo } from "../../host/leads-to.ts";
import { isNamedPipe, probeFile } from "../../host/writability.ts";
import type { WriteGuard } from "../stored/write-guard.ts";
import { noReport } from "./no-report.ts";
import { githubTargets, type GithubStep } from "./github-targets.ts";
import type { ReportTarget } from "./report-target.ts";

export type Targets =
  | { readonly ok: true; readonly targets: readonly ReportTarget[] }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** Where reports may go. */
export interface TargetRules {
  /** Files that no report may be written over: absolute paths. */
  readonly suites: readonly string[];
  readonly step: GithubStep;
  readonly guard: WriteGuard;
  /** Is it of a meter's run? Absent: of suites. */
  readonly isOfMeter?: boolean;
}

/**
 * What `--reporter NAME[=FILE]` asks for; the default one when nothing does. Files that a CI service's step has for a reporter
 * are filled too. All files are opened now: one that cannot be written stops before money is spent.
 */
export function reportTargets(specs: readonly string[], places: TargetRules): Targets {
  if (specs.length === 0) return { ok: true, targets: [target(DEFAULT_REPORTER, null)] };
  const problems: Diagnostic[] = [];
  const taken = new Set<string>();
  const asked = specs.flatMap((spec): ReportTarget[] => {
    const { name, file } = reporterSpec(spec);
    if (!isReporterName(name)) {
      problems.push(argumentProblem(`--reporter ${spec}`, unknownReporter(name)));
      return [];
    }
    const empty = places.isOfMeter === true ? emptyReport(name) : null;
    if (empty !== null) {
      problems.push({ severity: "error", place: { kind: "argument", argument: `--reporter ${spec}` }, ...empty });
      return [];
    }
    if (file === "") {
      problems.push(namelessFile(spec, name));
      return [];
    }
    const unwritable =
      file === null
        ? null
        : (takenProblem(file, places.suites, taken) ?? noReport(file) ?? writeProblem(file, places.guard));
    if (unwritable !== null) problems.push(argumentProblem(`--reporter ${spec}`, unwritable));
    return [target(name, file)];
  });
  const [, second] = asked.filter(({ file }) => file === null);
  if (second !== undefined) problems.push(secondOnStdout(second.name));
  const targets = asked.some(({ facts }) => facts.fillsStep === true)
    ? [...asked, ...githubTargets(places.step, asked)]
    : asked;
  for (const { name, file } of targets.slice(asked.length)) {
    const unwritable = file === null ? null : writeProblem(file, places.guard);
    if (unwritable !== null) problems.push(argumentProblem(textWords("github-report", { report: name }), unwritable));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, targets };
}

function target(name: ReporterName, file: string | null): ReportTarget {
  const { load, loadLive = null, ...facts } = REPORTERS[name];
  return { name, file, isAppended: false, facts, load, loadLive };
}

/** Why a reporter has nothing to say of a meter; null: it has. */
export function emptyReport(name: ReporterName): Said | null {
  return METER_REPORTERS.includes(name) ? null : said("empty-report", { name, known: METER_REPORTERS });
}

/** What to say of a name that no reporter has; null: one has it. */
export function noReporter(name: string): Said | null {
  return isReporterName(name) ? null : unknownReporter(name);
}

function unknownReporter(name: string): Said {
  return said("unknown-reporter", { name, nearest: nearestWord(name, REPORTER_NAMES), known: REPORTER_NAMES });
}

function namelessFile(spec: string, name: string): Diagnostic {
  return argumentProblem(`--reporter ${spec}`, said("nameless-file", { reporter: name }));
}

function secondOnStdout(name: string): Diagnostic {
  return argumentProblem(`--reporter ${name}`, said("two-reports", { reporter: name }));
}

function argumentProblem(argument: string, words: Said): Diagnostic {
  return { severity: "error", place: { kind: "argument", argument }, ...words };
}

/** Why this file may not be written over: it is a suite of this run, or another report goes there. Remembers it in `taken`. */
function takenProblem(file: string, suites: readonly string[], taken: Set<string>): Said | null {
  const path = leadsTo(file) ?? resolve(file);
  if (suites.some((suite) => (leadsTo(suite) ?? suite) === path)) return said("unwritable-report.suite", { file });
  if (taken.has(path)) return said("unwritable-report.taken", { file });
  taken.add(path);
  return null;
}

/** Why a report cannot be written to this file; null: it can. */
function writeProblem(file: string, guard: WriteGuard): Said | null {
  const refusal = guard(file);
  if (refusal !== null) return said("unwritable-report", { reason: refusal });
  if (isNamedPipe(file)) return said("unwritable-report.pipe", { file });
  try {
    probeFile(file);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return said("unwritable-report.file", { file, reason });
  }
}
