import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { jobSummary } from "../../report/github/job-summary.ts";
import { stepOutputs } from "../../report/github/step-outputs.ts";
import type { ReportTarget } from "./report-target.ts";

/** What GitHub Actions tells a step; null outside of it. */
export interface GithubStep {
  /** Absolute paths of files that the step may append to. */
  readonly summaryFile: string | null;
  readonly outputFile: string | null;
  /** Where the repository is checked out. */
  readonly workspace: string | null;
}

/** `env`: the process's own environment. An env file is not asked: a pull request could have it choose a file to write. */
export function githubStep(env: Readonly<Record<string, string | undefined>>): GithubStep {
  const value = (name: string): string | null => env[name] || null;
  return {
    summaryFile: value("GITHUB_STEP_SUMMARY"),
    outputFile: value("GITHUB_OUTPUT"),
    workspace: value("GITHUB_WORKSPACE"),
  };
}

/** What the reporter `github` writes beside its annotations, where the step has files for it. `others`: the other reports. */
export function githubTargets(step: GithubStep, others: readonly ReportTarget[]): ReportTarget[] {
  const { summaryFile, outputFile } = step;
  const reports = others.flatMap(({ name, file }) => (file === null ? [] : [{ reporter: name, file }]));
  const targets: ReportTarget[] = [];
  if (summaryFile !== null) {
    const load = async (): Promise<ReturnType<typeof jobSummary>> => jobSummary(sizeOf(summaryFile));
    targets.push({ name: "job summary", file: summaryFile, isAppended: true, facts: {}, load, loadLive: null });
  }
  if (outputFile !== null) {
    const delimiter = `end_${randomBytes(16).toString("hex")}`;
    const load: ReportTarget["load"] = async () =>
      async function* (head) {
        yield stepOutputs(head, reports, delimiter);
      };
    targets.push({ name: "step outputs", file: outputFile, isAppended: true, facts: {}, load, loadLive: null });
  }
  return targets;
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** Makes paths that are relative to `cwd` relative to the checked out repository; those outside of it stay as they are. */
export function repositoryPaths(cwd: string, { workspace }: GithubStep): (file: string) => string {
  if (workspace === null) return (file) => file;
  return (file) => {
    const path = relative(workspace, resolve(cwd, file));
    const isOutside = isAbsolute(path) || path.split(sep)[0] === "..";
    return isOutside ? file : path.replaceAll(sep, "/");
  };
}
