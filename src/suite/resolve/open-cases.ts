import { isCheckType } from "../../domain/check-facts.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Mentions } from "../../base/template-words.ts";
import type { CaseSeed, TextSource } from "../../domain/suite.ts";
import type { CaseEntry, RowSource } from "./case-seeds.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { lineError } from "../data/data-error.ts";
import type { DataRow, RespelledMember, RowPage } from "../data/data-row.ts";

/** Opens the selected rows of a data entry. */
export type OpenRows = (rows: RowSource & { kind: "file" }) => AsyncIterable<RowPage>;

/** How the rows of data entries are had. */
export interface Opening {
  readonly openRows: OpenRows;
  /** Which variables are put into a text. */
  readonly printed: Pick<Mentions, "mentions">;
  /** Which of them a prompt, a check or an application looks at. */
  readonly asked: Pick<Mentions, "mentions">;
}

/** Every case of the entries in order; data files are streamed anew at each opening. */
export async function* openCases(entries: readonly CaseEntry[], opening: Opening): AsyncIterable<CaseSeed> {
  for (const [index, { seed, rows }] of entries.entries()) {
    if (rows.kind === "file") {
      for await (const page of opening.openRows(rows)) {
        for (const row of page) yield seedOfRow(row, seed, { file: rows.file, opening });
      }
    } else if (rows.kind === "matrix") {
      const isAlone = entries.length === 1;
      yield* matrixSeeds(seed, rows.axes, isAlone ? null : `matrix ${seed.id?.text ?? index + 1}`);
    } else yield seed;
  }
}

function seedOfRow(
  { row, line, respelled = [] }: DataRow,
  seed: CaseSeed,
  { file, opening }: { readonly file: string; readonly opening: Opening },
): CaseSeed {
  const changed = respelled.find(({ name }) => opening.printed.mentions(name) || (name === "id" && seed.id === null));
  if (changed !== undefined) throw respelledError(file, changed);
  if (isListOfChecks(row["expect"]) && !opening.asked.mentions("expect"))
    throw lineError({ file, line }, said("expect-in-vars.row"));
  const id = seed.id ?? rowId(row, seed);
  return { ...seed, id, row, place: { kind: "line", file, line, column: null } };
}

/** Checks that a row brings would never run: it is variables. */
function isListOfChecks(value: Json | undefined): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((item) => isJsonObject(item) && Object.keys(item).some(isCheckType));
}

/** A number that is read as a text would not be what the file says. */
function respelledError(file: string, { written, at, isOfColumn = false }: RespelledMember): Error {
  return lineError({ file, ...at() }, said("respelled-number", { written, isOfColumn }));
}

/** A column `id` is the case's id where the entry gives none. */
function rowId(row: JsonObject, seed: CaseSeed): TextSource | null {
  const id = row["id"];
  if (typeof id !== "string" && typeof id !== "number") return null;
  return String(id) === "" ? null : { text: String(id), isTemplate: false, place: seed.place };
}

/**
 * The cases of one matrix are variants of one item: they are a cluster, unless the entry names another. `item`: its name;
 * null where the matrix is all that the suite has: then the values of its longest axis are the items.
 */
function* matrixSeeds(
  seed: CaseSeed,
  axes: Readonly<Record<string, readonly Json[]>>,
  item: string | null,
): Iterable<CaseSeed> {
  const [longest = ""] = Object.keys(axes).toSorted((a, b) => (axes[b]?.length ?? 0) - (axes[a]?.length ?? 0));
  for (const row of product(Object.entries(axes))) {
    const id = seed.id === null ? null : { ...seed.id, text: `${seed.id.text}[${matrixSuffix(row)}]` };
    const text = item ?? matrixSuffix({ [longest]: row[longest] ?? null });
    yield { ...seed, id, row, cluster: seed.cluster ?? { text, isTemplate: false, place: seed.place } };
  }
}

/** The product of the axes, the last one fastest. */
function* product(axes: readonly (readonly [string, readonly Json[]])[]): Iterable<JsonObject> {
  const [first, ...rest] = axes;
  if (first === undefined) {
    yield {};
    return;
  }
  const [name, values] = first;
  for (const value of values) for (const others of product(rest)) yield { [name]: value, ...others };
}

function matrixSuffix(row: JsonObject): string {
  return Object.entries(row)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(",");
}
