import { type Document, isAlias, isMap, isScalar, isSeq, visit } from "yaml";
import { isMergeKey, type NodeIndex } from "./node-index.ts";

/** Where a value (or its key) stands in a source text: character offsets. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** Where an alias stands that names nothing, or a merge of what is no map; else the last alias, which made it too many. */
export function aliasRange(document: Document.Parsed, index: NodeIndex): SourceRange {
  const found: { lost: SourceRange | null; unmerged: SourceRange | null; last: SourceRange | null } = {
    lost: null,
    unmerged: null,
    last: null,
  };
  visit(document, {
    Alias(_key, alias) {
      const range = nodeRange(alias);
      found.last = range;
      if (index.followed(alias) === undefined) found.lost ??= range;
    },
    Pair(_key, { key, value }) {
      if (isMergeKey(key) && !isMergeable(value, index)) found.unmerged ??= nodeRange(value);
    },
  });
  return found.lost ?? found.unmerged ?? found.last ?? { start: 0, end: 1 };
}

function isMergeable(value: unknown, index: NodeIndex): boolean {
  const target = index.followed(value);
  if (isMap(target)) return true;
  return isSeq(target) && target.items.every((item) => isMap(index.followed(item)));
}

/** Where a node stands; null for what is none. */
export function nodeRange(node: unknown): SourceRange | null {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
  return range === null || range === undefined ? null : { start: range[0], end: Math.max(range[1], range[0] + 1) };
}
