import { inertJson } from "../../base/inert.ts";
import type { Mask } from "../../base/mask.ts";
import { maskValues } from "../../base/mask-values.ts";
import type { Selection } from "../../domain/invocation.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { Arm } from "../../domain/suite.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { lastText, turnRequest } from "../../plan/requests/plan-trial.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { createPlanStream } from "../passes/plan-stream.ts";

/**
 * What checked suites would send: the first request of each case on each arm, in plan order, as pieces of one JSON document, a list.
 * Values of the environment stay the `{ env: NAME }` that names them. Throws a DataChangedError.
 */
export async function* renderSuites(
  { suites }: Pick<CheckedSuites, "suites">,
  { cases, tags }: Pick<Selection, "cases" | "tags">,
  mask: Mask,
): AsyncIterable<string> {
  const stream = createPlanStream(suites, { cases, tags });
  let start = "[\n";
  for (const [suiteIndex, { loaded }] of suites.entries()) {
    const { suite, files } = loaded;
    for await (const { planned } of stream.cases(suiteIndex)) {
      if (planned.skip !== null) continue;
      for (const arm of suite.arms) {
        const rendered = await turnRequest({ suite, suiteIndex, planned, arm, files }, 1, [], []);
        if (!rendered.ok) continue; // the first pass has told
        const shown = maskValues(asked(suite.name, planned, arm, rendered.value), mask, "text");
        yield start + inertJson(JSON.stringify(shown, null, 2));
        start = ",\n";
      }
    }
  }
  yield start === "[\n" ? "[]\n" : "\n]\n";
}

/** One element: what is asked for, and of whom. */
function asked(suite: string, planned: PlannedCase, arm: Arm, request: CompletionRequest): JsonObject {
  const turns = Math.max(1, planned.turns.length);
  const about = { suite, case: planned.id, arm: arm.id, turn: 1, turns, trials: planned.trials };
  if (arm.target !== undefined) {
    return { ...about, target: arm.target.name, input: lastText(request), vars: planned.vars };
  }
  const { endpoint = null, apiVersion, headers } = request;
  // Every request is streamed (`providers/anthropic`).
  const body = { ...request.body, stream: true };
  return { ...about, endpoint, headers: { "anthropic-version": apiVersion, ...headers }, body };
}
