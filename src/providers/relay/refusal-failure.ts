import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { jsonObjectOf } from "../../domain/values/json.ts";
import { objectField, textField } from "../../domain/values/json-fields.ts";
import type { Failure } from "../../domain/run/provider.ts";
import { httpFailure } from "../anthropic/http-failure.ts";

/** The failure that an error response stands for, read without the SDK. */
export function refusalFailure({ status, headers }: Response, text: string, nowMs: number): Failure {
  // A gateway's own page is no JSON: its status is all that it says.
  const body = jsonObjectOf(text) ?? {};
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
