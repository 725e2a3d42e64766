import { said } from "../../domain/diagnostics/said.ts";
import type { Diagnostic, NamedCase, Place, Severity } from "../../domain/values/problem.ts";

/** More of a severity are dropped: a million broken rows must not fill the memory. Warnings take no room of errors. */
const MAX_OF_SEVERITY = 200;

interface Found {
  readonly problem: Diagnostic;
  /** The first case that it shows in; null for a problem of the whole suite. */
  readonly first: NamedCase | null;
  last: NamedCase | null;
  more: number;
}

/** Problems of a suite, each once: what is wrong with a check or a prompt shows in every case, and is told with the first. */
export class ProblemList {
  private readonly found = new Map<string, Found>();
  private readonly kept = { error: 0, warning: 0 };
  private readonly left = { error: 0, warning: 0 };

  get hasErrors(): boolean {
    return this.kept.error > 0;
  }

  /** `within`: the case that is looked at; null when it is none. */
  add(problems: readonly Diagnostic[], within: NamedCase | null): void {
    for (const problem of problems) {
      const text = JSON.stringify([problem.code, problem.place, problem.message]);
      const known = this.found.get(text);
      if (known === undefined) {
        if (this.kept[problem.severity] === MAX_OF_SEVERITY) {
          this.left[problem.severity] += 1;
          continue;
        }
        this.kept[problem.severity] += 1;
        this.found.set(text, { problem, first: within, last: within, more: 0 });
      } else if (known.last !== within) {
        known.last = within;
        known.more += 1;
      }
    }
  }

  /** `file`: the suite's. */
  all(file: string): Diagnostic[] {
    const told = [...this.found.values()].map(({ problem, first, more }) => {
      const isTold = first === null || (more === 0 && standsIn(problem.place, first.place));
      return isTold ? problem : { ...problem, cases: { first: named(first), more } };
    });
    return [...told, ...this.others("error", file), ...this.others("warning", file)];
  }

  private others(severity: Severity, file: string): Diagnostic[] {
    const count = this.left[severity];
    const words = said("more-problems", { count, isError: severity === "error" });
    return count === 0 ? [] : [{ severity, place: { kind: "file", file }, ...words }];
  }
}

/** Keeps only the name of a planned case, so that the rest of it is not held in memory. */
function named({ id, place, idIsGiven }: NamedCase): NamedCase {
  return { id, place, ...(idIsGiven === undefined ? {} : { idIsGiven }) };
}

/** Does a reader who looks at `place` see which case it is? */
function standsIn(place: Place, around: Place): boolean {
  if (place.kind === "line" && around.kind === "line") return place.file === around.file && place.line === around.line;
  if (place.kind !== "node" || around.kind !== "node" || place.file !== around.file) return false;
  return around.pointer.every((step, index) => place.pointer[index] === step);
}
