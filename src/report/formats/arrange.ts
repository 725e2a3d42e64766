/**
 * The keys of a record in the order of its schema, and the layouts of what it holds. null: as it is (plain values, and maps
 * whose keys are the user's).
 */
export type Layout = null | { readonly [key: string]: Layout };

/** A layout with every key of a type. */
export type LayoutOf<T> = { readonly [K in keyof T]-?: Layout };

/** A record (or a list of them) with its keys in the order of the layout; keys that the layout lacks are left out. */
export function arrange(value: unknown, layout: Layout): unknown {
  if (layout === null || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => arrange(item, layout));
  const members = new Map(Object.entries(value));
  return Object.fromEntries(Object.entries(layout).map(([key, inner]) => [key, arrange(members.get(key), inner)]));
}
