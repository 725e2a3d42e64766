import { MAX_STORED_LEVELS, parseBoundedJson } from "../../../base/bounded-json.ts";
import { isJsonObject, type JsonObject } from "../../../domain/values/json.ts";
import { type ApiFault, fault } from "../rules/api-fault.ts";

export type ParsedBody =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly fault: ApiFault };

/** The JSON object that a request carries. */
export function readBody(text: string, maxBytes: number): ParsedBody {
  if (Buffer.byteLength(text) > maxBytes) return { ok: false, fault: fault(413, "Request exceeds the maximum size") };
  let body: unknown;
  try {
    body = parseBoundedJson(text, MAX_STORED_LEVELS);
  } catch (error) {
    // it throws SyntaxErrors only
    return { ok: false, fault: fault(400, `The request body is not valid JSON: ${(error as SyntaxError).message}`) };
  }
  if (isJsonObject(body)) return { ok: true, body };
  return { ok: false, fault: fault(400, "Input should be a valid dictionary") };
}
