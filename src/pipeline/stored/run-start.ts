import { maskCredentials } from "../../base/url-credentials.ts";
import type { RunLine, StoredStart } from "../../domain/formats/records.ts";
import { BEGUN_BY_PROGRAM, type RunStart, type Where } from "../../domain/invocation.ts";

/** What a run's line keeps of who began it. */
export function storedStart({ store, baseUrl, envFile, reporters, color, verbose }: RunStart): StoredStart {
  return {
    ...(store === null ? {} : { store }),
    ...(baseUrl === null ? {} : { base_url: maskCredentials(baseUrl) }),
    ...(envFile === null ? {} : { env_file: envFile }),
    ...(reporters === null ? {} : { reporters: [...reporters] }),
    ...(color ? {} : { color }),
    ...(verbose ? { verbose } : {}),
  };
}

/** What a run's line keeps of where files may lie. */
export function storedOutside({ allowOutside }: Pick<Where, "allowOutside">): { readonly allow_outside?: true } {
  return allowOutside ? { allow_outside: true } : {};
}

/** By whom the run was begun. A run of 0.1 kept its arguments alone, and so did others before `start`. */
export function startOf({ argv = [], request, meter }: RunLine): RunStart {
  const start = (meter?.request ?? request)?.start;
  if (start === undefined) return argv.length === 0 ? BEGUN_BY_PROGRAM : startByArguments(argv);
  return {
    store: start.store ?? null,
    baseUrl: start.base_url ?? null,
    envFile: start.env_file ?? null,
    reporters: start.reporters ?? null,
    color: start.color ?? true,
    verbose: start.verbose ?? false,
  };
}

/** Could the run read files outside the project? */
export function wasAllowedOutside({ argv = [], request, meter }: RunLine): boolean {
  const asked = meter?.request ?? request;
  if (asked?.start !== undefined) return asked.allow_outside ?? false;
  return argv.includes("--allow-outside");
}

function startByArguments(argv: readonly string[]): RunStart {
  return {
    store: lastOf(argv, "--store"),
    baseUrl: lastOf(argv, "--base-url"),
    envFile: lastOf(argv, "--env-file"),
    reporters: valuesOf(argv, "--reporter"),
    color: !argv.includes("--no-color"),
    verbose: argv.includes("--verbose") || argv.includes("-v"),
  };
}

/** The value of an option on a command line; the last one counts. */
function lastOf(argv: readonly string[], option: string): string | null {
  return valuesOf(argv, option).at(-1) ?? null;
}

function valuesOf(argv: readonly string[], option: string): string[] {
  return argv.flatMap((word, at) => {
    if (word.startsWith(`${option}=`)) return [word.slice(option.length + 1)];
    const next = argv[at + 1];
    return word === option && next !== undefined ? [next] : [];
  });
}
