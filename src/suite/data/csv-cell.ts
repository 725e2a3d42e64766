import { MAX_JSON_LEVELS } from "../../base/bounded-json.ts";
import { isExactNumber } from "../../base/exact-number.ts";
import type { CellMistake } from "../../domain/diagnostics/english/suites/data.ts";
import type { Json } from "../../domain/values/json.ts";
import type { ColumnType } from "./data-row.ts";
import { depthTrap, valueTrap } from "./json-traps.ts";

export type CsvCell =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly mistake: CellMistake };

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i;

/** The value of a CSV cell under its column's type. Nothing is guessed: an empty cell is no number, and no digit is lost. */
export function typedCell(text: string, type: ColumnType): CsvCell {
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

function numberCell(text: string): CsvCell {
  const value = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(value)) return wrong("number");
  if (isExactNumber(text, value)) return { ok: true, value };
  return wrong("exact number");
}

function booleanCell(word: string): CsvCell {
  if (word === "true" || word === "false") return { ok: true, value: word === "true" };
  return wrong("boolean");
}

function jsonCell(text: string): CsvCell {
  if (depthTrap(text) !== null) return { ok: false, mistake: { kind: "json levels", mostLevels: MAX_JSON_LEVELS } };
  try {
    const value = JSON.parse(text) as Json;
    const trap = valueTrap(text, value);
    if (trap === null) return { ok: true, value };
    return { ok: false, mistake: { kind: "json trap", trap: trap.trap } };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong("json");
  }
}

function wrong(kind: "number" | "exact number" | "boolean" | "json"): CsvCell {
  return { ok: false, mistake: { kind } };
}
