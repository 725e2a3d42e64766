import type { CheckKind, Prepared } from "../../domain/check.ts";
import { promptTokens } from "../../domain/run/completion.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../parts/argument-reader.ts";
import { decide, undecided } from "../parts/verdict.ts";

/** At most so many tokens were billed: all, of the prompt (cached ones too), or of the output. */
export const tokens: CheckKind = { type: "tokens", prepare };

function prepare(args: Json): Prepared | readonly Problem[] {
  const read = new ArgumentReader(args, null, ["max", "max_input", "max_output"]);
  const limits = { all: read.whole("max"), input: read.whole("max_input"), output: read.whole("max_output") };
  if (read.problems.length === 0 && Object.values(limits).every((limit) => limit === null)) {
    read.problems.push(argumentProblem([], "expected `max`, `max_input` or `max_output`"));
  }
  if (read.problems.length > 0) return read.problems;
  return {
    grade: ({ usage }) => {
      const input = promptTokens(usage);
      // Of an answer that was come by elsewhere.
      if (Number.isNaN(input + usage.outputTokens)) return undecided("the tokens of this answer are not known");
      const counted = [
        { noun: "tokens", limit: limits.all, amount: input + usage.outputTokens },
        { noun: "input tokens", limit: limits.input, amount: input },
        { noun: "output tokens", limit: limits.output, amount: usage.outputTokens },
      ].filter(({ limit }) => limit !== null);
      const over = counted.filter(({ limit, amount }) => amount > (limit ?? 0));
      const said = (over.length > 0 ? over : counted).map(
        ({ noun, limit, amount }) => `expected at most ${limit} ${noun}, got ${amount}`,
      );
      return decide(over.length === 0, said.join("; "));
    },
  };
}
