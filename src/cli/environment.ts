import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

/** The environment of a run: the process's own, over what an env file adds. */
export interface Environment {
  readonly values: Readonly<Record<string, string>>;
  /** Names that come from the env file, not from the process: less trusted. */
  readonly fromFile: ReadonlySet<string>;
}

export type LoadedEnvironment =
  { readonly ok: true; readonly value: Environment } | { readonly ok: false; readonly message: string };

/** Reads `.env` in `cwd` if there is one, or the file that `--env-file` names. The process's environment wins. */
export function loadEnvironment(
  cwd: string,
  envFile: string | null,
  process: Readonly<Record<string, string | undefined>>,
): LoadedEnvironment {
  const file = join(cwd, envFile ?? ".env");
  if (!existsSync(file)) {
    if (envFile !== null) return { ok: false, message: `--env-file ${envFile}: there is no such file` };
    return { ok: true, value: { values: defined(process), fromFile: new Set() } };
  }
  const added = defined(parseEnv(readFileSync(file, "utf8")));
  const own = defined(process);
  // Node 20 itself takes in the file of a `--env-file` that stands behind a script: what is equal comes from there.
  const isTakenIn = (name: string): boolean => envFile !== null && own[name] === added[name];
  const fromFile = new Set(Object.keys(added).filter((name) => !Object.hasOwn(own, name) || isTakenIn(name)));
  return { ok: true, value: { values: { ...added, ...own }, fromFile } };
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
