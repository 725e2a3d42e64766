// Where a source can be broken on purpose, and how: each mutant is one small change that a test should notice.
import { parseSync } from "oxc-parser";

/** An operator, and the one that stands in its place. */
const SWAPPED = {
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "&&": "||",
  "||": "&&",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
};
const CHECKS = new Set(["IfStatement", "ConditionalExpression", "WhileStatement"]);

/**
 * Every mutant of a source: `{ start, end, text, kind }`, what to put in place of which characters. Types, imports and texts
 * are left alone: a changed message is no changed behaviour.
 */
export function mutationSites(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const sites = [];
  walk(program, (node, parent) => sites.push(...mutantsOf(node, parent, source)));
  return sites;
}

function mutantsOf(node, parent, source) {
  const text = source.slice(node.start, node.end);
  const whole = (kind, replacement) => ({ kind, start: node.start, end: node.end, text: replacement });
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      return operatorMutant(node, source);
    case "Literal":
      if (typeof node.value === "boolean") return [whole("boolean", String(!node.value))];
      return typeof node.value === "number" && parent?.type !== "Property" ? [whole("number", `(${text} + 1)`)] : [];
    case "ExpressionStatement":
      return isCall(node.expression) ? [whole("call removed", ";")] : [];
    default:
      if (!CHECKS.has(node.type)) return [];
      return ["true", "false"].map((value) => {
        return { kind: `always ${value}`, start: node.test.start, end: node.test.end, text: value };
      });
  }
}

function operatorMutant(node, source) {
  const swapped = SWAPPED[node.operator];
  // A plus between texts is no arithmetic; with a literal text it would not even run.
  if (swapped === undefined || [node.left, node.right].some(isText)) return [];
  const between = source.slice(node.left.end, node.right.start);
  const at = between.lastIndexOf(node.operator);
  if (at < 0) return [];
  const start = node.left.end + at;
  return [{ kind: `${node.operator} to ${swapped}`, start, end: start + node.operator.length, text: swapped }];
}

function isText({ type, value }) {
  return type === "TemplateLiteral" || (type === "Literal" && typeof value === "string");
}

function isCall({ type, argument }) {
  return type === "CallExpression" || (type === "AwaitExpression" && argument.type === "CallExpression");
}

function walk(node, visit, parent = null) {
  if (node.type.startsWith("TS") && node.type !== "TSAsExpression" && node.type !== "TSSatisfiesExpression") return;
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return;
  visit(node, parent);
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) {
      if (one !== null && typeof one === "object" && typeof one.type === "string") walk(one, visit, node);
    }
  }
}
