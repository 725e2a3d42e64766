import { dirname } from "node:path";
import { said } from "../../domain/diagnostics/said.ts";
import type { InMemory } from "../../domain/in-memory.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Diagnostic, Place, Pointer, Problem } from "../../domain/values/problem.ts";
import type { FileReader } from "./read-file.ts";
import type { SourceStore } from "./source-store.ts";

/** The judges of a suite, as its checks name them. */
export interface NamedJudges {
  /** The arguments of a check `judge`, the judge in them by its hash; as they are written where there is none (reported). */
  checkArgs(args: Json, pointer: Pointer, at: Resolving): Json;
}

/** What the steps of resolving one file share: where they are, what they may read, and where problems go. */
export interface Resolving {
  /** The file that is being resolved, absolute; relative paths start from its folder. */
  readonly file: string;
  readonly baseDir: string;
  readonly files: FileReader;
  readonly store: SourceStore;
  /** What the program that runs the suite hands over; null in a file, which may name none of it. */
  readonly inMemory: InMemory | null;
  report(problem: Problem, prefix: Pointer): void;
  reportAt(place: Place, problem: Omit<Problem, "pointer">): void;
  place(pointer: Pointer, at?: "key" | "value"): Place;
  /** Has an error been reported within this part of the file? Then what follows from it need not be. */
  isBroken(pointer: Pointer): boolean;
  /** Who knows the suite's judges, once they are resolved; null: nobody yet. */
  readonly judges: { book: NamedJudges | null };
  /** The files that led here, the suite first and this one last: none of them may be taken in once more. */
  readonly trail: readonly string[];
  /** What all the files that were taken in for this suite come to. */
  readonly takenIn: TakenIn;
  /** The same, for another file (an include, a spliced list of checks). */
  inside(file: string): Resolving;
  /** The same, for what stands at a pointer: the config may say it, and then paths start from its folder. */
  of(pointer: Pointer): Resolving;
}

/** What the config says in place of a suite. */
export interface ConfigDefaults {
  /** The config. */
  readonly file: string;
  /** Does the config say what is at this pointer of the suite? */
  says(pointer: Pointer): boolean;
}

/** How many items (cases, checks, files) were taken in from files that others name; a file that is named twice counts twice. */
export interface TakenIn {
  items: number;
}

export interface ResolvingStart {
  readonly files: FileReader;
  readonly store: SourceStore;
  /** Collects every problem and warning. */
  readonly sink: Diagnostic[];
  /** The option that said the value at a pointer, if one did: then problems are told of the option. */
  readonly optionAt: (pointer: Pointer) => string | null;
  /** Where in the file what is at a pointer stands, if elsewhere: of a suite that was repaired. */
  readonly asWritten?: (pointer: Pointer) => Pointer;
  readonly judges?: Resolving["judges"];
  readonly inMemory?: InMemory | null;
  readonly trail?: Resolving["trail"];
  readonly takenIn?: TakenIn;
  readonly defaults?: ConfigDefaults | null;
}

export function startResolving(file: string, start: ResolvingStart): Resolving {
  const {
    files,
    store,
    sink,
    optionAt,
    asWritten = (pointer) => pointer,
    judges = { book: null },
    inMemory = null,
    trail = [file],
    takenIn = { items: 0 },
    defaults = null,
  } = start;
  const place = (pointer: Pointer, at: "key" | "value" = "value"): Place => {
    const argument = optionAt(pointer);
    if (argument !== null) return { kind: "argument", argument };
    if (defaults?.says(pointer) === true) {
      return { kind: "node", file: defaults.file, pointer: ["defaults", ...pointer], at };
    }
    return { kind: "node", file, pointer: asWritten(pointer), at };
  };
  const resolving: Resolving = {
    file,
    baseDir: dirname(file),
    files,
    store,
    inMemory,
    report(problem, prefix) {
      const { severity = "error", code, message, hint, pointer, at } = problem;
      sink.push({ severity, code, place: place([...prefix, ...pointer], at), message, hint });
    },
    reportAt: (at, { severity = "error", code, message, hint }) =>
      void sink.push({ severity, code, place: at, message, hint }),
    place,
    isBroken(pointer) {
      const ofConfig = defaults === null ? [] : [{ file: defaults.file, pointer: ["defaults", ...pointer] }];
      const parts = [{ file, pointer }, ...ofConfig];
      return sink.some(({ severity, place: at }) => severity === "error" && parts.some((part) => isWithin(at, part)));
    },
    judges,
    trail,
    takenIn,
    inside: (other) =>
      startResolving(other, { files, store, sink, optionAt: () => null, judges, trail: [...trail, other], takenIn }),
    of: (pointer) => (defaults?.says(pointer) === true ? { ...resolving, baseDir: dirname(defaults.file) } : resolving),
  };
  return resolving;
}

interface PartOfFile {
  readonly file: string;
  readonly pointer: Pointer;
}

function isWithin(place: Place, { file, pointer }: PartOfFile): boolean {
  if (place.kind !== "node" || place.file !== file) return false;
  return pointer.every((step, index) => place.pointer[index] === step);
}

/** Loads a YAML or JSON file that `pointer` names; reports and returns null when it cannot be had. */
export function loadNamed(at: Resolving, path: string, pointer: Pointer): { file: string; value: Json } | null {
  const resolved = at.files.resolve(path, at.baseDir);
  if (!resolved.ok) {
    at.report(resolved.problem, pointer);
    return null;
  }
  const loaded = at.store.load(resolved.value);
  if (loaded.ok) return { file: resolved.value, value: loaded.value };
  for (const problem of loaded.problems) {
    at.reportAt(problem.place, problem.code === "empty-file" ? said("empty-file.named") : problem);
  }
  return null;
}

/** Reads the text of a file that `pointer` names; reports and returns null when it cannot be had. */
export function readNamed(at: Resolving, path: string, pointer: Pointer): { file: string; text: string } | null {
  const resolved = at.files.resolve(path, at.baseDir);
  if (!resolved.ok) {
    at.report(resolved.problem, pointer);
    return null;
  }
  const read = at.files.readText(path, at.baseDir);
  if (read.ok) return { file: resolved.value, text: read.value };
  at.report(read.problem, pointer);
  return null;
}
