import { plural } from "../../base/figures.ts";
import type { RuleRecord } from "../../domain/formats/records.ts";
import { reasonParts, reasonWithFigures } from "../../domain/values/rule-reason.ts";
import type { DecidedTrials } from "../judges/hanging-trials.ts";
import type { JudgeBook } from "../judges/judge-book.ts";
import { unblockWords } from "../judges/judge-words.ts";
import type { Ruling } from "./ruling.ts";

/** Why what these judges say does not count for a rule, how much hangs on it, and the ways out; null where they are believed. */
export function waysOut(book: JudgeBook, names: ReadonlySet<string>, hanging: DecidedTrials): string | null {
  const doubted = [...names].filter((name) => !book.believed.has(name));
  if (doubted.length === 0) return null;
  const why = book.whyNot(doubted);
  const count = hanging.passed + hanging.failed;
  const words = `${plural(count, "trial")} ${count === 1 ? "hangs" : "hang"} on what ${doubted.join(" and ")} said, and `;
  const told = count === 0 ? "" : words;
  if (why !== null) {
    return `${told}${why}: label answers${labelWords(book, doubted)}, believe it with \`require: none\`, or report without a verdict with \`gate: none\``;
  }
  return `${told}the errors of ${doubted.join(" and ")} cannot be put right in this rule: ask for \`pass_rate\` or \`by_judge\`, believe it with \`require: none\`, or say \`gate: none\``;
}

/** " with `prompt-run label RUN --judge polite`": of a judge whose command is known; nothing else says which answers. */
function labelWords({ judges }: JudgeBook, doubted: readonly string[]): string {
  const commands = doubted.flatMap((name) => judges.get(name)?.labelCommand ?? []).map((command) => `\`${command}\``);
  return commands.length === 0 ? " with `prompt-run label`" : ` with ${commands.join(" and ")}`;
}

/** The same as the first sentence of a report has it: why, and the one thing that unblocks the gate; null where nothing hangs on them. */
export function shortWayOut(book: JudgeBook, names: ReadonlySet<string>, hanging: DecidedTrials): string | null {
  const doubted = [...names].filter((one) => !book.believed.has(one));
  const [name, ...others] = doubted;
  if (name === undefined || hanging.passed + hanging.failed === 0) return null;
  const judge = others.length > 0 ? undefined : book.judges.get(name);
  const unblock = judge === undefined ? null : unblockWords(judge);
  if (unblock !== null) return `the judge ${name} is unmeasured, so that what it said does not count: ${unblock}`;
  const why = book.whyNot(doubted);
  const who = doubted.join(" and ");
  if (why === null)
    return `the errors of ${who} cannot be put right in this rule: ask for \`pass_rate\` or \`by_judge\``;
  const said = others.length > 0 ? "they" : "it";
  const out = doubted.some((one) => needsLabels(book, one)) ? `: label answers${labelWords(book, doubted)}` : "";
  return `${book.whyNotInShort(doubted)}, so that what ${said} said does not count${out}`;
}

/** Would labels make it count? One that misses a floor with the labels that it has has to be mended itself. */
function needsLabels({ judges }: JudgeBook, name: string): boolean {
  const status = judges.get(name)?.standing.status;
  return status === "unmeasured" || status === "stale";
}

/** The same ruling, which says of an incomplete one what its judges have to do with it. */
export function explained(ruling: Ruling, why: string | null, short: string | null = null): Ruling {
  if (why === null) return ruling;
  const record = (given: RuleRecord): RuleRecord =>
    given.verdict === "incomplete" ? { ...given, reason: withWay(given.reason, why, short) } : given;
  if (ruling.kind === "ruled") return { kind: "ruled", record: record(ruling.record) };
  return { ...ruling, settle: (settled) => record(ruling.settle(settled)) };
}

/** A reason that is told in short stays so: why its judges do not count belongs to its figures. */
function withWay(reason: string, why: string, short: string | null): string {
  const { figures, ...told } = reasonParts(reason);
  const inShort = short ?? told.short;
  return inShort === null ? `${figures}; ${why}` : reasonWithFigures(inShort, `${figures}; ${why}`);
}
