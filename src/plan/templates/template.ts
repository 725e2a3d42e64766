import type { MaybePromise } from "../../base/maybe-promise.ts";
import type { Compiled } from "./compiled-template.ts";
import { compilePlain } from "./plain-template.ts";

const CACHE_SIZE = 2000;
const cache = new Map<string, Compiled>();

/**
 * Understands a template: Liquid, strict in variables and filters, own properties only, without includes.
 * Texts with nothing but plain `{{ name }}` and `{{ a.b[0] }}` never load the Liquid engine.
 */
export function compileTemplate(text: string): MaybePromise<Compiled> {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const plain = compilePlain(text);
  return plain === null ? compileLiquid(text) : kept(text, plain);
}

async function compileLiquid(text: string): Promise<Compiled> {
  const liquid = await import("./liquid.ts");
  return kept(text, liquid.compileLiquid(text));
}

function kept(text: string, compiled: Compiled): Compiled {
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, compiled);
  return compiled;
}
