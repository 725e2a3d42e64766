import { isJsonObject, type Json } from "../../../domain/values/json.ts";
import { BETA } from "./beta-names.ts";
import type { Draft } from "./draft.ts";
import { always, type Names, reportExtra } from "./known-names.ts";

interface Shape {
  readonly holds: (value: Json) => boolean;
  readonly wanted: string;
}

const text: Shape = { holds: (value) => typeof value === "string", wanted: "Input should be a valid string" };
const object: Shape = { holds: isJsonObject, wanted: "Input should be an object" };
const objectOrNull: Shape = {
  holds: (value) => value === null || isJsonObject(value),
  wanted: "Input should be an object",
};
const list: Shape = { holds: Array.isArray, wanted: "Input should be a valid array" };
const flag: Shape = { holds: (value) => typeof value === "boolean", wanted: "Input should be a valid boolean" };
const count: Shape = {
  holds: (value) => Number.isInteger(value) && Number(value) >= 0,
  wanted: "Input should be a valid integer, greater than or equal to 0",
};
const number: Shape = { holds: (value) => typeof value === "number", wanted: "Input should be a valid number" };
const textOrList: Shape = {
  holds: (value) => typeof value === "string" || Array.isArray(value),
  wanted: "Input should be a valid string or array",
};

function oneOf(...values: readonly Json[]): Shape {
  return { holds: (value) => values.includes(value), wanted: `Input should be ${values.map(String).join(", ")}` };
}

/** What both endpoints take. */
const SHARED: Readonly<Record<string, Shape>> = {
  model: text,
  messages: list,
  system: textOrList,
  tools: list,
  tool_choice: object,
  thinking: object,
  output_config: object,
  cache_control: objectOrNull,
  speed: oneOf("standard", "fast", null),
};
const SAMPLING: Readonly<Record<string, Shape>> = { temperature: number, top_p: number, top_k: count };
const MESSAGES_ONLY: Readonly<Record<string, Shape>> = {
  max_tokens: count,
  stop_sequences: list,
  stream: flag,
  service_tier: oneOf("auto", "standard_only"),
  inference_geo: text,
  metadata: object,
  container: {
    holds: (value) => value === null || typeof value === "string" || isJsonObject(value),
    wanted: text.wanted,
  },
  diagnostics: object,
};
/** Fields that only a header unlocks: their inside is not looked into. */
const UNLOCKED: Names = {
  context_management: BETA.context,
  compaction: BETA.compaction,
  mcp_servers: BETA.mcp,
  fallbacks: BETA.fallback,
  fallback_credit_token: BETA.fallbackCredit,
  billing_policy: BETA.billing,
  thread: BETA.thread,
  output_format: BETA.outputFormat,
};
const MAX_MESSAGES = 100_000;

interface Fields {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly names: Names;
}

function fields(shapes: Fields["shapes"]): Fields {
  return { shapes, names: { ...always(Object.keys(shapes).join(" ")), ...UNLOCKED } };
}

const KNOWN: Readonly<Record<"messages" | "count", Readonly<Record<"old" | "new", Fields>>>> = {
  messages: {
    old: fields({ ...SHARED, ...MESSAGES_ONLY, ...SAMPLING }),
    new: fields({ ...SHARED, ...MESSAGES_ONLY }),
  },
  count: { old: fields({ ...SHARED, ...SAMPLING }), new: fields(SHARED) },
};

/** The first top-level field that is missing or of the wrong shape; those that are unknown to this API version or endpoint are reported. */
export function checkFields(draft: Omit<Draft, "rules">): string | null {
  const { body, version, place } = draft;
  const known = KNOWN[place === "count" ? "count" : "messages"][version === "2026-10-21" ? "new" : "old"];
  const required = place === "count" ? ["model", "messages"] : ["model", "max_tokens", "messages"];
  const missing = required.find((field) => body[field] === undefined);
  if (missing !== undefined) return `${missing}: Field required`;
  for (const [field, value] of Object.entries(body)) {
    const shape = Object.hasOwn(known.shapes, field) ? known.shapes[field] : undefined;
    if (shape?.holds(value) === false) return `${field}: ${shape.wanted}`;
  }
  reportExtra(body, known.names, "", draft);
  const length = Array.isArray(body["messages"]) ? body["messages"].length : 0;
  if (length === 0) return "messages: at least one message is required";
  return length > MAX_MESSAGES ? `messages: at most ${MAX_MESSAGES} messages are allowed` : null;
}
