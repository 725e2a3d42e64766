import type { Json } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { keepsCharacters, respelledWords } from "../../base/exact-number.ts";
import type { Resolving } from "../sources/resolving.ts";

/** Reports the numbers within a variable that would lose characters when they become text: `02134`, `1.10`. */
export function reportRespelled(value: Json, pointer: Pointer, at: Resolving): void {
  if (typeof value === "number") {
    const written = at.store.written(at.file, pointer);
    if (written === null || keepsCharacters(written, value)) return;
    at.report({ code: "respelled-number", pointer: [], ...respelledWords(written, value) }, pointer);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      reportRespelled(member, [...pointer, Array.isArray(value) ? Number(key) : key], at);
    }
  }
}
