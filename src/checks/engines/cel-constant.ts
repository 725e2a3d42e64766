import type { ASTNode } from "@marcbachmann/cel-js";
import { nodesOf } from "./cel-metering.ts";

/** What counts or measures, and is never below zero. */
const MEASURES: readonly string[] = ["cost_usd", "latency_ms"];

/** What an expression is before any answer is known. */
export interface ConstantCel {
  /** True or false whatever the answer; null: that depends on it. */
  readonly value: boolean | null;
  /** Does it look at the answer, or at the case alone? */
  readonly looksAtAnswer: boolean;
}

/** `names`: the variables that the answer fills. `evaluate`: works out a part without variables; it may throw. */
export function constantCel(ast: ASTNode, names: readonly string[], evaluate: (part: ASTNode) => unknown): ConstantCel {
  const uses = (part: ASTNode, among: readonly string[]): boolean =>
    [...nodesOf(part)].some(({ node }) => node.op === "id" && among.includes(node.args));
  const all = [...names, "vars"];
  const fold = (node: ASTNode): boolean | null => {
    if (!uses(node, all)) return booleanOf(node, evaluate);
    if (node.op === "||") return decided(node.args.map(fold), true);
    if (node.op === "&&") return decided(node.args.map(fold), false);
    if (node.op === "!_") return negated(fold(node.args));
    if (node.op === "?:") return chosen(node.args.map(fold));
    return comparisonOf(node);
  };
  return { value: fold(ast), looksAtAnswer: uses(ast, names) };
}

function booleanOf(node: ASTNode, evaluate: (part: ASTNode) => unknown): boolean | null {
  try {
    const value = evaluate(node);
    return typeof value === "boolean" ? value : null;
  } catch {
    return null; // an expression that fails is undecided, which is never green
  }
}

function negated(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

/** Of `||` and `&&`: one side decides alone, or both say the opposite. */
function decided(sides: readonly (boolean | null)[], deciding: boolean): boolean | null {
  if (sides.includes(deciding)) return deciding;
  return sides.every((side) => side === !deciding) ? !deciding : null;
}

function chosen([condition = null, yes = null, no = null]: readonly (boolean | null)[]): boolean | null {
  if (condition !== null) return condition ? yes : no;
  return yes === no ? yes : null;
}

/** A thing held against itself, or a count against less than nothing. */
function comparisonOf(node: ASTNode): boolean | null {
  if (node.op === "==" || node.op === "<=" || node.op === ">=") {
    const [left, right] = node.args;
    if (textOf(left) === textOf(right)) return true;
    if (node.op === ">=" && isCount(left) && isZero(right)) return true;
    return node.op === "<=" && isZero(left) && isCount(right) ? true : null;
  }
  if (node.op === "!=" || node.op === "<" || node.op === ">") {
    const [left, right] = node.args;
    if (textOf(left) === textOf(right)) return false;
    if (node.op === "<" && isCount(left) && isZero(right)) return false;
    return node.op === ">" && isZero(left) && isCount(right) ? false : null;
  }
  return null;
}

function textOf({ input, range }: ASTNode): string {
  return input.slice(range.start, range.end);
}

function isZero(node: ASTNode): boolean {
  return node.op === "value" && (node.args === 0n || node.args === 0);
}

function isCount(node: ASTNode): boolean {
  if (node.op === "call" || node.op === "rcall") return node.args[0] === "size";
  if (node.op === "id") return MEASURES.includes(node.args);
  return node.op === "." && node.args[0].op === "id" && node.args[0].args === "usage";
}
