import { nearestWord } from "../../base/nearest-word.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { WantedArgument } from "../../domain/diagnostics/english/arguments.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";

/** A wrong argument of a check. `pointer` is relative to the value under the check's key. */
export function argumentProblem(pointer: Pointer, what: Said): Problem {
  return { ...what, pointer };
}

/** Something legal that looks wrong. */
export function argumentWarning(pointer: Pointer, what: Said): Problem {
  return { ...what, pointer, severity: "warning" };
}

/** A value of another kind than the one that is wanted. */
export function wrongKind(wanted: WantedArgument, got: Json | undefined): Said {
  return said("bad-check-argument.kind", { wanted, got });
}

/**
 * Reads a check's arguments in short form (the value of the key `short`) or long form (a map), and gathers a
 * problem, with its pointer, for everything that is not as expected. The suite's schema has seen the shape, but a
 * rendered template may have put any type anywhere, and items inside `json_path` are seen here first.
 */
export class ArgumentReader {
  readonly problems: Problem[] = [];
  private readonly form: JsonObject;
  private readonly isShort: boolean;

  constructor(args: Json, short: string | null, known: readonly string[]) {
    this.isShort = short !== null && !isJsonObject(args);
    this.form = isJsonObject(args) ? args : short === null ? {} : { [short]: args };
    if (!isJsonObject(args) && short === null) this.problems.push(argumentProblem([], wrongKind("a-map", args)));
    for (const key of Object.keys(this.form)) {
      if (known.includes(key)) continue;
      const what = said("bad-check-argument.key", { key, known, nearest: nearestWord(key, known) });
      this.problems.push({ ...argumentProblem([key], what), at: "key" });
    }
  }

  /** Where the value of `key` stands: in short form that is the whole argument. */
  at(key: string, ...rest: Pointer): Pointer {
    return this.isShort ? rest : [key, ...rest];
  }

  has(key: string): boolean {
    return this.form[key] !== undefined;
  }

  value(key: string): Json | undefined {
    return this.form[key];
  }

  /** Notes a problem with the value of `key`. */
  reject(key: string, what: Said): void {
    this.problems.push(argumentProblem(this.at(key), what));
  }

  /** A text that must be there; "" after a problem. */
  text(key: string): string {
    const value = this.form[key];
    if (typeof value === "string") return value;
    this.reject(key, wrongKind("a-text", value));
    return "";
  }

  /** A list of at least one text, or one text if `orOne`. */
  texts(key: string, orOne: boolean): readonly string[] {
    const value = this.form[key];
    if (orOne && typeof value === "string") return [value];
    if (!Array.isArray(value)) {
      this.reject(key, wrongKind("texts", value));
      return [];
    }
    if (value.length === 0) this.reject(key, said("bad-check-argument.empty-list"));
    return value.map((item: Json, index) => {
      if (typeof item === "string") return item;
      this.problems.push(argumentProblem(this.at(key, index), wrongKind("a-text", item)));
      return "";
    });
  }

  flag(key: string, otherwise: boolean): boolean {
    const value = this.form[key];
    if (value === undefined) return otherwise;
    if (typeof value !== "boolean") this.reject(key, wrongKind("a-flag", value));
    return value === true;
  }

  /** A number of at least 0, or null if it is not there. */
  amount(key: string): number | null {
    const value = this.form[key];
    if (value === undefined) return null;
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
    this.reject(key, wrongKind("an-amount", value));
    return null;
  }

  /** A whole number of at least 0, or null if it is not there. */
  whole(key: string): number | null {
    const value = this.amount(key);
    if (value !== null && !Number.isInteger(value)) this.reject(key, said("bad-check-argument.whole", { got: value }));
    return value;
  }

  /** One of the words given, or null if it is not there. */
  word<T extends string>(key: string, words: readonly T[]): T | null {
    const value = this.form[key];
    if (value === undefined) return null;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const nearest = typeof value === "string" ? nearestWord(value, words) : null;
    this.reject(key, said("bad-check-argument.word", { words, got: value, nearest }));
    return null;
  }
}
