import { nearestWord } from "../../../base/nearest-word.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { STOP_REASONS } from "../../../domain/run/stop-reason.ts";
import { ArgumentReader, argumentWarning } from "../../parts/argument-reader.ts";
import { decide } from "../../parts/verdict.ts";

/** The API's stop reason is the one given, or one of a list. */
export const stopReason: CheckKind = { type: "stop_reason", prepare };

function prepare(args: Json): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(args, "in", ["in"]);
  const wanted = read.texts("in", true);
  const unknown = wanted.filter((reason) => !STOP_REASONS.includes(reason));
  const [misspelt] = unknown.flatMap((got) => {
    const nearest = nearestWord(got, STOP_REASONS);
    return nearest === null ? [] : [{ got, nearest }];
  });
  if (misspelt !== undefined) read.reject("in", said("bad-check-argument.stop-reason", misspelt));
  if (read.problems.length > 0) return read.problems;
  return {
    grade: ({ stopReason: got }) => decide(wanted.includes(got), { code: "stop-reason", wanted, got }),
    warnings: unknown.map((got) =>
      argumentWarning(read.at("in"), said("doubtful-check.stop-reason", { got, known: STOP_REASONS })),
    ),
  };
}
