import { said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck } from "../../../domain/check.ts";
import { promptTokens } from "../../../domain/run/completion.ts";
import type { TokenLimit } from "../../../domain/reasons/conduct.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../../parts/argument-reader.ts";
import { decide, undecided } from "../../parts/verdict.ts";

/** At most so many tokens were billed: all, of the prompt (cached ones too), or of the output. */
export const tokens: CheckKind = { type: "tokens", prepare };

const KEYS = ["max", "max_input", "max_output"];

function prepare(args: Json): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(args, null, KEYS);
  const limits = { all: read.whole("max"), input: read.whole("max_input"), output: read.whole("max_output") };
  if (read.problems.length === 0 && Object.values(limits).every((limit) => limit === null)) {
    read.problems.push(argumentProblem([], said("bad-check-argument.missing", { keys: KEYS })));
  }
  if (read.problems.length > 0) return read.problems;
  return {
    grade: ({ usage }) => {
      const input = promptTokens(usage);
      // Of an answer that was come by elsewhere.
      if (Number.isNaN(input + usage.outputTokens)) return undecided({ code: "tokens.unknown" });
      const counted = [
        ...limited("all", limits.all, input + usage.outputTokens),
        ...limited("input", limits.input, input),
        ...limited("output", limits.output, usage.outputTokens),
      ];
      const over = counted.filter(({ max, got }) => got > max);
      return decide(over.length === 0, { code: "tokens", limits: over.length > 0 ? over : counted });
    },
  };
}

function limited(of: TokenLimit["of"], max: number | null, got: number): readonly TokenLimit[] {
  return max === null ? [] : [{ of, max, got }];
}
