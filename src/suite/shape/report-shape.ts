import suiteSchema from "../../../schemas/suite.schema.json" with { type: "json" };
import type { Json } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import validateSuite from "../generated/suite-validator.js";
import type { Resolving } from "../sources/resolving.ts";
import { type ShapeProblem, shapeProblems } from "./shape-problems.ts";

/** The shape problems of a suite, or of a value that stands where a part of a suite could stand. */
export function suiteShapeProblems(value: Json): ShapeProblem[] {
  if (validateSuite(value)) return [];
  return shapeProblems(validateSuite.errors ?? [], value, suiteSchema);
}

export function isKeyOfSuites(key: string): boolean {
  return Object.hasOwn(suiteSchema.properties, key);
}

/**
 * Reports what is wrong with the shape of `value`, a suite or a part of one wrapped so that it stands at `wrapped`
 * (an included list of cases: `{ cases: list }`, `["cases"]`). Returns whether the shape is right.
 */
export function reportShape(value: Json, wrapped: Pointer, at: Resolving): boolean {
  const problems = suiteShapeProblems(value);
  for (const problem of problems) at.report({ ...problem, pointer: problem.pointer.slice(wrapped.length) }, []);
  return problems.length === 0;
}
