import { nearestWord } from "../../base/nearest-word.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { type Judge, OPINION_KEYS, PAIR_WORDS, UNSURE } from "../../domain/judge.ts";
import { isReply, REPLY_KEYS } from "../../domain/run/simulated-reply.ts";
import type { Arm, SimulateSource } from "../../domain/suite.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import type { CaseEntry } from "../resolve/case-seeds.ts";
import { simulateProblems, unknownKeys } from "../resolve/simulate-problems.ts";
import type { Resolving } from "../sources/resolving.ts";

/** A suite's judges and arms, as `simulate_judge` may name them. */
interface NamedThere {
  readonly judges: readonly Judge[];
  /** Null: some of its arms were not asked for. */
  readonly arms: readonly Arm[] | null;
}

/** Reports slips in `simulate_judge`: a judge, a key or a word that there is none of would leave a check undecided, as if by design. */
export function reportSimulateJudge(entries: readonly CaseEntry[], there: NamedThere, at: Resolving): void {
  const sources = entries.flatMap(({ seed }) => [
    seed.simulateJudge,
    ...seed.turns.map(({ simulateJudge }) => simulateJudge),
  ]);
  if (at.isBroken(["judges"]) || at.isBroken(["expect"])) return;
  for (const source of sources) if (source !== null) reportOne(source, there, at);
}

function reportOne({ value, place }: SimulateSource, there: NamedThere, at: Resolving): void {
  for (const problem of problemsOf(value, there, [])) {
    const pointer = place.kind === "node" ? [...place.pointer, ...problem.pointer] : [];
    at.reportAt(place.kind === "node" ? { ...place, pointer, at: problem.at ?? "value" } : place, problem);
  }
}

/** The outermost keys are names of judges, or what any of them says. */
function problemsOf(value: Json, there: NamedThere, pointer: Pointer): Problem[] {
  if (!isJsonObject(value) || isReply(value)) return opinionProblems(value, there, pointer);
  const keys = Object.keys(value);
  const names = there.judges.map(({ name }) => name);
  const isByJudge = keys.some((key) => names.includes(key));
  const isOpinion = keys.some((key) => OPINION_KEYS.includes(key) || REPLY_KEYS.includes(key));
  if (!isByJudge && isOpinion) return opinionProblems(value, there, pointer);
  return keys.flatMap((key) => {
    const judges = there.judges.filter(({ name }) => name === key);
    if (judges.length > 0) return opinionProblems(value[key] ?? null, { ...there, judges }, [...pointer, key]);
    const nearest = nearestWord(key, [...names, ...OPINION_KEYS]);
    return [{ ...said("unknown-judge", { name: key, nearest, known: names }), pointer: [...pointer, key], at: "key" }];
  });
}

/** What one judge, or any of several, is said to answer. */
function opinionProblems(value: Json, there: NamedThere, pointer: Pointer): Problem[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => opinionProblems(item, there, [...pointer, index]));
  }
  const { judges } = there;
  if (!isJsonObject(value)) return wordProblems(value, judges, pointer);
  const isOfReply = Object.keys(value).some((key) => REPLY_KEYS.includes(key));
  if (isOfReply && !Object.keys(value).some((key) => OPINION_KEYS.includes(key))) {
    return [...simulateProblems(value, null, pointer)];
  }
  const { verdict, criteria, arms, votes, truth } = value;
  return [
    ...unknownKeys(value, OPINION_KEYS, pointer),
    ...(verdict === undefined ? [] : wordProblems(verdict, judges, [...pointer, "verdict"])),
    ...(truth === undefined || truths(judges).some((one) => one === truth)
      ? []
      : [badWord(truth, truths(judges), [...pointer, "truth"])]),
    ...(criteria === undefined ? [] : criteriaProblems(criteria, there, [...pointer, "criteria"])),
    ...(arms === undefined ? [] : armsProblems(arms, there, [...pointer, "arms"])),
    ...(votes === undefined ? [] : votesProblems(votes, there, [...pointer, "votes"])),
  ];
}

/** By criterion. A word that no judge may say is told before a criterion that no judge has. */
function criteriaProblems(value: Json, there: NamedThere, pointer: Pointer): Problem[] {
  if (!isJsonObject(value)) return [{ ...said("wrong-type.map", { example: "criteria: { plain: pass }" }), pointer }];
  const inside = insideProblems(value, there, pointer);
  if (inside.length > 0 || there.judges.length === 0) return inside;
  const known = there.judges.flatMap(({ menu }) => (menu.kind === "criteria" ? Object.keys(menu.texts) : []));
  return known.length > 0
    ? unknownKeys(value, known, pointer)
    : [{ ...said("bad-judge.no-criteria"), pointer, at: "key" }];
}

/** By arm: its id, label, model or prompt. */
function armsProblems(value: Json, there: NamedThere, pointer: Pointer): Problem[] {
  if (!isJsonObject(value)) return [{ ...said("wrong-type.map", { example: "arms: { v2: fail }" }), pointer }];
  const { arms } = there;
  const known = arms?.flatMap(({ id, label, model, prompt }) => [id, label, model, prompt]) ?? null;
  const unknown = Object.keys(value).filter((key) => known !== null && !known.includes(key));
  return [
    ...unknown.map((key) => ({
      ...said("unknown-arm.judge", { key, nearest: nearestWord(key, known ?? []), known: [...new Set(known)] }),
      pointer: [...pointer, key],
      at: "key" as const,
    })),
    ...insideProblems(value, there, pointer),
  ];
}

function votesProblems(value: Json, there: NamedThere, pointer: Pointer): Problem[] {
  return Array.isArray(value) ? opinionProblems(value, there, pointer) : [{ ...said("wrong-type.votes"), pointer }];
}

function insideProblems(value: JsonObject, there: NamedThere, pointer: Pointer): Problem[] {
  return Object.entries(value).flatMap(([key, inner]) => opinionProblems(inner, there, [...pointer, key]));
}

function wordProblems(value: Json, judges: readonly Judge[], pointer: Pointer): Problem[] {
  const words = [...new Set(judges.flatMap(wordsOf)), UNSURE];
  const isKnown = typeof value === "string" && words.some((word) => word.toLowerCase() === value.trim().toLowerCase());
  return judges.length === 0 || isKnown ? [] : [badWord(value, words, pointer)];
}

function badWord(value: Json, known: readonly string[], pointer: Pointer): Problem {
  const written = typeof value === "string" ? value : JSON.stringify(value);
  return { ...said("bad-judge.word", { written, nearest: nearestWord(written, known), known }), pointer };
}

/** What a judge with error rates is told of an answer, or of a pair. */
function truths(judges: readonly Judge[]): readonly string[] {
  const ofPairs = judges.filter(({ menu }) => menu.kind === "pair").length;
  return [...(ofPairs < judges.length ? ["pass", "fail"] : []), ...(ofPairs > 0 ? ["candidate", "baseline"] : [])];
}

function wordsOf({ menu }: Judge): readonly string[] {
  if (menu.kind === "pair") return PAIR_WORDS;
  return menu.kind === "choices" ? Object.keys(menu.scores) : ["pass", "fail"];
}
