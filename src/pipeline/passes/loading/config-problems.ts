import { loadPatterns, type Pattern } from "../../../checks/engines/pattern.ts";
import { judgesAsked } from "../../../domain/judge.ts";
import { nearestWord } from "../../../base/nearest-word.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { Access, Replies } from "../../../domain/invocation.ts";
import type { ModelFacts } from "../../../domain/model.ts";
import type { Suite } from "../../../domain/suite.ts";
import type { Diagnostic, Place } from "../../../domain/values/problem.ts";
import type { Config } from "../../../suite/config.ts";

/** Finds the problems of a config that show only beside the table of models and the models that suites use. */
export function configProblems(config: Config, facts: ModelFacts, suites: readonly Suite[]): Diagnostic[] {
  if (config.file === null) return [];
  return [...shadowingAliases(config, facts), ...overriddenPrices(config, facts, suites)];
}

/** An alias that is a model's own id would send another model than the suite says. */
function shadowingAliases({ file, aliases }: Config, facts: ModelFacts): Diagnostic[] {
  return Object.entries(aliases).flatMap(([alias, id]): Diagnostic[] => {
    if (realId(alias, facts) === null || file === null) return [];
    const place: Place = { kind: "node", file, pointer: ["models", alias], at: "key" };
    return [{ severity: "error", place, ...said("alias-shadows-model", { alias, id }) }];
  });
}

/** Warns of prices of the config: a reader of a report must know that its costs are not the table's. */
function overriddenPrices({ file, prices }: Config, facts: ModelFacts, suites: readonly Suite[]): Diagnostic[] {
  const idOf = (name: string): string => realId(name, facts) ?? name;
  const used = new Set(suites.flatMap(({ arms }) => arms.map(({ model }) => idOf(model))));
  const models = Object.keys(prices).filter((name) => used.has(idOf(name)));
  if (models.length === 0 || file === null) return [];
  const place: Place = { kind: "node", file, pointer: ["prices"], at: "key" };
  return [{ severity: "warning", place, ...said("overridden-prices", { models }) }];
}

/** The API's own id of a name that the table has; null for any other. */
function realId(name: string, facts: ModelFacts): string | null {
  const standing = facts.standing(name);
  return "id" in standing ? standing.id : null;
}

/** Where requests would go, as far as prices and capabilities hang on it. */
export type EndpointRequest = Pick<Replies, "endpoint"> & Pick<Access, "named" | "baseUrl">;

/** What a suite's meter leaves out, where it does not compile: in the suite, or in the config that says it. */
export function ignoreProblems({ meter, file }: Suite, config: Config): Promise<Diagnostic[]> {
  return ignorePatternProblems(meter.ignore, meter.ignoresItself ? file : config.file);
}

/** Patterns of `meter.ignore` that do not compile: what they should leave out would keep recordings from being found. */
export async function ignorePatternProblems(sources: readonly string[], file: string | null): Promise<Diagnostic[]> {
  if (sources.length === 0 || file === null) return [];
  const compile = await loadPatterns();
  return sources.flatMap((source, index): Diagnostic[] => {
    const compiled = compile(source, "");
    const place = { kind: "node" as const, file, pointer: ["meter", "ignore", index], at: "value" as const };
    if (compiled.ok)
      return leavesNothing(compiled.pattern) ? [{ severity: "warning", place, ...said("ignores-all") }] : [];
    return [{ severity: "error", ...said("bad-value.pattern", { wrong: compiled.wrong }), place }];
  });
}

/** Does a pattern take out all of a request, whatever it says? Then any request is answered by the recording of any other. */
function leavesNothing(pattern: Pattern): boolean {
  return ORDINARY.every((text) => pattern.without(text).trim() === "");
}

const ORDINARY = [
  "refund",
  "You are a support agent.\nToday is 2026-11-28.",
  '{"city": "Paris", "days": [1, 2]}',
  "日本語で答えて",
];

/** Endpoints that are named and not there. */
export function endpointProblems(
  config: Config,
  { endpoint }: EndpointRequest,
  suites: readonly Suite[],
): Diagnostic[] {
  const known = [...config.endpoints.keys()];
  const unknown = (name: string, place: Diagnostic["place"]): Diagnostic[] =>
    config.endpoints.has(name)
      ? []
      : [{ severity: "error", place, ...said("unknown-endpoint", { name, nearest: nearestWord(name, known), known }) }];
  const asked = endpoint ?? null; // a program without types may leave it out
  const ofConfig = { kind: "node", file: config.file ?? "", pointer: ["endpoint"], at: "value" } as const;
  return [
    ...(asked === null ? [] : unknown(asked, { kind: "argument", argument: `--endpoint ${asked}` })),
    ...(config.endpoint === null ? [] : unknown(config.endpoint, ofConfig)),
    ...suites.flatMap((suite) => {
      const senders = judgesAsked(suite).flatMap((judge) => judge.senders);
      return [...suite.arms, ...senders].flatMap(({ endpoint: own, place }) =>
        own === null ? [] : unknown(own, place),
      );
    }),
  ];
}
