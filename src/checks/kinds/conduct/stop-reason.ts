import { didYouMean } from "../../../base/nearest-word.ts";
import type { CheckKind, Prepared } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { STOP_REASONS } from "../../../domain/run/stop-reason.ts";
import { ArgumentReader, argumentWarning } from "../../parts/argument-reader.ts";
import { decide } from "../../parts/verdict.ts";

/** The API's stop reason is the one given, or one of a list. */
export const stopReason: CheckKind = { type: "stop_reason", prepare };

function prepare(args: Json): Prepared | readonly Problem[] {
  const read = new ArgumentReader(args, "in", ["in"]);
  const wanted = read.texts("in", true);
  const unknown = wanted.filter((reason) => !STOP_REASONS.includes(reason));
  const misspelt = unknown.find((reason) => didYouMean(reason, STOP_REASONS) !== null);
  if (misspelt !== undefined)
    read.reject("in", `no stop reason is called \`${misspelt}\``, didYouMean(misspelt, STOP_REASONS));
  if (read.problems.length > 0) return read.problems;
  return {
    grade: ({ stopReason: got }) => decide(wanted.includes(got), { code: "stop-reason", wanted, got }),
    warnings: unknown.map((reason) =>
      argumentWarning(
        read.at("in"),
        `\`${reason}\` is no stop reason that is known`,
        `known are ${STOP_REASONS.join(", ")}`,
      ),
    ),
  };
}
