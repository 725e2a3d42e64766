import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { readRegularText } from "../../host/regular-file.ts";
import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import { replaceFile } from "../../host/replace-file.ts";
import type { BaselineFile } from "../../domain/formats/records.ts";
import { BASELINE_TEXTS } from "../../domain/masking/record-texts.ts";

const MEBIBYTE = 1024 * 1024;
const MAX_BYTES = 200 * MEBIBYTE;

export type ReadBaseline =
  | { readonly status: "read"; readonly file: BaselineFile }
  | { readonly status: "missing" }
  /** There is something, but no baseline; why, and what to do. */
  | { readonly status: "unusable"; readonly message: Sentence };

/** Reads a baseline file, checked against its schema. */
export async function readBaselineFile(path: string): Promise<ReadBaseline> {
  const read = readText(path);
  if (read.status !== "text") return read;
  let value: unknown;
  try {
    value = parseBoundedJson(read.text, MAX_STORED_LEVELS);
  } catch {
    return unusable(refusalWords("baseline-no-json", { path }));
  }
  if (isOtherVersion(value)) return unusable(refusalWords("baseline-of-other-version", { path }));
  const { default: validate } = await import("../generated/baseline-validator.js");
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    const fault = { pointer: error?.instancePath || "/", keyword: error?.keyword ?? "unknown" };
    return unusable(refusalWords("no-baseline", { path, ...fault }));
  }
  const file = value as BaselineFile; // the schema has just said so
  const disorder = disorderOf(path, file);
  return disorder === null ? { status: "read", file } : unusable(disorder);
}

type TextOrNone = { readonly status: "text"; readonly text: string } | Exclude<ReadBaseline, { status: "read" }>;

function readText(path: string): TextOrNone {
  try {
    return { status: "text", text: readRegularText(path, MAX_BYTES) };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return error.code === "ENOENT" || error.code === "ENOTDIR"
      ? { status: "missing" }
      : unusable(refusalWords("baseline-unreadable", { path, reason: error.message }));
  }
}

function unusable(message: Sentence): { readonly status: "unusable"; readonly message: Sentence } {
  return { status: "unusable", message };
}

function isOtherVersion(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const isBaseline = "format" in value && value.format === "prompt-run.baseline";
  return isBaseline && "format_version" in value && value.format_version !== 1;
}

/** Merges and hand edits may break what no schema says: cases sorted by id, each once, with a result for every arm. */
function disorderOf(path: string, { arms, cases }: BaselineFile): Sentence | null {
  const twice =
    twiceIn(
      "arm",
      arms.map(({ id }) => id),
    ) ??
    arms.map(poolsTwice).find((found) => found !== null) ??
    null;
  if (twice !== null) return refusalWords("baseline-twice", { path, ...twice });
  for (const [index, one] of cases.entries()) {
    const before = cases[index - 1];
    if (before !== undefined && before.id >= one.id) {
      return refusalWords("baseline-unsorted", { path, ids: [before.id, one.id] });
    }
    if (one.arms.length !== arms.length) {
      const counts = { results: one.arms.length, arms: arms.length };
      return refusalWords("baseline-results", { path, id: one.id, ...counts });
    }
  }
  return null;
}

interface Twice {
  readonly kind: "arm" | "run" | "shard";
  readonly id: string;
}

/** The run, or the shard of one, that counts twice in an arm. */
function poolsTwice({ runs, shards = [] }: BaselineFile["arms"][number]): Twice | null {
  return twiceIn("run", runs) ?? twiceIn("shard", shards);
}

function twiceIn(kind: Twice["kind"], ids: readonly string[]): Twice | null {
  const id = ids.find((one, index) => ids.indexOf(one) !== index);
  return id === undefined ? null : { kind, id };
}

/** A baseline as text: keys in the schema's order, one line an arm and one a case, so that a diff shows what changed. */
export function formatBaseline(file: BaselineFile): string {
  const { arms, cases, ...head } = file;
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  const start = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${start.join("")}  "arms": [\n${lines(arms)}\n  ],\n  "cases": [\n${lines(cases)}\n  ]\n}\n`;
}

export type WrittenBaseline =
  | { readonly status: "written" }
  /** Another process has replaced the file since it was read. */
  | { readonly status: "changed" }
  | { readonly status: "unwritable"; readonly reason: Sentence };

interface BaselineWriting {
  readonly mask: Mask;
  /** Is the file still the one that was read? Asked at the last moment. */
  readonly mayReplace: () => boolean;
}

/** Writes a baseline by temporary file and rename. */
export function writeBaselineFile(
  path: string,
  file: BaselineFile,
  { mask, mayReplace }: BaselineWriting,
): WrittenBaseline {
  try {
    const text = formatBaseline(maskValues(file, mask, BASELINE_TEXTS));
    return { status: replaceFile(path, text, { durable: true, mayReplace }) ? "written" : "changed" };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return { status: "unwritable", reason: systemWords(error) };
  }
}
