import type { Answer, CheckKind, CheckType, Prepared } from "../../domain/check.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader } from "./argument-reader.ts";
import { decide, describeJson, undecided } from "./verdict.ts";

/** A check that a measured amount is not over a limit. */
export interface Limited {
  readonly type: CheckType;
  /** The long form's key, which the short form stands for. */
  readonly key: string;
  readonly noun: string;
  /** The amount; null if it is not known. */
  readonly measure: (answer: Answer) => number | null;
  readonly show: (amount: number) => string;
}

/** The kind of check that a limit makes. An amount that is not known leaves it undecided. */
export function limitCheck(limited: Limited): CheckKind {
  return { type: limited.type, prepare: (args) => prepareLimit(limited, args) };
}

function prepareLimit({ key, noun, measure, show }: Limited, args: Json): Prepared | readonly Problem[] {
  const read = new ArgumentReader(args, key, [key]);
  const limit = read.amount(key);
  if (limit === null && read.problems.length === 0)
    read.reject(key, `expected a number, got ${describeJson(read.value(key))}`);
  if (limit === null || read.problems.length > 0) return read.problems;
  return {
    grade: (answer) => {
      const amount = measure(answer);
      if (amount === null) return undecided(`the ${noun} is not known`);
      return decide(amount <= limit, `expected a ${noun} of at most ${show(limit)}, got ${show(amount)}`);
    },
  };
}
