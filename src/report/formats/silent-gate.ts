import type { SuiteHead } from "../../domain/reporter.ts";
import { decidingRule, missingWords, ruleName, verdictWords } from "../words/words.ts";

/** A verdict that no trial of the suite shows: formats that know trials alone would be all green. */
export interface SilentGate {
  readonly kind: "failed" | "open";
  /** Why, on one line. Raw text. */
  readonly reason: string;
}

/** No bad news, or news that the formats show otherwise. */
const NOT_SILENT: readonly SuiteHead["verdict"][] = ["pass", "partial", "inconclusive"];

/**
 * What formats of single tests say of a suite's verdict where all of its trials passed or were left out: a gate that failed by
 * its cost or against its baseline, one that is incomplete since nobody measured its judge, a run that was cut short. Null where
 * a trial says it, and where the verdict is no bad news (`inconclusive` is red only where a run asks for it).
 */
export function silentGate(suite: SuiteHead, failedTrials: number): SilentGate | null {
  if (failedTrials > 0 || NOT_SILENT.includes(suite.verdict)) return null;
  const rule = decidingRule(suite);
  const why = rule === null ? missingWords(suite) : `${ruleName(rule)}: ${rule.reason}`;
  const words = verdictWords(suite.verdict);
  return { kind: suite.verdict === "fail" ? "failed" : "open", reason: why === null ? words : `${words}: ${why}` };
}
