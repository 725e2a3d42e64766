import { visibleForm } from "../../../checks/parts/unseen.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../../domain/values/problem.ts";
import type { PlannedCase } from "../../../plan/cases/planned-case.ts";

/** More are no news, and would leave no room for other problems. */
const MAX_TOLD = 10;
/** Of cases beyond these nothing is kept. */
const MAX_KEPT = 100_000;
/** What is as it looks: printable ASCII without blanks at an end or beside each other. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const BLANKS = /\s+/g;

/** Finds ids of a suite's cases that differ, and look the same: a baseline, `--case` and a reader take one for the other. */
export class AlikeIds {
  private readonly byLook = new Map<string, string>();
  private told = 0;

  /** Warns where an earlier case has an id that looks like this one's. Equal ids are another problem. */
  see({ id, place }: Pick<PlannedCase, "id" | "place">): Diagnostic[] {
    const look = PLAIN.test(id) ? id : lookOf(id);
    const other = this.byLook.get(look);
    if (other === undefined && this.byLook.size < MAX_KEPT) this.byLook.set(look, id);
    if (other === undefined || other === id || this.told === MAX_TOLD) return [];
    this.told += 1;
    const differences = { here: onlyIn(id, other), there: onlyIn(other, id) };
    return [{ severity: "warning", place, ...said("alike-ids", { id, other, ...differences }) }];
  }
}

/** NFC, as a reader knows no other form; never NFKC: `m²` does not look like `m2`. */
function lookOf(id: string): string {
  return visibleForm(id.normalize("NFC")).replaceAll(BLANKS, " ").trim();
}

/** The code points that one id has and the other has not: what tells them apart where it is not how often they stand there. */
function onlyIn(id: string, other: string): string[] {
  const known = new Set(other);
  const own = [...new Set(id)].filter((character) => !known.has(character) && !/[!-~]/.test(character));
  return own.map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
}
