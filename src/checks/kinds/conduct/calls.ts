import { said } from "../../../domain/diagnostics/said.ts";
import type { Answer, CheckKind, PreparedCheck, Verdict } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../../parts/argument-reader.ts";
import { decide, undecided } from "../../parts/verdict.ts";

/** An application made at most `max` calls to Claude through the meter, of all models or of one. */
export const calls: CheckKind = { type: "calls", prepare };

function prepare(args: Json): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(args, "max", ["max", "min", "model"]);
  const [min, max] = [read.whole("min"), read.whole("max")];
  const model = read.has("model") ? read.text("model") : null;
  if (read.problems.length === 0 && min === null && max === null) {
    read.problems.push(argumentProblem([], said("bad-check-argument.no-limit")));
  }
  if (min !== null && max !== null && min > max) read.reject("min", said("bad-check-argument.range", { min, max }));
  if (read.problems.length > 0) return read.problems;
  return {
    ...((min ?? 0) === 0 && max === null ? { always: "pass" } : {}),
    grade: (answer) => gradeCalls(answer, { min: min ?? 0, max, model }),
  };
}

interface Wanted {
  readonly min: number;
  readonly max: number | null;
  readonly model: string | null;
}

function gradeCalls({ calls: made }: Answer, { min, max, model }: Wanted): Verdict {
  if (made === null) return undecided({ code: "calls.unmetered" });
  const counted = model === null ? made : made.filter((call) => call.model === model);
  const got = counted.length;
  const holds = got >= min && got <= (max ?? got);
  return decide(holds, { code: "calls", min, max, model, got, made: made.length });
}
