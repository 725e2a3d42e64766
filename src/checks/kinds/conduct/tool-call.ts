import { quote } from "../../../base/printable.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck, Verdict } from "../../../domain/check.ts";
import type { ToolCall, ToolCallBy } from "../../../domain/run/completion.ts";
import type { CallDiffers, NamedCall, ToolCalls, WantedCall } from "../../../domain/reasons/tool-calls.ts";
import type { CountRange } from "../../../domain/values/count-range.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem, wrongKind } from "../../parts/argument-reader.ts";
import { isWithin, readCount } from "../../parts/count.ts";
import { difference } from "../../parts/deep-equal.ts";
import { readSchema, type UsableSchema } from "../../engines/read-schema.ts";
import { showJson } from "../../parts/excerpts.ts";
import { decide, fail, pass } from "../../parts/verdict.ts";

/**
 * The answer calls a tool, calls none, or calls several in an order (others may come between). Calls of all kinds count,
 * those of tools that the API or an MCP server runs too, unless `by` names one.
 */
export const toolCall: CheckKind = { type: "tool_call", prepare };

const NS_PER_CHARACTER = 50;

/** What one call must be. */
interface Wanted {
  readonly name: string | null;
  readonly input: JsonObject | null;
  readonly schema: UsableSchema | null;
  readonly by: ToolCallBy | null;
  /** Whether, or by which of these codes, the tool failed; null: either way. Says nothing of calls without a result. */
  readonly error: boolean | readonly string[] | null;
}

const BY: readonly ToolCallBy[] = ["model", "server", "mcp"];
const WANTED_KEYS = ["name", "input", "schema", "by", "error"];

async function prepare(args: Json): Promise<PreparedCheck | readonly Problem[]> {
  if (args === "none") return { grade: ({ toolCalls }) => gradeNone(toolCalls) };
  if (Array.isArray(args)) return prepareOrder(args);
  const read = new ArgumentReader(args, "name", [...WANTED_KEYS, "count"]);
  const wanted = await readWanted(read);
  const range = readCount(read, "count");
  if (read.problems.length === 0 && isJsonObject(args) && Object.keys(args).length === 0) {
    read.problems.push(argumentProblem([], said("bad-check-argument.missing", { keys: [...WANTED_KEYS, "count"] })));
  }
  if (read.problems.length > 0) return read.problems;
  const wantedRange = range ?? { min: 1, max: Number.POSITIVE_INFINITY };
  const takesAny = wantedRange.min === 0 && wantedRange.max === Number.POSITIVE_INFINITY;
  return {
    ...(takesAny ? { always: "pass" } : {}),
    worstNs: ({ toolCalls }) => worstNs(toolCalls, [wanted]),
    grade: ({ toolCalls }) => gradeOne(toolCalls, wanted, wantedRange),
  };
}

async function prepareOrder(items: readonly Json[]): Promise<PreparedCheck | readonly Problem[]> {
  const order: Wanted[] = [];
  const problems: Problem[] = items.length === 0 ? [argumentProblem([], said("bad-check-argument.no-calls"))] : [];
  for (const [index, item] of items.entries()) {
    const read = new ArgumentReader(item, "name", WANTED_KEYS);
    if (item === "none") read.reject("name", said("bad-check-argument.none-in-list"));
    order.push(await readWanted(read));
    if (read.problems.length === 0 && !read.has("name"))
      read.problems.push(argumentProblem([], said("bad-check-argument.no-tool")));
    problems.push(...read.problems.map((problem) => ({ ...problem, pointer: [index, ...problem.pointer] })));
  }
  if (problems.length > 0) return problems;
  return {
    worstNs: ({ toolCalls }) => worstNs(toolCalls, order),
    grade: ({ toolCalls }) => gradeOrder(toolCalls, order),
  };
}

async function readWanted(read: ArgumentReader): Promise<Wanted> {
  const input = read.value("input");
  if (input !== undefined && !isJsonObject(input)) read.reject("input", wrongKind("a-map", input));
  const name = read.has("name") ? read.text("name") : null;
  if (name === "") read.reject("name", said("bad-check-argument.empty-tool"));
  const schema = read.has("schema") ? await readSchema(read, "schema") : null;
  return {
    name,
    input: isJsonObject(input) ? input : null,
    schema,
    by: read.word("by", BY),
    error: readError(read),
  };
}

function readError(read: ArgumentReader): Wanted["error"] {
  const value = read.value("error");
  if (value === undefined) return null;
  return typeof value === "boolean" ? value : read.texts("error", true);
}

/** Each call may be held against each that is wanted. */
function worstNs(calls: readonly ToolCall[], order: readonly Wanted[]): number {
  const sizes = calls.map(({ input }) => JSON.stringify(input).length);
  return sizes
    .flatMap((size) => order.map(({ schema }) => NS_PER_CHARACTER * size + (schema?.worstNs(size) ?? 0)))
    .reduce((sum, ns) => sum + ns, 0);
}

function gradeNone(calls: readonly ToolCall[]): Verdict {
  return decide(calls.length === 0, { code: "tool.none", calls: shownCalls(calls) });
}

function gradeOne(calls: readonly ToolCall[], wanted: Wanted, range: CountRange): Verdict {
  const matching = calls.filter((call) => isWanted(call, wanted)).length;
  if (isWithin(matching, range)) return pass({ code: "tool.matching", matching, calls: shownCalls(calls) });
  const why = matching === 0 ? differenceOfTool(calls, wanted) : null;
  return fail(why ?? { code: "tool.count", range, wanted: wantedCall(wanted), calls: shownCalls(calls) });
}

function gradeOrder(calls: readonly ToolCall[], order: readonly Wanted[]): Verdict {
  let at = 0;
  for (const wanted of order) {
    const found = calls.findIndex((call, index) => index >= at && isWanted(call, wanted));
    if (found < 0) {
      const why = differenceOfTool(calls.slice(at), wanted);
      const missing = {
        code: "tool.missing",
        wanted: wantedCall(wanted),
        after: at,
        calls: shownCalls(calls),
      } as const;
      return fail(why ?? missing, at === 0 ? 0 : order.indexOf(wanted) / order.length);
    }
    at = found + 1;
  }
  return pass({ code: "tool.in-order", calls: shownCalls(calls) });
}

function isWanted(call: ToolCall, wanted: Wanted): boolean {
  return (wanted.name === null || call.name === wanted.name) && differs(call, wanted) === null;
}

/** Why the first call of the tool is not the one that is wanted; null where the tool is not called, or any will do. */
function differenceOfTool(calls: readonly ToolCall[], wanted: Wanted): CallDiffers | null {
  const same = calls.find(({ name }) => name === wanted.name);
  return same === undefined ? null : differs(same, wanted);
}

/** Why a call of the tool is not the one that is wanted, or null. */
function differs(call: ToolCall, wanted: Wanted): CallDiffers | null {
  const { by } = wanted;
  if (by !== null && call.by !== by) return { code: "call.kind", wanted: by, got: named(call) };
  return wrongInput(call, wanted) ?? wrongError(call, wanted.error);
}

function wrongInput({ name, input: given }: ToolCall, { input, schema }: Wanted): CallDiffers | null {
  const found = input === null ? null : difference(given, input, true);
  if (found !== null) {
    const got = found.got === undefined ? null : showJson(found.got);
    return { code: "call.input", name, at: found.path, wanted: showJson(found.wanted ?? null), got };
  }
  const broken = schema === null ? null : schema.check({ value: given });
  return broken === null ? null : { code: "call.schema", name, broken };
}

/** Only tools that the API or an MCP server ran have a result here: the model's own calls are answered by the suite. */
function wrongError({ name, result, error }: ToolCall, wanted: Wanted["error"]): CallDiffers | null {
  if (wanted === null) return null;
  if (result === null && error === null) return { code: "call.no-result", name };
  const holds = typeof wanted === "boolean" ? (error !== null) === wanted : error !== null && wanted.includes(error);
  if (holds) return null;
  const got = error === null ? null : quote(error);
  return { code: "call.error", name, wanted: typeof wanted === "boolean" ? wanted : wanted.map(quote), got };
}

function wantedCall({ name, input, schema, by, error }: Wanted): WantedCall {
  return { name, by, isMore: input !== null || schema !== null || error !== null };
}

const SHOWN_CALLS = 5;

function shownCalls(calls: readonly ToolCall[]): ToolCalls {
  return { shown: calls.slice(0, SHOWN_CALLS).map(named), count: calls.length };
}

function named({ name, by, serverName }: ToolCall): NamedCall {
  return { name, by, serverName };
}
