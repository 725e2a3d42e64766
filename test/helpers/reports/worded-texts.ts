import { type Node, parseSync } from "oxc-parser";

/** Stands for a value that a template puts in. */
const VALUE = "…";
/** A word, or a value; with what ends a part of a sentence. */
const WORD = String.raw`(?:[A-Za-z][a-z'’]+|…)[,:;]?`;
/** Three words, at most one of them a value: what is no key, no id and no name. */
const SENTENCE = new RegExp(String.raw`(?:^|[\s(\x60"])${WORD} ${WORD} (?:${WORD} )*(?:[a-z'’]+|…)`);

interface Search {
  /** Are errors told to people? Those of `new Error("…")` are else read by whoever mends prompt-run alone. */
  readonly tellsErrors: boolean;
}

/** The texts of a source that a person would read as a sentence, or a part of one, where it does not take a catalogue's. */
export function wordedTexts(source: string, search: Search = { tellsErrors: false }): string[] {
  const { program, errors } = parseSync("source.ts", source);
  if (errors[0] !== undefined) throw new Error(errors[0].message);
  const found: string[] = [];
  visit(program, found, search);
  return found;
}

function visit(node: Node, found: string[], search: Search): void {
  const text = textOf(node);
  if (text !== null && isSentence(text)) found.push(text);
  if (isLeftOut(node, search)) return;
  for (const part of Object.values(node) as readonly unknown[]) {
    for (const child of Array.isArray(part) ? (part as readonly unknown[]) : [part]) {
      if (isNode(child)) visit(child, found, search);
    }
  }
}

function isSentence(text: string): boolean {
  const words = SENTENCE.exec(text)?.[0].match(/[A-Za-z][a-z'’]+/g) ?? [];
  return words.length > 1;
}

function isNode(part: unknown): part is Node {
  return typeof part === "object" && part !== null && "type" in part && typeof part.type === "string";
}

function textOf(node: Node): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  return node.type === "TemplateLiteral" ? node.quasis.map(({ value }) => value.cooked ?? "").join(VALUE) : null;
}

/** Types and imports; errors that are bugs, and why a signal is aborted; lists of names in a text, and names of symbols. */
function isLeftOut(node: Node, { tellsErrors }: Search): boolean {
  if (node.type.startsWith("TS")) return !/^TS(?:As|Satisfies|NonNull)Expression$/.test(node.type);
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return true;
  if (node.type === "NewExpression") return !tellsErrors && nameOf(node.callee).endsWith("Error");
  if (node.type === "MemberExpression") return nameOf(node) === "split";
  if (node.type !== "CallExpression") return false;
  if (node.callee.type === "Super") return !tellsErrors;
  return ["abort", "for"].includes(nameOf(node.callee));
}

/** Of `name` and of `object.name`. */
function nameOf(node: Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" && node.property.type === "Identifier" ? node.property.name : "";
}
