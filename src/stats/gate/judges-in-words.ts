import { plural } from "../../base/figures.ts";
import type { RuleRecord } from "../../domain/formats/records.ts";
import type { DecidedTrials } from "../judges/hanging-trials.ts";
import type { JudgeBook } from "../judges/judge-book.ts";
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
    return `${told}${why}: label answers with \`prompt-run label\`, believe it with \`require: none\`, or report without a verdict with \`gate: none\``;
  }
  return `${told}the errors of ${doubted.join(" and ")} cannot be put right in this rule: ask for \`pass_rate\` or \`by_judge\`, believe it with \`require: none\`, or say \`gate: none\``;
}

/** The same ruling, which says of an incomplete one what its judges have to do with it. */
export function explained(ruling: Ruling, why: string | null): Ruling {
  if (why === null) return ruling;
  const record = (given: RuleRecord): RuleRecord =>
    given.verdict === "incomplete" ? { ...given, reason: `${given.reason}; ${why}` } : given;
  if (ruling.kind === "ruled") return { kind: "ruled", record: record(ruling.record) };
  return { ...ruling, settle: (settled) => record(ruling.settle(settled)) };
}
