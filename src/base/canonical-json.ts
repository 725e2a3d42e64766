/**
 * JSON with the keys of every object sorted by code unit and no white space, so that equal values give equal
 * text. Undefined members are left out, as in JSON. Throws a TypeError for what JSON cannot hold (NaN, bigint, functions).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value === "object") return canonicalObject(Object.entries(value));
  throw new TypeError(`${typeof value} has no JSON form`);
}

function canonicalObject(entries: readonly [string, unknown][]): string {
  const members = entries
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
