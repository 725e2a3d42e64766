import {
  type Answer,
  type AnswerContext,
  hasProblems,
  type PreparedCheck,
  type PreparedItem,
  type PrepareTools,
  type Verdict,
} from "../../domain/check.ts";
import type { InnerJudgementRecord } from "../../domain/formats/records.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Judged } from "../../domain/judging.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import { argumentProblem, wrongKind } from "./argument-reader.ts";

/** An inner item and what it said. */
export interface InnerVerdict {
  readonly name: string;
  readonly verdict: Verdict;
}

/** The items of all_of and any_of, lists inside the list spliced; or their problems, which point into the list. */
export async function prepareInnerItems(
  args: Json,
  tools: PrepareTools,
): Promise<{ readonly items: readonly PreparedItem[] } | readonly Problem[]> {
  if (!Array.isArray(args)) return [argumentProblem([], wrongKind("checks", args))];
  const raw = splice(args, []);
  if (raw.length === 0) return [argumentProblem([], said("bad-check-argument.no-checks"))];
  const items: PreparedItem[] = [];
  const problems: Problem[] = [];
  for (const { item, pointer } of raw) {
    const prepared = await tools.prepareItem(item);
    if (hasProblems(prepared)) problems.push(...prepared.map((problem) => placed(problem, pointer)));
    else items.push({ ...prepared, warnings: (prepared.warnings ?? []).map((problem) => placed(problem, pointer)) });
  }
  return problems.length > 0 ? problems : { items };
}

function splice(list: readonly Json[], pointer: Pointer): readonly { item: Json; pointer: Pointer }[] {
  return list.flatMap((item, index) => {
    const here = [...pointer, index];
    return Array.isArray(item) ? splice(item, here) : [{ item, pointer: here }];
  });
}

function placed(problem: Problem, pointer: Pointer): Problem {
  return { ...problem, pointer: [...pointer, ...problem.pointer] };
}

/** What every inner item says, in order. One without judges says it once, however often judges are asked. */
export async function gradeInner(
  items: readonly PreparedItem[],
  answer: Answer,
  context: AnswerContext,
  judged?: Judged,
): Promise<readonly InnerVerdict[]> {
  const verdicts: InnerVerdict[] = [];
  for (const item of items) {
    const known = !asksJudges(item) ? judged?.said.get(item) : undefined;
    const verdict = known ?? (await item.grade(answer, context, judged));
    judged?.said.set(item, verdict);
    verdicts.push({ name: nameOf(item), verdict });
  }
  return verdicts;
}

/**
 * What a composed check asks of judges: its inner checks hand on their questions, the first that is open before the next,
 * as long as what they say leaves it open.
 */
export function asksInner(
  items: readonly PreparedItem[],
  combine: (inner: readonly InnerVerdict[]) => Verdict,
): Pick<PreparedCheck, "asks"> {
  if (!items.some(asksJudges)) return {};
  return {
    async asks(answer, context, judged) {
      const inner = await gradeInner(items, answer, context, judged);
      if (!isUnasked(combine(inner))) return [];
      const open = items.find((_, index) => isUnasked(inner[index]?.verdict));
      return open?.asks?.(answer, context, judged) ?? [];
    },
  };
}

/** What a list of checks says of every answer: `deciding` where one of them always says that, the opposite where all do. */
export function alwaysOf(items: readonly PreparedItem[], deciding: "pass" | "fail"): Pick<PreparedCheck, "always"> {
  const said = items.map(({ always }) => always);
  if (said.includes(deciding)) return { always: deciding };
  if (said.includes(undefined)) return {};
  return { always: said.includes("by-case") ? "by-case" : deciding === "pass" ? "fail" : "pass" };
}

/** Is a judge in it? */
export function asksJudges(item: PreparedItem): boolean {
  return item.asks !== undefined;
}

/** Does a verdict hang on a judge that was not asked? */
export function isUnasked(verdict: Verdict | undefined): boolean {
  return verdict?.status === "undecided" && verdict.isUnasked === true;
}

/** The inner verdict that leaves a composed one open: one that hangs on a judge before one that could not tell. */
export function openVerdict(inner: readonly InnerVerdict[]): InnerVerdict | undefined {
  return inner.find(({ verdict }) => isUnasked(verdict)) ?? inner.find(({ verdict }) => verdict.status === "undecided");
}

/** What reasons call an item: its name, else its type. */
export function nameOf(item: PreparedItem): string {
  return item.name ?? item.type;
}

/** The verdict of one inner item with its name in front: the one that decided. */
export function decidedBy({ name, verdict }: InnerVerdict): Verdict {
  return { ...verdict, reason: { code: "of", name, reason: verdict.reason } };
}

/**
 * The composed verdict with what the judges inside it came to. It hangs on those of `deciders`: for gates its word is theirs,
 * and where one of them is not believed, nobody knows it.
 */
export function withJudgesInside(
  verdict: Verdict,
  inner: readonly InnerVerdict[],
  deciders: readonly InnerVerdict[],
): Verdict {
  const judges = inner.flatMap((one) => {
    const decides = deciders.includes(one);
    return judgementsOf(one.verdict).map((said) => (decides ? said : { ...said, decides: false }));
  });
  if (judges.length === 0) return verdict;
  const judge = verdict.judge ?? deciders.find((one) => one.verdict.judge !== undefined)?.verdict.judge;
  return { ...verdict, ...(judge === undefined ? {} : { judge }), judges };
}

/** What the judges of an inner check came to, by themselves: `not` turns a verdict round, and not what the judge said. */
function judgementsOf({ judge, judges, status }: Verdict): readonly InnerJudgementRecord[] {
  if (judges !== undefined) return judges;
  if (judge === undefined) return [];
  return [{ name: judge.name, hash: judge.hash, verdict: status, decides: true, answer_hash: judge.answer_hash }];
}

/** The mean score of those that are decided; null if none is. */
export function meanScore(inner: readonly InnerVerdict[]): number | null {
  const scores = inner.flatMap(({ verdict }) => (verdict.status === "undecided" ? [] : [verdict.score]));
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
