import { keepsCharacters } from "../../base/exact-number.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";
import type { Resolving } from "../sources/resolving.ts";

/** No number of JSON begins so: a postal code, an account, a day. */
const LEADING_ZERO = /^[-+]?0[\da-z]/i;

/**
 * Reports the numbers within a variable that would lose characters as a text: `1.10` where something prints the variable,
 * `02134` anywhere.
 */
export function reportRespelled(value: Json, place: Place, at: Resolving, isPrinted: boolean): void {
  if (place.kind !== "node") return;
  if (typeof value === "number") {
    const written = at.store.written(place.file, place.pointer);
    if (written === null || keepsCharacters(written, value)) return;
    if (isPrinted || LEADING_ZERO.test(written))
      at.reportAt(place, said("respelled-number", { written, isOfColumn: false }));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      reportRespelled(member, { ...place, pointer: [...place.pointer, step] }, at, isPrinted);
    }
  }
}
