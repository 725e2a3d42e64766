import { fileStamp } from "../../../host/file-stats.ts";
import type { PlannedCase } from "../../../plan/cases/planned-case.ts";
import type { Json } from "../../../domain/values/json.ts";

/** Some 15 MB of cases at most; what is held beyond a few thousand cases costs more than reading them again. */
const MOST = { cases: 5000, characters: 2_000_000 };

/** The cases of a small suite as they were checked. */
export interface HeldSuite<Held = PlannedCase> {
  readonly cases: readonly Held[];
  /** Did somebody write to its data files since they were read? */
  isTouched(): boolean;
}

/** Holds the cases of a small suite. Of a larger one nothing is held: it is read again. */
export class HeldCases<Held extends Pick<PlannedCase, "vars"> = PlannedCase> {
  private readonly files: readonly string[];
  private readonly stamp: string;
  private cases: Held[] | null = [];
  private characters = 0;

  /** `files`: where its rows come from, before the first of them is read. */
  constructor(files: readonly string[]) {
    this.files = files;
    this.stamp = stampOf(files);
  }

  add(planned: Held): void {
    if (this.cases === null) return;
    for (const value of Object.values(planned.vars)) this.characters += charactersOf(value);
    if (this.cases.length < MOST.cases && this.characters <= MOST.characters) this.cases.push(planned);
    else this.cases = null;
  }

  /** Null: there are too many, or they are too long. */
  all(): HeldSuite<Held> | null {
    const { cases, files, stamp } = this;
    return cases === null ? null : { cases, isTouched: () => stampOf(files) !== stamp };
  }
}

function stampOf(files: readonly string[]): string {
  return files.map(fileStamp).join("\n");
}

function charactersOf(value: Json): number {
  if (typeof value === "string") return value.length;
  return typeof value === "object" && value !== null ? JSON.stringify(value).length : 1;
}
