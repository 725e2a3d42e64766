import { plural } from "../../../../base/figures.ts";
import { didYouMean, type Text } from "../phrases/text.ts";

const SEE_CASES = "see the ids and tags with `prompt-run plan SUITE --cases`";

/** Cases, messages, content blocks and tool results. */
export const CASES = {
  "bad-case.include": ({ key }: { readonly key: string }): Text => ({
    message: `\`${key}\` does not go with \`include\`, which splices a list of cases`,
    hint: "write it in the file",
  }),
  "bad-case.file": ({ key }: { readonly key: string }): Text => ({
    message: `\`${key}\` goes with \`file:\``,
    hint: "remove it, or name a file",
  }),
  "include-circle": (): Text => ({ message: "this file includes itself", hint: "break the circle" }),
  /** `limit`: how many items of files that others name a suite may take in. */
  "include-too-large": ({ limit }: { readonly limit: number }): Text => ({
    message: `with this file the suite takes in more than ${limit.toLocaleString("en")} cases, checks and lists from other files`,
    hint: "name each file once: files that name the same ones double at every level; many cases go into a data file (`file:`)",
  }),
  "include-too-large.deep": ({ limit }: { readonly limit: number }): Text => ({
    message: `more than ${limit} files stand inside each other here`,
    hint: "name the files beside each other, in one list",
  }),
  "wrong-type.cases": (): Text => ({
    message: "an included file is a list of cases",
    hint: "begin each case with `- `",
  }),
  "two-forms.rows": (): Text => ({
    message: "a case entry has `file` or `matrix`, not both",
    hint: "make it two entries",
  }),
  /** `size`: how many cases, in words; `limit`: how many a suite may have, in digits. */
  "matrix-too-large": ({ size, limit }: { readonly size: string | null; readonly limit: string }): Text => ({
    message: `the matrix makes ${size === null ? "more cases than can be counted" : `${size} cases`}; the limit of a suite is ${limit}`,
    hint: "shorten its lists, or write the combinations that matter into a data file (`file:`)",
  }),
  "unknown-trial": ({ trial, trials }: { readonly trial: number; readonly trials: number }): Text => ({
    message: `there is no trial ${trial}: the case has ${plural(trials, "trial")}`,
    hint: `name one from 1 to ${trials}, or give it more: --trials ${trial} --trial ${trial}`,
  }),
  "duplicate-id": ({ id }: { readonly id: string }): Text => ({
    message: `two cases have the id \`${id}\``,
    hint: "give each case its own id",
  }),
  "more-problems": ({ count, isError }: { readonly count: number; readonly isError: boolean }): Text => ({
    message: `the cases of this suite show ${plural(count, `more ${isError ? "error" : "warning"}`)} than are told here`,
    hint: "mend these first",
  }),
  "duplicate-id.many": (): Text => ({
    message: "two or more cases beyond the first 100,000 have the same id",
    hint: "give each case its own id",
  }),
  /** `here`, `there`: code points that the one has and the other has not. */
  "alike-ids": ({ id, other, here, there }: AlikeIds): Text => {
    const odd = [...pointsIn("this one has", here), ...pointsIn("the other has", there)];
    const blanks = odd.length === 0 ? "they differ in blanks" : odd.join(", ");
    return {
      message: `the id ${JSON.stringify(id)} looks like ${JSON.stringify(other)} of another case, and is another id: ${blanks}`,
      hint: "give them ids that a reader can tell apart: baselines and --case go by the id",
    };
  },
  "equal-inputs": ({ groups }: { readonly groups: number }): Text => ({
    message: `${groups === 1 ? "some cases without ids have" : `${groups} groups of cases without ids have`} equal inputs; they are numbered -2, -3, …`,
    hint: "give them ids, or use `trials`",
  }),
  "equal-inputs.asked-again": ({ questions }: { readonly questions: number }): Text => ({
    message: `${questions === 1 ? "a question is" : `${questions} questions are`} asked by several cases, and the gate takes each case for evidence of its own: their answers fail together`,
    hint: "keep one of them with `trials`, or give those that ask the same one `cluster`",
  }),
  "all-left-out": (): Text => ({
    message: "every case is skipped or quarantined",
    hint: "run at least one of them; a suite in which nothing counts cannot fail",
  }),
  "no-cases.yielded": (): Text => ({ message: "the suite yields no cases", hint: "add a case" }),
  "nothing-selected": (): Text => ({
    message: "no case matches --case and --tag",
    hint: SEE_CASES,
  }),
  "nothing-selected.suite": (): Text => ({
    message: "no case of this suite matches --case and --tag: it is left out",
    hint: SEE_CASES,
  }),
  "nothing-selected.option": ({ value, of, nearest }: NothingSelected): Text => ({
    message: of === "tags" ? `no case has the tag \`${value}\`` : `no case has the id \`${value}\`, or one like it`,
    hint: didYouMean(nearest) ?? SEE_CASES,
  }),
  "bad-message.role": (): Text => ({
    message: "a message has one role: `user`, `assistant` or `system`",
    hint: "write one message an item: `- { user: … }`",
  }),
  "bad-message.extra": ({ key, role }: { readonly key: string; readonly role: string }): Text => ({
    message: `\`${key}\` goes with a \`system\` message, not with one of the \`${role}\``,
    hint: "remove it",
  }),
  "unknown-block": (): Text => ({
    message:
      "a content block is one of { text }, { file }, { image: { file } }, { document: { file } }, { search_results }",
    hint: "or an API block with its `type`",
  }),
  "bad-tool-result": (): Text => ({ message: "a tool result has `text` or `content`", hint: "write one of the two" }),
};

interface NothingSelected {
  readonly value: string;
  readonly of: "ids" | "tags";
  readonly nearest: string | null;
}

interface AlikeIds {
  readonly id: string;
  readonly other: string;
  readonly here: readonly string[];
  readonly there: readonly string[];
}

function pointsIn(start: string, codePoints: readonly string[]): string[] {
  return codePoints.length === 0 ? [] : [`${start} ${codePoints.join(", ")}`];
}
