import { headerReference, variableName } from "../../domain/values/environment-reference.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";

/** Body fields that the SDK takes out of the body and sends as headers (SDK 1.14.0, `messagesCreateHeaders`). */
const HEADER_FIELDS: Readonly<Record<string, string>> = {
  user_profile_id: "anthropic-user-profile-id",
  workspace_id: "anthropic-workspace-id",
};

interface Sent {
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A request's settings as they are sent: fields that travel as headers among the headers, where a header that is written
 * out wins. What is hashed, recorded and reported is then what goes out.
 */
export function withHeaderFields({ body, headers }: Sent): Sent {
  const written = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const moved: Record<string, string> = {};
  const kept: (readonly [string, Json])[] = [];
  for (const [field, value] of Object.entries(body)) {
    const header = Object.hasOwn(HEADER_FIELDS, field) ? HEADER_FIELDS[field] : undefined;
    const variable = variableName(value);
    const text = variable === null ? value : headerReference(variable);
    if (header === undefined || (text !== null && typeof text !== "string")) kept.push([field, value]);
    else if (text !== null && !written.has(header)) moved[header] = text;
  }
  return { body: Object.fromEntries(kept), headers: { ...moved, ...headers } };
}
