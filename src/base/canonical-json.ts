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
  if (Array.isArray(value)) return canonicalArray(value);
  if (typeof value === "object") return canonicalObject(value);
  throw new TypeError(`${typeof value} has no JSON form`);
}

// Texts that grow: several times the speed of lists that are filtered, mapped and joined, and every request is hashed.
function canonicalArray(items: readonly unknown[]): string {
  let json = "";
  for (const item of items) json += `${json === "" ? "" : ","}${canonicalJson(item ?? null)}`;
  return `[${json}]`;
}

function canonicalObject(value: object): string {
  let json = "";
  for (const key of Object.keys(value).sort()) {
    const member: unknown = (value as Record<string, unknown>)[key]; // a key of it
    if (member !== undefined) json += `${json === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${json}}`;
}
