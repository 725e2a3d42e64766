import type { CheckType, PreparedCheck } from "../../domain/check.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Problem } from "../../domain/values/problem.ts";

const CONSTANT: readonly string[] = ["vacuous-check", "impossible-check"];

/** A check that does not hang on the answer is told: it is green, or red, whatever the model says. */
export function withConstantWarning<P extends PreparedCheck>(type: CheckType, prepared: P): P {
  const { always, inner, warnings = [] } = prepared;
  if (always === undefined || always === "by-case") return prepared;
  // What makes the whole constant is told of the whole; what says so itself is not told again.
  if (inner === undefined && warnings.length > 0) return prepared;
  const others = warnings.filter(({ code }) => !CONSTANT.includes(code));
  const text = always === "pass" ? said("vacuous-check", { check: type }) : said("impossible-check", { check: type });
  return { ...prepared, warnings: [...others, { ...text, pointer: [], at: "key", severity: "warning" }] };
}

/** A check that no answer decides is told where it stands alone: beside others, in a list, it may be a condition. */
export function withCaseWarning<P extends PreparedCheck>(type: CheckType, prepared: P): P {
  if (prepared.always !== "by-case") return prepared;
  const text = said("vacuous-check.case", { check: type });
  const warning: Problem = { ...text, pointer: [], at: "key", severity: "warning" };
  return { ...prepared, warnings: [...(prepared.warnings ?? []), warning] };
}

/**
 * The warnings of an item that is looked at in one place of an answer: there, whatever it says, something must stand, and what
 * stands there may well be empty.
 */
export function withoutVacuous(warnings: readonly Problem[]): readonly Problem[] {
  return withoutEmptyTexts(warnings.filter(({ code }) => code !== "vacuous-check"));
}

/** The warnings of an item where an empty text may be what is meant. */
export function withoutEmptyTexts(warnings: readonly Problem[]): readonly Problem[] {
  return warnings.filter(({ code }) => code !== "empty-expectation");
}
