import type { Unprintable } from "../../domain/diagnostics/english/plan.ts";
import { AssignTag, CaseTag, Context, Drop, type Emitter, Liquid } from "liquidjs";
import { printedValue } from "./compiled-template.ts";
import { setFilters } from "./liquid-filters.ts";
import { memberNames, readMember, type Step } from "./template-scope.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";

/** Five seconds of rendering (ms), ten million values and characters made, 20 MB of template: what runs away ends as a problem. */
const LIMITS = { renderLimit: 5_000, memoryLimit: 10_000_000, parseLimit: 20_000_000 };
/** Other templates, and tags that write into the variables or print past the rules. */
export const FORBIDDEN_TAGS: readonly string[] = [
  "include",
  "render",
  "layout",
  "block",
  "increment",
  "decrement",
  "tablerow",
];

/** What `outputEscape` throws: it sees a value, not the name that the template gives it. */
export class UnprintableError extends Error {
  readonly what: Unprintable;

  constructor(what: Unprintable) {
    super(what);
    this.what = what;
  }
}

/** A step of a path that is not there. Liquid knows by its name that `if` and `default` may pass over it. */
export class UndefinedStepError extends Error {
  override readonly name = "InternalUndefinedVariableError";
  readonly step: Step;
  readonly known: readonly string[];

  constructor(step: Step, known: readonly string[]) {
    super(String(step));
    this.step = step;
    this.known = known;
  }
}

/** Reads variables as plain placeholders do (template-scope.ts), so that both kinds of template agree. */
class StrictContext extends Context {
  override *_getFromScope(
    scope: unknown,
    paths: Parameters<Context["_getFromScope"]>[1],
    isStrict: boolean = this.strictVariables,
  ): IterableIterator<unknown> {
    let value = scope;
    for (const step of typeof paths === "string" ? paths.split(".") : paths) {
      const member: unknown = yield this.readProperty(value as object, step);
      if (isStrict && member === undefined) {
        throw new UndefinedStepError(typeof step === "object" ? "?" : step, this.#namesIn(value));
      }
      value = member;
    }
    return value;
  }

  /** Drops are Liquid's own values, such as `forloop`; what else a template sees is JSON. */
  override readProperty(value: object, step: Parameters<Context["readProperty"]>[1]): unknown {
    if (value instanceof Drop || typeof step === "object") return super.readProperty(value, step);
    return value === undefined ? undefined : readMember(value as Json, step);
  }

  override spawn(scope: object = {}): Context {
    const { memoryLimit, renderLimit, liquid } = this;
    return new StrictContext(scope, this.opts, { sync: this.sync }, { memoryLimit, renderLimit, liquid });
  }

  /** The first step of a path is looked for in every scope, loops' and assigned ones too. */
  #namesIn(value: unknown): readonly string[] {
    const isRoot = value === this.globals || value === this.environments;
    return memberNames(isRoot ? this.getAll() : value);
  }
}

/** Liquid forgives undefined variables in `assign` and `case`; only `if`, `unless` and `default` may here. */
class StrictAssign extends AssignTag {
  override *render(context: Context): Generator<unknown, void, unknown> {
    for (const value of this.arguments()) yield evaluated(value, context);
    yield* super.render(context);
  }
}

class StrictCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    yield this.value.value(context, false);
    yield* super.render(context, emitter);
  }
}

function evaluated(argument: unknown, context: Context): unknown {
  const isValue = typeof argument === "object" && argument !== null && "value" in argument;
  return isValue && typeof argument.value === "function" ? (argument.value(context, false) as unknown) : undefined;
}

export const engine: Liquid = createEngine();

function createEngine(): Liquid {
  const liquid = new Liquid({
    ...LIMITS,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    relativeReference: false,
    templates: {},
    timezoneOffset: 0,
    locale: "en-US",
    outputEscape: printOrThrow,
  });
  for (const tag of FORBIDDEN_TAGS) delete liquid.tags[tag];
  liquid.registerTag("assign", StrictAssign);
  liquid.registerTag("case", StrictCase);
  setFilters(liquid);
  return liquid;
}

function printOrThrow(value: unknown): string {
  // The words `nil` and `empty` are drops that stand for null and for no text.
  const printed = printedValue(value instanceof Drop ? value.valueOf() : value);
  if ("text" in printed) return printed.text;
  throw new UnprintableError(printed.unprintable);
}

/** A context for one rendering: nothing in it outlives that, and the scope is not written to. */
export function createContext(scope: JsonObject): Context {
  return new StrictContext(scope, engine.options, { sync: true }, { liquid: engine });
}
