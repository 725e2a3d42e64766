import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { didYouMean } from "../../base/nearest-word.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { said } from "../../domain/diagnostics/said.ts";
import {
  isReporterName,
  LIVE_REPORTERS,
  METER_REPORTERS,
  REPORTERS,
  type ReporterName,
} from "../../report/registry.ts";
import { leadsTo } from "../../host/leads-to.ts";
import { makeFolder } from "../../host/make-folder.ts";
import type { WriteGuard } from "../stored/write-guard.ts";
import { githubTargets, type GithubStep } from "./github-targets.ts";
import type { ReportTarget } from "./report-target.ts";
import type { DiagnosticCode } from "../../domain/diagnostics/codes.ts";
import type { Text } from "../../domain/diagnostics/english/text.ts";

/** What `--reporter` knows, in the order of the help. */
export const REPORTER_NAMES: readonly string[] = Object.keys(REPORTERS);

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
 * What `--reporter NAME[=FILE]` asks for; `table` when nothing does. `github` also fills the files that its step has for
 * it. All files are opened now: one that cannot be written stops before money is spent.
 */
export function reportTargets(specs: readonly string[], places: TargetRules): Targets {
  if (specs.length === 0) return { ok: true, targets: [target("table", null)] };
  const problems: Diagnostic[] = [];
  const taken = new Set<string>();
  const asked = specs.flatMap((spec): ReportTarget[] => {
    const [name = "", ...rest] = spec.split("=");
    if (!isReporterName(name)) {
      problems.push(unknownReporter(spec, name));
      return [];
    }
    const empty = places.isOfMeter === true ? emptyReport(name) : null;
    if (empty !== null) {
      problems.push({ severity: "error", place: { kind: "argument", argument: `--reporter ${spec}` }, ...empty });
      return [];
    }
    const file = rest.length === 0 ? null : rest.join("=");
    if (file === "") {
      problems.push(namelessFile(spec, name));
      return [];
    }
    const unwritable =
      file === null ? null : (takenProblem(file, places.suites, taken) ?? writeProblem(file, places.guard));
    if (unwritable !== null) problems.push(unwritableReport(`--reporter ${spec}`, unwritable));
    return [target(name, file)];
  });
  const [, second] = asked.filter(({ file }) => file === null);
  if (second !== undefined) problems.push(secondOnStdout(second.name));
  const targets = asked.some(({ name }) => name === "github")
    ? [...asked, ...githubTargets(places.step, asked)]
    : asked;
  for (const { name, file } of targets.slice(asked.length)) {
    const unwritable = file === null ? null : writeProblem(file, places.guard);
    if (unwritable !== null) problems.push(unwritableReport(`the ${name} of --reporter github`, unwritable));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, targets };
}

function target(name: ReporterName, file: string | null): ReportTarget {
  return { name, file, isAppended: false, load: REPORTERS[name], loadLive: LIVE_REPORTERS[name] ?? null };
}

/** Why a reporter has nothing to say of a meter; null: it has. */
export function emptyReport(name: ReporterName): (Text & { readonly code: DiagnosticCode }) | null {
  return METER_REPORTERS.includes(name) ? null : said("empty-report", { name, known: METER_REPORTERS });
}

function unknownReporter(spec: string, name: string): Diagnostic {
  const hint = didYouMean(name, REPORTER_NAMES) ?? `known: ${REPORTER_NAMES.join(", ")}`;
  return argumentProblem(`--reporter ${spec}`, "unknown-reporter", `there is no reporter \`${name}\``, hint);
}

function namelessFile(spec: string, name: string): Diagnostic {
  const hint = `name one: --reporter ${name}=FILE, or leave out \`=\` to write to stdout`;
  return argumentProblem(`--reporter ${spec}`, "nameless-file", "behind `=` there is no file name", hint);
}

function unwritableReport(argument: string, message: string): Diagnostic {
  return argumentProblem(argument, "unwritable-report", message, "choose a file that can be written");
}

function secondOnStdout(name: string): Diagnostic {
  const hint = `give this one a file: --reporter ${name}=FILE`;
  return argumentProblem(`--reporter ${name}`, "two-reports", "only one report can go to stdout", hint);
}

function argumentProblem(argument: string, code: DiagnosticCode, message: string, hint: string): Diagnostic {
  return { severity: "error", code, place: { kind: "argument", argument }, message, hint };
}

/** Why this file may not be written over: it is a suite of this run, or another report goes there. Remembers it in `taken`. */
function takenProblem(file: string, suites: readonly string[], taken: Set<string>): string | null {
  const path = leadsTo(file) ?? resolve(file);
  if (suites.some((suite) => (leadsTo(suite) ?? suite) === path)) return `${file} is a suite of this run`;
  if (taken.has(path)) return `${file} is the file of another report`;
  taken.add(path);
  return null;
}

/** A run that is refused must leave no empty report behind: a file that the trial has made is removed. */
function writeProblem(file: string, guard: WriteGuard): string | null {
  const refusal = guard(file);
  if (refusal !== null) return refusal;
  try {
    makeFolder(dirname(resolve(file)));
    const isNew = !existsSync(file);
    closeSync(openSync(file, "a"));
    if (isNew) rmSync(file);
    return null;
  } catch (error) {
    return `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
