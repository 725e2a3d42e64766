import { said } from "../../domain/diagnostics/said.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { reportShape } from "../shape/report-shape.ts";
import { loadNamed, type Resolving } from "../sources/resolving.ts";

/** What the files that a suite takes in may come to: two files a level that name two each are a million at the twentieth. */
const MAX_TAKEN_IN = 200_000;

/** How many files may stand inside each other. */
const MAX_TRAIL = 100;

/** A list that another file holds, and where what is in it stands. */
interface TakenList {
  readonly items: readonly Json[];
  readonly inside: Resolving;
}

/**
 * The list of cases or checks of the file that `key` at `pointer` names. Reports and returns null where there is none that
 * may be taken in: no such file, a circle, another shape, or more than a suite may take in.
 */
export function takeIn(of: "cases" | "checks", path: string, pointer: Pointer, at: Resolving): TakenList | null {
  const key = of === "cases" ? "include" : "file";
  if (at.takenIn.items > MAX_TAKEN_IN) return null; // it was told
  const loaded = loadNamed(at, path, [...pointer, key]);
  if (loaded === null) return null;
  const report = (problem: ReturnType<typeof said>): null => {
    at.report({ ...problem, pointer: [key] }, pointer);
    return null;
  };
  if (at.trail.includes(loaded.file)) return report(said("include-circle"));
  if (at.trail.length > MAX_TRAIL) return report(said("include-too-large.deep", { limit: MAX_TRAIL }));
  const inside = at.inside(loaded.file);
  if (!Array.isArray(loaded.value)) {
    inside.report({ ...(of === "cases" ? said("wrong-type.cases") : said("wrong-type.checks")), pointer: [] }, []);
    return null;
  }
  at.takenIn.items += 1 + loaded.value.length;
  if (at.takenIn.items > MAX_TAKEN_IN) return report(said("include-too-large", { limit: MAX_TAKEN_IN }));
  const part = of === "cases" ? "cases" : "expect";
  return reportShape({ [part]: loaded.value }, [part], inside) ? { items: loaded.value, inside } : null;
}
