import { rulesAsked } from "../../domain/gate-rules.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { cleanUnits } from "../../stats/rate/unit-sizes.ts";
import { reaches } from "../../stats/rate/reaches.ts";
import type { PassRateGate, Suite } from "../../domain/suite.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { TagCounts } from "./counted-cases.ts";

/** What is legal in a gate and easily taken for more than it is. */
export function gateProblems({ placeOf, gate }: Pick<Suite, "placeOf" | "gate">): Diagnostic[] {
  if (gate.kind !== "rules" || !ignoresAnswers(gate)) return [];
  return [{ severity: "warning", place: placeOf(["gate"], "key"), ...said("gate-ignores-answers") }];
}

/** Has the gate rules, but only of what answers cost or how long they take? One without any asks that every trial passes. */
export function ignoresAnswers(gate: PassRateGate): boolean {
  const asked = rulesAsked(gate);
  return asked.length > 0 && !asked.includes("answers");
}

/**
 * Pass rates that so few cases cannot show at the gate's confidence, were every one of them to pass: the gate would be
 * inconclusive whatever the answers are. The exact bound of n passes of n is α^(1/n) (Clopper & Pearson 1934), n being what
 * their clusters leave of them (`cleanUnits`).
 */
export function unprovableRates({ placeOf, gate }: Pick<Suite, "placeOf" | "gate">, counts: TagCounts): Diagnostic[] {
  if (gate.kind !== "rules" || gate.confidence === null) return [];
  const { confidence, passRate } = gate;
  const rules = [
    ...(passRate === null ? [] : [{ pointer: ["pass_rate"], limit: passRate, tag: null }]),
    ...Object.entries(gate.byTag).map(([tag, rule]) => ({ pointer: ["by_tag", tag], limit: rule.passRate, tag })),
  ];
  return rules.flatMap(({ pointer, limit, tag }) => {
    const units = counts.units.get(tag);
    if (units === undefined || units.cases === 0) return [];
    const { cases } = units;
    const worth = cleanUnits(units, 1 - confidence);
    if (reaches((1 - confidence) ** (1 / worth), limit)) return [];
    const needed = limit < 1 ? Math.ceil(Math.log(1 - confidence) / Math.log(limit) - ROUNDING) : null;
    const place = placeOf(["gate", ...pointer], "key");
    return [
      { severity: "warning", place, ...said("unprovable-gate", { limit, confidence, cases, worth, needed }) } as const,
    ];
  });
}

const ROUNDING = 1e-9;
