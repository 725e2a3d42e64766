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
    if (header === undefined || (value !== null && typeof value !== "string")) kept.push([field, value]);
    else if (value !== null && !written.has(header)) moved[header] = value;
  }
  return { body: Object.fromEntries(kept), headers: { ...moved, ...headers } };
}
