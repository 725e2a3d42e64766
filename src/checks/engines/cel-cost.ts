import type { ASTNode } from "@marcbachmann/cel-js";
import { LOOPS, nodesOf } from "./cel-metering.ts";

/** At most how many nanoseconds an expression takes on variables of so many characters in all. */
export type CelCost = (characters: number) => number;

const NS_PER_NODE = 500;
/** RE2 looks at every state of a pattern at each character; patterns may come from the variables. */
const NS_PER_MATCHED = 5_000;
/** What may make a text as long as the product of two. */
const GROWING = ["replace", "join"];

/**
 * The cost of an expression by its shape: a search compares two texts at worst character by character, and each loop runs
 * over all there is, with everything inside it.
 */
export function celCost(ast: ASTNode): CelCost {
  const nodes = [...nodesOf(ast)].map(({ node }) => node);
  const calls = nodes.flatMap((node) => (node.op === "rcall" || node.op === "call" ? [node.args[0]] : []));
  const loops = calls.filter((name) => LOOPS.includes(name) || GROWING.includes(name) || name === "bind").length;
  const searches = calls.length + nodes.filter(({ op }) => op === "in" || op === "==" || op === "!=").length;
  const matches = calls.filter((name) => name === "re").length;
  return (characters) => {
    const once = NS_PER_NODE * nodes.length + searches * characters ** 2 + matches * NS_PER_MATCHED * characters;
    return once * (characters + 1) ** loops;
  };
}
