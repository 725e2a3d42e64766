import { MAX_JSON_LEVELS } from "../../base/bounded-json.ts";
import { isExactNumber } from "../../base/exact-number.ts";
import type { Json } from "../../domain/values/json.ts";
import type { ColumnType } from "./data-row.ts";
import { depthTrap, valueTrap } from "./json-traps.ts";

export type Cell =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly expected: string; readonly hint: string };

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i;
const CORRECT = "correct the cell, or the column's entry in `types`";

/** The value of a CSV cell under its column's type. Nothing is guessed: an empty cell is no number, and no digit is lost. */
export function typedCell(text: string, type: ColumnType): Cell {
  switch (type) {
    case "string":
      return { ok: true, value: text };
    case "number":
      return numberCell(text);
    case "boolean":
      return booleanCell(text.trim().toLowerCase());
    case "json":
      return jsonCell(text);
  }
}

function numberCell(text: string): Cell {
  const value = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(value)) return { ok: false, expected: "a number", hint: CORRECT };
  if (isExactNumber(text, value)) return { ok: true, value };
  return { ok: false, expected: "a number that keeps all its digits", hint: "make the column a `string`" };
}

function booleanCell(word: string): Cell {
  if (word === "true" || word === "false") return { ok: true, value: word === "true" };
  return { ok: false, expected: "true or false", hint: CORRECT };
}

function jsonCell(text: string): Cell {
  if (depthTrap(text) !== null) return { ok: false, expected: `JSON of at most ${MAX_JSON_LEVELS.toLocaleString("en")} levels`, hint: CORRECT };
  try {
    const value = JSON.parse(text) as Json;
    const trap = valueTrap(text, value);
    if (trap === null) return { ok: true, value };
    return { ok: false, expected: `JSON that can be taken as it is: ${trap.message}`, hint: trap.hint };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, expected: "JSON", hint: CORRECT };
  }
}
