import { refusalWords } from "../../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../../domain/diagnostics/wording/sentence.ts";
import type { IncomingMessage } from "node:http";
import { parseBoundedJson } from "../../../base/bounded-json.ts";
import type { Mask } from "../../../base/mask.ts";
import { maskValues } from "../../../base/mask-values.ts";
import type { CaseMark } from "../../../domain/case-mark.ts";
import { isJsonObject, type Json } from "../../../domain/values/json.ts";
import { readRequestBody } from "../../../host/request-body.ts";
import { addMark, parseMark, readMarks } from "../../../store/folders/marks-file.ts";

const MAX_BYTES = 512 * 1024;

export type SavedMark =
  | { readonly status: "saved" }
  | { readonly status: "refused"; readonly code: 400 | 403 | 413 | 415; readonly message: Sentence };

/**
 * Saves a mark that a page of ours sends. Only pages of this very server may: a form or script of another place names
 * itself as the origin, or none. `nowMs`: the clock.
 */
export async function saveMark(
  request: IncomingMessage,
  store: string,
  { mask, nowMs }: { readonly mask: Mask; readonly nowMs: number },
): Promise<SavedMark> {
  const { origin, host, "content-type": type } = request.headers;
  if (origin !== `http://${host ?? ""}`) return refused(403, refusalWords("pages-of-here-only"));
  if (type !== "application/json") return refused(415, refusalWords("json-only"));
  const body = await readRequestBody(request, MAX_BYTES);
  if (body === null) return refused(413, refusalWords("body-too-long"));
  const mark = markIn(body, nowMs);
  if (mark === null) return refused(400, refusalWords("no-mark"));
  addMark(
    store,
    maskValues(mark, mask, { suite: "kept", case: "kept", run: "kept", mark: "kept", at: "kept", vars: "text" }),
  );
  return { status: "saved" };
}

function refused(code: 400 | 403 | 413 | 415, message: Sentence): SavedMark {
  return { status: "refused", code, message };
}

function markIn(body: string, nowMs: number): CaseMark | null {
  try {
    const value = parseBoundedJson(body) as Json; // JSON and nothing else
    const at = new Date(nowMs).toISOString();
    return isJsonObject(value) ? parseMark({ ...value, at }) : null;
  } catch {
    return null; // no JSON
  }
}

/** The marks as rows of a data file: a case's variables with its id, then what was said of it. */
export function exportedMarks(store: string): string {
  const rows = readMarks(store).map(({ suite, case: id, run, mark, note, vars, at }) =>
    JSON.stringify({ ...vars, id, mark, note, suite, run, marked_at: at }),
  );
  return rows.map((row) => `${row}\n`).join("");
}
