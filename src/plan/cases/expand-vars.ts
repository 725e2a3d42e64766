import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { FileAccess, Read } from "../../domain/values/reading.ts";
import type { VarSource } from "../../domain/suite.ts";
import { gather, problemAt, type Rendered, renderDeep, under } from "../templates/rendering.ts";

/** What one variable may hold of files: as much as a single one may have. */
const MAX_FILES_CHARS = 20 * 1024 * 1024;

/**
 * The values of variables: data as it is, `{ file }` (its text), `{ files: glob }` (a list of { path, text }), `{ value }`.
 * `row`: a data entry's row, in whose scope texts are templates; null for a plain case, whose values are data and never rendered.
 */
export async function expandVars(
  vars: Readonly<Record<string, VarSource>>,
  row: JsonObject | null,
  files: FileAccess,
): Promise<Rendered<JsonObject>> {
  const names = Object.keys(vars);
  const values = await Promise.all(Object.values(vars).map((source) => expandVar(source, row, files)));
  const gathered = gather(values);
  if (!gathered.ok) return gathered;
  return { ok: true, value: Object.fromEntries(names.map((name, index) => [name, gathered.value[index] ?? null])) };
}

async function expandVar(source: VarSource, row: JsonObject | null, files: FileAccess): Promise<Rendered<Json>> {
  const form = soleKey(source.value);
  if (form?.key === "value") return { ok: true, value: form.value };
  const rendered =
    row === null
      ? { ok: true as const, value: source.value }
      : await renderDeep(source.value, row, source.place, () => false);
  if (!rendered.ok) return rendered;
  const path = soleKey(rendered.value);
  if (path !== null && typeof path.value === "string") {
    if (path.key === "file") return placed(files.readText(path.value, source.baseDir), source, "file");
    if (path.key === "files") return placed(await readAll(path.value, source.baseDir, files), source, "files");
  }
  return rendered;
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
