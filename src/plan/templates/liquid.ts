import { placeIn } from "../../base/text-place.ts";
import { LiquidError as AnyLiquidError, Output, RenderError, type Template, toValueSync, type Value } from "liquidjs";
import type { LiquidMistake } from "../../domain/diagnostics/english/plan.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import {
  type Compiled,
  type TemplateProblem,
  type TemplateResult,
  undefinedProblem,
  unprintableProblem,
} from "./compiled-template.ts";
import { createContext, engine, FORBIDDEN_TAGS, UndefinedStepError, UnprintableError } from "./liquid-engine.ts";
import { malformedValue } from "./liquid-syntax.ts";
import { memberNames } from "./template-scope.ts";

/** Understands a Liquid template, or says what is wrong with it. */
export function compileLiquid(text: string): Compiled {
  try {
    const templates = engine.parse(text);
    const malformed = malformedValue(text);
    if (malformed !== null) return [malformed];
    const sole = soleValue(text, templates);
    return {
      variables: engine.globalVariablesSync(templates),
      render: (scope, { typed }) =>
        attempt(text, scope, () => (typed && sole !== null ? sole(scope) : printed(templates, scope))),
    };
  } catch (error) {
    return [liquidProblem(error, text, {})];
  }
}

function printed(templates: Template[], scope: JsonObject): string {
  // Without keepOutputType, Liquid renders to text.
  return engine.renderSync(templates, createContext(scope)) as string;
}

/** How to have the value itself of a template that is exactly one `{{ … }}`; null for any other. */
function soleValue(text: string, templates: readonly Template[]): ((scope: JsonObject) => Json) | null {
  const [first] = templates;
  if (templates.length !== 1 || !(first instanceof Output)) return null;
  // Parsed once more, to be free of the last filter: the one that prints.
  const [output] = engine.parse(text);
  if (!(output instanceof Output)) return null;
  const { value }: { value: Value } = output;
  value.filters.pop();
  return (scope) => {
    try {
      // A value that Liquid's filters take out of JSON is JSON again.
      const result: unknown = toValueSync(value.value(createContext(scope), false) as Iterable<unknown>);
      return (result ?? null) as Json;
    } catch (error) {
      throw AnyLiquidError.is(error) ? error : new RenderError(error as Error, output);
    }
  };
}

function attempt(text: string, scope: JsonObject, render: () => Json): TemplateResult {
  try {
    return { status: "rendered", value: render() };
  } catch (error) {
    return { status: "failed", problems: [liquidProblem(error, text, scope)] };
  }
}

/** Liquid throws LiquidErrors for everything that is wrong with a template; anything else is a bug of ours. */
function liquidProblem(error: unknown, text: string, scope: JsonObject): TemplateProblem {
  if (!AnyLiquidError.is(error)) throw error;
  const { token, originalError, message } = error;
  const [open = ""] = /^(?:\{\{-?\s*)?/.exec(token.getText()) ?? [];
  const { line, column } = placeIn(text, token.begin + open.length);
  const name = token
    .getText()
    .slice(open.length)
    .replace(/\s*-?\}\}$/, "");
  const cause: unknown = originalError;
  if (cause instanceof UnprintableError) return unprintableProblem(cause.what, { name, line, column });
  if (cause instanceof UndefinedStepError) {
    const known = cause.known.length > 0 ? cause.known : name.startsWith(String(cause.step)) ? memberNames(scope) : [];
    return undefinedProblem({ name, line, column }, cause.step, known);
  }
  const reason = message.replace(/, line:\d+, col:\d+$/, "");
  const words = said("template-error.liquid", { reason, mistake: mistakeIn(text, reason) });
  return { ...words, pointer: [], line, column };
}

/** What Liquid's words give away. */
function mistakeIn(text: string, reason: string): LiquidMistake {
  if (FORBIDDEN_TAGS.some((tag) => reason.includes(`tag "${tag}"`))) return { kind: "forbidden tag" };
  if (/undefined filter/.test(reason)) return { kind: "unknown filter" };
  if (/limit exceeded/.test(reason)) return { kind: "endless" };
  const [, tag] = /^tag \{%-?\s*(\w+).* not closed/s.exec(reason) ?? [];
  if (tag !== undefined) return { kind: "open tag", tag };
  return { kind: text.includes("{{") && /not closed/.test(reason) ? "open braces" : "other" };
}
