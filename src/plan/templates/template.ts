import type { Compiled } from "./compiled-template.ts";
import { compilePlain } from "./plain-template.ts";

const CACHE_SIZE = 2000;
const cache = new Map<string, Compiled>();

/**
 * Understands a template: Liquid, strict in variables and filters, own properties only, without includes.
 * Texts with nothing but plain `{{ name }}` and `{{ a.b[0] }}` never load the Liquid engine.
 */
export async function compileTemplate(text: string): Promise<Compiled> {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const compiled = compilePlain(text) ?? (await import("./liquid.ts")).compileLiquid(text);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, compiled);
  return compiled;
}
