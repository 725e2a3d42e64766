import { parseBoundedJson } from "../../base/bounded-json.ts";
import { readRegularText } from "../../host/regular-file.ts";

const MEBIBYTE = 1024 * 1024;
const MAX_BYTES = 200 * MEBIBYTE;

/** A line of a file: its value, or that it is no JSON. */
export interface JsonLine {
  readonly line: number;
  readonly value: unknown;
  readonly isJson: boolean;
  /** Is it no JSON, and last without a newline? So a kill leaves it. */
  readonly isTorn: boolean;
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
  const last = texts.length - 1; // what is behind the last newline
  const lines = texts.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const { value, isJson } = parsedLine(line);
    return [{ line: index + 1, value, isJson, isTorn: !isJson && index === last }];
  });
  return { status: "read", lines };
}

function parsedLine(text: string): Pick<JsonLine, "value" | "isJson"> {
  try {
    return { value: parseBoundedJson(text), isJson: true };
  } catch (error) {
    if (error instanceof SyntaxError) return { value: null, isJson: false };
    throw error;
  }
}
