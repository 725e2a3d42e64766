import {
  type Answer,
  type CheckContext,
  hasProblems,
  type Prepared,
  type PreparedItem,
  type PrepareTools,
  type RunScript,
  type Verdict,
} from "../../domain/check.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { argumentProblem } from "../parts/argument-reader.ts";
import { type Extractor, prepareExtraction } from "../text/extract.ts";
import { type ItemToPrepare, parseInnerItem } from "./parse-item.ts";
import { undecided } from "../parts/verdict.ts";
import { registry } from "./registry.ts";

export type { ItemToPrepare };

/** What is wrong with the item's `on`, be it its own or that of an `answer:` around it; inside a composed check: its own. */
export const BAD_EXTRACTION = "bad-extraction";
const BAD_OWN_EXTRACTION = "bad-check-argument";

const COMPOSED = ["not", "all_of", "any_of"];

/**
 * Judges an answer where it can be stopped: in another thread, within some seconds. Undecided, with the limit in its reason,
 * where that is not enough.
 */
export type JudgeApart = (item: ItemToPrepare, answer: Answer, context: CheckContext) => Promise<Verdict>;

/** What takes longer at worst is judged apart: nothing may hold the process. */
const MAX_NS_IN_PLACE = 50e6;

/**
 * Prepares one check: engines loaded, patterns and schemas compiled, inner items prepared. Its `judge` takes the whole
 * text and extracts by itself; what may take long is handed to `judgeApart`, if there is one. Problems point into `args`;
 * those of `on` point at `args` as a whole.
 */
export async function prepareCheckItem(
  item: ItemToPrepare,
  runScript: RunScript,
  judgeApart: JudgeApart | null = null,
): Promise<PreparedItem | readonly Problem[]> {
  const kind = registry[item.type];
  const tools: PrepareTools = {
    runScript,
    prepareItem: (raw) => prepareInnerItem(raw, item.on, runScript, judgeApart),
  };
  const extract = kind.looksAt === "text" && item.on !== null ? await prepareExtraction(item.on) : null;
  const prepared = await kind.prepare(item.args, tools);
  const onProblems = extract !== null && hasProblems(extract) ? extract.map(asProblemOfOn) : [];
  if (hasProblems(prepared)) return [...prepared, ...onProblems];
  if (extract !== null && hasProblems(extract)) return onProblems;
  return wrap(item, prepared, extract, judgeApart);
}

/** The problem when `on` stands beside a check that does not look at text, or null. */
function misplacedOn(type: ItemToPrepare["type"]): Problem | null {
  if (registry[type].looksAt === "text" || COMPOSED.includes(type)) return null;
  return argumentProblem([], `\`on\` picks text, and \`${type}\` does not look at text alone`, "leave `on` out");
}

async function prepareInnerItem(
  raw: Parameters<PrepareTools["prepareItem"]>[0],
  on: ItemToPrepare["on"],
  runScript: RunScript,
  judgeApart: JudgeApart | null,
): Promise<PreparedItem | readonly Problem[]> {
  const item = parseInnerItem(raw, on);
  if (hasProblems(item)) return item;
  const misplaced = item.hasOwnOn ? misplacedOn(item.type) : null;
  if (misplaced !== null) return [{ ...misplaced, pointer: ["on"] }];
  const prepared = await prepareCheckItem(item, runScript, judgeApart);
  const place = (problem: Problem): Problem => ({
    ...problem,
    code: item.hasOwnOn && problem.code === BAD_EXTRACTION ? BAD_OWN_EXTRACTION : problem.code,
    pointer: [item.type, ...problem.pointer],
  });
  if (hasProblems(prepared)) return prepared.map(place);
  return { ...prepared, warnings: (prepared.warnings ?? []).map(place) };
}

function asProblemOfOn(problem: Problem): Problem {
  return { ...problem, code: BAD_EXTRACTION, pointer: [], message: `\`on\`: ${problem.message}`, at: "key" };
}

function wrap(
  item: ItemToPrepare,
  prepared: Prepared,
  extract: Extractor | null,
  judgeApart: JudgeApart | null,
): PreparedItem {
  const worstNs = (answer: Answer, context: CheckContext): number =>
    (extract?.worstNs(answer) ?? 0) + (prepared.worstNs?.(answer, context) ?? 0);
  const judgeHere: Prepared["judge"] =
    extract === null
      ? (answer, context) => prepared.judge(answer, context)
      : (answer, context) => judgeExtract(prepared, extract, answer, context);
  return {
    ...prepared,
    type: item.type,
    name: item.name,
    worstNs,
    judge: (answer, context) =>
      judgeApart !== null && worstNs(answer, context) > MAX_NS_IN_PLACE
        ? judgeApart(item, answer, context)
        : judgeHere(answer, context),
  };
}

function judgeExtract(
  prepared: Prepared,
  extract: Extractor,
  answer: Answer,
  context: CheckContext,
): Verdict | Promise<Verdict> {
  const extracted = extract.extract(answer);
  if (extracted.found) return prepared.judge({ ...answer, text: extracted.text }, context);
  if (extracted.isUndecided === true) return undecided(extracted.reason);
  return { status: "fail", score: 0, reason: extracted.reason, nothingExtracted: true };
}
