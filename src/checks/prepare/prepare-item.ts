import { type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import { said } from "../../domain/diagnostics/said.ts";
import {
  type Answer,
  type AnswerContext,
  hasProblems,
  type PreparedCheck,
  type PreparedItem,
  type PrepareTools,
  type RunScript,
  type Verdict,
} from "../../domain/check.ts";
import { checkFacts } from "../../domain/check-facts.ts";
import type { Judging } from "../../domain/judging.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { argumentProblem } from "../parts/argument-reader.ts";
import { type Extractor, prepareExtraction } from "../text/extract.ts";
import { type ItemToPrepare, parseInnerItem } from "./parse-item.ts";
import { nothingThere, undecided } from "../parts/verdict.ts";
import { withCaseWarning, withConstantWarning } from "../parts/constant-warnings.ts";
import { registry } from "./registry.ts";

export type { ItemToPrepare };

/**
 * What is wrong with the item's `on`, be it its own or that of an `answer:` around it; inside a composed check: its own.
 * Whose it is says who places the problem.
 */
export const BAD_EXTRACTION = "bad-extraction";

/**
 * Grades an answer where it can be stopped: in another thread, within some seconds. Undecided, with the limit in its reason,
 * where that is not enough.
 */
export type GradeApart = (item: ItemToPrepare, answer: Answer, context: AnswerContext) => Promise<Verdict>;

/** What takes longer at worst is graded apart: nothing may hold the process. */
const MAX_NS_IN_PLACE = 50e6;

/** What checks are prepared with from outside. */
export interface CheckTools {
  readonly runScript: RunScript;
  /** Null: everything is graded in place. */
  readonly gradeApart: GradeApart | null;
  /** Null: no judge can be asked. */
  readonly judging: Judging | null;
}

/**
 * Prepares one check: engines loaded, patterns and schemas compiled, inner items prepared. Its `grade` takes the whole
 * text and extracts by itself; what may take long is handed to `gradeApart`, if there is one. Problems point into `args`;
 * those of `on` point at `args` as a whole.
 */
export function prepareCheckItem(
  item: ItemToPrepare,
  given: CheckTools,
): MaybePromise<PreparedItem | readonly Problem[]> {
  return whenThere(prepareAny(item, given), (prepared) =>
    hasProblems(prepared) ? prepared : withCaseWarning(item.type, prepared),
  );
}

/** The same for an item that may stand inside another. */
function prepareAny(item: ItemToPrepare, given: CheckTools): MaybePromise<PreparedItem | readonly Problem[]> {
  const { runScript, judging, gradeApart } = given;
  const tools: PrepareTools = { runScript, judging, prepareItem: (raw) => prepareInnerItem(raw, item.on, given) };
  const picks = checkFacts(item.type).looksAt === "text" && item.on !== null;
  const extracting = picks ? prepareExtraction(item.on) : null;
  return whenThere(extracting, (extract) =>
    whenThere(registry[item.type].prepare(item.args, tools), (prepared) => {
      const onProblems = extract !== null && hasProblems(extract) ? extract.map(asProblemOfOn) : [];
      if (hasProblems(prepared)) return [...prepared, ...onProblems];
      if (extract !== null && hasProblems(extract)) return onProblems;
      return withConstantWarning(item.type, wrap(item, prepared, extract, gradeApart));
    }),
  );
}

/** The problem when `on` stands beside a check that does not look at text, or null. */
function misplacedOn(type: ItemToPrepare["type"]): Problem | null {
  if (["text", "inner"].includes(checkFacts(type).looksAt)) return null;
  return argumentProblem([], said("bad-check-argument.on", { check: type }));
}

async function prepareInnerItem(
  raw: Parameters<PrepareTools["prepareItem"]>[0],
  on: ItemToPrepare["on"],
  given: CheckTools,
): Promise<PreparedItem | readonly Problem[]> {
  const item = parseInnerItem(raw, on);
  if (hasProblems(item)) return item;
  const misplaced = item.hasOwnOn ? misplacedOn(item.type) : null;
  if (misplaced !== null) return [{ ...misplaced, pointer: ["on"] }];
  const prepared = await prepareAny(item, given);
  const place = (problem: Problem): Problem => ({
    ...problem,
    ...(item.hasOwnOn && problem.code === BAD_EXTRACTION ? said("bad-check-argument.own-on", { wrong: problem }) : {}),
    pointer: [item.type, ...problem.pointer],
  });
  if (hasProblems(prepared)) return prepared.map(place);
  return { ...prepared, warnings: (prepared.warnings ?? []).map(place) };
}

function asProblemOfOn(problem: Problem): Problem {
  return { ...problem, code: BAD_EXTRACTION, pointer: [], at: "key" };
}

function wrap(
  item: ItemToPrepare,
  prepared: PreparedCheck,
  extract: Extractor | null,
  gradeApart: GradeApart | null,
): PreparedItem {
  const worstNs = (answer: Answer, context: AnswerContext): number =>
    (extract?.worstNs(answer) ?? 0) + (prepared.worstNs?.(answer, context) ?? 0);
  const gradeHere: PreparedCheck["grade"] =
    extract === null
      ? (answer, context, judged) => prepared.grade(answer, context, judged)
      : (answer, context) => gradeExtract(prepared, extract, answer, context);
  // Where there is nothing to pick, even a check that no text fails does fail, and inside `not` too.
  const { always, ...others } = prepared;
  const picks = extract !== null && item.on?.kind !== "whole";
  return {
    ...others,
    ...(always === undefined || picks ? {} : { always }),
    type: item.type,
    name: item.name,
    worstNs,
    grade: (answer, context, judged) =>
      gradeApart !== null && worstNs(answer, context) > MAX_NS_IN_PLACE
        ? gradeApart(item, answer, context)
        : gradeHere(answer, context, judged),
  };
}

function gradeExtract(
  prepared: PreparedCheck,
  extract: Extractor,
  answer: Answer,
  context: AnswerContext,
): Verdict | Promise<Verdict> {
  const extracted = extract.extract(answer);
  if (extracted.found) return prepared.grade({ ...answer, text: extracted.text }, context);
  if (extracted.isUndecided === true) return undecided(extracted.reason);
  return nothingThere(extracted.reason);
}
