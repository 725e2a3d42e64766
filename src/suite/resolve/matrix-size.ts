import { said } from "../../domain/diagnostics/said.ts";
import { formatCount } from "../../base/figures.ts";
import type { Resolving } from "../sources/resolving.ts";
import type { CaseEntry } from "./case-seeds.ts";

/** What a suite's matrices may come to, together. More rows than that come from a data file, which is streamed. */
const MAX_MATRIX_CASES = 100_000;

/** Reports the first matrix with which the suite has more cases than anybody means: a few short lists multiply to millions. */
export function reportMatrixSize(entries: readonly CaseEntry[], at: Resolving): void {
  let total = 0;
  for (const { seed, rows } of entries) {
    if (rows.kind !== "matrix") continue;
    total += Object.values(rows.axes).reduce((cases, values) => cases * values.length, 1);
    if (total <= MAX_MATRIX_CASES) continue;
    const size = total > Number.MAX_SAFE_INTEGER ? null : formatCount(total);
    at.reportAt(seed.place, said("matrix-too-large", { size, limit: formatCount(MAX_MATRIX_CASES) }));
    return;
  }
}
