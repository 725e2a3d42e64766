import { said } from "../../domain/diagnostics/said.ts";
import type { Arm } from "../../domain/suite.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { PlannedCase } from "../cases/planned-case.ts";
import type { Rendered } from "../templates/rendering.ts";

/** Is what a target is asked left to the case? Neither a prompt nor `input` says it. */
export function isAskedByCase({ target, messages }: Arm): boolean {
  return target !== undefined && messages.length === 0;
}

/** The case's only text variable as the message that a target is asked. */
export function onlyTextOf({ vars, place }: PlannedCase): Rendered<readonly JsonObject[]> {
  const texts = Object.entries(vars).filter(([, value]) => typeof value === "string");
  const [first, second] = texts;
  if (first !== undefined && second === undefined) return { ok: true, value: [{ role: "user", content: first[1] }] };
  const names = texts.map(([name]) => name);
  return { ok: false, problems: [{ severity: "error", place, ...said("no-input", { names }) }] };
}
