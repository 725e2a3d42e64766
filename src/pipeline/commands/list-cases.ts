import type { Suite } from "../../domain/suite.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { streamCases } from "../passes/case-stream.ts";
import type { CheckedSuite } from "../passes/preflight.ts";

/** Every case of checked suites in plan order, with its suite. */
export async function* plannedCases(
  suites: readonly CheckedSuite[],
): AsyncIterable<{ readonly planned: PlannedCase; readonly suite: Suite }> {
  for (const { loaded, shared } of suites) {
    for await (const streamed of streamCases(loaded, { cases: [], tags: [] }, shared)) {
      if (streamed.ok) yield { planned: streamed.planned, suite: loaded.suite };
    }
  }
}
