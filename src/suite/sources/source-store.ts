import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { fileStats } from "../../host/file-stats.ts";
import { findKey } from "../../base/mask.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { SuiteObject } from "../../domain/in-memory.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Diagnostic, Location, Place, Pointer } from "../../domain/values/problem.ts";
import { objectSecret, objectSources } from "./object-source.ts";
import { nearestName } from "./path-like.ts";
import { secretKind } from "./secret-files.ts";
import { parseYaml, type YamlSource } from "./yaml-source.ts";

/** Suites, includes and check lists: what a person writes. Data has its own readers. */
export const MAX_SOURCE_BYTES: number = 5 * 1024 * 1024;

export type LoadedSource =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** Reads YAML and JSON sources once, and knows where everything in them stands. */
export interface SourceStore {
  /** `file` is absolute and allowed to be read. */
  load(file: string): LoadedSource;
  /** A scalar of a loaded file as it is written; null where there is none. */
  written(file: string, pointer: Pointer): string | null;
  locate(place: Place): Location;
  display(file: string): string;
  /** The text of what was loaded from there. */
  text(file: string): string;
}

/** `cwd`: paths are shown relative to it. `objects`: suites that are values of a program, not files. */
export function createSourceStore(cwd: string, objects: readonly SuiteObject[] = []): SourceStore {
  const sources = new Map<string, YamlSource>();
  const loaded = new Map<string, LoadedSource>();
  const values = objectSources(objects);
  const display = (file: string): string => values.shown(file) ?? displayPath(file, cwd);
  return {
    display,
    load(file) {
      const known = loaded.get(file);
      if (known !== undefined) return known;
      const value = values.value(file);
      const result = value === undefined ? loadSource(file, sources, display) : loadObject(file, value);
      loaded.set(file, result);
      return result;
    },
    written: (file, pointer) => sources.get(file)?.written(pointer) ?? null,
    locate: (place) => values.locate(place) ?? locate(place, sources, display),
    text(file) {
      const text = values.text(file) ?? sources.get(file)?.text;
      if (text === undefined) throw new Error(`${file} was not loaded`);
      return text;
    },
  };
}

function loadObject(file: string, value: Json): LoadedSource {
  const secret = objectSecret(file, value);
  return secret === null ? { ok: true, value } : { ok: false, problems: [secret] };
}

function displayPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  const shown = path === "" || path.startsWith(`..${sep}..`) || isAbsolute(path) ? file : path;
  return shown.replaceAll(sep, "/");
}

function loadSource(file: string, sources: Map<string, YamlSource>, display: (file: string) => string): LoadedSource {
  const read = readSource(file, display);
  if (!read.ok) return read;
  const key = findKey(read.text);
  if (key !== null) return failed(file, read.text, [keyProblem(read.text, key)]);
  const parsed = parseYaml(read.text);
  if (!parsed.ok) return failed(file, read.text, parsed.problems);
  sources.set(file, parsed.source);
  return { ok: true, value: parsed.source.value };
}

interface OffsetProblem extends Said {
  readonly range: { readonly start: number; readonly end: number };
}

function keyProblem(text: string, key: string): OffsetProblem {
  const start = text.indexOf(key);
  return { ...said("secret-in-suite"), range: { start, end: start + "sk-ant-".length } };
}

function failed(file: string, text: string, problems: readonly OffsetProblem[]): LoadedSource {
  return {
    ok: false,
    problems: problems.map(({ code, message, hint, range }) => {
      const before = text.slice(0, range.start);
      const line = before.split("\n").length;
      const column = range.start - before.lastIndexOf("\n");
      return { severity: "error", code, place: { kind: "line", file, line, column }, message, hint };
    }),
  };
}

type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problems: Diagnostic[] };

function readSource(file: string, display: (file: string) => string): ReadText {
  const problem = (text: Said): ReadText => ({
    ok: false,
    problems: [{ severity: "error", place: { kind: "file", file }, ...text }],
  });
  const stats = fileStats(file);
  if (stats === undefined) return problem(said("missing-file.source", { nearest: nearestFile(file, display) }));
  if (stats.isDirectory()) return problem(said("not-a-file.folder", { shown: display(file) }));
  // A pattern may match it, and the frame of a problem would show its lines.
  const secret = secretKind(file);
  if (secret !== null) return problem(said(secret, { path: display(file) }));
  if (!stats.isFile()) return problem(said("not-a-file.source"));
  if (stats.size > MAX_SOURCE_BYTES) return problem(said("file-too-large.source", { bytes: stats.size }));
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    if (error instanceof TypeError) return problem(said("not-utf8.source"));
    return problem(said("unreadable-file.source", { reason: error instanceof Error ? error.message : String(error) }));
  }
}

/** The file beside it whose name is nearest; null where none is near. */
function nearestFile(file: string, display: (file: string) => string): string | null {
  try {
    const nearest = nearestName(basename(file), readdirSync(dirname(file)));
    return nearest === null ? null : display(join(dirname(file), nearest));
  } catch {
    return null; // no such folder either
  }
}

function locate(place: Place, sources: ReadonlyMap<string, YamlSource>, display: (file: string) => string): Location {
  switch (place.kind) {
    case "argument":
      return { file: place.argument, line: null, column: null, length: 1, sourceLine: null };
    case "environment":
      return { file: "environment", line: null, column: null, length: 1, sourceLine: null };
    case "file":
      return { file: display(place.file), line: null, column: null, length: 1, sourceLine: null };
    case "line": {
      const { file, line, column } = place;
      return {
        file: display(file),
        line,
        column,
        length: 1,
        // Read only when it is shown: every trial of a data file has such a place.
        get sourceLine() {
          return lineOf(file, line);
        },
      };
    }
    case "node":
      return nodeLocation(place, sources, display);
  }
}

/** The place in the file that stands where the place leads, if one does. */
function inItsFile(place: Place & { kind: "node" }): Place & { kind: "node" } {
  const { spliced, ...here } = place;
  const part = spliced?.find(({ pointer }) => pointer.every((step, index) => place.pointer[index] === step));
  return part === undefined
    ? here
    : { kind: "node", file: part.file, pointer: place.pointer.slice(part.pointer.length), at: place.at };
}

function nodeLocation(
  written: Place & { kind: "node" },
  sources: ReadonlyMap<string, YamlSource>,
  display: (file: string) => string,
): Location {
  const place = inItsFile(written);
  const source = sources.get(place.file);
  if (source === undefined) {
    return { file: display(place.file), line: null, column: null, length: 1, sourceLine: null };
  }
  const { start, end } = source.range(place.pointer, place.at);
  const { line, column } = source.position(start);
  const sourceLine = source.text.slice(start - column + 1).split("\n", 1)[0] ?? "";
  const length = Math.max(1, Math.min(end - start, sourceLine.trimEnd().length - column + 1));
  return { file: display(place.file), line, column, length, sourceLine };
}

/** The text of a line of a (data) file no larger than a source; larger files show no frame. */
function lineOf(file: string, line: number): string | null {
  const stats = fileStats(file);
  if (stats === undefined || stats.size > MAX_SOURCE_BYTES) return null;
  return readFileSync(file, "utf8").split(/\r?\n/)[line - 1] ?? null;
}
