/** How deep anything may be nested that comes from outside: data, answers, tool inputs. Nobody writes what is deeper. */
export const MAX_JSON_LEVELS = 1_000;

/** What we store has such values inside of records of our own. */
export const MAX_STORED_LEVELS: number = MAX_JSON_LEVELS + 50;

/** A text is JSON, and nested too deep to be walked through: who walks it would run out of stack. */
export class JsonTooDeep extends SyntaxError {
  override readonly name: string = "JsonTooDeep";
  /** How deep it may be. */
  readonly levels: number;

  constructor(levels: number) {
    super(`nested deeper than ${levels.toLocaleString("en")} levels`);
    this.levels = levels;
  }
}

/**
 * The value of a JSON text from outside. Throws a `SyntaxError` for what is no JSON, and its kind `JsonTooDeep` for what is
 * nested deeper than `levels`.
 */
export function parseBoundedJson(text: string, levels: number = MAX_JSON_LEVELS): unknown {
  const value: unknown = JSON.parse(text);
  if (isNestedDeeper(value, levels)) throw new JsonTooDeep(levels);
  return value;
}

/** Do lists and maps stand in each other deeper than `levels`? */
export function isNestedDeeper(value: unknown, levels: number = MAX_JSON_LEVELS): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isNestedDeeper(item, levels - 1));
  for (const key in value) {
    // The members of a map that is JSON; what a prototype has is no member.
    if (Object.hasOwn(value, key) && isNestedDeeper((value as Record<string, unknown>)[key], levels - 1)) return true;
  }
  return false;
}
