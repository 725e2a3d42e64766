import type { SuiteSpec } from "../domain/formats/suite-spec.ts";
import type { CheckFunction, TargetFunction } from "../domain/in-memory.ts";

/** A function that grades, in place of a script, with its own time limit. */
interface TimedCheck {
  readonly function: CheckFunction;
  readonly timeout_s?: number;
}

/** A function under test; `meter: false`: it makes no calls to Claude, and costs nothing. */
interface FunctionUnderTest {
  readonly function: TargetFunction;
  readonly meter?: false;
}

/** The check for which a program may write a function. The facts of checks say so too; vitest would load their schema for it. */
export const FUNCTION_CHECK = "script";

/** What a key may hold in a program beside what it holds in a file. */
type Functions<Key> = Key extends typeof FUNCTION_CHECK
  ? CheckFunction | TimedCheck
  : Key extends "targets"
    ? Readonly<Record<string, TargetFunction | FunctionUnderTest>>
    : never;

/** A part of the suite language as a program writes it: lists may be readonly, and functions stand where files name code. */
type Written<T> = T extends readonly (infer Item)[]
  ? readonly Written<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Written<T[Key]> | Functions<Key> }
    : T;

/** The keys of the language alone: the shelf (`x-…`) would let every misspelt key through. */
type Known<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] };

/** A suite as an object: the language of suite files, key by key (schemas/suite.schema.json). */
export type SuiteInput = Written<Known<SuiteSpec>>;

/** What is expected of an answer: a list of checks, as under `expect:`. */
export type Expectations = NonNullable<SuiteInput["expect"]>;
