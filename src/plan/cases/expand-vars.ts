import { type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { FileAccess, Read } from "../../domain/values/reading.ts";
import type { VarSource } from "../../domain/suite.ts";
import { problemAt, type Rendered, renderDeep, renderMap, under } from "../templates/rendering.ts";

/** What one variable may hold of files: as much as a single one may have. */
const MAX_FILES_CHARS = 20 * 1024 * 1024;

/**
 * The values of variables: data as it is, `{ file }` (its text), `{ files: glob }` (a list of { path, text }), `{ value }`.
 * `row`: a data entry's row, in whose scope texts are templates; null for a plain case, whose values are data and never rendered.
 */
export function expandVars(
  vars: Readonly<Record<string, VarSource>>,
  row: JsonObject | null,
  files: FileAccess,
): MaybePromise<Rendered<JsonObject>> {
  return renderMap(Object.entries(vars), (_name, source) => expandVar(source, row, files));
}

function expandVar(source: VarSource, row: JsonObject | null, files: FileAccess): MaybePromise<Rendered<Json>> {
  const form = soleKey(source.value);
  if (form?.key === "value") return { ok: true, value: form.value };
  if (row === null) return readVar(source, source.value, files);
  return whenThere(
    renderDeep(source.value, row, source.place, () => false),
    (rendered) => (rendered.ok ? readVar(source, rendered.value, files) : rendered),
  );
}

/** A variable's value: what it names is read. */
function readVar(source: VarSource, value: Json, files: FileAccess): MaybePromise<Rendered<Json>> {
  const path = soleKey(value);
  if (path === null || typeof path.value !== "string") return { ok: true, value };
  if (path.key === "file") return placed(files.readText(path.value, source.baseDir), source, "file");
  if (path.key !== "files") return { ok: true, value };
  return readAll(path.value, source.baseDir, files).then((texts) => placed(texts, source, "files"));
}

async function readAll(pattern: string, baseDir: string, files: FileAccess): Promise<Read<Json>> {
  const paths = await files.glob(pattern, baseDir);
  if (!paths.ok) return paths;
  const texts: Json[] = [];
  let chars = 0;
  for (const path of paths.value) {
    const text = files.readText(path, baseDir);
    if (!text.ok) return text;
    chars += text.value.length;
    if (chars > MAX_FILES_CHARS)
      return { ok: false, problem: { ...said("file-too-large.pattern", { pattern }), pointer: [] } };
    texts.push({ path, text: text.value });
  }
  return { ok: true, value: texts };
}

function placed(read: Read<Json>, source: VarSource, key: string): Rendered<Json> {
  return read.ok ? read : { ok: false, problems: [problemAt(under(source.place, key), read.problem)] };
}

/** The one key of a map that has just one. */
function soleKey(value: Json): { key: string; value: Json } | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const [entry, second] = Object.entries(value);
  return entry === undefined || second !== undefined ? null : { key: entry[0], value: entry[1] };
}
