import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { HttpTarget, TargetContext, TargetTurn, TargetWorker } from "../../domain/run/target.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import {
  fillJson,
  type FilledText,
  fillUrl,
  type RenderTemplate,
  type RenderValue,
  type Unfilled,
} from "./fill-text.ts";

/** What is sent to a service. */
export interface ServiceRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export type FilledRequest = { readonly ok: true; readonly request: ServiceRequest } | Unfilled;

/** Whose values a request is filled with. */
export interface FillTools {
  readonly render: RenderTemplate;
  readonly renderValue: RenderValue;
  readonly valueOf: TargetWorker["valueOf"];
  /** Why the value of a variable may not leave for this URL; null: it may. */
  readonly refusal: (name: string, url: string) => Said | null;
}

/** RFC 9110 §5.5. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The request for a turn: its templates filled with the case's variables, `input`, `messages`, `session` and `turn`. */
export async function fillRequest(
  target: HttpTarget,
  turn: TargetTurn,
  context: TargetContext,
  tools: FillTools,
): Promise<FilledRequest> {
  const scope = scopeOf(turn, context);
  const url = await fillUrl(target.url, scope, tools.render);
  if (!url.ok) return url;
  const headers = await fillHeaders(target.headers, { scope, url: url.text }, tools);
  if (!headers.ok) return headers;
  const body = await fillBody(target, { turn, context, scope }, tools);
  if (!body.ok) return body;
  const type = body.type === null ? {} : { "content-type": body.type };
  const request = { url: url.text, method: target.method, headers: { ...type, ...headers.values }, body: body.text };
  return { ok: true, request };
}

function scopeOf({ input, messages, turn }: TargetTurn, { vars, session, baseUrl, apiKey }: TargetContext): JsonObject {
  const meter = { ...(baseUrl === null ? {} : { base_url: baseUrl }), ...(apiKey === null ? {} : { api_key: apiKey }) };
  return { ...vars, input, messages, session, turn, ...meter };
}

interface HeaderPlace {
  readonly scope: JsonObject;
  readonly url: string;
}

async function fillHeaders(
  headers: HttpTarget["headers"],
  { scope, url }: HeaderPlace,
  { render, valueOf, refusal }: FillTools,
): Promise<{ ok: true; values: Record<string, string> } | Unfilled> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const filled =
      typeof value === "string"
        ? await render(value, scope)
        : named(value.env, { name, refused: refusal(value.env, url), valueOf });
    if (!filled.ok) return filled;
    if (!HEADER_VALUE.test(filled.text)) return { ok: false, ...said("bad-target.header", { header: name }) };
    values[name.toLowerCase()] = filled.text;
  }
  return { ok: true, values };
}

interface NamedHeader {
  readonly name: string;
  readonly refused: Said | null;
  readonly valueOf: TargetWorker["valueOf"];
}

function named(variable: string, { name, refused, valueOf }: NamedHeader): FilledText {
  if (refused !== null) return { ok: false, ...refused };
  const text = valueOf(variable);
  return text === null ? { ok: false, ...said("bad-target.variable", { variable, header: name }) } : { ok: true, text };
}

type FilledBody = { readonly ok: true; readonly text: string | null; readonly type: string | null } | Unfilled;

interface BodyParts {
  readonly turn: TargetTurn;
  readonly context: TargetContext;
  readonly scope: JsonObject;
}

async function fillBody(
  { method, body }: HttpTarget,
  parts: BodyParts,
  { render, renderValue }: Pick<FillTools, "render" | "renderValue">,
): Promise<FilledBody> {
  const { turn, context, scope } = parts;
  if (body === null) {
    if (method === "GET") return { ok: true, text: null, type: null };
    return jsonBody({ input: turn.input, messages: turn.messages, vars: context.vars });
  }
  const written = typeof body === "string" ? readText(body) : { json: body };
  if ("json" in written) {
    const filled = await fillJson(written.json, scope, renderValue);
    return filled.ok ? jsonBody(filled.value) : filled;
  }
  if (written.isBroken) return { ok: false, ...said("bad-target.broken-json") };
  const filled = await render(written.text, scope);
  return filled.ok ? { ok: true, text: filled.text, type: "text/plain; charset=utf-8" } : filled;
}

/** A body written as a text: JSON whose texts are templates, or a template of plain text. */
function readText(text: string): { readonly json: Json } | { readonly text: string; readonly isBroken: boolean } {
  if (!/^\s*(?:\{(?![{%])|\[)/.test(text)) return { text, isBroken: false };
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return { text, isBroken: true };
  }
}

function jsonBody(value: Json): FilledBody {
  return { ok: true, text: JSON.stringify(value), type: "application/json" };
}
