import type { Combine, Menu } from "../domain/judge.ts";
import type { Outcome } from "./votes.ts";

/** What the outcomes of a judge come to: `word` is of the menu (of criteria pass or fail); null: it cannot be told. */
export interface Decision {
  readonly word: string | null;
  readonly score: number | null;
  readonly isPass: boolean;
}

const UNDECIDED: Decision = { word: null, score: null, isPass: false };
/** Sums of shares are off in their last bits. */
const ROUNDING = 1e-9;

/** The one outcome of a menu without criteria. */
export function decisionOf(menu: Exclude<Menu, { kind: "criteria" }>, { word }: Pick<Outcome, "word">): Decision {
  if (word === null) return UNDECIDED;
  if (menu.kind === "choices") {
    const score = menu.scores[word] ?? 0;
    return { word, score, isPass: score + ROUNDING >= menu.passAt };
  }
  const isPass = word === "pass";
  return { word, score: isPass ? 1 : 0, isPass };
}

/** Criteria become one: what an undecided one could not change is decided all the same, except for a mean. */
export function combined(combine: Combine, outcomes: readonly Pick<Outcome, "word">[]): Decision {
  const passed = outcomes.filter(({ word }) => word === "pass").length;
  const open = outcomes.filter(({ word }) => word === null).length;
  const { length } = outcomes;
  const decided = (isPass: boolean): Decision => ({
    word: isPass ? "pass" : "fail",
    score: combine.kind === "mean" ? passed / length : isPass ? 1 : 0,
    isPass,
  });
  if (combine.kind === "mean") {
    return open > 0 ? UNDECIDED : decided(passed / length + ROUNDING >= combine.passAt);
  }
  const needed = combine.kind === "at_least" ? combine.count : combine.kind === "any" ? 1 : length;
  if (passed >= needed) return decided(true);
  return passed + open < needed ? decided(false) : UNDECIDED;
}
