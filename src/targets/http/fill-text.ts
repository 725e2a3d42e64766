import { type Said, said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";

/** What a service cannot be asked, and why. */
export type Unfilled = Said & { readonly ok: false };

export type FilledText = { readonly ok: true; readonly text: string } | Unfilled;

export type FilledJson = { readonly ok: true; readonly value: Json } | Unfilled;

/** Renders a template of the suite language to text. It is the product's own engine, which the stage is handed. */
export type RenderTemplate = (template: string, scope: JsonObject) => Promise<FilledText>;

/** The same to a value: what is exactly one `{{ x }}` keeps x's type. */
export type RenderValue = (template: string, scope: JsonObject) => Promise<FilledJson>;

const OUTPUT = /\{\{[\s\S]*?\}\}/g;
const HOST = /^https?:\/\/[^/?#]*/i;

/**
 * A URL whose `{{ … }}` are filled with percent-encoded values (RFC 3986 §2.1), so that no value can add a step, a query or
 * another host. Its host is written out.
 */
export async function fillUrl(template: string, scope: JsonObject, render: RenderTemplate): Promise<FilledText> {
  const wrong = urlProblem(template);
  if (wrong !== null) return { ok: false, ...wrong };
  let url = "";
  let at = 0;
  for (const { 0: output, index } of template.matchAll(OUTPUT)) {
    const value = await render(output, scope);
    if (!value.ok) return value;
    url += template.slice(at, index) + encodeURIComponent(value.text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
    at = index + output.length;
  }
  url += template.slice(at);
  if (dotSteps(url) > dotSteps(template.replaceAll(OUTPUT, "x"))) {
    return { ok: false, ...said("bad-target.dots") };
  }
  return URL.canParse(url) ? { ok: true, text: url } : { ok: false, ...said("bad-target.url", { url }) };
}

/** What is wrong with the template of a URL whatever its values are; null: nothing. */
export function urlProblem(template: string): Said | null {
  const [host] = HOST.exec(template) ?? [];
  if (template.includes("{%")) return said("bad-target.tags");
  if (host === undefined || host.includes("{{")) return said("bad-target.host");
  return URL.canParse(template.replaceAll(OUTPUT, "x")) ? null : said("bad-target.url", { url: template });
}

/** Steps of a path that lead elsewhere (WHATWG URL: single-dot and double-dot path segments). */
function dotSteps(url: string): number {
  const [path = ""] = url.split(/[?#]/);
  return path.split(/[/\\]/).filter((step) => /^(?:\.|%2e){1,2}$/i.test(step)).length;
}

/** A JSON value with every text in it rendered. Keys are as they are written. */
export async function fillJson(value: Json, scope: JsonObject, render: RenderValue): Promise<FilledJson> {
  if (typeof value === "string") return render(value, scope);
  if (typeof value !== "object" || value === null) return { ok: true, value };
  const entries: [string, Json][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const filled = await fillJson(inner, scope, render);
    if (!filled.ok) return filled;
    entries.push([key, filled.value]);
  }
  return { ok: true, value: isJsonObject(value) ? Object.fromEntries(entries) : entries.map(([, item]) => item) };
}
