import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { safeLine } from "../../base/inert.ts";
import type { Tone } from "../../base/style.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { shortArmNames } from "../words/arm-names.ts";
import { newsOf, trialScore } from "../words/news.ts";
import { type Standard, standardOf } from "./standard.ts";
import { isTold, worstArmsFirst } from "./worst-arms-first.ts";
import { isUngated, suiteLook, VERDICT_LOOKS } from "../words/words.ts";

/** A row of the table of all arms: a suite of several arms, one of its arms, or a suite and its only arm. */
export interface ArmRow {
  /** Safe for a terminal. */
  readonly name: string;
  readonly mark: string;
  readonly tone: Tone;
  /** Is it an arm below the row of its suite? */
  readonly isOfSeveral: boolean;
  /** Null: the suite's own row, above those of its arms. */
  readonly arm: ArmSummary | null;
  readonly suite: SuiteHead;
  readonly standard: Standard;
}

export interface ArmRows {
  readonly rows: readonly ArmRow[];
  /** Suites that passed beside others that did not: one line for all of them. */
  readonly folded: readonly SuiteHead[];
}

/** A row an arm: what did not pass first, passing suites apart where others did not. */
export function armRows(head: ReportHead): ArmRows {
  const red = newsOf(head).map(({ suite }) => suite);
  const others = head.suites.filter((suite) => !red.includes(suite));
  const passing = others.filter((suite) => !isUngated(suite));
  const isFolded = red.length > 0 && passing.length > 1;
  const listed = [...red, ...others.filter((suite) => isUngated(suite) || !isFolded)];
  return { rows: listed.flatMap(rowsOf), folded: isFolded ? passing : [] };
}

/** "✓ 6 more suites passed: 59 of 64 trials (a, b, …)". Raw text. */
export function foldedWords(passing: readonly SuiteHead[]): string {
  const suites = passing.map(({ name }) => safeLine(name, 60));
  return `✓ ${reportWords("suites-passed", { suites, score: trialScore(passing).replace(" passed", "") })}`;
}

function rowsOf(suite: SuiteHead): ArmRow[] {
  const standard = standardOf(suite);
  const { mark, tone } = suiteLook(suite);
  const [only] = suite.arms;
  const own = { name: safeLine(suite.name), mark, tone, isOfSeveral: false, suite, standard };
  if (suite.arms.length <= 1) return [{ ...own, arm: only ?? null }];
  const names = shortArmNames(suite.arms);
  return [
    { ...own, arm: null },
    ...worstArmsFirst(suite).map(({ arm, verdict }): ArmRow => {
      const look = verdict === null || !isTold(suite) ? NO_LOOK : VERDICT_LOOKS[verdict];
      return { ...own, ...look, name: names.get(arm.id) ?? safeLine(arm.id), isOfSeveral: true, arm };
    }),
  ];
}

const NO_LOOK = { mark: "", tone: "plain" } as const;
