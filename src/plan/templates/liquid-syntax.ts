import { TagToken, type Token, Tokenizer, TokenKind, TypeGuards } from "liquidjs";
import { said } from "../../domain/diagnostics/said.ts";
import type { TemplateProblem } from "./compiled-template.ts";
import { engine } from "./liquid-engine.ts";

/** Tags whose argument is one value, and what stands before it. */
const VALUE_TAGS: ReadonlyMap<string, RegExp> = new Map([
  ["if", /^/],
  ["elsif", /^/],
  ["unless", /^/],
  ["echo", /^/],
  ["case", /^/],
  ["assign", /^[^=]*=/],
]);

/**
 * The first value of a template that is no value. Liquid passes over what it cannot read: `{{ first name }}` would
 * print `first`, and `{{ not }}` would print `true` whatever the variable of that name says.
 */
export function malformedValue(text: string): TemplateProblem | null {
  for (const token of new Tokenizer(text).readTopLevelTokens()) {
    const written = valueIn(token);
    if (written === null) continue;
    const tokenizer = new Tokenizer(written, engine.options.operators);
    const hasForm = isExpression([...tokenizer.readExpressionTokens()]);
    tokenizer.skipBlank();
    const rest = tokenizer.remaining();
    if (hasForm && (rest === "" || rest.startsWith("|"))) continue;
    const [line, column] = token.getPosition() as [number, number];
    return { ...said("template-error.value", { written: written.trim() }), pointer: [], line, column };
  }
  return null;
}

function valueIn(token: Token): string | null {
  if (TypeGuards.isOutputToken(token)) return token.getText().replace(/^\{\{-?|-?\}\}$/g, "");
  const prefix = token instanceof TagToken ? VALUE_TAGS.get(token.name) : undefined;
  return prefix === undefined || !(token instanceof TagToken) ? null : token.args.replace(prefix, "");
}

/** Operands and binary operators take turns; `not` may stand before an operand. */
function isExpression(tokens: readonly Token[]): boolean {
  let wantsOperand = true;
  for (const token of tokens) {
    const isOperator = token.kind === TokenKind.Operator;
    if (isOperator && wantsOperand && token.getText() === "not") continue;
    if (isOperator === wantsOperand) return false;
    wantsOperand = isOperator;
  }
  return !wantsOperand;
}
