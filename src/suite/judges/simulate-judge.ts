import { nearestWord } from "../../base/nearest-word.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { type Judge, OPINION_KEYS, PAIR_WORDS, UNSURE } from "../../domain/judge.ts";
import { isReply } from "../../domain/run/simulated-reply.ts";
import type { SimulateSource } from "../../domain/suite.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Pointer, Problem } from "../../domain/values/problem.ts";
import type { CaseEntry } from "../resolve/case-seeds.ts";
import type { Resolving } from "../sources/resolving.ts";

/** Reports slips in `simulate_judge`: a judge or a word that there is none of would leave a check undecided, as if by design. */
export function reportSimulateJudge(entries: readonly CaseEntry[], judges: readonly Judge[], at: Resolving): void {
  const sources = entries.flatMap(({ seed }) => [
    seed.simulateJudge,
    ...seed.turns.map(({ simulateJudge }) => simulateJudge),
  ]);
  if (at.isBroken(["judges"]) || at.isBroken(["expect"])) return;
  for (const source of sources) if (source !== null) reportOne(source, judges, at);
}

function reportOne({ value, place }: SimulateSource, judges: readonly Judge[], at: Resolving): void {
  for (const problem of problemsOf(value, judges, [])) {
    const pointer = place.kind === "node" ? [...place.pointer, ...problem.pointer] : [];
    at.reportAt(place.kind === "node" ? { ...place, pointer, at: problem.at ?? "value" } : place, problem);
  }
}

function problemsOf(value: Json, judges: readonly Judge[], pointer: Pointer): Problem[] {
  if (!isJsonObject(value) || isReply(value)) return opinionProblems(value, judges, pointer);
  const keys = Object.keys(value);
  const names = judges.map(({ name }) => name);
  if (keys.every((key) => OPINION_KEYS.includes(key) && !names.includes(key))) {
    return opinionProblems(value, judges, pointer);
  }
  return keys.flatMap((key) => {
    const own = judges.filter(({ name }) => name === key);
    if (own.length > 0) return opinionProblems(value[key] ?? null, own, [...pointer, key]);
    const nearest = nearestWord(key, names);
    return [{ ...said("unknown-judge", { name: key, nearest, known: names }), pointer: [...pointer, key], at: "key" }];
  });
}

/** What one judge, or any of several, is said to answer. */
function opinionProblems(value: Json, judges: readonly Judge[], pointer: Pointer): Problem[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => opinionProblems(item, judges, [...pointer, index]));
  }
  if (!isJsonObject(value)) return wordProblems(value, judges, pointer);
  if (isReply(value)) return [];
  const { verdict, criteria, arms, votes, truth } = value;
  return [
    ...(verdict === undefined ? [] : wordProblems(verdict, judges, [...pointer, "verdict"])),
    ...(truth === undefined || truths(judges).some((one) => one === truth)
      ? []
      : [badWord(truth, truths(judges), [...pointer, "truth"])]),
    ...[criteria, arms].flatMap((map, index) =>
      map === undefined || !isJsonObject(map)
        ? []
        : Object.entries(map).flatMap(([key, inner]) =>
            opinionProblems(inner, judges, [...pointer, index === 0 ? "criteria" : "arms", key]),
          ),
    ),
    ...(votes === undefined ? [] : opinionProblems(votes, judges, [...pointer, "votes"])),
  ];
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
