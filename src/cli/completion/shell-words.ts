import type { CommandShape, ValueKind } from "./describe-program.ts";

/** What a completion script is written from. */
export interface CompletionFacts {
  readonly commands: readonly CommandShape[];
  readonly reporters: readonly string[];
}

/** The shells that there is a script for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** The command whose options stand where no command is named. */
export const DEFAULT_COMMAND = "run";

/** A word that no shell takes apart. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Each option's flag with what its value is, over all commands: one flag means one thing everywhere. */
export function valueFlags(commands: readonly CommandShape[]): ReadonlyMap<ValueKind, readonly string[]> {
  const kinds = new Map<ValueKind, string[]>();
  const seen = new Set<string>();
  for (const { flag, value } of commands.flatMap(({ options }) => options)) {
    if (value === null || seen.has(flag)) continue;
    seen.add(flag);
    kinds.set(value, [...(kinds.get(value) ?? []), flag]);
  }
  return kinds;
}

/** The commands whose arguments are of a kind. */
export function commandsTaking(commands: readonly CommandShape[], kind: ValueKind): string[] {
  return commands.filter(({ argument }) => argument === kind).map(({ name }) => name);
}

/** The kinds of arguments that commands take. */
export function argumentKinds(commands: readonly CommandShape[]): ValueKind[] {
  return [...new Set(commands.map(({ argument }) => argument))].filter((kind) => kind !== null);
}
