import { FIGURES } from "./parts.ts";
import { formatPercent, plural } from "../../../../base/figures.ts";
import type { Sentence } from "../../wording/sentence.ts";

/** How far a judge can be trusted, and what would help. */
export const JUDGES = {
  "labels-wait": ({ count }: Count): string => `${count} of its labels wait for its verdicts`,
  "labels-stale": ({ count }: Count): string => `${count} of its labels are of other texts`,
  "few-labels": ({ right, wrong, wanted }: FewLabels): string =>
    `${right} right and ${wrong} wrong answers of the test half (about every second case) are labelled, at least ${wanted.right} and ${wanted.wrong} are asked for`,
  "floor-missed": ({ figure, value, floor }: MissedFloor): string =>
    `its ${figure} is ${formatPercent(value)}, at least ${formatPercent(floor)} is asked for`,
  "tells-nothing": (): string => "sensitivity and specificity add up to 1 or less: it tells nothing",
  "unknown-judge": ({ judge }: OfJudge): string => `nothing is known of the judge ${judge}`,
  "judge-stands": ({
    judge,
    status,
    why,
  }: OfJudge & { readonly status: string; readonly why: Sentence | null }): string =>
    `the judge ${judge} is ${status}${why === null ? "" : ` (${why})`}`,
  "judges-stand": ({ judges, statuses }: Judges & { readonly statuses: readonly string[] }): string => {
    const is = judges.length === 1 ? "is" : "are";
    return `the ${judges.length === 1 ? "judge" : "judges"} ${judges.join(" and ")} ${is} ${statuses.join(" or ")}`;
  },
  "label-answers": ({ labels, minutes, command }: Labels & { readonly command: string }): string =>
    `label about ${plural(labels, "answer")}, about ${plural(minutes, "minute")}: \`${command}\``,
  /** More than there are: labels alone do not help. */
  "label-beyond": ({ labels, answers }: Pick<Labels, "labels"> & { readonly answers: number }): string =>
    answers === 0
      ? `about ${plural(labels, "more labelled answer")} measure it, and here none is left to label: add cases, or label those of several runs`
      : `about ${plural(labels, "labelled answer")} measure it, and here ${answers === 1 ? "is" : "are"} ${answers}: add cases, or label those of several runs`,
  /** `perArm`: are the labels meant for each arm? `beyond`: more than there are answers to label; null: they are enough. */
  "more-labels": ({ labels, minutes, reach, perArm, beyond }: MoreLabels): string => {
    const more =
      beyond === null
        ? ""
        : `, more than the ${plural(beyond, "answer")} judged here: label those of several runs, or add cases`;
    return `${plural(labels, "more label")}${perArm ? " an arm" : ""}, about ${plural(minutes, "minute")}${perArm ? " each" : ""}, bring ± ${formatPercent(reach).replace(".0%", "")} points${more}`;
  },

  "trials-hang": ({ count, judges }: Count & Judges): string =>
    `${plural(count, "trial")} ${count === 1 ? "hangs" : "hang"} on what ${judges.join(" and ")} said`,
  /** `hang`: how much hangs on them; null: nothing. */
  "and-so": ({ hang, words }: { readonly hang: Sentence | null; readonly words: Sentence }): string =>
    hang === null ? words : `${hang}, and ${words}`,
  /** What an incomplete rule has said, in short (null: it has not) and at length; `instead`: what is said in short now. */
  "and-judges": ({ short, figures, why, instead }: Explained): string => {
    const inShort = instead ?? short;
    return inShort === null ? `${figures}; ${why}` : `${inShort}${FIGURES}${figures}; ${why}`;
  },
  "label-or-believe": ({ why, commands }: Commands & { readonly why: Sentence }): string =>
    `${why}: label answers${commandsText(commands)}, believe it with \`require: none\`, or report without a verdict with \`gate: none\``,
  /** `rules`: those that can put them right. `why`: labels are lacking, too. */
  "ask-otherwise": ({ judges, rules, why }: Judges & Otherwise & { readonly why: Sentence | null }): string =>
    `${notPutRight(judges, rules)}, believe it with \`require: none\`, or say \`gate: none\`${why === null ? "" : `; then label answers: ${why}`}`,
  "ask-otherwise.short": ({ judges, rules, label }: Judges & Otherwise & { readonly label: Sentence | null }): string =>
    `${notPutRight(judges, rules)}${label === null ? "" : `, then ${label}`}`,
  "does-not-count": ({ judge, label }: OfJudge & { readonly label: Sentence }): string =>
    `the judge ${judge} is unmeasured, so that what it said does not count: ${label}`,
  /** `commands`: null: labels would not help. */
  "do-not-count": ({ stand, judges, commands }: Judges & DoNotCount): string => {
    const out = commands === null ? "" : `: label answers${commandsText(commands)}`;
    return `${stand}, so that what ${judges.length > 1 ? "they" : "it"} said does not count${out}`;
  },
};

interface Count {
  readonly count: number;
}

interface OfJudge {
  readonly judge: string;
}

interface Judges {
  readonly judges: readonly string[];
}

interface Otherwise {
  readonly rules: string;
}

interface Commands {
  /** That label answers for them; none: the plain one is named. */
  readonly commands: readonly string[];
}

interface Explained {
  readonly short: string | null;
  readonly figures: string;
  readonly why: Sentence;
  readonly instead: Sentence | null;
}

interface DoNotCount {
  /** How the judges stand. */
  readonly stand: Sentence;
  readonly commands: readonly string[] | null;
}

interface FewLabels {
  readonly right: number;
  readonly wrong: number;
  readonly wanted: { readonly right: number; readonly wrong: number };
}

interface MissedFloor {
  readonly figure: "sensitivity" | "specificity";
  readonly value: number;
  readonly floor: number;
}

interface Labels {
  readonly labels: number;
  readonly minutes: number;
}

interface MoreLabels extends Labels {
  readonly reach: number;
  readonly perArm: boolean;
  readonly beyond: number | null;
}

function commandsText(commands: readonly string[]): string {
  if (commands.length === 0) return " with `prompt-run label`";
  return ` with ${commands.map((command) => `\`${command}\``).join(" and ")}`;
}

function notPutRight(judges: readonly string[], rules: string): string {
  return `the errors of ${judges.join(" and ")} cannot be put right in this rule: ask for ${rules}`;
}
