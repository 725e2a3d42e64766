import type { MaybePromise } from "../../base/maybe-promise.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { ToolResultSource } from "../../domain/suite.ts";
import type { PlannedCase } from "../cases/planned-case.ts";
import { renderContent } from "./render-content.ts";

/**
 * What is wrong with the results that a case gives to tool calls: no planned request holds them, since what will be called is
 * not known. Each is rendered, in later turns with a stand-in for the replies before them.
 */
export function toolResultProblems(planned: PlannedCase, files: FileAccess): MaybePromise<readonly Diagnostic[]> {
  const hasResults = planned.toolResults.some((results) => Object.keys(results).length > 0);
  return hasResults ? problemsOfResults(planned, files) : [];
}

async function problemsOfResults(planned: PlannedCase, files: FileAccess): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  const seen = new Set<ToolResultSource>();
  for (const [turn, results] of planned.toolResults.entries()) {
    const scope = turn === 0 ? planned.vars : { ...planned.vars, reply: "reply", replies: ["reply"] };
    for (const result of Object.values(results).flat()) {
      if (seen.has(result)) continue;
      seen.add(result);
      const problems = await resultProblems(result, scope, { planned, files });
      found.push(...(turn === 0 ? problems : problems.filter(isCertain)));
    }
  }
  return found;
}

interface Surroundings {
  readonly planned: PlannedCase;
  readonly files: FileAccess;
}

async function resultProblems(
  { content }: ToolResultSource,
  scope: JsonObject,
  { planned, files }: Surroundings,
): Promise<readonly Diagnostic[]> {
  const rendered = await renderContent(content, scope, files);
  if (!rendered.ok) return rendered.problems;
  if (!hasHalfSurrogate(rendered.value)) return [];
  return [{ severity: "error", place: planned.place, ...said("refused-request.half-surrogate") }];
}

/** JSON on the wire is UTF-8, which has no half surrogates: `JSON.stringify` escapes those, and no others. */
function hasHalfSurrogate(value: Json): boolean {
  return /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(value));
}

/** What a filter makes of a stand-in reply says nothing of the real one. */
function isCertain({ code }: Diagnostic): boolean {
  return code !== "template-error" && code !== "unprintable-value";
}
