import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { CaseSeed, TextSource, TurnSource, VarSource } from "../../domain/suite.ts";
import type { CaseSpec, TurnSpec } from "../../domain/formats/suite-spec.ts";
import { answerSource, checkSources } from "./check-source.ts";
import { contentSource } from "./content-source.ts";
import type { Resolving } from "../sources/resolving.ts";
import { simulateSource, toolResultsSource } from "./reply-sources.ts";
import { takeIn } from "./take-in.ts";

/** A case as written, understood once; data entries make many seeds of it. */
export interface CaseEntry {
  readonly seed: CaseSeed;
  readonly rows: RowSource;
}

export type RowSource =
  | { readonly kind: "none" }
  | {
      readonly kind: "file";
      readonly file: string;
      readonly types: Readonly<Record<string, "string" | "number" | "boolean" | "json">>;
      readonly delimiter: "," | ";" | "\t" | "|" | null;
      readonly select: { readonly limit?: number; readonly sample?: number; readonly seed?: number };
    }
  | { readonly kind: "matrix"; readonly axes: Readonly<Record<string, readonly Json[]>> };

/** The entries of a list of cases, included lists spliced in. */
export function caseEntries(specs: readonly CaseSpec[], pointer: Pointer, at: Resolving): CaseEntry[] {
  return specs.flatMap((spec, index) => {
    const here = [...pointer, index];
    if (spec.include !== undefined) return includedEntries(spec, spec.include, here, at);
    const rows = rowSource(spec, here, at);
    return rows === null ? [] : [{ seed: caseSeed(spec, here, at, rows.kind !== "none"), rows }];
  });
}

function includedEntries(spec: CaseSpec, path: string, pointer: Pointer, at: Resolving): CaseEntry[] {
  const stray = Object.keys(spec).find((key) => key !== "include");
  if (stray !== undefined) {
    at.report({ ...said("bad-case.include", { key: stray }), pointer: [stray], at: "key" }, pointer);
    return [];
  }
  const taken = takeIn("cases", path, pointer, at);
  // The shape was just validated.
  return taken === null ? [] : caseEntries(taken.items as unknown as CaseSpec[], [], taken.inside);
}

function rowSource(spec: CaseSpec, pointer: Pointer, at: Resolving): RowSource | null {
  if (spec.file !== undefined && spec.matrix !== undefined) {
    at.report({ ...said("two-forms.rows"), pointer: ["matrix"], at: "key" }, pointer);
  }
  const stray = (["types", "delimiter", "select"] as const).find(
    (key) => spec[key] !== undefined && spec.file === undefined,
  );
  if (stray !== undefined) {
    at.report({ ...said("bad-case.file", { key: stray }), pointer: [stray], at: "key" }, pointer);
  }
  if (spec.file !== undefined) {
    const resolved = at.files.resolve(spec.file, at.baseDir);
    const { types = {}, delimiter = null, select = {} } = spec;
    if (resolved.ok) return { kind: "file", file: resolved.value, types, delimiter, select };
    at.report(resolved.problem, [...pointer, "file"]);
    return null;
  }
  // The schema says lists; YAML makes them JSON.
  if (spec.matrix !== undefined) return { kind: "matrix", axes: spec.matrix as Record<string, Json[]> };
  return { kind: "none" };
}

function caseSeed(spec: CaseSpec, pointer: Pointer, at: Resolving, isEntry: boolean): CaseSeed {
  const text = (value: string, where: Pointer): TextSource => ({
    text: value,
    isTemplate: isEntry,
    place: at.place([...pointer, ...where]),
  });
  const expect = spec.expect ?? [];
  const checks = Array.isArray(expect) ? expect : expect.only;
  const where = Array.isArray(expect) ? ["expect"] : ["expect", "only"];
  return {
    id: spec.id === undefined ? null : text(spec.id, ["id"]),
    row: null,
    tags: (spec.tags ?? []).map((tag, index) => text(tag, ["tags", index])),
    cluster: spec.cluster === undefined ? null : text(spec.cluster, ["cluster"]),
    vars: varSources((spec.vars ?? {}) as JsonObject, [...pointer, "vars"], at),
    turns: (spec.turns ?? []).flatMap((turn, index) => turnSource(turn, [...pointer, "turns", index], at)),
    checks: checkSources(checks, [...pointer, ...where], at),
    replacesSuiteChecks: !Array.isArray(expect),
    answer: answerSource(spec.answer, [...pointer, "answer"], at),
    simulate: simulateSource(spec.simulate, [...pointer, "simulate"], at),
    simulateJudge: simulateSource(spec.simulate_judge, [...pointer, "simulate_judge"], at),
    skip: spec.skip ?? null,
    quarantine: spec.quarantine ?? null,
    trials: spec.trials ?? null,
    minScore: spec.min_score ?? null,
    toolResults: toolResultsSource(spec.tool_results, [...pointer, "tool_results"], at),
    place: at.place(pointer),
  };
}

/** Variables as written, each with its place; what they mean is decided when a case is expanded. */
export function varSources(vars: JsonObject, pointer: Pointer, at: Resolving): Record<string, VarSource> {
  return Object.fromEntries(
    Object.entries(vars).map(([name, value]) => {
      const { baseDir } = at.of([...pointer, name]);
      return [name, { value, place: at.place([...pointer, name]), baseDir }];
    }),
  );
}

function turnSource(spec: TurnSpec, pointer: Pointer, at: Resolving): TurnSource[] {
  const user = contentSource(spec.user, [...pointer, "user"], at);
  if (user === null) return [];
  return [
    {
      user,
      checks: checkSources(spec.expect ?? [], [...pointer, "expect"], at),
      answer: answerSource(spec.answer, [...pointer, "answer"], at),
      simulate: simulateSource(spec.simulate, [...pointer, "simulate"], at),
      simulateJudge: simulateSource(spec.simulate_judge, [...pointer, "simulate_judge"], at),
      toolResults: toolResultsSource(spec.tool_results, [...pointer, "tool_results"], at),
      place: at.place(pointer),
    },
  ];
}
