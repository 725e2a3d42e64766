import { parseBoundedJson } from "../../base/bounded-json.ts";
import { readRegularText } from "../../host/regular-file.ts";

const MEBIBYTE = 1024 * 1024;
const MAX_BYTES = 200 * MEBIBYTE;

/** A line of a file: its value, or that it is no JSON. The last line may be torn by a kill: it is then left out. */
export interface JsonLine {
  readonly line: number;
  readonly value: unknown;
  readonly isJson: boolean;
}

export type ReadLines =
  | { readonly status: "read"; readonly lines: readonly JsonLine[] }
  | { readonly status: "missing" }
  | { readonly status: "unreadable"; readonly why: string };

/** Reads a file of JSON Lines of at most 200 MB. */
export function readJsonLines(path: string): ReadLines {
  let text: string;
  try {
    text = readRegularText(path, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return error.code === "ENOENT" ? { status: "missing" } : { status: "unreadable", why: error.message };
  }
  const texts = text.split("\n");
  const torn = texts.length - 1; // what is behind the last newline
  const lines = texts.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const parsed = parsedLine(line, index + 1);
    return parsed.isJson || index !== torn ? [parsed] : [];
  });
  return { status: "read", lines };
}

function parsedLine(text: string, line: number): JsonLine {
  try {
    return { line, value: parseBoundedJson(text), isJson: true };
  } catch (error) {
    if (error instanceof SyntaxError) return { line, value: null, isJson: false };
    throw error;
  }
}
