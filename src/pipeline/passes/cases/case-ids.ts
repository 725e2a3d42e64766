import { hashText } from "../../../base/hash.ts";
import { createHashList, hash64 } from "../../../base/lists/typed-list.ts";
import { visibleForm } from "../../../checks/parts/unseen.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { Diagnostic } from "../../../domain/values/problem.ts";
import type { PlannedCase } from "../../../plan/cases/planned-case.ts";

/** More warnings of one kind are no news, and would leave no room for other problems. */
const MAX_TOLD = 10;
/** Of cases beyond these no id is kept, but eight bytes of its hash. */
const MAX_KEPT = 100_000;
/** What is as it looks: printable ASCII without blanks at an end or beside each other. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
const BLANKS = /\s+/g;

/** The ids of a suite's cases: each has one, and none that looks like another's. */
export class CaseIds {
  private readonly all = createHashList();
  private readonly byHash = new Map<bigint, string>();
  private readonly byLook = new Map<string, string>();
  private told = 0;

  /** Takes note of a case; gives what is wrong with its id beside those that came before. */
  see({ id, place }: Pick<PlannedCase, "id" | "place">): Diagnostic[] {
    const hash = hashText(id);
    this.all.push(hash);
    if (this.all.length > MAX_KEPT) return [];
    const equal = this.byHash.get(hash64(hash));
    if (equal !== undefined) return [{ severity: "error", place, ...said("duplicate-id", { id: equal }) }];
    this.byHash.set(hash64(hash), id);
    return this.alike({ id, place });
  }

  /** Do cases beyond those whose ids were kept have one id? */
  isRepeatedBeyond(): boolean {
    return this.all.length > MAX_KEPT && this.all.repeated().size > 0;
  }

  /** Ids that differ, and look the same: a baseline and `--case` tell them apart, and no reader does. */
  private alike({ id, place }: Pick<PlannedCase, "id" | "place">): Diagnostic[] {
    const look = PLAIN.test(id) ? id : lookOf(id);
    const other = this.byLook.get(look);
    if (other === undefined) this.byLook.set(look, id);
    if (other === undefined || this.told === MAX_TOLD) return [];
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
