import { isPending } from "../../base/maybe-promise.ts";
import { hash64 } from "../../base/lists/typed-list.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { type BrokenCase, expandCase } from "../../plan/cases/expand-case.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { CaseSelection } from "../../plan/cases/select-cases.ts";
import { createSelector } from "../../plan/cases/select-cases.ts";
import { DataError } from "../../suite/data/data-error.ts";
import type { LoadedSuite } from "./loading/load-suites.ts";

/** A case of the plan, or what is wrong where one should be. */
export type StreamedCase =
  | { readonly ok: true; readonly planned: PlannedCase }
  /** `broken`: null where no case can be made out. */
  | { readonly ok: false; readonly problems: readonly Diagnostic[]; readonly broken: BrokenCase | null };

/** Hashes (64 bits) of inputs that several cases without ids share: their ids get -2, -3, … */
export type SharedInputs = ReadonlySet<bigint>;

/**
 * The selected cases of a suite in file order, each expanded when its turn comes. May be called again: the same files
 * give the same cases. A data file that breaks off ends the stream with its problem. `onCase` is shown those that are not
 * selected, too.
 */
export async function* streamCases(
  { suite, files }: LoadedSuite,
  selection: CaseSelection,
  shared: SharedInputs,
  onCase?: (planned: PlannedCase) => void,
): AsyncIterable<StreamedCase> {
  const isSelected = createSelector(selection);
  const number = createNumbering(shared);
  try {
    for await (const seed of suite.openCases()) {
      const made = expandCase(suite, seed, files);
      const expanded = isPending(made) ? await made : made;
      if (!expanded.ok) yield { ok: false, problems: expanded.broken.problems, broken: expanded.broken };
      else {
        const planned = number(expanded.value);
        onCase?.(planned);
        if (isSelected(planned)) yield { ok: true, planned };
      }
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    yield { ok: false, problems: [error.diagnostic], broken: null };
  }
}

/** Tells cases with equal inputs and no ids apart. Only shared inputs are remembered. */
function createNumbering(shared: SharedInputs): (planned: PlannedCase) => PlannedCase {
  const seen = new Map<bigint, number>();
  return (planned) => {
    const hash = planned.idIsGiven ? null : hash64(planned.inputHash);
    if (hash === null || !shared.has(hash)) return planned;
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return count === 1 ? planned : { ...planned, id: `${planned.id}-${count}` };
  };
}
