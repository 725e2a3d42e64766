import { nearestWord } from "../../base/nearest-word.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import type { Environment, ParseResult } from "@marcbachmann/cel-js";
import type { ExpressionFault } from "../../domain/reasons/code.ts";
import { quotation } from "../../domain/reasons/excerpt.ts";
import { type CelCost, celCost } from "./cel-cost.ts";
import { type ConstantCel, constantCel } from "./cel-constant.ts";
import { GO, largestList, meteredSource, nodesOf, STEP } from "./cel-metering.ts";
import { loadPatterns, type Pattern } from "./pattern.ts";

/** The value of an expression, or why it has none. */
export type Evaluated =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: ExpressionFault };

/** A CEL expression that was checked: give it its variables and it gives a value. */
export interface CelExpression {
  readonly usesJson: boolean;
  readonly usesVars: boolean;
  readonly constant: ConstantCel;
  readonly worstNs: CelCost;
  evaluate(variables: Readonly<Record<string, unknown>>): Evaluated;
}

export type CompiledCel =
  | { readonly ok: true; readonly expression: CelExpression }
  | { readonly ok: false; readonly wrong: Said };

/** Turns of loops, characters and items made in loops, and hundreds of characters matched: some tenths of a second. */
const BUDGET = 2_000_000;
const LIMITS = { maxAstNodes: 500, maxDepth: 50, maxListElements: 1000, maxMapEntries: 1000, maxCallArguments: 32 };
/** Metered source has more nodes, and parentheses around each. */
const METERED_LIMITS = { ...LIMITS, maxAstNodes: 5000, maxDepth: 500 };
const KEPT_PATTERNS = 100;
const CHARACTERS_PER_STEP = 100;

const NAMES = ["output", "json", "vars", "usage", "cost_usd", "latency_ms", "stop_reason", "tool_calls"];
const OF_ANSWER = NAMES.filter((name) => name !== "vars");

interface Engine {
  readonly checking: Environment;
  readonly running: Environment;
  readonly meter: Meter;
  readonly pattern: (source: string) => Pattern;
}

let engine: Promise<Engine> | null = null;

/**
 * Compiles a CEL expression over `output`, `json`, `vars`, `usage`, `cost_usd`, `latency_ms`, `stop_reason` and `tool_calls`.
 * Unknown names and wrong types are found here. Evaluation is bounded by steps, not by the clock.
 */
export async function compileCel(source: string): Promise<CompiledCel> {
  engine ??= loadEngine();
  const { checking, running, meter, pattern } = await engine;
  const checked = checking.check(source);
  if (!checked.valid) return { ok: false, wrong: explain(checked.error) };
  if (checked.type !== "bool" && checked.type !== "dyn")
    return { ok: false, wrong: said("bad-check-argument.not-boolean", { type: String(checked.type) }) };
  const parsed = checking.parse(source);
  const wrong = dialectProblem(parsed, pattern);
  if (wrong !== null) return { ok: false, wrong };
  const nodes = [...nodesOf(parsed.ast)];
  const run = running.parse(meteredSource(parsed.ast));
  const usesName = (name: string): boolean => nodes.some(({ node }) => node.op === "id" && node.args === name);
  const evaluatePart = (part: typeof parsed.ast): unknown => {
    meter.reset(1);
    const value = running.parse(meteredSource(part))({}) as unknown; // the engine gives any
    return meter.goesOn() ? value : null;
  };
  const searchesLists = nodes.some(({ node, isLooped }) => isLooped && node.op === "in" && node.args[1].op !== "list");
  return {
    ok: true,
    expression: {
      usesJson: usesName("json"),
      usesVars: usesName("vars"),
      constant: constantCel(parsed.ast, OF_ANSWER, evaluatePart),
      worstNs: celCost(parsed.ast),
      evaluate: (variables) => {
        meter.reset(searchesLists ? 1 + largestList(variables) / CHARACTERS_PER_STEP : 1);
        return evaluated(() => run(variables), meter);
      },
    },
  };
}

function evaluated(run: () => unknown, meter: Meter): Evaluated {
  try {
    const value = run();
    return meter.goesOn() ? { ok: true, value } : { ok: false, why: { code: "expr.too-much" } };
  } catch (error) {
    if (error instanceof BadPattern) return { ok: false, why: { code: "expr.bad-pattern", engine: error.engine } };
    if (!meter.goesOn()) return { ok: false, why: { code: "expr.too-much" } };
    return { ok: false, why: quotation(summary(error)) };
  }
}

/** The engine's errors carry a one-line summary beside a message with a source frame. */
function summary(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "summary" in error && typeof error.summary === "string" ? error.summary : error.message;
}

function explain(error: { readonly summary: string; readonly range?: { readonly start: number } } | undefined): Said {
  if (error === undefined) return said("bad-check-argument.no-expression");
  const { summary: engine, range } = error;
  const unknown = /^Unknown variable: (\w+)/.exec(engine)?.[1];
  return said("bad-check-argument.expression", {
    engine,
    column: range === undefined ? null : range.start + 1,
    isName: unknown !== undefined,
    nearest: unknown === undefined ? null : nearestWord(unknown, NAMES),
    names: NAMES,
  });
}

/** What CEL allows and this dialect does not: `matches` backtracks; a bad literal pattern of `re` would only fail later. */
function dialectProblem(parsed: ParseResult, pattern: (source: string) => Pattern): Said | null {
  for (const { node } of nodesOf(parsed.ast)) {
    if (node.op !== "rcall" && node.op !== "call") continue;
    if (node.args[0] === "matches") return said("bad-check-argument.backtracking");
    const args = node.op === "rcall" ? node.args[2] : node.args[1];
    const last = args.at(-1);
    if (node.args[0] !== "re" || last?.op !== "value" || typeof last.args !== "string") continue;
    try {
      pattern(last.args);
    } catch (error) {
      if (!(error instanceof BadPattern)) throw error;
      return error.wrong;
    }
  }
  return null;
}

/** Thrown through the engine by `re`: a pattern that an answer or a variable gave is none. */
class BadPattern extends Error {
  readonly wrong: Said;
  /** The same in the words of the engine of patterns alone. */
  readonly engine: string;

  constructor({ wrong, engine }: { readonly wrong: Said; readonly engine: string | null }) {
    super(wrong.message);
    this.wrong = wrong;
    this.engine = engine ?? wrong.message;
  }
}

/** Counts what an expression does and stops it when it does too much. */
class Meter {
  private left = 0;
  private perStep = 1;

  reset(perStep: number): void {
    this.left = BUDGET;
    this.perStep = perStep;
  }

  goesOn(): boolean {
    return this.left >= 0;
  }

  spend(amount: number): void {
    this.left -= amount * this.perStep;
    if (this.left < 0) throw new RangeError("the budget is spent"); // `goesOn` says so too
  }

  /** Takes one step, and says whether there was one left. */
  step(): boolean {
    this.left -= this.perStep;
    return this.left >= 0;
  }
}

async function loadEngine(): Promise<Engine> {
  const [{ Environment }, compilePattern] = await Promise.all([import("@marcbachmann/cel-js"), loadPatterns()]);
  const meter = new Meter();
  const kept = new Map<string, Pattern>();
  const pattern = (source: string): Pattern => {
    const known = kept.get(source);
    if (known !== undefined) return known;
    const compiled = compilePattern(source, "");
    if (!compiled.ok) throw new BadPattern(compiled);
    if (kept.size >= KEPT_PATTERNS) kept.clear();
    kept.set(source, compiled.pattern);
    return compiled.pattern;
  };
  const re = (text: string, source: string): boolean => {
    meter.spend(text.length / CHARACTERS_PER_STEP);
    return pattern(source).test(text);
  };
  const make = (limits: typeof LIMITS): Environment =>
    declare(new Environment({ homogeneousAggregateLiterals: false, limits }), re);
  const running = make(METERED_LIMITS)
    .registerFunction(`${GO}(): bool`, () => meter.step())
    .registerFunction(`${STEP}(dyn): dyn`, (value: unknown) => {
      const isSized = typeof value === "string" || Array.isArray(value);
      meter.spend(1 + (isSized ? value.length : 0));
      return value;
    });
  return { checking: make(LIMITS), running, meter, pattern };
}

function declare(environment: Environment, re: (text: string, source: string) => boolean): Environment {
  environment
    .registerVariable("output", "string")
    .registerVariable("json", "dyn")
    .registerVariable("vars", "map")
    .registerVariable({
      name: "usage",
      schema: {
        input_tokens: "double",
        output_tokens: "double",
        cache_read_tokens: "double",
        cache_write_tokens: "double",
        thinking_tokens: "dyn",
      },
    })
    .registerVariable("cost_usd", "dyn")
    .registerVariable("latency_ms", "dyn")
    .registerVariable("stop_reason", "string")
    .registerVariable("tool_calls", "list")
    .registerFunction("re(string, string): bool", re)
    .registerFunction("string.re(string): bool", re);
  for (const [left, right] of [
    ["double", "int"],
    ["int", "double"],
  ] as const) {
    for (const [operator, compute] of MIXED)
      environment.registerOperator(`${left} ${operator} ${right}: double`, compute);
  }
  return environment
    .registerOperator("double == int: bool", (a: number, b: bigint) => a === Number(b))
    .registerOperator("double % double: double", (a: number, b: number) => a % b);
}

/** JSON's numbers are doubles and literals ints: CEL compares the two, and these let it reckon with them. */
const MIXED: readonly (readonly [string, (a: number | bigint, b: number | bigint) => number])[] = [
  ["+", (a, b) => Number(a) + Number(b)],
  ["-", (a, b) => Number(a) - Number(b)],
  ["*", (a, b) => Number(a) * Number(b)],
  ["/", (a, b) => Number(a) / Number(b)],
  ["%", (a, b) => Number(a) % Number(b)],
];
