import { judgeOption, labelsFile } from "../wording/judge-option.ts";
import type { Text } from "./phrases/text.ts";

/** People's labels of a judge's answers, and what the judge says of them. */
export const LABELS = {
  "bad-label.shape": ({ pointer, keyword }: { readonly pointer: string; readonly keyword: string }): Text => ({
    message: `this is no label (${pointer === "" ? "/" : pointer}: ${keyword})`,
    hint: "a label is one line of JSON as schemas/labels.schema.json says; `prompt-run label` writes them",
  }),
  "bad-label.no-json": (): Text => ({
    message: "this line is no JSON",
    hint: "remove it: the answer is shown again by `prompt-run label`",
  }),
  "bad-label.torn": (): Text => ({
    message: "the last line breaks off: it counts for nothing",
    hint: "remove it: the answer is shown again by `prompt-run label`",
  }),
  "bad-label.file": ({ why }: { readonly why: string }): Text => ({
    message: `the labels cannot be read: ${why}`,
    hint: "correct the judge's `labels`",
  }),
  "bad-label.judge": ({ judge, wanted }: { readonly judge: string; readonly wanted: string }): Text => ({
    message: `this label is of the judge \`${judge}\`, the file is of \`${wanted}\``,
    hint: "give each judge a file of its own",
  }),
  "bad-label.answer": ({ written, hash }: Record<"written" | "hash", string>): Text => ({
    message: `the texts of \`shown\` are not those of \`answer_hash: ${written}\`: theirs is ${hash}`,
    hint: "remove the line: a label is of what was shown; `prompt-run label` shows the answer again",
  }),
  "bad-label.half": ({ written, given, id }: Record<"written" | "given" | "id", string>): Text => ({
    message: `\`half: ${written}\` is not the half of the case \`${id}\`: the case falls into \`${given}\``,
    hint: `write \`"half": "${given}"\`, or remove the line and label the answer again`,
  }),
  "bad-label.drawn": ({ labelled, of }: Record<"labelled" | "of", number>): Text => ({
    message: `${labelled} answers cannot have been drawn of ${of}`,
    hint: "remove the line: `prompt-run label` shows the answer again",
  }),
  "contradictory-label": ({ by, first }: { readonly by: string; readonly first: number }): Text => ({
    message: `${by} says something else of this answer on line ${first}`,
    hint: "remove the line that is wrong",
  }),
  "contradictory-label.shown": ({ first }: { readonly first: number }): Text => ({
    message: `another answer has this \`answer_hash\` on line ${first}`,
    hint: "remove the line whose texts were changed: a label is of what was shown",
  }),
  "repeated-label": ({ by, first, differs }: RepeatedLabel): Text => ({
    message: `${by} has labelled this answer on line ${first}, with another ${differs.map((key) => `\`${key}\``).join(" and ")}: it counts once`,
    hint: "remove one of the two lines",
  }),
  "unmeasured-judge": ({ why, judge, file, waiting, isBare, isUnfit }: UnmeasuredJudge): Text => ({
    message: `${why}: what it says counts as undecided, so that a gate stays incomplete`,
    hint: `${isUnfit ? `\`prompt-run judges ${file} ${judgeOption(judge)}\` shows where it differs from people: better its texts by that` : `${isBare ? `add \`labels: ${labelsFile(judge)}\` to it, then ` : ""}${waiting > 0 ? `let it judge what is labelled: \`prompt-run judges ${file} ${judgeOption(judge)}\`` : `label answers with \`prompt-run label RUN ${judgeOption(judge)}\``}`}; or \`require: none\` believes it, \`gate: none\` asks for no verdict`,
  }),
  "judge-not-corrected": ({ judges, rule }: { readonly judges: string; readonly rule: Uncorrected }): Text => ({
    message: `${ruleText(rule)} cannot take the errors of ${judges} into account: it stays incomplete`,
    hint: `ask for ${isInEveryRate(rule) ? "" : "`pass_rate` or "}\`by_judge\`; or \`require: none\` believes the judge, \`gate: none\` asks for no verdict`,
  }),
  "judge-not-corrected.early": ({ judge, option }: { readonly judge: string; readonly option: string }): Text => ({
    message: `the errors of ${judge} are taken into account at the end, and ${option} stops before`,
    hint: `run without ${option}, or believe the judge with \`require: none\``,
  }),
  "unseen-label": ({
    run,
    judge,
    id,
  }: {
    readonly run: string;
    readonly judge: string;
    readonly id: string;
  }): Text => ({
    message: `the run ${run} has no such answer to the case \`${id}\` of which \`${judge}\` judged: the label was written or changed by hand`,
    hint: `remove the line, and label what the run has: \`prompt-run label ${run} ${judgeOption(judge)}\``,
  }),
  "unknown-label": ({ id }: { readonly id: string }): Text => ({
    message: `no case \`${id}\` is in the suite: what this label says counts as it did`,
    hint: "remove the label if the suite no longer asks such things",
  }),
};

interface RepeatedLabel {
  readonly by: string;
  /** The line of the label that counts. */
  readonly first: number;
  /** In which keys the two are unlike. */
  readonly differs: readonly string[];
}

interface UnmeasuredJudge {
  readonly why: string;
  readonly judge: string;
  /** Its suite's. */
  readonly file: string;
  /** Labels that wait for its verdicts. */
  readonly waiting: number;
  /** Does it say no file of labels yet? */
  readonly isBare: boolean;
  /** Is it measured, and found wanting? More labels do not help. */
  readonly isUnfit: boolean;
}

/** What the errors of judges cannot be taken out of: the gate that a suite has by default, a key, or a check that holds a judge. */
export type Uncorrected =
  | { readonly kind: "default gate" }
  | { readonly kind: "key"; readonly key: string }
  /** A rule that takes one judge's errors into account, where a trial hangs on several judged checks. */
  | { readonly kind: "several"; readonly key: string }
  | { readonly kind: "check"; readonly check: string };

/** A score, what other checks make of a verdict, and several judges stand in every rate of trials. */
function isInEveryRate(rule: Uncorrected): boolean {
  return rule.kind === "several" || rule.kind === "check" || (rule.kind === "key" && rule.key === "min_score");
}

function ruleText(rule: Uncorrected): string {
  switch (rule.kind) {
    case "default gate":
      return "the default gate, that every trial passes,";
    case "key":
      return `\`${rule.key}\``;
    case "several":
      return `\`${rule.key}\`, where a trial has several judged checks,`;
    case "check":
      return `a judge inside \`${rule.check}\``;
  }
}
