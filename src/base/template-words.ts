/** What the texts of a value mention: the words of their placeholders and of their expressions. */
export interface Mentions {
  /** Does anything mention this name? Who reads everything mentions every name. */
  readonly mentions: (name: string) => boolean;
  /** The words that stand in placeholders and expressions. */
  readonly words: ReadonlySet<string>;
}

const PLACEHOLDER = /\{\{[^]*?\}\}|\{%[^]*?%\}/g;
const WORD = /[\p{L}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?/gu;
/** Members that say where something stands, not what it says. */
const PLACES: readonly string[] = ["place", "baseDir"];
/** Names of what reads in another way than by placeholders, as a key or as `{ type, args }`. */
export interface Readers {
  /** All of its texts are expressions. */
  readonly expressions: readonly string[];
  /** It is handed all there is. */
  readonly open: readonly string[];
}

const NONE: Readers = { expressions: [], open: [] };

/** Goes through the texts of a value, however deep. */
export function mentionsOf(value: unknown, readers: Readers = NONE): Mentions {
  const texts: string[] = [];
  const isOpen = collect(value, { isExpression: false, texts, readers }) || texts.some(readsAny);
  const words = new Set(texts.flatMap((text) => text.match(WORD) ?? []));
  return {
    words,
    mentions: (name) => isOpen || words.has(name) || (!isWord(name) && texts.some((text) => text.includes(name))),
  };
}

/** `{{ [name] }}`: the variable whose name another one holds. */
const ANY_OF_TEMPLATE = /(?<![\p{L}\p{N}_\]"')]\s*)\[/u;
/** `vars[name]`, `vars.all(…)`: anything but one that is named. */
const ANY_OF_EXPRESSION = /\bvars\b(?!\s*(?:\.\s*[\p{L}_][\p{L}\p{N}_]*(?![\p{L}\p{N}_]|\s*\()|\[\s*["']))/u;

/** Does a placeholder or an expression read variables that it does not name? */
function readsAny(text: string): boolean {
  return (text.startsWith("{") ? ANY_OF_TEMPLATE : ANY_OF_EXPRESSION).test(text);
}

interface Collecting {
  readonly isExpression: boolean;
  readonly texts: string[];
  readonly readers: Readers;
}

/** Adds the texts that mention names; true when something reads them all. */
function collect(value: unknown, { isExpression, texts, readers }: Collecting): boolean {
  if (typeof value === "string") {
    texts.push(...(isExpression ? [value] : (value.match(PLACEHOLDER) ?? [])));
    return false;
  }
  if (typeof value !== "object" || value === null) return false;
  const type = "type" in value && "args" in value ? String(value.type) : "";
  if (readers.open.includes(type)) return true;
  return Object.entries(value).some(([key, member]) => {
    if (PLACES.includes(key)) return false;
    if (readers.open.includes(key)) return true;
    const isInner = readers.expressions.includes(key === "args" ? type : key);
    return collect(member, { isExpression: isExpression || isInner, texts, readers });
  });
}

function isWord(name: string): boolean {
  return name.match(WORD)?.[0] === name;
}
