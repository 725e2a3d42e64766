import { also, rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { JudgeRequirement } from "../../domain/judge.ts";
import type { JudgeStanding } from "./judge-standing.ts";
import { judgeStanding } from "./judge-standing.ts";
import { type JudgeErrors, judgeErrors } from "./error-rates.ts";
import { type LabelCells, labelsOf, rightOf, wrongOf } from "./label-counts.ts";
import type { DrawnGroup } from "./label-groups.ts";

/** What a suite's summary knows of one of its judges beside the trials. */
export interface JudgeFacts {
  readonly name: string;
  readonly hash: string;
  /** The models of a panel parted by commas. */
  readonly model: string;
  /** Null: the judge is believed as it is (`require: none`). */
  readonly require: JudgeRequirement | null;
  /** Its labels of the test half. */
  readonly groups: readonly DrawnGroup[];
  readonly cells: LabelCells;
  readonly stale: number;
  readonly unjudged: number;
  /** The command by which people label answers of this run for it; absent: not known. */
  readonly labelCommand?: string;
  /** How many answers each run has given that are labelled already, by its id; absent: not known. */
  readonly labelledOf?: ReadonlyMap<string, number>;
  /** The same of this run; absent: not known. */
  readonly labelledHere?: number;
}

/** A judge with what its labels say of it. */
export interface KnownJudge extends JudgeFacts {
  readonly errors: JudgeErrors;
  readonly standing: JudgeStanding;
  readonly labels: number;
}

/** The judges of a suite by name. */
export class JudgeBook {
  readonly judges: ReadonlyMap<string, KnownJudge>;
  /** Are the error rates taken to be the same on both arms of a comparison? */
  readonly errorsAreEqual: boolean;
  /** Names of judges that are believed as they are. */
  readonly believed: ReadonlySet<string>;

  constructor(facts: readonly JudgeFacts[], errorsAreEqual: boolean, seed: number) {
    this.judges = new Map(facts.map((judge) => [judge.name, known(judge, seed)]));
    this.errorsAreEqual = errorsAreEqual;
    this.believed = new Set(facts.filter(({ require }) => require === null).map(({ name }) => name));
  }

  /** The judge, where its verdicts can be corrected; null where they cannot. */
  measured(name: string): KnownJudge | null {
    const judge = this.judges.get(name);
    return judge?.standing.status === "measured" ? judge : null;
  }

  /** Why the verdicts of these judges do not count, for people; null where all of them do. */
  whyNot(names: Iterable<string>): Sentence | null {
    const [first, ...more] = [...names].flatMap((name) => {
      const judge = this.judges.get(name);
      if (this.believed.has(name)) return [];
      if (judge === undefined) return [rulingWords("unknown-judge", { judge: name })];
      const { status, reason } = judge.standing;
      return status === "measured" ? [] : [rulingWords("judge-stands", { judge: name, status, why: reason })];
    });
    return first === undefined ? null : also(first, ...more);
  }

  /** The same without the counts: "the judges polite and grounded are unmeasured". */
  whyNotInShort(names: readonly string[]): Sentence {
    const all = names.map((name) => this.judges.get(name)?.standing.status ?? "unknown");
    const statuses = [...new Set(all)].filter((status) => status !== "measured");
    return rulingWords("judges-stand", { judges: names, statuses });
  }
}

function known(judge: JudgeFacts, seed: number): KnownJudge {
  const errors = judgeErrors(judge.groups, `${seed} ${judge.name}`);
  const evidence = {
    cells: judge.cells,
    sensitivity: errors.sensitivity?.value ?? null,
    specificity: errors.specificity?.value ?? null,
    stale: judge.stale,
    unjudged: judge.unjudged,
  };
  return { ...judge, errors, standing: judgeStanding(evidence, judge.require), labels: labelsOf(judge.cells) };
}

/** The groups that say how a judge errs on an arm: its own where they alone are enough, else all of them. */
export function groupsOfArm({ groups, require }: JudgeFacts, arm: string): readonly DrawnGroup[] {
  const own = groups.filter((group) => group.arm === arm);
  return isEnough(own, require) ? own : groups;
}

/** Are these labels as many as are required? */
export function isEnough(groups: readonly DrawnGroup[], require: JudgeRequirement | null): boolean {
  const cells = groups.flatMap(({ strata }) => Object.values(strata)).map((counts) => counts.cells);
  const sum = (of: (cells: LabelCells) => number): number => cells.reduce((total, cell) => total + of(cell), 0);
  const { right, wrong } = require ?? { right: 1, wrong: 1 };
  return sum(rightOf) >= right && sum(wrongOf) >= wrong;
}
