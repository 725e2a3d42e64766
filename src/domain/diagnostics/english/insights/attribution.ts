import { plural } from "../../../../base/figures.ts";
import { type VariableChange, changedVariables } from "../rulings/unpaired.ts";

/** What differs between the sides of a comparison. */
export const ATTRIBUTION = {
  /** `first`: the first of `total` cases; `vars`: which variables make their inputs other ones. */
  "cases-differ": ({ how, total, first, vars = [] }: DifferingCases): string => {
    const more = total > first.length ? ` and ${total - first.length} more` : "";
    return `${plural(total, "case")} ${CASES[how]}: ${first.join(", ")}${more}${changedVariables(vars, total)}`;
  },
  "cases-unsaid": (): string => `one side does not say what its cases ask: ${COMPARED_BY_ID}`,
  "cases-changed": (): string => `the cases changed, which ones is not kept: ${COMPARED_BY_ID}`,
  "checks-changed": (): string => `the checks changed, of which cases is not kept: ${COMPARED_BY_ID}`,
  "arm-against": ({ arm, other }: { readonly arm: string; readonly other: string }): string =>
    `${arm} is held against ${other}`,
  "prompt-changed": ({ arm }: { readonly arm: string }): string => `the prompt of ${arm} changed`,
  "prompts-changed": (): string => "the prompts of the suite changed; their texts are not kept",
  /** `key`: of a setting; `arm` null: of no arm; a side null: there is none. */
  "value-changed": ({ what, key, arm, before, after }: ChangedValue): string => {
    const name = key === null ? VALUES[what] : `${VALUES[what]} ${key}`;
    return `${name}${arm === null ? "" : ` of ${arm}`}: ${before ?? NO_VALUE} → ${after ?? NO_VALUE}`;
  },
  "judge-new": ({ judge }: OfJudge): string => `the judge ${judge} is new`,
  "judge-gone": ({ judge }: OfJudge): string => `the judge ${judge} is gone`,
  /** `parts`: which of it changed; null: that is not kept. */
  "judge-changed": ({ judge, model, parts }: ChangedJudge): string => {
    const models = model === null ? [] : [`model ${model.before} → ${model.after}`];
    const others = parts === null ? ["what else of it is not kept"] : parts.map((part) => PARTS[part] ?? part);
    return `the judge ${judge} changed: ${[...models, ...others].join(", ")}`;
  },
  "own-judge-changed": (): string => "a judge that stands in a check itself changed",
  "judges-old-answers": ({ command }: { readonly command: string }): string =>
    `\`${command}\` judges the old answers by the new judge`,
};

const COMPARED_BY_ID = "cases are compared by id";
const NO_VALUE = "none";

const CASES = {
  inputs: "with other inputs, not compared",
  checks: "with other checks, not compared",
  unmeasured: "without a verdict on the baseline's side, not compared",
  undecided: "without a verdict on the candidate's side, not compared",
  added: "only on the candidate's side",
  removed: "only on the baseline's side",
  skipped: "of the baseline skipped now",
  quarantined: "of the baseline quarantined now, in no comparison",
};

const VALUES = {
  model: "model",
  settings: "setting",
  "served model": "served model",
  platform: "platform",
  "price table": "price table",
  "tool version": "tool version",
  replies: "replies",
};

/** Parts of a judge that have another name in its record. */
const PARTS: Readonly<Record<string, string>> = {
  verdicts: "verdicts or criteria",
  scale: "scores",
  see: "what it sees",
  votes: "votes",
};

interface DifferingCases {
  readonly how: keyof typeof CASES;
  readonly total: number;
  readonly first: readonly string[];
  readonly vars?: readonly VariableChange[];
}

interface ChangedValue {
  readonly what: keyof typeof VALUES;
  readonly key: string | null;
  readonly arm: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

interface OfJudge {
  readonly judge: string;
}

interface ChangedJudge extends OfJudge {
  readonly model: { readonly before: string; readonly after: string } | null;
  readonly parts: readonly string[] | null;
}
