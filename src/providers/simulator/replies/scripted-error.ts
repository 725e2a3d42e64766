import { hashText } from "../../../base/hash.ts";
import { numberField, textField } from "../../../domain/values/json-fields.ts";
import { type ApiFault, statusOfType, typeOfStatus } from "../rules/api-fault.ts";
import type { SimulatorContext } from "./wire.ts";
import type { SimulatedReply } from "../../../domain/run/provider.ts";

/** The error that a reply was told to be, while it is; null when there is none, or no more. Status 200 is an `error` event. */
export type ScriptedErrors = (told: SimulatedReply | null, id: SimulatorContext["id"], body: string) => ApiFault | null;

/** Counts attempts by their number, or, where nobody says it, by how often the same text has come. */
export function createScriptedErrors(): ScriptedErrors {
  const seen = new Map<string, number>();
  function attemptOf(id: SimulatorContext["id"], body: string): number {
    if (id !== null) return id.attempt;
    const key = hashText(body);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times;
  }
  return (told, id, body) => {
    const error = told?.error ?? null;
    if (error === null) return null;
    const times = numberField(error, "times");
    if (times !== null && attemptOf(id, body) > times) return null;
    const type = textField(error, "type");
    const status = numberField(error, "status") ?? (type === null ? 500 : statusOfType(type));
    const code = textField(error, "code");
    const retryAfterS = numberField(error, "retry_after");
    return {
      status,
      type: type ?? typeOfStatus(status),
      message: textField(error, "message") ?? "simulated error",
      ...(code === null ? {} : { code }),
      ...(retryAfterS === null ? {} : { retryAfterS }),
    };
  };
}
