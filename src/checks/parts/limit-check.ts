import type { Answer, CheckKind, PreparedCheck } from "../../domain/check.ts";
import type { Limited } from "../../domain/reasons/conduct.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader, wrongKind } from "./argument-reader.ts";
import { decide, undecided } from "./verdict.ts";

/** A check that a measured amount is not over a limit. */
export interface Limit {
  readonly of: Limited;
  /** The long form's key, which the short form stands for. */
  readonly key: string;
  /** The amount; null if it is not known. */
  readonly measure: (answer: Answer) => number | null;
}

/** The kind of check that a limit makes. An amount that is not known leaves it undecided. */
export function limitCheck(limit: Limit): CheckKind {
  return { type: limit.of, prepare: (args) => prepareLimit(limit, args) };
}

function prepareLimit({ of, key, measure }: Limit, args: Json): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(args, key, [key]);
  const max = read.amount(key);
  if (max === null && read.problems.length === 0) read.reject(key, wrongKind("a-limit", read.value(key)));
  if (max === null || read.problems.length > 0) return read.problems;
  return {
    grade: (answer) => {
      const got = measure(answer);
      if (got === null) return undecided({ code: "limit.unknown", of });
      return decide(got <= max, { code: "limit", of, max, got });
    },
  };
}
