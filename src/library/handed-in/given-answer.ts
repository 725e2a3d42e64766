import { nearestWord } from "../../base/nearest-word.ts";
import type { AnswerMember } from "../../domain/diagnostics/english/suites/suites.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { callerOf, toolCallsOf } from "../../domain/run/tool-calls.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import { isUsdAmount, MOST_USD } from "../../domain/values/money.ts";
import { thrownWords } from "../../domain/values/thrown-words.ts";
import type { GivenAnswer } from "../../pipeline/grading/grade-answer.ts";
import { classOf, isPlainMap, plainValue } from "./plain-value.ts";
import { SuiteError, type SuiteProblem, valueProblem } from "./suite-error.ts";
import { unawaited } from "./unawaited.ts";

/** An answer with more than its text. What is left out is not known, and checks of it are undecided. */
export interface AnswerToCheck {
  /** Left out: the text blocks of `content`. */
  readonly text?: string;
  /** The blocks of the Messages API; a message of its SDK has them too, and is an answer as it is. */
  readonly content?: readonly object[];
  /** Left out: those of `content`. */
  readonly tool_calls?: readonly { readonly name: string; readonly input?: Json; readonly id?: string }[];
  /** The API's word; default `end_turn`, or `tool_use` with tool calls. A message whose reason is null has not ended. */
  readonly stop_reason?: string | null;
  readonly usage?: { readonly input_tokens?: number; readonly output_tokens?: number };
  readonly cost_usd?: number | null;
  readonly latency_ms?: number | null;
  readonly ttft_ms?: number | null;
}

/** What a member of an answer has to be. */
interface Member {
  readonly expected: AnswerMember | "dollars";
  accepts(value: Json): boolean;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const DURATION: Member = {
  expected: "duration",
  accepts: (value) => value === null || (typeof value === "number" && value >= 0),
};

const MEMBERS: { readonly [Name in keyof AnswerToCheck]-?: Member } = {
  text: { expected: "text", accepts: isText },
  content: { expected: "blocks", accepts: isBlocks },
  tool_calls: { expected: "calls", accepts: isCalls },
  stop_reason: { expected: "ending", accepts: isText },
  usage: { expected: "usage", accepts: isUsage },
  cost_usd: { expected: "dollars", accepts: (value) => value === null || isUsdAmount(value) },
  latency_ms: DURATION,
  ttft_ms: DURATION,
};

/** One of them an answer has to have: what has none is something else, and must not be graded as the empty text. */
const ANSWERS: readonly (keyof AnswerToCheck)[] = ["text", "content", "tool_calls"];

/** Reads what a program takes for an answer. Throws a `SuiteError` for what is none: a promise, a date, another shape. */
export function givenAnswer(answer: unknown): GivenAnswer {
  if (isText(answer)) return answerOf({ text: answer });
  const wrong = whyNoAnswer(answer);
  if (wrong !== null) throw new SuiteError([valueProblem("answer", wrong)]);
  const { value, problems } = plainValue(answer, () => null);
  if (problems.length > 0) throw new SuiteError(problems.map(under));
  const found = isJsonObject(value) ? memberProblems(value) : [];
  if (found.length > 0) throw new SuiteError(found);
  return answerOf(value as JsonObject & AnswerToCheck); // every member was looked at
}

function whyNoAnswer(answer: unknown): Said | null {
  try {
    const isObject = typeof answer === "object" && answer !== null && !Array.isArray(answer);
    if (!isObject) return said("wrong-type.answer", { value: answer });
    const promised = unawaited(answer);
    if (promised !== null) return promised;
    return isPlainMap(answer) ? null : said("wrong-type.answer-class", { className: classOf(answer) });
  } catch (error) {
    return said("not-data.unreadable", { words: thrownWords(error).words }); // a proxy
  }
}

function under(problem: SuiteProblem): SuiteProblem {
  return { ...problem, path: problem.path === "" ? "answer" : `answer.${problem.path ?? ""}` };
}

function memberProblems(answer: JsonObject): SuiteProblem[] {
  const isMessage = answer["type"] === "message"; // the API may add members to it
  const problems = Object.entries(answer).flatMap(([name, value]) => {
    const path = `answer.${name}`;
    const member = Object.hasOwn(MEMBERS, name) ? MEMBERS[name as keyof AnswerToCheck] : null;
    if (member === null) return isMessage ? [] : [valueProblem(path, unknownMember(name))];
    return member.accepts(value) ? [] : [valueProblem(path, wrongMember(member, value))];
  });
  const isAnswer = ANSWERS.some((name) => Object.hasOwn(answer, name));
  return problems.length > 0 || isAnswer ? problems : [valueProblem("answer", said("wrong-type.no-answer"))];
}

function wrongMember({ expected }: Member, value: Json): Said {
  if (expected === "dollars") return said("bad-value.paid", { value, most: MOST_USD });
  return said("wrong-type.of-answer", { member: expected, value });
}

function unknownMember(name: string): Said {
  const known = Object.keys(MEMBERS);
  return said("unknown-key.answer", { name, nearest: nearestWord(name, known), known });
}

/** Blocks of the Messages API. Of what others call blocks nothing would be read, and the rest graded as the empty text. */
function isBlocks(value: Json): boolean {
  if (!Array.isArray(value)) return false;
  return value.every(isBlock) && (value.length === 0 || value.some(isKnownBlock));
}

function isBlock(block: Json): boolean {
  if (!isJsonObject(block) || !isText(block["type"])) return false;
  if (block["type"] === "text") return isText(block["text"]);
  if (callerOf(block) !== null && (!isText(block["name"]) || block["name"] === "")) return false;
  return block["text"] === undefined; // `output_text`, and whatever else is no block of this API
}

function isKnownBlock(block: Json): boolean {
  if (!isJsonObject(block)) return false;
  const { type } = block;
  return callerOf(block) !== null || (isText(type) && READ_TYPES.includes(type));
}

const READ_TYPES: readonly string[] = ["text", "thinking", "redacted_thinking", "compaction"];

function isCalls(value: Json): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((call: Json) => {
    if (!isJsonObject(call) || !isText(call["name"]) || call["name"] === "" || !isText(call["id"] ?? "")) return false;
    return Object.keys(call).every((key) => ["name", "input", "id"].includes(key));
  });
}

function isUsage(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  return USAGE_COUNTS.every((name) => value[name] === undefined || value[name] === null || isCount(value[name]));
}

const USAGE_COUNTS = ["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];

function answerOf(answer: AnswerToCheck): GivenAnswer {
  const { cost_usd: costUsd = null, latency_ms: latencyMs = null, ttft_ms: ttftMs = null } = answer;
  // They were found to be blocks.
  const blocks = answer.content as readonly JsonObject[] | undefined;
  const text = answer.text ?? textOf(blocks ?? []);
  const calls = answer.tool_calls?.map(toolCall) ?? blocks ?? [];
  const toolCalls = toolCallsOf(calls);
  return {
    text,
    content: blocks ?? [{ type: "text", text }],
    toolCalls,
    stopReason: answer.stop_reason ?? (toolCalls.some(({ by }) => by === "model") ? "tool_use" : "end_turn"),
    usage: usageOf(answer.usage ?? {}),
    costUsd,
    latencyMs,
    ttftMs,
  };
}

function textOf(blocks: readonly JsonObject[]): string {
  return blocks.flatMap(({ type, text }) => (type === "text" && isText(text) ? [text] : [])).join("");
}

function toolCall({ name, input = {}, id = "" }: NonNullable<AnswerToCheck["tool_calls"]>[number]): JsonObject {
  return { type: "tool_use", id, name, input };
}

/** What is not said is not known, and no number. */
function usageOf(usage: JsonObject): GivenAnswer["usage"] {
  const count = (name: string, unknown: number): number => {
    const value = usage[name];
    return typeof value === "number" ? value : unknown;
  };
  return {
    inputTokens: count("input_tokens", Number.NaN),
    outputTokens: count("output_tokens", Number.NaN),
    cacheReadTokens: count("cache_read_input_tokens", 0),
    cacheWrite5mTokens: count("cache_creation_input_tokens", 0),
  };
}
