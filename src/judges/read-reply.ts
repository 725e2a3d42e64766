import { parseBoundedJson } from "../base/bounded-json.ts";
import { type Menu, UNSURE } from "../domain/judge.ts";
import type { JudgeQuestion, JudgeReply, Shown } from "../domain/judging.ts";
import type { OpinionFault } from "../domain/reasons/judged.ts";
import { oneLine } from "../domain/reasons/one-line.ts";
import type { Completion } from "../domain/run/completion.ts";
import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import { menuWords } from "./answer-schema.ts";
import { quoteFault } from "./evidence.ts";
import { keysOfObjects } from "./json-keys.ts";
import { lastLines } from "./last-lines.ts";
import { WHOLE } from "./whole.ts";

/** One verdict of one vote. `word` null: it cannot be taken, and `why`. */
export interface Opinion {
  readonly word: string | null;
  readonly why: OpinionFault | null;
  readonly evidence: string | null;
  readonly reasoning: string | null;
}

/** What one vote says: one opinion, of criteria one by each name. */
export type Opinions = ReadonlyMap<string, Opinion>;

const MAX_LEVELS = 8;
const SHOWN = 60;

/** What a judge's menu asks for an opinion on. */
export function opinionNames(menu: Menu): readonly string[] {
  return menu.kind === "criteria" ? Object.keys(menu.texts) : [WHOLE];
}

/** Reads a vote. What is refused, cut off, off the menu, unsure or without the quote it needs is no verdict. */
export function readReply(question: JudgeQuestion, reply: JudgeReply): Opinions {
  const { menu } = question.judge;
  const none = (why: OpinionFault): Opinions => new Map(opinionNames(menu).map((name) => [name, nothing(why)]));
  if (reply.status === "failed") return none({ code: "judge.no-answer", why: reply.why });
  const broken = unusable(reply.completion);
  if (broken !== null) return none(broken);
  const said = question.sender.isStructured
    ? fromJson(reply.completion.text, menu)
    : lastLines(reply.completion.text, menu);
  if (said === null) return none({ code: "judge.not-of-form", said: cut(reply.completion.text) });
  return new Map(opinionNames(menu).map((name) => [name, opinionOf(said[name], question)]));
}

/** An answer that did not come to its end says nothing. */
function unusable({ ending, stopReason }: Completion): OpinionFault | null {
  if (ending === "refusal") return { code: "judge.refused" };
  if (ending === "truncated") return { code: "judge.cut-off", stopReason };
  return ending === "complete" ? null : { code: "judge.ended", stopReason };
}

function fromJson(text: string, menu: Menu): Record<string, Json | undefined> | null {
  let value: unknown;
  try {
    value = parseBoundedJson(text, MAX_LEVELS);
  } catch {
    return null;
  }
  if (!isObject(value) || saysTwice(text, menu)) return null;
  return menu.kind === "criteria" ? { ...value } : { [WHOLE]: value };
}

/** Of two verdicts in one answer, of two words on one criterion, nobody knows which is meant: JSON would take the last one. */
function saysTwice(text: string, menu: Menu): boolean {
  const objects = keysOfObjects(text);
  const verdicts = objects.flat().filter((key) => key.trim().toLowerCase() === "verdict");
  return verdicts.length > opinionNames(menu).length || objects.some((keys) => new Set(keys).size < keys.length);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function opinionOf(said: Json | undefined, { judge, shown }: JudgeQuestion): Opinion {
  if (said === undefined || !isJsonObject(said)) return nothing({ code: "judge.says-nothing" });
  const evidence = textOf(said["evidence"]);
  const reasoning = textOf(said["reasoning"]);
  const { verdict } = said;
  const undecided = (why: OpinionFault): Opinion => ({ word: null, why, evidence, reasoning });
  const word = typeof verdict === "string" ? onMenu(verdict, judge.menu) : null;
  if (word === null) {
    const given = typeof verdict === "string" ? verdict : JSON.stringify(verdict ?? null);
    return undecided({ code: "judge.off-menu", said: cut(given) });
  }
  if (word === UNSURE) return undecided({ code: "judge.unsure", reasoning });
  const fault = judge.needsQuote ? quoteFaultOf(evidence, shown) : null;
  if (fault !== null) return undecided(fault);
  return { word, why: null, evidence, reasoning };
}

function quoteFaultOf(evidence: string | null, shown: Shown): OpinionFault | null {
  if (evidence === null) return { code: "judge.quotes-nothing" };
  const fault = quoteFault(evidence, shown);
  return fault === null ? null : { code: fault === "short" ? "judge.quote-short" : "judge.quote-nowhere" };
}

/** The word of the menu that was meant: the case of enums is not guaranteed. */
function onMenu(said: string, menu: Menu): string | null {
  const wanted = said.trim().toLowerCase();
  return [UNSURE, ...menuWords(menu)].find((word) => word.trim().toLowerCase() === wanted) ?? null;
}

function nothing(why: OpinionFault): Opinion {
  return { word: null, why, evidence: null, reasoning: null };
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

function cut(text: string): string {
  return `“${oneLine(text, SHOWN)}”`;
}
