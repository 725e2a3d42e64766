import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import type { Pointer } from "./problem.ts";

/** A place in a request where a value of the environment is to be put in before it is sent: `{ env: NAME }`. */
export interface EnvironmentReference {
  readonly name: string;
  /** `headers` and the header, or the steps from the body. */
  readonly path: Pointer;
  /** What the maps around it name as `url`: where the API takes the value on. */
  readonly urls: readonly Json[];
}

/** Body fields that hold no references: what the model reads, and what is checked before sending. */
const WITHOUT: ReadonlySet<string> = new Set(
  (
    "model messages system max_tokens temperature top_p top_k stop_sequences thinking output_config tool_choice " +
    "cache_control service_tier speed inference_geo metadata"
  ).split(" "),
);
/** Below these a map is data: schemas, and examples of inputs. */
const LITERAL: ReadonlySet<string> = new Set(["schema", "input_schema", "input_examples"]);

/** The variable that `{ env: NAME }` names; null for any other value. */
export function variableName(value: Json | undefined): string | null {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return null;
  const { env } = value;
  return typeof env === "string" ? env : null;
}

/** How a header says which variable it takes its value from; headers are texts, and no template reaches them. */
export function headerReference(name: string): string {
  return `{ env: ${name} }`;
}

function variableOfHeader(text: string): string | null {
  return /^\{ env: (.*) \}$/s.exec(text)?.[1] ?? null;
}

interface Settings {
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/** All references of a request's settings. */
export function environmentReferences({ body, headers }: Settings): EnvironmentReference[] {
  const inHeaders = Object.entries(headers).flatMap(([header, text]) => {
    const name = variableOfHeader(text);
    return name === null ? [] : [{ name, path: ["headers", header], urls: [] }];
  });
  const found: EnvironmentReference[] = [];
  mapReferences(body, (reference) => {
    found.push(reference);
    return null;
  });
  return [...inHeaders, ...found];
}

/** The settings with each reference replaced. */
export function resolveReferences<T extends Settings>(settings: T, valueOf: (name: string) => string): T {
  const headers = Object.fromEntries(
    Object.entries(settings.headers).map(([header, text]) => {
      const name = variableOfHeader(text);
      return [header, name === null ? text : valueOf(name)];
    }),
  );
  return { ...settings, headers, body: mapReferences(settings.body, ({ name }) => valueOf(name)) };
}

type Replace = (reference: EnvironmentReference) => Json;

function mapReferences(body: JsonObject, replace: Replace): JsonObject {
  const entries = Object.entries(body).map(
    ([key, value]) => [key, WITHOUT.has(key) ? value : mapValue(value, { path: [key], urls: [] }, replace)] as const,
  );
  return entries.every(([key, value]) => value === body[key]) ? body : Object.fromEntries(entries);
}

/** A value with its references replaced; itself, where it holds none. */
function mapValue(value: Json, at: Omit<EnvironmentReference, "name">, replace: Replace): Json {
  if (typeof value !== "object" || value === null) return value;
  const name = variableName(value);
  if (name !== null) return replace({ name, ...at });
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const mapped = items.map((item, index) => mapValue(item, { ...at, path: [...at.path, index] }, replace));
    return mapped.every((item, index) => item === items[index]) ? value : mapped;
  }
  const map = value as JsonObject; // no list: a map
  const urls = map["url"] === undefined ? at.urls : [...at.urls, map["url"]];
  const entries = Object.entries(map).map(
    ([key, inner]) =>
      [key, LITERAL.has(key) ? inner : mapValue(inner, { path: [...at.path, key], urls }, replace)] as const,
  );
  return entries.every(([key, inner]) => inner === map[key]) ? value : Object.fromEntries(entries);
}
