import { didYouMean } from "../../base/nearest-word.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import { describeJson } from "./excerpts.ts";

/** A wrong argument of a check. `pointer` is relative to the value under the check's key. */
export function argumentProblem(pointer: Pointer, message: string, hint: string | null = null): Problem {
  return { code: "bad-check-argument", pointer, message, hint };
}

/** Something legal that looks wrong. */
export function argumentWarning(pointer: Pointer, message: string, hint: string | null = null): Problem {
  return { code: "doubtful-check", pointer, message, hint, severity: "warning" };
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
    if (!isJsonObject(args) && short === null)
      this.problems.push(argumentProblem([], `expected a map, got ${describeJson(args)}`));
    for (const key of Object.keys(this.form)) {
      if (known.includes(key)) continue;
      const hint = didYouMean(key, known) ?? `the keys are ${known.join(", ")}`;
      this.problems.push({ ...argumentProblem([key], `unknown key \`${key}\``, hint), at: "key" });
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
  reject(key: string, message: string, hint: string | null = null): void {
    this.problems.push(argumentProblem(this.at(key), message, hint));
  }

  /** A text that must be there; "" after a problem. */
  text(key: string): string {
    const value = this.form[key];
    if (typeof value === "string") return value;
    this.problems.push(notAText(this.at(key), value));
    return "";
  }

  /** A list of at least one text, or one text if `orOne`. */
  texts(key: string, orOne: boolean): readonly string[] {
    const value = this.form[key];
    if (orOne && typeof value === "string") return [value];
    if (!Array.isArray(value)) {
      this.reject(key, `expected a list of texts, got ${describeJson(value)}`);
      return [];
    }
    if (value.length === 0) this.reject(key, "the list is empty");
    return value.map((item: Json, index) => {
      if (typeof item === "string") return item;
      this.problems.push(notAText(this.at(key, index), item));
      return "";
    });
  }

  flag(key: string, otherwise: boolean): boolean {
    const value = this.form[key];
    if (value === undefined) return otherwise;
    if (typeof value !== "boolean") this.reject(key, `expected true or false, got ${describeJson(value)}`);
    return value === true;
  }

  /** A number of at least 0, or null if it is not there. */
  amount(key: string): number | null {
    const value = this.form[key];
    if (value === undefined) return null;
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
    this.reject(key, `expected a number of at least 0, got ${describeJson(value)}`);
    return null;
  }

  /** A whole number of at least 0, or null if it is not there. */
  whole(key: string): number | null {
    const value = this.amount(key);
    if (value !== null && !Number.isInteger(value)) this.reject(key, `expected a whole number, got ${value}`);
    return value;
  }

  /** One of the words given, or null if it is not there. */
  word<T extends string>(key: string, words: readonly T[]): T | null {
    const value = this.form[key];
    if (value === undefined) return null;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const hint = typeof value === "string" ? didYouMean(value, words) : null;
    this.reject(key, `expected one of ${words.join(", ")}, got ${describeJson(value)}`, hint);
    return null;
  }
}

function notAText(pointer: Pointer, value: Json | undefined): Problem {
  const scalar = typeof value === "number" || typeof value === "boolean";
  const hint = scalar ? `quote it: "${value}"${typeof value === "number" ? ", or use the check `number`" : ""}` : null;
  return argumentProblem(pointer, `expected a text, got ${describeJson(value)}`, hint);
}
