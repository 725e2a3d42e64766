import { closeSync, createWriteStream, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { once } from "node:events";
import { didYouMean } from "../base/nearest-word.ts";
import type { Mask } from "../base/mask.ts";
import type { Diagnostic } from "../domain/problem.ts";
import type { TrialRecord } from "../domain/records.ts";
import type { ReportHead, ReporterOptions } from "../domain/reporter.ts";
import { isReporterName, REPORTERS, type ReporterName } from "../report/registry.ts";

/** A report to write: to a file, or (null) to stdout. */
export interface ReportTarget {
  readonly name: ReporterName;
  readonly file: string | null;
}

export type Targets =
  | { readonly ok: true; readonly targets: readonly ReportTarget[] }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** `suites`: files that no report may overwrite. What `--reporter NAME[=FILE]` asks for; `table` when nothing does. Files are opened now: one that cannot be written stops before money is spent. */
export function reportTargets(specs: readonly string[], suites: readonly string[]): Targets {
  if (specs.length === 0) return { ok: true, targets: [{ name: "table", file: null }] };
  const problems: Diagnostic[] = [];
  const taken = new Set<string>();
  const targets = specs.flatMap((spec): ReportTarget[] => {
    const [name = "", ...rest] = spec.split("=");
    if (!isReporterName(name)) {
      const known = Object.keys(REPORTERS);
      const hint = didYouMean(name, known) ?? `known: ${known.join(", ")}`;
      problems.push(argumentProblem(spec, "unknown-reporter", `there is no reporter \`${name}\``, hint));
      return [];
    }
    const file = rest.length === 0 ? null : rest.join("=");
    const unwritable = file === null ? null : (takenProblem(file, suites, taken) ?? writeProblem(file));
    if (unwritable !== null)
      problems.push(argumentProblem(spec, "unwritable-report", unwritable, "choose another file"));
    return [{ name, file }];
  });
  const toStdout = targets.filter(({ file }) => file === null);
  if (toStdout[1] !== undefined) {
    const message = "only one report can go to stdout";
    const { name } = toStdout[1];
    problems.push(argumentProblem(name, "two-reports", message, `give this one a file: --reporter ${name}=FILE`));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, targets };
}

function argumentProblem(spec: string, code: string, message: string, hint: string): Diagnostic {
  const place = { kind: "argument" as const, argument: `--reporter ${spec}` };
  return { severity: "error", code, place, message, hint };
}

/** Why this file may not be written over: it is a suite of this run, or another report goes there. Remembers it in `taken`. */
function takenProblem(file: string, suites: readonly string[], taken: Set<string>): string | null {
  const path = resolve(file);
  if (suites.includes(path)) return `${file} is a suite of this run`;
  if (taken.has(path)) return `${file} is the file of another report`;
  taken.add(path);
  return null;
}

function writeProblem(file: string): string | null {
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, "a"));
    return null;
  } catch (error) {
    return `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What every report is made from. */
export interface ReportSource {
  readonly head: ReportHead;
  trials(suite: number): AsyncIterable<TrialRecord>;
  readonly options: ReporterOptions;
  readonly mask: Mask;
  toStdout(text: string): Promise<void>;
}

/** Writes every report; returns why one could not be written, or null. */
export async function writeReports(targets: readonly ReportTarget[], source: ReportSource): Promise<string | null> {
  let failure: string | null = null;
  for (const target of targets) {
    try {
      await writeReport(target, source);
    } catch (error) {
      // Only what the system refuses while writing; a reporter's own fault is a bug and goes up.
      if (!(error instanceof Error) || !("code" in error)) throw error;
      failure = `${target.file ?? "stdout"}: ${error.message}`;
    }
  }
  return failure;
}

async function writeReport({ name, file }: ReportTarget, source: ReportSource): Promise<void> {
  const reporter = await REPORTERS[name]();
  const pieces = reporter(source.head, (suite) => source.trials(suite), source.options);
  if (file === null) {
    for await (const piece of pieces) await source.toStdout(source.mask(piece));
    return;
  }
  const stream = createWriteStream(file);
  for await (const piece of pieces) {
    if (!stream.write(source.mask(piece))) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}
