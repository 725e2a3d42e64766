import type { PlannedCase } from "../../../plan/cases/planned-case.ts";
import type { Json } from "../../../domain/values/json.ts";

/** Some 15 MB of cases at most; what is held beyond a few thousand cases costs more than reading them again. */
const MOST = { cases: 5000, characters: 2_000_000 };

/** The cases of a small suite as they were checked. Of a larger one nothing is held: it is read again. */
export class HeldCases<Held extends Pick<PlannedCase, "vars"> = PlannedCase> {
  private cases: Held[] | null = [];
  private characters = 0;

  add(planned: Held): void {
    if (this.cases === null) return;
    for (const value of Object.values(planned.vars)) this.characters += charactersOf(value);
    if (this.cases.length < MOST.cases && this.characters <= MOST.characters) this.cases.push(planned);
    else this.cases = null;
  }

  /** Null: there are too many, or they are too long. */
  all(): readonly Held[] | null {
    return this.cases;
  }
}

function charactersOf(value: Json): number {
  if (typeof value === "string") return value.length;
  return typeof value === "object" && value !== null ? JSON.stringify(value).length : 1;
}
