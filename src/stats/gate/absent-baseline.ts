import { also, rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Baseline, GateEvidence } from "../evidence.ts";
import { NO_FIGURES, ruled, type Ruling } from "./ruling.ts";

/** Why there is no baseline, and how this run becomes it: one that lacks answers or verdicts cannot, and is not offered as one. */
export function absentReason(
  { reason, make }: Extract<Baseline, { status: "absent" }>,
  { arms }: Pick<GateEvidence, "arms">,
): Sentence {
  const isWhole = arms.every(({ open, passed, failed }) => open === 0 && passed + failed > 0);
  if (make === undefined) return reason;
  return also(reason, isWhole ? make : rulingWords("whole-run-makes-it"));
}

/** The rule that `--baseline` adds, where what it names is not there. */
export function missingBaseline(evidence: GateEvidence): Ruling[] {
  const { baseline } = evidence;
  if (baseline?.status !== "absent" || !baseline.isDemanded || baseline.verdict !== "incomplete") return [];
  const subject = { rule: "baseline", arm: null, tag: null, limit: null };
  return [ruled(subject, NO_FIGURES, "incomplete", absentReason(baseline, evidence))];
}
