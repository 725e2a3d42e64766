import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { streamCases } from "./case-stream.ts";
import type { CheckedSuite } from "./preflight.ts";

/**
 * The cases of a suite in file order, as they were checked: those that are held, or those that its files give when they are
 * read again. Null stands for one that is not what was checked. May be called again.
 */
export async function* checkedCases(
  { loaded, shared, held, inputs }: CheckedSuite,
  selection: CaseSelection,
): AsyncIterable<PlannedCase | null> {
  if (held !== null) {
    yield* held;
    return;
  }
  let index = 0;
  for await (const streamed of streamCases(loaded, selection, shared)) {
    yield streamed.ok && inputs.matches(index, streamed.planned.inputHash) ? streamed.planned : null;
    index += 1;
  }
}
