import { seededRandom } from "../../base/seeded-random.ts";
import type { LabelRecord } from "../../domain/formats/records.ts";
import { drawGamma } from "../numeric/draw-beta.ts";
import { DRAWS, drawMany, drawnInterval } from "./draws.ts";
import { type BoundedFigure, kappaOf } from "./error-rates.ts";
import { type LabelCells, labelsOf, NO_CELLS } from "./label-counts.ts";

/** How far two people agree on the answers that both labelled: no judge can be measured to agree better than they do. */
export interface LabelAgreement {
  readonly by: readonly [string, string];
  readonly answers: number;
  /** How many they say the same of. */
  readonly same: number;
  readonly kappa: BoundedFigure | null;
}

const LEVEL = 0.95;
const JEFFREYS = 0.5;

/** Of every two people who labelled answers in common, by name. `unsure` is no label. */
export function labelAgreements(labels: readonly LabelRecord[], seed: number): LabelAgreement[] {
  const words = new Map<string, Map<string, "pass" | "fail">>();
  for (const { by, answer_hash: answer, criterion, label } of labels) {
    if (label === "unsure") continue;
    const own = words.get(by) ?? new Map<string, "pass" | "fail">();
    words.set(by, own.set(JSON.stringify([answer, criterion]), label));
  }
  const names = [...words.keys()].sort();
  return names.flatMap((first, i) =>
    names.slice(i + 1).flatMap((second) => {
      const table = tableOf(words.get(first) ?? new Map(), words.get(second) ?? new Map());
      return labelsOf(table) === 0 ? [] : [agreementOf([first, second], table, seed)];
    }),
  );
}

/** The first person's words as the truth, the second's as verdicts. */
function tableOf(
  first: ReadonlyMap<string, "pass" | "fail">,
  second: ReadonlyMap<string, "pass" | "fail">,
): LabelCells {
  const table = { ...NO_CELLS };
  for (const [answer, word] of first) {
    const other = second.get(answer);
    if (other === undefined) continue;
    if (word === "pass") table[other === "pass" ? "rightPassed" : "rightFailed"]++;
    else table[other === "pass" ? "wrongPassed" : "wrongFailed"]++;
  }
  return table;
}

function agreementOf(by: readonly [string, string], table: LabelCells, seed: number): LabelAgreement {
  const random = seededRandom(`label agreement ${seed} ${by.join(" ")}`);
  const drawCell = (count: number): number => drawGamma(count + JEFFREYS, random);
  const draws = drawMany(DRAWS, () =>
    kappaOf({
      rightPassed: drawCell(table.rightPassed),
      rightFailed: drawCell(table.rightFailed),
      wrongPassed: drawCell(table.wrongPassed),
      wrongFailed: drawCell(table.wrongFailed),
    }),
  );
  const value = kappaOf(table);
  const { low, high } = drawnInterval(draws, LEVEL);
  const kappa = Number.isFinite(value) ? { value, low: Math.min(low, value), high: Math.max(high, value) } : null;
  return { by, answers: labelsOf(table), same: table.rightPassed + table.wrongFailed, kappa };
}
