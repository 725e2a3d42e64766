import { EXIT, type ExitCode } from "../../domain/exit-code.ts";
import type { RunVerdict } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { PassRateGate } from "../../domain/suite.ts";

/** A suite's report and what its gate says of an inconclusive verdict. */
export interface RuledSuite {
  readonly head: SuiteHead;
  readonly onInconclusive: PassRateGate["onInconclusive"];
}

/** What a `--strict` run may not have; quarantined cases do not count. */
export interface StrictFindings {
  /** Errored and skipped trials, those left out on purpose excepted. */
  readonly missingAnswers: number;
  readonly reusedAnswers: number;
  readonly undecidedChecks: number;
}

/** How the run ended, as far as its exit code depends on it. */
export interface RunEnding {
  /** The account or the input was wrong and stopped the run, or prompt-run has a bug; null as a rule. */
  readonly fatal: "input" | "bug" | null;
  readonly signal: "SIGINT" | "SIGTERM" | null;
  readonly overBudget: boolean;
  readonly pending: boolean;
  /** A report or the store could not be written. */
  readonly unwritable: boolean;
  /** Money was capped, and something that was paid for did not say what it cost. */
  readonly unaccounted?: boolean;
  readonly failOnInconclusive: boolean;
  /** Null without `--strict`. */
  readonly strict: StrictFindings | null;
}

export interface VerdictAndExit {
  readonly verdict: RunVerdict;
  readonly exitCode: ExitCode;
}

const FATAL_EXIT = { input: EXIT.wrongInput, bug: EXIT.bug } as const;
const SIGNAL_EXIT = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/**
 * The run's verdict and exit code. Where several apply: 2, 70, 130 or 143, 1, 4, 6, 3, 5, 0 (docs/errors.md). No suite at all
 * is incomplete, never a pass. `--fail-on-inconclusive` wins over a gate's
 * `on_inconclusive: pass`: who runs it asks for more than the suite does.
 */
export function verdictAndExit(suites: readonly RuledSuite[], ending: RunEnding): VerdictAndExit {
  const verdicts = suites.map((suite) => suite.head.verdict);
  const has = (verdict: RunVerdict): boolean => verdicts.includes(verdict);
  if (ending.fatal !== null) return { verdict: "incomplete", exitCode: FATAL_EXIT[ending.fatal] };
  if (ending.signal !== null || has("interrupted")) {
    return { verdict: "interrupted", exitCode: SIGNAL_EXIT[ending.signal ?? "SIGINT"] };
  }
  if (has("fail")) return { verdict: "fail", exitCode: EXIT.failed };
  if (ending.overBudget || has("over_budget")) return { verdict: "over_budget", exitCode: EXIT.overBudget };
  if (ending.pending || has("pending")) return { verdict: "pending", exitCode: EXIT.pending };
  if (has("partial")) return { verdict: "partial", exitCode: partialExit(suites, ending) };
  if (suites.length === 0 || has("incomplete") || ending.unaccounted === true || isBrokenStrictness(ending.strict)) {
    return { verdict: "incomplete", exitCode: EXIT.incomplete };
  }
  const verdict = has("inconclusive") ? "inconclusive" : "pass";
  if (ending.unwritable) return { verdict, exitCode: EXIT.incomplete };
  return { verdict, exitCode: suites.some((suite) => failsInconclusive(suite, ending)) ? EXIT.inconclusive : EXIT.ok };
}

/** A part has done what it can when all its trials have answers. */
function partialExit(suites: readonly RuledSuite[], { strict, unwritable, unaccounted = false }: RunEnding): ExitCode {
  const isShort = suites.some(({ head }) => head.insights?.missing !== undefined);
  return isShort || unwritable || unaccounted || isBrokenStrictness(strict) ? EXIT.incomplete : EXIT.ok;
}

function isBrokenStrictness(strict: StrictFindings | null): boolean {
  return strict !== null && strict.missingAnswers + strict.reusedAnswers + strict.undecidedChecks > 0;
}

function failsInconclusive({ head, onInconclusive }: RuledSuite, { failOnInconclusive }: RunEnding): boolean {
  if (head.verdict !== "inconclusive") return false;
  return failOnInconclusive || onInconclusive === "fail";
}
