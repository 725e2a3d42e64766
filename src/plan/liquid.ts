import type { Liquid, LiquidError } from "liquidjs";
import type { Json, JsonObject } from "../domain/json.ts";
import {
  type Compiled,
  printedValue,
  type TemplateProblem,
  type TemplateResult,
  undefinedProblem,
  unprintableProblem,
} from "./compiled-template.ts";

const { Liquid: Engine } = await import("liquidjs");

/** One second of rendering (ms), 100 MB of output, 10 MB of template: a loop that runs away ends as a problem. */
const LIMITS = { renderLimit: 1_000, memoryLimit: 100_000_000, parseLimit: 10_000_000 };
const FORBIDDEN_TAGS = ["include", "render", "layout", "block"];

/** What `outputEscape` throws: it sees a value, not the name that the template gives it. */
class UnprintableError extends Error {
  readonly what: string;

  constructor(what: string) {
    super(`${what} has no text of its own`);
    this.what = what;
  }
}

const engine = createEngine();

function createEngine(): Liquid {
  const liquid = new Engine({
    ...LIMITS,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    relativeReference: false,
    templates: {},
    outputEscape: printOrThrow,
  });
  for (const tag of FORBIDDEN_TAGS) delete liquid.tags[tag];
  liquid.registerFilter("parse_json", parseJson);
  // `raw` would bypass outputEscape, and with it the rule on null, lists and maps.
  liquid.registerFilter("raw", (value: unknown) => value);
  return liquid;
}

function printOrThrow(value: unknown): string {
  const printed = printedValue(value);
  if ("text" in printed) return printed.text;
  throw new UnprintableError(printed.unprintable);
}

const FENCED = /```[a-zA-Z]*\s*\n([\s\S]*?)\n?```/;

/** JSON as a model writes it: bare, or in a fenced block. */
function parseJson(value: unknown): unknown {
  const text = String(value);
  try {
    return JSON.parse(FENCED.exec(text)?.[1] ?? text);
  } catch {
    throw new Error(`parse_json: the text is not JSON: ${JSON.stringify(text.slice(0, 60))}`);
  }
}

const SOLE_OUTPUT = /^\{\{-?((?:[^{}"']|"[^"]*"|'[^']*')*?)-?\}\}$/;

/** Understands a Liquid template, or says what is wrong with it. */
export function compileLiquid(text: string): Compiled {
  try {
    const templates = engine.parse(text);
    const sole = SOLE_OUTPUT.exec(text)?.[1];
    return {
      render: (scope, { typed }) =>
        attempt(text, scope, () =>
          // A value taken out of JSON by Liquid's filters is JSON again.
          typed && sole !== undefined
            ? (engine.evalValueSync(sole, scope) as Json)
            : String(engine.renderSync(templates, scope)),
        ),
    };
  } catch (error) {
    return [liquidProblem(error, text, {})];
  }
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
  if (!(error instanceof Error) || !("token" in error)) throw error;
  const { token, originalError } = error as LiquidError;
  const [line, column] = token.getPosition() as [number, number];
  const written = token
    .getText()
    .replace(/^\{\{-?|-?\}\}$/g, "")
    .trim();
  const cause: unknown = originalError ?? error;
  if (cause instanceof UnprintableError) return unprintableProblem(cause.what, written, line, column);
  const name = /^undefined variable: (.*?)(?:, line|$)/.exec(error.message)?.[1];
  if (name !== undefined) return undefinedProblem(name, scope, line, column);
  const message = error.message.replace(/, line:\d+, col:\d+$/, "");
  const isForbidden = FORBIDDEN_TAGS.some((tag) => message.includes(`tag "${tag}"`));
  const hint = isForbidden ? "templates do not include others: write the text here" : liquidHint(message, text);
  return { code: "template-error", pointer: [], message, hint, line, column };
}

function liquidHint(message: string, text: string): string {
  if (/undefined filter/.test(message))
    return "see the filters of Liquid; `json`, `join`, `default` and `parse_json` are there";
  if (text.includes("{{") && /not closed/.test(message))
    return "close it with `}}`, or switch templates off: `{ file, template: false }`";
  return "templates are Liquid; braces that are no template go into `{% raw %}…{% endraw %}`";
}
