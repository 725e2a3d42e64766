import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";

/** A member of a list or a map. An item of a list is its own key. */
export interface Member {
  readonly key: unknown;
  readonly value: unknown;
}

/**
 * Finds nodes of a document by their place. yaml looks through the whole document for what an alias names, and through a whole
 * map for a key: a suite asks of each of its values, so what was found once is kept.
 */
export class NodeIndex {
  private readonly document: Document;
  private targets: ReadonlyMap<Alias, unknown> | null = null;
  private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(document: Document) {
    this.document = document;
  }

  /** The node itself, or what the alias names. */
  followed(node: unknown): unknown {
    if (!isAlias(node)) return node;
    this.targets ??= targetsIn(this.document);
    return this.targets.get(node);
  }

  /** What stands in a list or map at this step; null where nothing does. */
  member(node: unknown, step: string | number): Member | null {
    const resolved = this.followed(node);
    if (isSeq(resolved)) {
      const value = typeof step === "number" ? resolved.items[step] : undefined;
      return value === undefined ? null : { key: value, value };
    }
    if (!isMap(resolved)) return null;
    const own = this.pairsOf(resolved).get(String(step));
    if (own !== undefined) return own;
    const merge = resolved.items.find((pair) => isPair(pair) && isMergeKey(pair.key));
    return merge === undefined ? null : (this.member(merge.value, step) ?? merge);
  }

  private pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Pair>();
    for (const pair of map.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : null;
      if (key !== null && !pairs.has(key)) pairs.set(key, pair);
    }
    this.pairs.set(map, pairs);
    return pairs;
  }
}

/** The parser makes a symbol of it where merging is on. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (key.value === "<<" || key.source === "<<");
}

/** What each alias names: of the nodes before it the last one with that anchor (YAML 1.2.2, section 7.1). */
function targetsIn(document: Document): ReadonlyMap<Alias, unknown> {
  const anchored = new Map<string, unknown>();
  const targets = new Map<Alias, unknown>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) targets.set(node, anchored.get(node.source));
      else if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}
