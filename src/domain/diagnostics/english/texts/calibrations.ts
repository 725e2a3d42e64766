import { formatInterval, formatPercent, plural } from "../../../../base/figures.ts";

/** How often a gate goes red with nothing changed, and what to do about it. */
export const CALIBRATIONS = {
  "calibration-simulated": (): string => "SIMULATED: these trials are the simulator's and say nothing of a model.",
  /** Shares of the reruns by verdict; `low`, `high`: of the red ones. */
  "calibration-reruns": ({ suite, reruns, trials, ...shares }: Reruns): string =>
    [
      `${suite}: ${reruns} reruns with nothing changed, of truths that ${plural(trials, "stored trial")} allow`,
      `  red           ${formatPercent(shares.red)} (95%: ${formatInterval(shares.low, shares.high)})`,
      `  green         ${formatPercent(shares.green)}`,
      `  inconclusive  ${formatPercent(shares.inconclusive)}`,
      `  incomplete    ${formatPercent(shares.incomplete)}`,
    ].join("\n"),
  /** A few of those that failed when they were asked. `inOthers` null: every rerun is red. */
  "calibration-suspects": ({ suspects }: { readonly suspects: readonly Suspect[] }): string => {
    const lines = suspects.map(({ caseId, failed, trials, inRed, inOthers }) => {
      const others = inOthers === null ? "" : `, ${formatPercent(inOthers)} in the others`;
      return `  ${caseId}: failed ${failed} of ${trials}; ${formatPercent(inRed)} of its trials fail in the red reruns${others}`;
    });
    return ["cases that failed:", ...lines].join("\n");
  },
  /** Why no rerun is green. `arm` null: there is one, or the rule is of all. */
  "calibration-open": ({ isDecided, rule, arm, reason }: KeptOpen): string =>
    `not one rerun is ${isDecided ? "green" : "decided"}: ${rule}${arm === null ? "" : ` on ${arm}`} stays open: ${reason}`,
  "calibration-always-red": (): string => "Red every time: that is no flake, the suite does not pass its gate.",
  "calibration-often-red": ({ isSure, hasSuspects }: OftenRed): string => {
    const cases = hasSuspects
      ? ", or mend or quarantine the cases above"
      : "; no stored trial failed: run it again with more `--trials`, which show whether any would";
    return `Red more often than 1 in 20 by chance alone${isSure ? "" : ", as far as so few trials tell"}: give the gate a \`confidence\` or \`not_worse_than\`${cases}.`;
  },
  "calibration-incomplete": ({ command }: { readonly command: string }): string =>
    `Every rerun is incomplete, as the run is: answers are missing, and without them the gate rules on nothing. \`${command}\` asks for them.`,
  "calibration-wide": (): string =>
    "The interval is wide where the stored trials tell little of how flaky cases are: more trials a case narrow it.",
};

interface Reruns {
  readonly suite: string;
  readonly reruns: number;
  readonly trials: number;
  readonly red: number;
  readonly low: number;
  readonly high: number;
  readonly green: number;
  readonly inconclusive: number;
  readonly incomplete: number;
}

interface Suspect {
  readonly caseId: string;
  readonly failed: number;
  readonly trials: number;
  readonly inRed: number;
  readonly inOthers: number | null;
}

interface KeptOpen {
  /** Is any rerun decided, red? */
  readonly isDecided: boolean;
  readonly rule: string;
  readonly arm: string | null;
  /** As the rule says it. */
  readonly reason: string;
}

interface OftenRed {
  /** Is the interval of its share above 1 in 20 too? */
  readonly isSure: boolean;
  readonly hasSuspects: boolean;
}
