import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { streamCases } from "./case-stream.ts";
import type { CheckedSuite } from "./preflight.ts";

/** After so many held cases their files are looked at again. */
const LOOK_EVERY = 64;

/**
 * The cases of a suite in file order, as they were checked: those that are held, while nobody writes to their files, or those
 * that the files give when they are read again. Null stands for one that is not what was checked. May be called again.
 */
export async function* checkedCases(suite: CheckedSuite, selection: CaseSelection): AsyncIterable<PlannedCase | null> {
  const { held } = suite;
  let index = 0;
  for (const planned of held?.cases ?? []) {
    if (index % LOOK_EVERY === 0 && held?.isTouched() === true) break;
    yield planned;
    index += 1;
  }
  if (held === null || held.isTouched()) yield* readAgain(suite, selection, index);
}

/** All cases are compared with what was checked; those behind the first `given` are given. */
async function* readAgain(
  { loaded, shared, inputs }: CheckedSuite,
  selection: CaseSelection,
  given: number,
): AsyncIterable<PlannedCase | null> {
  let index = 0;
  for await (const streamed of streamCases(loaded, selection, shared)) {
    const isSame = streamed.ok && inputs.matches(index, streamed.planned.inputHash);
    if (!isSame) yield null;
    else if (index >= given) yield streamed.planned;
    index += 1;
  }
  if (index < given) yield null; // some that were given are gone
}
