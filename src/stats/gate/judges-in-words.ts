import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { RuleRecord } from "../../domain/formats/records.ts";
import { reasonParts } from "../../domain/values/rule-reason.ts";
import type { DecidedTrials } from "../judges/hanging-trials.ts";
import type { JudgeBook } from "../judges/judge-book.ts";
import { unblockWords } from "../judges/judge-words.ts";
import type { Ruling } from "./ruling.ts";

/** How many of a rule's trials hang on judges, and on which. */
export interface Doubt {
  readonly names: ReadonlySet<string>;
  readonly hanging: DecidedTrials;
  /** All answers of the suite that the judge was asked about and that decide something, by its name. */
  readonly answersOf: (judge: string) => number;
  /** What rule can take the errors of a measured judge into account: this one, or which else is to be asked for first. */
  readonly reach: RuleReach;
}

/** `own`: the rule itself; else the rules that can. */
export type RuleReach = "own" | "`pass_rate` or `by_judge`" | "`by_judge`";

/** Why what these judges say does not count for a rule, how much hangs on it, and the ways out; null where they are believed. */
export function waysOut(book: JudgeBook, { names, hanging, reach }: Doubt): Sentence | null {
  const judges = [...names].filter((name) => !book.believed.has(name));
  if (judges.length === 0) return null;
  const why = book.whyNot(judges);
  const count = hanging.passed + hanging.failed;
  const hang = count === 0 ? null : rulingWords("trials-hang", { count, judges });
  const words =
    why === null || reach !== "own"
      ? rulingWords("ask-otherwise", { judges, rules: otherRules(reach), why })
      : rulingWords("label-or-believe", { why, commands: labelCommands(book, judges) });
  return rulingWords("and-so", { hang, words });
}

function otherRules(reach: RuleReach): string {
  return reach === "own" ? "`pass_rate` or `by_judge`" : reach;
}

/** `prompt-run label RUN --judge polite`: of judges whose command is known; nothing else says which answers. */
function labelCommands({ judges }: JudgeBook, doubted: readonly string[]): readonly string[] {
  return doubted.flatMap((name) => judges.get(name)?.labelCommand ?? []);
}

/** The same as the first sentence of a report has it: why, and the one thing that unblocks the gate; null where nothing hangs on them. */
export function shortWayOut(book: JudgeBook, { names, hanging, answersOf, reach }: Doubt): Sentence | null {
  const judges = [...names].filter((one) => !book.believed.has(one));
  const [name, ...others] = judges;
  if (name === undefined || hanging.passed + hanging.failed === 0) return null;
  const judge = others.length > 0 ? undefined : book.judges.get(name);
  const label = judge === undefined ? null : unblockWords(judge, answersOf(name));
  if (reach !== "own") return rulingWords("ask-otherwise.short", { judges, rules: reach, label });
  if (label !== null) return rulingWords("does-not-count", { judge: name, label });
  if (book.whyNot(judges) === null)
    return rulingWords("ask-otherwise.short", { judges, rules: otherRules(reach), label: null });
  const commands = judges.some((one) => needsLabels(book, one)) ? labelCommands(book, judges) : null;
  return rulingWords("do-not-count", { stand: book.whyNotInShort(judges), judges, commands });
}

/** Would labels make it count? One that misses a floor with the labels that it has has to be mended itself. */
function needsLabels({ judges }: JudgeBook, name: string): boolean {
  const status = judges.get(name)?.standing.status;
  return status === "unmeasured" || status === "stale";
}

/** The same ruling, which says of an incomplete one what its judges have to do with it. */
export function explained(ruling: Ruling, why: Sentence | null, short: Sentence | null = null): Ruling {
  if (why === null) return ruling;
  const record = (given: RuleRecord): RuleRecord =>
    given.verdict === "incomplete" ? { ...given, reason: withWay(given.reason, why, short) } : given;
  if (ruling.kind === "ruled") return { kind: "ruled", record: record(ruling.record) };
  return { ...ruling, settle: (settled) => record(ruling.settle(settled)) };
}

/** A reason that is told in short stays so: why its judges do not count belongs to its figures. */
function withWay(reason: string, why: Sentence, short: Sentence | null): Sentence {
  return rulingWords("and-judges", { ...reasonParts(reason), why, instead: short });
}
