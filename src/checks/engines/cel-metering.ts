import type { ASTNode } from "@marcbachmann/cel-js";

/** The function that metered expressions call with each value that a loop makes or `cel.bind` names; it may throw. */
export const STEP = "_prompt_run_step";
/** The function that they ask before each turn of `all` and `exists`, which swallow errors: may it go on? */
export const GO = "_prompt_run_go";

/** Calls that run their arguments over and over. */
export const LOOPS: readonly string[] = ["all", "exists", "exists_one", "map", "filter"];

/**
 * The source of an equal expression in which every turn of a loop, and every value bound to a name, passes through
 * `STEP` or `GO`, so that its time and memory can be bounded.
 */
export function meteredSource(node: ASTNode): string {
  switch (node.op) {
    case "value":
      return node.input.slice(node.range.start, node.range.end);
    case "id":
      return node.args;
    case ".":
    case ".?":
      return `${inner(node.args[0])}${node.op}${node.args[1]}`;
    case "[]":
      return `${inner(node.args[0])}[${meteredSource(node.args[1])}]`;
    case "[?]":
      return `${inner(node.args[0])}[?${meteredSource(node.args[1])}]`;
    case "call":
      return `${node.args[0]}(${list(node.args[1])})`;
    case "rcall":
      return `${inner(node.args[1])}.${node.args[0]}(${loopArguments(node.args[0], node.args[1], node.args[2])})`;
    case "list":
      return `[${list(node.args)}]`;
    case "map":
      return `{${node.args.map(([key, value]) => `${meteredSource(key)}: ${meteredSource(value)}`).join(", ")}}`;
    case "?:":
      return `${inner(node.args[0])} ? ${inner(node.args[1])} : ${inner(node.args[2])}`;
    case "!_":
      return `!${inner(node.args)}`;
    case "-_":
      return `-${inner(node.args)}`;
    case "||":
    case "&&":
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "in":
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return `${inner(node.args[0])} ${node.op} ${inner(node.args[1])}`;
  }
}

/** Every node of an expression, outermost first, and whether a loop runs it over and over. */
export function* nodesOf(node: ASTNode, isLooped = false): Generator<{ node: ASTNode; isLooped: boolean }> {
  yield { node, isLooped };
  for (const child of childrenOf(node)) {
    const isBody = node.op === "rcall" && LOOPS.includes(node.args[0]) && child !== node.args[1];
    yield* nodesOf(child, isLooped || isBody);
  }
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "list":
      return node.args;
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    case "?:":
    case "[]":
    case "[?]":
    case "||":
    case "&&":
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "in":
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return node.args;
  }
}

function inner(node: ASTNode): string {
  return node.op === "id" ? node.args : `(${meteredSource(node)})`;
}

function list(nodes: readonly ASTNode[]): string {
  return nodes.map(meteredSource).join(", ");
}

/** The first argument of a loop and of `cel.bind` is a name. */
function loopArguments(name: string, receiver: ASTNode, args: readonly ASTNode[]): string {
  const isBind = name === "bind" && receiver.op === "id" && receiver.args === "cel";
  if (!isBind && !(LOOPS.includes(name) && args.length > 1)) return list(args);
  const [variable, ...bodies] = args.map(meteredSource);
  return [variable, ...bodies.map((body) => meteredBody(name, body))].join(", ");
}

/** `all` ends at the first false, `exists` at the first true. */
function meteredBody(loop: string, body: string): string {
  if (loop === "all") return `${GO}() ? (${body}) : false`;
  return loop === "exists" ? `${GO}() ? (${body}) : true` : `${STEP}(${body})`;
}

/** How many members the longest list or map has in a value: a search in one goes through all of them. */
export function largestList(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return members.reduce<number>((largest, member) => Math.max(largest, largestList(member)), members.length);
}
