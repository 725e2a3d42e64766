import type { EnvFileMistake } from "../../domain/diagnostics/english/usage.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { usage } from "../../domain/diagnostics/usage.ts";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import type { Environment } from "../../domain/environment/environment.ts";
import { readRegularFile } from "../../host/regular-file.ts";

export type LoadedEnvironment =
  | { readonly ok: true; readonly value: Environment }
  | { readonly ok: false; readonly message: Sentence };

/** Reads `.env` in `cwd` if there is one, or the file that `--env-file` names. The process's environment wins, where it is not empty. */
export function loadEnvironment(
  cwd: string,
  envFile: string | null,
  process: Readonly<Record<string, string | undefined>>,
): LoadedEnvironment {
  const file = resolve(cwd, envFile ?? ".env");
  const read = readEnvFile(file);
  // A folder `.env` is a Python environment, not ours.
  if (read.status === "missing" || (read.status === "folder" && envFile === null)) {
    if (envFile !== null) return { ok: false, message: usage("no-env-file", { file: envFile }) };
    return { ok: true, value: { values: defined(process), fromFile: new Set() } };
  }
  if (read.status !== "read") {
    const why = read.status === "unreadable" ? read.why : ({ kind: "folder" } as const);
    return { ok: false, message: usage("bad-env-file", { file: envFile, why }) };
  }
  const added = defined(parseEnv(read.text));
  // An empty variable is absent: a CI job hands over a secret that it does not have as an empty one.
  const own = Object.fromEntries(
    Object.entries(defined(process)).filter(([name, value]) => value !== "" || !Object.hasOwn(added, name)),
  );
  // Node itself (20, 22 and 24) takes in the file of a `--env-file` that stands behind a script: what is equal comes from there.
  const isTakenIn = (name: string): boolean => envFile !== null && own[name] === added[name];
  const fromFile = new Set(Object.keys(added).filter((name) => !Object.hasOwn(own, name) || isTakenIn(name)));
  return { ok: true, value: { values: { ...added, ...own }, fromFile } };
}

const MAX_ENV_BYTES = 1024 * 1024;

type ReadEnvFile =
  | { readonly status: "missing" }
  | { readonly status: "folder" }
  | { readonly status: "read"; readonly text: string }
  | { readonly status: "unreadable"; readonly why: EnvFileMistake };

function readEnvFile(file: string): ReadEnvFile {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return { status: "missing" };
    if (stats.isDirectory()) return { status: "folder" };
    return {
      status: "read",
      text: new TextDecoder("utf-8", { fatal: true }).decode(readRegularFile(file, MAX_ENV_BYTES)),
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      return { status: "unreadable", why: { kind: "not UTF-8" } };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { status: "unreadable", why: { kind: "unreadable", reason } };
  }
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
