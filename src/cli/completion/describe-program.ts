import type { Command, Option } from "commander";

/** What a shell can offer for a value. */
export type ValueKind = "suite" | "run" | "file" | "folder" | "reporter" | "shell" | "other";

export interface OptionShape {
  /** "--store". */
  readonly flag: string;
  readonly description: string;
  /** What its value is; null: it takes none. */
  readonly value: ValueKind | null;
}

export interface CommandShape {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionShape[];
  /** What its arguments are; null: it takes none. */
  readonly argument: ValueKind | null;
}

/** What the values' names in the help mean: `<file>`, `[run]`. What is not here cannot be offered. */
const KINDS: Readonly<Record<string, ValueKind>> = {
  suite: "suite",
  suites: "suite",
  run: "run",
  runs: "run",
  file: "file",
  "file|run": "file",
  dir: "folder",
  folder: "folder",
  "name[=file]": "reporter",
  reporter: "reporter",
  shell: "shell",
};

/** The commands that help shows, with the options and arguments that commander knows of them. */
export function describeProgram(program: Command): CommandShape[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== "help")
    .map((command) => ({
      name: command.name(),
      description: command.description(),
      options: program.createHelp().visibleOptions(command).flatMap(optionShape),
      argument: kindOf(command.registeredArguments[0]?.name() ?? null),
    }));
}

function optionShape({ long, flags, description }: Option): OptionShape[] {
  if (long === undefined || long === null) return [];
  const value = /[<[](.+)[>\]]$/.exec(flags)?.[1] ?? null;
  return [{ flag: long, description, value: kindOf(value) }];
}

function kindOf(name: string | null): ValueKind | null {
  return name === null ? null : (KINDS[name.toLowerCase()] ?? "other");
}
