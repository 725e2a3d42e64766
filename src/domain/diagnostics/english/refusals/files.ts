import type { Sentence } from "../../wording/sentence.ts";

/** Why a file, a folder or a command cannot be had. */
export const FILES = {
  /** In the system's own words, which are in whatever language it speaks. */
  "system-says": ({ reason }: ForReason): string => reason,
  folder: (): string => "it is a folder",
  "no-regular-file": (): string => "it is no regular file (a pipe or a device has no end)",
  "too-large": ({ mostMebibytes }: { readonly mostMebibytes: number }): string =>
    `it is larger than ${mostMebibytes} MB`,
  "no-file": (): string => "there is no such file",
  "no-json": (): string => "it is not JSON",
  "too-deep": ({ mostLevels }: { readonly mostLevels: number }): string =>
    `it is nested deeper than ${mostLevels.toLocaleString("en")} levels`,
  "line-too-long": ({ line, mostMebibytes }: { readonly line: number; readonly mostMebibytes: number }): string =>
    `line ${line} has more than ${mostMebibytes} MB`,
  /** What is wrong with the thing at a path. */
  "at-path": ({ path, why }: Path & { readonly why: Sentence }): string => `${path}: ${why}`,
  "leads-nowhere": ({ path }: Path): string => notWritten(path, "its links cannot be followed"),
  "leads-outside": ({ path, target }: Path & OfTarget): string =>
    notWritten(path, `a link leads it out of the project, to ${target}`),
  "leads-into-git": ({ path, target }: Path & OfTarget): string =>
    notWritten(path, `a link leads it into the project's .git, to ${target}`),
  "no-command": ({ file }: Command): string => `there is no command \`${file}\``,
  "not-executable": ({ file }: Command): string => `\`${file}\` may not be executed`,
  /** `reason`: as the system says it; null: it says nothing. */
  "no-start": ({ file, reason }: Command & { readonly reason: string | null }): string =>
    `\`${file}\` cannot be started: ${reason ?? "no process was made"}`,
  unwritable: ({ path, reason }: Path & ForReason): string => `${path} cannot be written: ${reason}`,
};

interface Path {
  readonly path: string;
}

interface Command {
  readonly file: string;
}

interface OfTarget {
  readonly target: string;
}

interface ForReason {
  readonly reason: string;
}

function notWritten(path: string, why: string): string {
  return `${path} is not written: ${why}; name that place itself if it is meant`;
}
