import { nearestWord } from "../../base/nearest-word.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { createSelector, type Selectable, type CaseSelection } from "./select-cases.ts";

/** Of so many words the nearest is looked for. */
const MAX_KNOWN = 10_000;

interface Option {
  readonly argument: string;
  readonly value: string;
  readonly of: "ids" | "tags";
  matches(planned: Selectable): boolean;
}

/** Which of `--case` and `--tag` match a case of any suite: a misspelt one beside a right one must not go unseen. */
export class SelectionYield {
  private unmet: readonly Option[];
  private readonly known = { ids: new Set<string>(), tags: new Set<string>() };

  constructor({ cases, tags }: CaseSelection) {
    const wanted = tags.filter((tag) => !tag.startsWith("!"));
    this.unmet = [
      ...cases.map((glob): Option => optionOf({ cases: [glob], tags: [] }, { name: "--case", value: glob, of: "ids" })),
      ...wanted.map((tag): Option => optionOf({ cases: [], tags: [tag] }, { name: "--tag", value: tag, of: "tags" })),
    ];
  }

  /** Takes a case, whether it is selected or not. */
  see(planned: Selectable): void {
    if (this.unmet.length === 0) return;
    this.unmet = this.unmet.filter((option) => !option.matches(planned));
    if (this.known.ids.size < MAX_KNOWN) this.known.ids.add(planned.id);
    for (const tag of planned.tags) if (this.known.tags.size < MAX_KNOWN) this.known.tags.add(tag);
  }

  /** One problem for each option that no case matches. */
  problems(): Diagnostic[] {
    return this.unmet.map(({ argument, value, of }) => {
      const words = said("nothing-selected.option", { value, of, nearest: nearestWord(value, this.known[of]) });
      return { severity: "error", place: { kind: "argument", argument }, ...words };
    });
  }
}

type Named = Pick<Option, "value" | "of"> & { readonly name: string };

function optionOf(selection: CaseSelection, { name, value, of }: Named): Option {
  return { argument: `${name} ${value}`, value, of, matches: createSelector(selection) };
}
