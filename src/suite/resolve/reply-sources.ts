import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { SimulateSource, ToolResultSource, ToolResultsSource } from "../../domain/suite.ts";
import type { SimulateSpec, ToolResultSpec, ToolResultsSpec } from "../../domain/formats/suite-spec.ts";
import { contentSource } from "./content-source.ts";
import type { Resolving } from "../sources/resolving.ts";

export function simulateSource(spec: SimulateSpec | undefined, pointer: Pointer, at: Resolving): SimulateSource | null {
  // YAML yields JSON values only.
  return spec === undefined ? null : { value: spec as Json, place: at.place(pointer) };
}

export function toolResultsSource(
  spec: ToolResultsSpec | undefined,
  pointer: Pointer,
  at: Resolving,
): ToolResultsSource {
  const entries = Object.entries(spec ?? {}).map(([tool, results]): [string, ToolResultSource[]] => [
    tool,
    results.flatMap((result, index) => toolResult(result, [...pointer, tool, index], at)),
  ]);
  return Object.fromEntries(entries);
}

function toolResult(spec: ToolResultSpec, pointer: Pointer, at: Resolving): ToolResultSource[] {
  if ((spec.text === undefined) === (spec.content === undefined)) {
    at.report({ ...said("bad-tool-result"), pointer: [] }, pointer);
    return [];
  }
  const key = spec.text === undefined ? "content" : "text";
  const content = contentSource(spec.text ?? spec.content ?? "", [...pointer, key], at);
  if (content === null) return [];
  // The schema says object; YAML makes it JSON.
  const when = (spec.when ?? null) as JsonObject | null;
  return [{ when, content, isError: spec.is_error ?? false }];
}
