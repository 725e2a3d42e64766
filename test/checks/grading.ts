import type { Answer, AnswerContext, PreparedItem, RunScript, Verdict } from "../../src/domain/check.ts";
import { hasProblems } from "../../src/domain/check.ts";
import { say } from "../../src/domain/reasons/catalogues/say.ts";
import { NO_USAGE } from "../../src/domain/run/completion.ts";
import type { Json } from "../../src/domain/values/json.ts";
import type { Problem } from "../../src/domain/values/problem.ts";
import type { Extraction } from "../../src/domain/suite.ts";
import { isCheckType } from "../../src/domain/check-facts.ts";
import { type CheckTools, type ItemToPrepare, prepareCheckItem } from "../../src/checks/prepare/prepare-item.ts";

/** An item in short notation: one check key, and `on` as the suite stage hands it over. */
export interface TestItem {
  readonly [key: string]: Json;
}

export const noScript: RunScript = () => Promise.reject(new Error("this test runs no script"));

/** Nothing beside the check itself. */
export const NO_TOOLS: CheckTools = { runScript: noScript, gradeApart: null, judging: null };

export const context: AnswerContext = { vars: {}, caseId: "case", armId: "model/default", trial: 1, content: [] };

export function answerWith(part: Partial<Answer>): Answer {
  return {
    text: "",
    toolCalls: [],
    ending: "complete",
    stopReason: "end_turn",
    refusalCategory: null,
    usage: NO_USAGE,
    costUsd: null,
    latencyMs: null,
    ttftMs: null,
    calls: null,
    ...part,
  };
}

export function itemOf(item: TestItem, on: Extraction | null = null): ItemToPrepare {
  const type = Object.keys(item).find(isCheckType);
  if (type === undefined) throw new Error(`no check in ${JSON.stringify(item)}`);
  return { type, args: item[type] ?? null, name: typeof item["name"] === "string" ? item["name"] : null, on };
}

export async function prepared(
  item: TestItem,
  on: Extraction | null = null,
  runScript: RunScript = noScript,
): Promise<PreparedItem> {
  const result = await prepareCheckItem(itemOf(item, on), { ...NO_TOOLS, runScript });
  if (hasProblems(result)) throw new Error(`${JSON.stringify(item)}: ${JSON.stringify(result)}`);
  return result;
}

export async function problemsOf(item: TestItem, on: Extraction | null = null): Promise<readonly Problem[]> {
  const result = await prepareCheckItem(itemOf(item, on), NO_TOOLS);
  return hasProblems(result) ? result : [];
}

/** A verdict as a record has it: its reason in words. */
export type VerdictInWords = Omit<Verdict, "reason"> & { readonly reason: string };

export function inWords(verdict: Verdict): VerdictInWords {
  return { ...verdict, reason: say(verdict.reason) };
}

export async function verdictOf(
  item: TestItem,
  answer: string | Partial<Answer>,
  on: Extraction | null = null,
): Promise<VerdictInWords> {
  const whole = answerWith(typeof answer === "string" ? { text: answer } : answer);
  return inWords(await (await prepared(item, on)).grade(whole, context));
}
