import type { CheckKind, Prepared, Verdict } from "../../domain/check.ts";
import type { ToolCall, ToolCallBy } from "../../domain/run/completion.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem } from "../parts/argument-reader.ts";
import { type CountRange, describeRange, isWithin, readCount } from "../parts/count.ts";
import { difference } from "../parts/deep-equal.ts";
import { readSchema, type UsableSchema } from "./json.ts";
import { decide, describeJson, fail, pass, quote, showJson } from "../parts/verdict.ts";

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

async function prepare(args: Json): Promise<Prepared | readonly Problem[]> {
  if (args === "none") return { grade: ({ toolCalls }) => gradeNone(toolCalls) };
  if (Array.isArray(args)) return prepareOrder(args);
  const read = new ArgumentReader(args, "name", [...WANTED_KEYS, "count"]);
  const wanted = await readWanted(read);
  const range = readCount(read, "count");
  if (read.problems.length === 0 && isJsonObject(args) && Object.keys(args).length === 0) {
    read.problems.push(argumentProblem([], "expected `name`, `input`, `schema`, `by`, `error` or `count`"));
  }
  if (read.problems.length > 0) return read.problems;
  const wantedRange = range ?? { min: 1, max: Number.POSITIVE_INFINITY };
  return {
    worstNs: ({ toolCalls }) => worstNs(toolCalls, [wanted]),
    grade: ({ toolCalls }) => gradeOne(toolCalls, wanted, wantedRange),
  };
}

async function prepareOrder(items: readonly Json[]): Promise<Prepared | readonly Problem[]> {
  const order: Wanted[] = [];
  const problems: Problem[] =
    items.length === 0 ? [argumentProblem([], "the list is empty", "`tool_call: none` expects no call")] : [];
  for (const [index, item] of items.entries()) {
    const read = new ArgumentReader(item, "name", WANTED_KEYS);
    if (item === "none") read.reject("name", "`none` cannot stand in a list");
    order.push(await readWanted(read));
    if (read.problems.length === 0 && !read.has("name"))
      read.problems.push(argumentProblem([], "expected the tool's `name`"));
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
  if (input !== undefined && !isJsonObject(input)) read.reject("input", `expected a map, got ${describeJson(input)}`);
  const name = read.has("name") ? read.text("name") : null;
  if (name === "") read.reject("name", "the tool's name is empty");
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
  return decide(calls.length === 0, `expected no tool call, got ${describeCalls(calls)}`);
}

function gradeOne(calls: readonly ToolCall[], wanted: Wanted, range: CountRange): Verdict {
  const mismatches = calls.map((call) => mismatch(call, wanted));
  const matching = mismatches.filter((wrong) => wrong === null).length;
  if (isWithin(matching, range)) return pass(`${matching} matching of ${describeCalls(calls)}`);
  const named = calls.findIndex((call) => call.name === wanted.name);
  const nearest = matching === 0 && named >= 0 ? mismatches[named] : null;
  if (nearest !== null && nearest !== undefined) return fail(nearest);
  return fail(`expected ${describeRange(range)} ${describeWanted(wanted)}, got ${describeCalls(calls)}`);
}

function gradeOrder(calls: readonly ToolCall[], order: readonly Wanted[]): Verdict {
  let at = 0;
  for (const wanted of order) {
    const found = calls.findIndex((call, index) => index >= at && mismatch(call, wanted) === null);
    if (found < 0) {
      const same = calls.find((call, index) => index >= at && call.name === wanted.name);
      const why = same === undefined ? null : mismatch(same, wanted);
      const position = at === 0 ? "" : `after call ${at} `;
      return fail(
        why ?? `expected ${describeWanted(wanted)} ${position}in ${describeCalls(calls)}`,
        at === 0 ? 0 : order.indexOf(wanted) / order.length,
      );
    }
    at = found + 1;
  }
  return pass(`the calls are in order in ${describeCalls(calls)}`);
}

/** Why a call is not the one that is wanted, or null. */
function mismatch(call: ToolCall, wanted: Wanted): string | null {
  const { name, input, schema, by } = wanted;
  if (name !== null && call.name !== name) return `expected a call of ${name}, got ${call.name}`;
  if (by !== null && call.by !== by) return `expected ${KINDS[by]}, got ${describeCall(call)}`;
  const found = input === null ? null : difference(call.input, input, true);
  if (found !== null) {
    const where = found.path === "" ? "the input" : found.path;
    const got = found.got === undefined ? "nothing" : showJson(found.got);
    return `${call.name}: expected ${where} to be ${showJson(found.wanted ?? null)}, got ${got}`;
  }
  const invalid = schema === null ? null : schema.check({ value: call.input });
  return invalid === null ? wrongError(call, wanted.error) : `${call.name}: ${invalid}`;
}

/** Only tools that the API or an MCP server ran have a result here: the model's own calls are answered by the suite. */
function wrongError({ name, result, error }: ToolCall, wanted: Wanted["error"]): string | null {
  if (wanted === null) return null;
  if (result === null && error === null) return `${name}: there is no result`;
  const isWanted = typeof wanted === "boolean" ? (error !== null) === wanted : error !== null && wanted.includes(error);
  if (isWanted) return null;
  return `${name}: expected ${describeError(wanted)}, got ${error === null ? "a result without error" : `the error ${quote(error)}`}`;
}

function describeError(wanted: boolean | readonly string[]): string {
  if (typeof wanted === "boolean") return wanted ? "an error" : "no error";
  return `the error ${wanted.map(quote).join(" or ")}`;
}

const KINDS: Readonly<Record<ToolCallBy, string>> = {
  model: "a call that the suite answers",
  server: "a call of a server tool",
  mcp: "a call of an MCP server's tool",
};

function describeWanted({ name, input, schema, by, error }: Wanted): string {
  const kind = by === null ? "" : ` (${by})`;
  const call = `${name === null ? "call of a tool" : `call of ${name}`}${kind}`;
  return input === null && schema === null && error === null ? call : `matching ${call}`;
}

const SHOWN_CALLS = 5;

function describeCalls(calls: readonly ToolCall[]): string {
  if (calls.length === 0) return "no tool call";
  const names = calls.slice(0, SHOWN_CALLS).map(describeCall);
  const more = calls.length > SHOWN_CALLS ? ` and ${calls.length - SHOWN_CALLS} more` : "";
  return `${calls.length === 1 ? "the call" : "the calls"} ${names.join(", ")}${more}`;
}

function describeCall({ name, by, serverName }: ToolCall): string {
  if (by === "server") return `${name} (server)`;
  return by === "mcp" ? `${name} (mcp${serverName === null ? "" : ` ${serverName}`})` : name;
}
