import { formatNumber, formatPercent, formatUsd, plural } from "../../../../base/figures.ts";

/** What is known of a judge, and of the people whose labels measure it. */
export const JUDGES = {
  /** `reason` null: there is none. */
  "judge-head": ({ judge, suite, models, status, reason }: JudgeHead): string =>
    `${judge} (${suite}, ${models.join(", ")}): ${status}${reason === null ? "" : `, ${reason}`}`,
  /** `value` null: no label of the kind there is. */
  "judge-figure": ({
    figure,
    bounds,
  }: {
    readonly figure: keyof typeof FIGURES;
    readonly bounds: Bounds | null;
  }): string => {
    const text = figure === "kappa" ? formatNumber : formatPercent;
    return bounds === null
      ? `${FIGURES[figure]}: unknown, no such label`
      : `${FIGURES[figure]}: ${text(bounds.value)} (95% interval ${text(bounds.low)} to ${text(bounds.high)})`;
  },
  "figures-from": ({ labels }: { readonly labels: number }): string =>
    `from ${plural(labels, "label")} of the test half, each weighted by how it was drawn`,
  "criterion-figures": ({ criterion, right, wrong, kappa, labels }: CriterionFigures): string => {
    const passes = right === null ? "no right answer is labelled" : `passes ${rangeText(right)} of right`;
    const fails = wrong === null ? "no wrong answer is labelled" : `fails ${rangeText(wrong)} of wrong answers`;
    const agreement = kappa === null ? "" : `, κ ${formatNumber(kappa)}`;
    return `${criterion}: ${passes}, ${fails}${agreement} (${plural(labels, "label")})`;
  },
  "answers-undecided": ({ count }: Count): string => `could not tell of ${plural(count, "labelled answer")}`,
  "labels-of-old-texts": ({ count }: Count): string =>
    `${plural(count, "label")} of the test half are stale: the texts that people labelled by have changed`,
  "answers-lost": ({ count }: Count): string =>
    `${plural(count, "labelled answer")} could not be judged: the suite has their cases no more`,
  "judgement-price": ({ usd }: { readonly usd: number }): string => `${formatUsd(usd)} a judgement`,
  "votes-split": ({ split, answers }: { readonly split: number; readonly answers: number }): string =>
    `its votes were split on ${split} of ${plural(answers, "answer")}`,
  "labels-enough": (): string => "there are labels enough for ± 5 points",
  "judge-differs": ({ count }: Count): string => `differs from people on ${plural(count, "answer")} of the tune half:`,
  /** `note` null: the person wrote none. */
  "labelled-otherwise": ({ caseId, person, label, judge, verdict, note }: Otherwise): string =>
    `· ${caseId}: ${person} says ${label}, ${judge} says ${verdict}${note === null ? "" : ` (${note})`}`,
  "labelled-answer": ({ text }: { readonly text: string }): string => `answer: ${text}`,
  /** What the judge gave; null: nothing. */
  "judge-evidence": ({ text }: { readonly text: string | null }): string => `evidence: ${text ?? "none"}`,
  "judge-reasoning": ({ text }: { readonly text: string | null }): string => `reasoning: ${text ?? "none"}`,
  "and-more": ({ count }: Count): string => `… and ${count} more`,
  "probes-passed-none": ({ count }: Count): string => `passes none of the ${count} answers that must not pass`,
  "probes-passed": ({ judge, probes }: { readonly judge: string; readonly probes: readonly ProbeName[] }): string =>
    `passes what must not pass: ${probes.map((name) => PROBES[name]).join(", ")}: say in the rubric of ${judge} what a right answer has`,
  "labels-counted": ({ labels, pass, fail, unsure, test }: LabelCounts): string =>
    `${plural(labels, "label")}: ${pass} pass, ${fail} fail, ${unsure} unsure; ${test} of them in the test half, which figures are made of`,
  /** `kappa` null: it cannot be told. */
  "people-agree": ({ people, answers, same, kappa }: Agreement): string => {
    const figures =
      kappa === null
        ? ""
        : ` (κ ${formatNumber(kappa.value)}, 95% interval ${formatNumber(kappa.low)} to ${formatNumber(kappa.high)})`;
    return `${people.join(" and ")} say the same of ${same} of ${plural(answers, "answer")}, ${formatPercent(same / answers)}${figures}: no judge can be shown to agree better than people do`;
  },
};

const FIGURES = {
  sensitivity: "sensitivity, of right answers it passes",
  specificity: "specificity, of wrong answers it fails",
  kappa: "κ, agreement beyond chance",
  baseRate: "base rate, right answers",
};

const PROBES = {
  empty: "the empty answer",
  colon: "a colon",
  refusal: "a refusal",
  "other case": "another case's answer",
  "praise of itself": "an answer that says it passes",
  padding: "padding",
};

/** An answer that no judge may pass. */
export type ProbeName = keyof typeof PROBES;

interface JudgeHead {
  readonly judge: string;
  readonly suite: string;
  readonly models: readonly string[];
  readonly status: string;
  readonly reason: string | null;
}

interface Bounds {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface CriterionFigures {
  readonly criterion: string;
  readonly right: Bounds | null;
  readonly wrong: Bounds | null;
  readonly kappa: number | null;
  readonly labels: number;
}

interface Count {
  readonly count: number;
}

interface Otherwise {
  readonly caseId: string;
  readonly person: string;
  readonly label: string;
  readonly judge: string;
  readonly verdict: string;
  readonly note: string | null;
}

interface LabelCounts {
  readonly labels: number;
  readonly pass: number;
  readonly fail: number;
  readonly unsure: number;
  /** In the test half. */
  readonly test: number;
}

interface Agreement {
  readonly people: readonly string[];
  readonly answers: number;
  readonly same: number;
  readonly kappa: Bounds | null;
}

/** "90.0% (81.2% to 95.6%)". */
function rangeText({ value, low, high }: Bounds): string {
  return `${formatPercent(value)} (${formatPercent(low)} to ${formatPercent(high)})`;
}
