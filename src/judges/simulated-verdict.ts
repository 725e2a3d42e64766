import { ownMember } from "../base/own-member.ts";
import { seededRandom } from "../base/seeded-random.ts";
import { type Judge, OPINION_KEYS, PAIR_WORDS, type SimulatedJudge, UNSURE } from "../domain/judge.ts";
import type { JudgeQuestion } from "../domain/judging.ts";
import type { CandidatePlace } from "../domain/preference.ts";
import type { SimulatedReply } from "../domain/run/provider.ts";
import { isReply } from "../domain/run/simulated-reply.ts";
import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import { menuWords } from "./answer-schema.ts";
import { opinionNames } from "./read-reply.ts";
import { WHOLE } from "./whole.ts";

/** Whose answer is judged, and in which vote of its model (from 1). */
export interface SimulatedVote {
  readonly arm: { readonly id: string; readonly label: string; readonly model: string; readonly prompt: string };
  readonly trial: number;
  readonly vote: number;
  /** What the judge is called where it is asked. */
  readonly name: string;
  /** Of a pair: in which place the candidate's answer stands. */
  readonly candidate?: CandidatePlace;
}

const SHOWN = 60;
const PLAIN: Omit<SimulatedReply, "text"> = { toolUse: [], stopReason: null, usage: null, error: null };

/** What a simulator answers a judge's question with, as `simulate_judge` says; null: the suite says nothing of it. */
export function simulatedJudgement(said: Json, question: JudgeQuestion, at: SimulatedVote): SimulatedReply | null {
  const picked = pickedOf(ofJudge(said, at.name), { ...at, vote: voteOfAll(question, at.vote) });
  if (picked === null) return null;
  if (isJsonObject(picked) && isReply(picked)) return replyOf(picked);
  const { menu } = question.judge;
  if (menu.kind === "pair" && typeof picked === "string" && !isOfPairs(picked)) return null;
  const whole =
    isJsonObject(picked) && isJsonObject(picked["criteria"] ?? null) ? (picked["criteria"] as JsonObject) : null;
  const opinions = opinionNames(menu).map((name) => {
    const one = whole === null ? picked : (ownMember(whole, name) ?? null);
    return [name, one === null ? null : opinionOf(one, name, question, at)] as const;
  });
  if (opinions.every(([, opinion]) => opinion === null)) return null;
  const text = question.sender.isStructured ? jsonOf(opinions) : linesOf(opinions);
  return { ...PLAIN, text };
}

/** Votes are counted over a panel: its first member's, then its second's. */
function voteOfAll({ judge, sender, votes }: JudgeQuestion, vote: number): number {
  return judge.senders.indexOf(sender) * votes + vote;
}

/** What is said of every judge alike (`simulate_judge: pass`) is said of answers, not of pairs. */
function isOfPairs(word: string): boolean {
  return [UNSURE, ...PAIR_WORDS].includes(word.trim().toLowerCase());
}

type Opinion = readonly [name: string, said: JsonObject | null];

/** The outermost key is the judge's name, where it is none of the words of an opinion or a list of them. */
function ofJudge(said: Json, name: string): Json | null {
  if (!isJsonObject(said)) return said;
  const own = ownMember(said, name);
  if (own !== undefined) return own;
  const keys = Object.keys(said);
  return keys.every((key) => OPINION_KEYS.includes(key)) || isReply(said) ? said : null;
}

/** Lists go by trial and cycle, `votes` by vote; `arms` by arm id, label, model or prompt. */
function pickedOf(said: Json | null, at: SimulatedVote): Json | null {
  if (said === null) return null;
  if (Array.isArray(said)) return cycled(said as readonly Json[], at.trial, at);
  if (!isJsonObject(said)) return said;
  const { arms, votes } = said;
  if (arms !== undefined && isJsonObject(arms)) {
    const key = armKeys(at).find((name) => Object.hasOwn(arms, name));
    return key === undefined ? null : pickedOf(arms[key] ?? null, at);
  }
  return Array.isArray(votes) ? cycled(votes as readonly Json[], at.vote, at) : said;
}

function cycled(list: readonly Json[], number: number, at: SimulatedVote): Json | null {
  return list.length === 0 ? null : pickedOf(list[(number - 1) % list.length] ?? null, at);
}

function armKeys({ arm: { id, label, model, prompt } }: SimulatedVote): readonly string[] {
  return [id, label, model, prompt];
}

function opinionOf(said: Json, name: string, question: JudgeQuestion, at: SimulatedVote): JsonObject {
  const written: JsonObject = isJsonObject(said) ? said : { verdict: said };
  const { truth, verdict = null, evidence, reasoning } = written;
  const given = truth === undefined ? verdict : drawn(RIGHT.has(truth), name, question, at);
  const placed = inPlace(given, at);
  return { evidence: evidence ?? quoted(question, placed), reasoning: reasoning ?? "simulated", verdict: placed };
}

/** A judge of pairs passes nothing: where the truth is the candidate, it is to name the candidate. */
const RIGHT: ReadonlySet<Json> = new Set<Json>(["pass", "candidate"]);

/** A side of a pair as the judge names it: by its place. */
function inPlace(verdict: Json, { candidate }: SimulatedVote): Json {
  if (candidate === undefined || (verdict !== "candidate" && verdict !== "baseline")) return verdict;
  return (verdict === "candidate") === (candidate === "first") ? "first" : "second";
}

/** A judge that errs as often as it is told to, drawn from the seed by the question and the vote: equal questions get equal verdicts. */
function drawn(isRight: boolean, name: string, { id, judge }: JudgeQuestion, at: SimulatedVote): string {
  const { sensitivity, specificity, seed } = errorsOf(judge.simulate, at);
  const draw = seededRandom(`judge ${seed} ${id} ${name} ${at.vote}`)();
  const passes = isRight ? draw < sensitivity : draw >= specificity;
  return worstOrBest(judge, passes);
}

const PERFECT: SimulatedJudge = { sensitivity: 1, specificity: 1, seed: 1, arms: {} };

function errorsOf(simulate: SimulatedJudge | null, at: SimulatedVote): SimulatedJudge {
  const errors = simulate ?? PERFECT;
  const key = armKeys(at).find((name) => Object.hasOwn(errors.arms, name));
  return key === undefined ? errors : { ...errors, ...errors.arms[key] };
}

function worstOrBest({ menu }: Judge, passes: boolean): string {
  if (menu.kind === "pair") return passes ? "candidate" : "baseline";
  if (menu.kind !== "choices") return passes ? "pass" : "fail";
  const byScore = menuWords(menu).toSorted((a, b) => (menu.scores[a] ?? 0) - (menu.scores[b] ?? 0));
  return byScore.at(passes ? -1 : 0) ?? UNSURE;
}

/** The first line of the answer (of a pair of the better one), so that a judge that must quote does. */
function quoted({ shown }: JudgeQuestion, verdict: Json): string {
  const answer = shown.output ?? (verdict === "second" ? shown.second : shown.first) ?? "";
  const line = answer.split("\n").find((each) => each.trim() !== "") ?? "";
  return Array.from(line.trim()).slice(0, SHOWN).join("");
}

function jsonOf(opinions: readonly Opinion[]): string {
  const [first] = opinions;
  if (first?.[0] === WHOLE) return JSON.stringify(first[1]);
  return JSON.stringify(Object.fromEntries(opinions.filter(([, said]) => said !== null)));
}

function linesOf(opinions: readonly Opinion[]): string {
  const texts = opinions.flatMap(([name, said]) => (said === null ? [] : [[name, said] as const]));
  const verdicts = texts.map(
    ([name, said]) => `VERDICT${name === WHOLE ? "" : ` ${name}`}: ${lineOf(said["verdict"])}`,
  );
  const [first] = texts;
  return [`EVIDENCE: ${lineOf(first?.[1]["evidence"])}`, "REASONING: simulated", ...verdicts].join("\n");
}

function lineOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function replyOf(reply: JsonObject): SimulatedReply {
  const text = reply["text"];
  const map = (key: string): JsonObject | null => {
    const value = reply[key];
    return value !== undefined && isJsonObject(value) ? value : null;
  };
  return {
    ...PLAIN,
    text: typeof text === "string" ? text : null,
    stopReason: typeof reply["stop_reason"] === "string" ? reply["stop_reason"] : null,
    usage: map("usage"),
    error: map("error"),
  };
}
