import { plural } from "../../base/figures.ts";
import type { RuleRecord } from "../../domain/formats/records.ts";
import { reasonWithFigures } from "../../domain/values/rule-reason.ts";
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

/** The same in short, where labels of one judge are all that is missing: what unblocks the gate; else null. */
export function shortWayOut(book: JudgeBook, names: ReadonlySet<string>, hanging: DecidedTrials): string | null {
  const [name, ...others] = [...names].filter((one) => !book.believed.has(one));
  const judge = name === undefined || others.length > 0 ? undefined : book.judges.get(name);
  const unblock = judge === undefined ? null : unblockWords(judge);
  if (unblock === null || judge === undefined || hanging.passed + hanging.failed === 0) return null;
  return `the judge ${judge.name} is unmeasured, so that what it said does not count: ${unblock}`;
}

/** The same ruling, which says of an incomplete one what its judges have to do with it. */
export function explained(ruling: Ruling, why: string | null, short: string | null = null): Ruling {
  if (why === null) return ruling;
  const record = (given: RuleRecord): RuleRecord =>
    given.verdict === "incomplete" ? { ...given, reason: shortened(`${given.reason}; ${why}`, short) } : given;
  if (ruling.kind === "ruled") return { kind: "ruled", record: record(ruling.record) };
  return { ...ruling, settle: (settled) => record(ruling.settle(settled)) };
}

function shortened(reason: string, short: string | null): string {
  return short === null ? reason : reasonWithFigures(short, reason);
}
