import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import { objectField, textField } from "../../domain/values/json-fields.ts";
import type { Failure } from "../../domain/run/provider.ts";
import { httpFailure } from "../anthropic/http-failure.ts";

/** The failure that an error response stands for, read without the SDK. */
export function refusalFailure({ status, headers }: Response, text: string, nowMs: number): Failure {
  const body = parsed(text);
  const error = objectField(body, "error") ?? {};
  const details = objectField(error, "details") ?? {};
  const facts = {
    status,
    type: textField(error, "type"),
    errorCode: textField(details, "error_code"),
    apiMessage: textField(error, "message"),
    message: failureWords("http-error", { status, text: text.slice(0, 500) }),
  };
  return httpFailure(facts, status, headers, nowMs);
}

function parsed(text: string): Parameters<typeof objectField>[0] {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {}; // a gateway's own page: its status is all that it says
  }
}
