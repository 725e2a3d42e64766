import { said } from "../../domain/diagnostics/said.ts";
import type { RequestShape, SettingProblem } from "../../domain/model.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { rejected } from "./setting-rule.ts";

/** Is this value of `anthropic-beta` sent? Where the headers are not known, it may be. */
export function hasBeta({ headers }: RequestShape, beta: string): boolean {
  if (headers === undefined) return true;
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === "anthropic-beta")?.[1] ?? "";
  return value.split(",").some((word) => word.trim() === beta);
}

/** What is refused without its header. `what`: as it is written in a suite. */
export function needsBeta(pointer: Pointer, what: string, beta: string, droppable: readonly string[]): SettingProblem {
  return rejected(pointer, said("unsupported-setting.beta", { what, beta }), droppable);
}
