import type { CheckKind, PreparedCheck } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { argumentProblem, wrongKind } from "../../parts/argument-reader.ts";
import { decide } from "../../parts/verdict.ts";

/** The API did (true) or did not (false) end the answer as a refusal. Its words are never looked at. */
export const refusal: CheckKind = { type: "refusal", prepare };

function prepare(args: Json): PreparedCheck | readonly Problem[] {
  if (typeof args !== "boolean") return [argumentProblem([], wrongKind("a-flag", args))];
  return {
    grade: ({ ending, refusalCategory: category }) =>
      decide((ending === "refusal") === args, { code: "refusal", isWanted: args, ending, category }),
  };
}
