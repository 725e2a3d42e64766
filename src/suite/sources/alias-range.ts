import { type Document, isAlias, isMap, isScalar, isSeq, visit } from "yaml";

/** Where a value (or its key) stands in a source text: character offsets. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** Where an alias stands that names nothing, or a merge of what is no map; else the last alias, which made it too many. */
export function aliasRange(document: Document.Parsed): SourceRange {
  const found: { lost: SourceRange | null; unmerged: SourceRange | null; last: SourceRange | null } = {
    lost: null,
    unmerged: null,
    last: null,
  };
  visit(document, {
    Alias(_key, alias) {
      const range = nodeRange(alias);
      found.last = range;
      if (alias.resolve(document) === undefined) found.lost ??= range;
    },
    Pair(_key, { key, value }) {
      if (isMergeKey(key) && !isMergeable(value, document)) found.unmerged ??= nodeRange(value);
    },
  });
  return found.lost ?? found.unmerged ?? found.last ?? { start: 0, end: 1 };
}

function isMergeable(value: unknown, document: Document.Parsed): boolean {
  const target = isAlias(value) ? value.resolve(document) : value;
  if (isMap(target)) return true;
  return isSeq(target) && target.items.every((item) => isMap(isAlias(item) ? item.resolve(document) : item));
}

/** The parser makes a symbol of it where merging is on. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (key.value === "<<" || key.source === "<<");
}

/** Where a node stands; null for what is none. */
export function nodeRange(node: unknown): SourceRange | null {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
  return range === null || range === undefined ? null : { start: range[0], end: Math.max(range[1], range[0] + 1) };
}
