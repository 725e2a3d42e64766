import { placeIn } from "../../base/text-place.ts";
import { jsonErrorOffset } from "../../base/json/json-scanner.ts";
import { statSync } from "node:fs";
import { extname } from "node:path";
import { keepsCharacters } from "../../base/exact-number.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { parseYaml, type YamlSource } from "../sources/yaml-source.ts";
import { fileError, lineError } from "./data-error.ts";
import { itemOffsets } from "./item-offsets.ts";
import { depthTrap, type JsonTrap, valueTrap } from "./json-traps.ts";
import { respelledNumbers } from "./respelled-numbers.ts";
import type { DataRow, RespelledMember, RowPage } from "./data-row.ts";
import { textChunks } from "./text-chunks.ts";

const MAX_BYTES = 20 * 1024 * 1024;

/** The rows of a JSON or YAML file: a list of maps, read whole, at most 20 MB. */
export async function* readWhole(file: string): AsyncIterable<RowPage> {
  const text = await wholeText(file);
  if (text.trim() === "") return;
  const data = extname(file).toLowerCase() === ".json" ? fromJson(file, text) : fromYaml(file, text);
  if (!Array.isArray(data.value)) throw fileError(file, said("bad-data.no-list"));
  yield rowsOf(file, data.value, data);
}

function* rowsOf(file: string, rows: readonly Json[], { lineOf, respelledIn }: WholeData): RowPage {
  for (const [index, row] of rows.entries()) {
    const line = lineOf(index);
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw lineError({ file, line }, said("bad-row.no-map"));
    }
    // Neither null nor a list: a map.
    yield { row: row as DataRow["row"], line, respelled: respelledIn(index) };
  }
}

interface WholeData {
  readonly value: Json;
  /** The 1-based line on which an item of the list begins. */
  readonly lineOf: (index: number) => number;
  /** The numbers of an item that would have other characters as a text. */
  readonly respelledIn: (index: number) => readonly RespelledMember[];
}

async function wholeText(file: string): Promise<string> {
  const { size } = statSync(file);
  if (size > MAX_BYTES) throw fileError(file, said("file-too-large.data", { bytes: size }));
  let text = "";
  for await (const chunk of textChunks(file)) text += chunk;
  return text;
}

/** JSON has a parser of its own here: the YAML parser needs a hundred times the time and memory. */
function fromJson(file: string, text: string): WholeData {
  refuseTrap(file, text, depthTrap(text));
  const value = parsed(file, text);
  refuseTrap(file, text, valueTrap(text, value));
  const respelled = new Map<number, RespelledMember[]>();
  for (const found of respelledNumbers(text, 2)) {
    const members = respelled.get(found.row) ?? [];
    members.push({ ...found, at: () => placeIn(text, found.offset) });
    respelled.set(found.row, members);
  }
  return {
    value,
    lineOf: lineFinder(text, Array.isArray(value) ? itemOffsets(text) : []),
    respelledIn: (index) => respelled.get(index) ?? [],
  };
}

function parsed(file: string, text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse yields JSON
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw lineError({ file, ...placeIn(text, jsonErrorOffset(text) ?? 0) }, said("bad-data.no-json"));
  }
}

function refuseTrap(file: string, text: string, trap: JsonTrap | null): void {
  if (trap !== null) throw lineError({ file, ...placeIn(text, trap.offset) }, said("bad-data.trap", trap.trap));
}

/** Lines of ascending offsets, each counted once. */
function lineFinder(text: string, offsets: readonly number[]): (index: number) => number {
  let line = 1;
  let from = 0;
  const lines = offsets.map((offset) => {
    line += text.slice(from, offset).split("\n").length - 1;
    from = offset;
    return line;
  });
  return (index) => lines[index] ?? 1;
}

function fromYaml(file: string, text: string): WholeData {
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const [first] = parsed.problems;
    if (first?.code === "empty-file") return { value: [], lineOf: () => 1, respelledIn: () => [] };
    throw lineError({ file, ...placeIn(text, first?.range.start ?? 0) }, first ?? said("bad-data.no-yaml"));
  }
  const { source } = parsed;
  return {
    value: source.value,
    lineOf: (index) => source.position(source.range([index], "value").start).line,
    respelledIn: (index) => yamlRespelled(source, index),
  };
}

function yamlRespelled(source: YamlSource, index: number): RespelledMember[] {
  const row = Array.isArray(source.value) ? (source.value as readonly Json[])[index] : null;
  if (!isJsonObject(row ?? null)) return [];
  return Object.entries(row as JsonObject).flatMap(([name, value]) => {
    return numbersIn(value, [index, name]).flatMap(({ pointer, value: number }) => {
      const written = source.written(pointer);
      if (written === null || keepsCharacters(written, number)) return [];
      return [{ name, written, at: () => source.position(source.range(pointer, "value").start) }];
    });
  });
}

function numbersIn(value: Json, pointer: Pointer): { readonly pointer: Pointer; readonly value: number }[] {
  if (typeof value === "number") return [{ pointer, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, Json]) =>
    numbersIn(member, [...pointer, Array.isArray(value) ? Number(key) : key]),
  );
}
