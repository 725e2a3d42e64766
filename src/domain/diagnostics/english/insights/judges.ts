import { formatPercent, plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** What judges are worth, and what their errors make of the rates. */
export const JUDGES = {
  "compared-as-judged": (): string =>
    "The comparisons are of verdicts as judged: a judge that errs otherwise on one side makes a difference where there is none; `not_worse_than` takes its errors into account.",
  /** Of a judge whose errors are known: what it passes and fails, and how it is held. */
  "judge-measured": ({ judge, status, reason, errors, held, next }: MeasuredJudge): string => {
    const { sensitivity, specificity, kappa, labels, baseRate } = errors;
    const agreement = kappa === null ? "" : `κ ${kappa.toFixed(2)}, `;
    const base = baseRate === null ? "" : `, ${formatPercent(baseRate)} of them right`;
    const figures = `it passes ${formatPercent(sensitivity)} of right and fails ${formatPercent(specificity)} of wrong answers (${agreement}${plural(labels, "label")}${base})`;
    const why = reason === null ? "" : `: ${reason}`;
    return `${judge} is ${status}${why}; ${figures}${heldText(held)}${after(next)}.`;
  },
  /** Tells of a judge whose errors are not known. `unblock`, `next`: what makes it count, and what narrows its figures. */
  "judge-unmeasured": ({ judge, status, reason, held, unblock, next }: UnmeasuredJudge): string =>
    `${judge} is ${status}: ${reason ?? "no labels say how it errs"}${heldText(held)}${after(unblock)}${after(next)}.`,
  /** Where judges are measured and their errors cannot be put right. */
  "judges-tangled": ({ arm, judges, passed, failed }: Tangled): string =>
    `${arm}: ${hangText({ passed, failed })} on ${judges.join(" and ")} among others, inside other checks or by score, where errors cannot be put right: they stand as judged.`,
  "rate-corrected": ({ arm, judged, rate, low, high, level, method }: CorrectedRate): string =>
    `${arm}: the judge passed ${formatPercent(judged)}; with its errors put right ${formatPercent(rate)} of answers are right (${formatPercent(level)} interval ${formatPercent(low)} to ${formatPercent(high)}, ${method}).`,
};

/** Trials with a verdict that hang on a judge. */
interface Hanging {
  readonly passed: number;
  readonly failed: number;
}

/** Believed without measure; or how many trials hang on it and are undecided for that; null: none. */
type Held = "as it is" | Hanging | null;

interface JudgeTold {
  readonly judge: string;
  readonly status: string;
  readonly reason: Sentence | null;
  readonly held: Held;
  /** What narrows its figures; null: nothing, or it is no question yet. */
  readonly next: Sentence | null;
}

interface MeasuredJudge extends JudgeTold {
  readonly errors: {
    readonly sensitivity: number;
    readonly specificity: number;
    readonly kappa: number | null;
    readonly labels: number;
    readonly baseRate: number | null;
  };
}

interface UnmeasuredJudge extends JudgeTold {
  readonly unblock: Sentence | null;
}

interface Tangled extends Hanging {
  readonly arm: string;
  readonly judges: readonly string[];
}

interface CorrectedRate {
  readonly arm: string;
  readonly judged: number;
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly method: Sentence;
}

function heldText(held: Held): string {
  if (held === null) return "";
  if (held === "as it is") return "; it is believed as it is (`require: none`)";
  const count = held.passed + held.failed === 1 ? "counts" : "count";
  return `; ${hangText(held)} on it, and ${count} as undecided`;
}

/** "40 passed and 12 failed trials hang". */
function hangText({ passed, failed }: Hanging): string {
  const parts = [...(passed > 0 ? [`${passed} passed`] : []), ...(failed > 0 ? [`${failed} failed`] : [])];
  return `${parts.join(" and ")} ${passed + failed === 1 ? "trial hangs" : "trials hang"}`;
}

function after(words: Sentence | null): string {
  return words === null ? "" : `; ${words}`;
}
