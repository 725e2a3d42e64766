import { said } from "../../../domain/diagnostics/said.ts";
import {
  type Answer,
  type AnswerContext,
  type CheckKind,
  hasProblems,
  type PreparedCheck,
  type PreparedItem,
  type PrepareTools,
  type Verdict,
} from "../../../domain/check.ts";
import type { CountRange } from "../../../domain/values/count-range.ts";
import { isJsonObject, type Json } from "../../../domain/values/json.ts";
import type { Reason } from "../../../domain/reasons/reason.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../../parts/argument-reader.ts";
import { isWithin, readCount } from "../../parts/count.ts";
import { type ExactValue, writeJson } from "../../parts/exact-json.ts";
import { deepEqual } from "../../parts/deep-equal.ts";
import { findJson, worstFindingNs } from "../../text/find-json.ts";
import { compileJsonPath, type SelectExact } from "../../engines/json-path-query.ts";
import { showExact, showJson } from "../../parts/excerpts.ts";
import { appearance, lookAlike } from "../../parts/unseen.ts";
import { fail, nothingThere, pass, undecided } from "../../parts/verdict.ts";
import { withoutVacuous } from "../../parts/constant-warnings.ts";

/** What the values at a JSONPath are, how many, or whether there are any. */
export const jsonPath: CheckKind = { type: "json_path", prepare };

const OPTIONS = ["path", "match", "count", "exists"];
/** The checks that a value can be held against. `equals` is its own: it compares JSON, not text. */
const INNER = [
  "contains",
  "starts_with",
  "ends_with",
  "equals_any",
  "contains_any",
  "contains_all",
  "matches",
  "json",
  "json_path",
  "number",
  "length",
  "similarity",
];

/** Grades one of the values that the path selects. */
type GradeValue = (value: ExactValue, answer: Answer, context: AnswerContext) => Verdict | Promise<Verdict>;

interface Expectation {
  readonly path: string;
  readonly select: SelectExact;
  readonly range: CountRange;
  /** Is it one value that is looked at, wherever the path leads to one? Nothing there is then nothing to look at. */
  readonly isOfOne: boolean;
  readonly isAny: boolean;
  readonly gradeValue: GradeValue | null;
}

async function prepare(args: Json, tools: PrepareTools): Promise<PreparedCheck | readonly Problem[]> {
  const read = new ArgumentReader(args, null, [...OPTIONS, "equals", ...INNER]);
  if (!isJsonObject(args)) return read.problems;
  const path = read.text("path");
  const compiled = await compileJsonPath(path);
  if (!compiled.ok && read.problems.length === 0) read.reject("path", compiled.wrong);
  const inner = await prepareInner(read, Object.keys(args), tools);
  const range = readRange(read);
  const match = read.word("match", ["all", "any"] as const);
  if (match !== null && inner.gradeValue === null) {
    read.reject("match", said("bad-check-argument.match"));
  }
  if (range.max === 0 && inner.gradeValue !== null)
    read.reject(read.has("exists") ? "exists" : "count", said("bad-check-argument.no-value"));
  if (read.problems.length > 0 || !compiled.ok) return read.problems;
  const { worstNs, mostRepeats } = compiled;
  const { gradeValue } = inner;
  const isOfOne = compiled.isSingular && gradeValue !== null && !read.has("count") && !read.has("exists");
  const expectation = { path, select: compiled.select, range, isOfOne, isAny: match === "any", gradeValue };
  return {
    worstNs: (answer, context) => {
      const { text } = answer;
      return worstFindingNs(text) + worstNs(text.length) + inner.worstNs(answer, context) * mostRepeats(text.length);
    },
    grade: (answer, context) => grade(expectation, answer, context),
    warnings: inner.warnings,
  };
}

function readRange(read: ArgumentReader): CountRange {
  const count = readCount(read, "count");
  if (!read.has("exists")) return count ?? { min: 1, max: Number.POSITIVE_INFINITY };
  if (read.has("count")) read.reject("exists", said("bad-check-argument.exists-and-count"));
  return read.flag("exists", true) ? { min: 1, max: Number.POSITIVE_INFINITY } : { min: 0, max: 0 };
}

interface InnerCheck {
  readonly gradeValue: GradeValue | null;
  readonly warnings: readonly Problem[];
  /** Of all values together, as if they were the answer. */
  readonly worstNs: (answer: Answer, context: AnswerContext) => number;
}

const NO_CHECK: InnerCheck = { gradeValue: null, warnings: [], worstNs: () => 0 };
const NS_PER_CHARACTER = 100;

async function prepareInner(read: ArgumentReader, keys: readonly string[], tools: PrepareTools): Promise<InnerCheck> {
  const checks = keys.filter((key) => key === "equals" || INNER.includes(key));
  const key = checks[0];
  if (key === undefined) return NO_CHECK;
  if (checks.length > 1)
    read.problems.push(argumentProblem([], said("bad-check-argument.several-checks", { checks, isOfPath: true })));
  const wanted = read.value(key) ?? null;
  if (key === "equals") {
    const size = JSON.stringify(wanted).length;
    const worstNs = ({ text }: Answer): number => NS_PER_CHARACTER * (size + text.length);
    return { gradeValue: (value) => gradeEquals(value, wanted), worstNs, warnings: [] };
  }
  // The value itself is looked at, whatever `on` picked the text around it.
  const item = await tools.prepareItem({ [key]: wanted, on: "whole" });
  if (hasProblems(item)) {
    read.problems.push(...item);
    return NO_CHECK;
  }
  const worstNs = (answer: Answer, context: AnswerContext): number => item.worstNs?.(answer, context) ?? 0;
  return { gradeValue: gradeText(item), worstNs, warnings: withoutVacuous(item.warnings ?? []) };
}

function gradeEquals(got: ExactValue, wanted: Json): Verdict {
  if (deepEqual(got, wanted)) return pass({ code: "path.equal", wanted: showJson(wanted) });
  const differs = { code: "text.differs", wanted: showJson(wanted), got: showExact(got) } as const;
  const { value } = got;
  const looksEqual =
    typeof value === "string" && typeof wanted === "string" && appearance(value) === appearance(wanted);
  return fail(looksEqual ? lookAlike(differs, value, [wanted]) : differs);
}

/** A text is looked at as it is, anything else (and everything by `json`) as JSON. */
function gradeText(item: PreparedItem): GradeValue {
  const asJson = item.type === "json";
  return (exact, answer, context) => {
    const text = typeof exact.value === "string" && !asJson ? exact.value : writeJson(exact);
    return item.grade({ ...answer, text }, context);
  };
}

async function grade(expectation: Expectation, answer: Answer, context: AnswerContext): Promise<Verdict> {
  const json = findJson(answer.text);
  if (!json.found) return json.isUndecided ? undecided(json.reason) : nothingThere(json.reason);
  const { path, range, gradeValue } = expectation;
  const selected = expectation.select(json);
  if (!selected.ok) return undecided({ code: "path.failed", path: null, why: selected.why });
  const { values } = selected;
  const got = values.length;
  const miscounted = { code: "path.count", path, range, got } as const;
  if (got === 0 && expectation.isOfOne) return nothingThere(miscounted);
  if (!isWithin(got, range)) return fail(miscounted);
  if (gradeValue === null) return pass({ code: "path.counted", path, got });
  const verdicts: Verdict[] = [];
  for (const value of values) verdicts.push(await gradeValue(value, answer, context));
  return expectation.isAny ? anyOf(path, verdicts) : allOf(path, verdicts);
}

function allOf(path: string, verdicts: readonly Verdict[]): Verdict {
  const decider =
    verdicts.find(foundNothing) ??
    verdicts.find(({ status }) => status === "fail") ??
    verdicts.find(({ status }) => status === "undecided");
  if (decider !== undefined) return at(path, decider);
  return pass(at(path, verdicts[0] ?? pass(NO_VALUE)).reason);
}

function anyOf(path: string, verdicts: readonly Verdict[]): Verdict {
  const decider =
    verdicts.find(({ status }) => status === "pass") ??
    verdicts.find(({ status }) => status === "undecided") ??
    verdicts.find(foundNothing) ??
    verdicts[0];
  return at(path, decider ?? fail(NO_VALUE));
}

function foundNothing(verdict: Verdict): boolean {
  return verdict.status === "fail" && verdict.nothingExtracted === true;
}

const NO_VALUE: Reason = { code: "path.no-value" };

function at(path: string, verdict: Verdict): Verdict {
  return { ...verdict, reason: { code: "of", name: path, reason: verdict.reason } };
}
