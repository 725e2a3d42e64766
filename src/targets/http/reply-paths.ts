import { targetWords } from "../../domain/diagnostics/target-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { HttpTarget } from "../../domain/run/target.ts";
import type { Json } from "../../domain/values/json.ts";

/** A JSONPath (RFC 9535), understood. */
export type CompiledPath =
  | { readonly ok: true; readonly query: (value: Json) => readonly Json[] }
  | { readonly ok: false; readonly wrong: { readonly message: string } };

/** Understands a JSONPath, as checks do: the stage is handed it. */
export type CompilePath = (path: string) => Promise<CompiledPath>;

/** A path of a target, with the key that it stands under. */
export interface ReplyPath {
  readonly key: "output" | "tool_calls" | "usage" | "error";
  readonly path: string;
  readonly query: (value: Json) => readonly Json[];
  /** Does it lead to one place at most (RFC 9535 §1.1, a singular query)? */
  readonly isSingular: boolean;
}

export type ReplyPaths = Readonly<Partial<Record<ReplyPath["key"], ReplyPath>>>;

export type UnderstoodPaths =
  | { readonly ok: true; readonly paths: ReplyPaths }
  | { readonly ok: false; readonly message: Sentence };

/** The keys of a target that hold paths. */
export const REPLY_PATHS: readonly ReplyPath["key"][] = ["output", "tool_calls", "usage", "error"];

/** The paths of a service as they are written; null: that key is left out. */
export function writtenPaths(target: HttpTarget): Readonly<Record<ReplyPath["key"], string | null>> {
  return { output: target.output, tool_calls: target.toolCalls, usage: target.usage, error: target.error };
}

/** The paths by which a service's reply is read. */
export async function understandPaths(target: HttpTarget, compile: CompilePath): Promise<UnderstoodPaths> {
  const written = writtenPaths(target);
  const paths: Partial<Record<ReplyPath["key"], ReplyPath>> = {};
  for (const key of REPLY_PATHS) {
    const path = written[key];
    if (path === null) continue;
    const compiled = await compile(path);
    if (!compiled.ok)
      return { ok: false, message: targetWords("path", { name: target.name, key, path, wrong: compiled.wrong }) };
    paths[key] = { key, path, query: compiled.query, isSingular: SINGULAR.test(path) };
  }
  return { ok: true, paths };
}

/** RFC 9535 §2.3.5.1 (singular-query): names and indices alone, each one. */
const SINGULAR =
  /^\s*\$(?:\s*\.[\p{L}_][\p{L}\p{N}_]*|\s*\[\s*(?:-?\d+|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\])*\s*$/u;
