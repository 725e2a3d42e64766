import type { Tone } from "../../base/style.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { runSentence } from "../../report/words/meter-words.ts";
import { runLook } from "../../report/words/words.ts";
import type { ReportTarget } from "./report-target.ts";

/** A line for stderr. Raw text. */
export interface ToldLine {
  readonly text: string;
  readonly tone: Tone;
}

/** What the runner of CI reads, not a person. */
const FOR_THE_RUNNER: readonly ReportTarget["name"][] = ["job summary", "step outputs"];

/** What is said of reports that are written: the verdict where none of them went to stdout, and where each file is. */
export function toldReports(
  head: ReportHead,
  asked: readonly ReportTarget[],
  written: readonly ReportTarget[],
): ToldLine[] {
  const { mark, words, tone } = runLook(head);
  const isShown = asked.some(({ file }) => file === null);
  const verdict: ToldLine = {
    text: `${mark} ${words.toUpperCase()}  ${runSentence(head)} Exit ${head.exit_code}.`,
    tone,
  };
  const files = written.flatMap(({ name, file }): ToldLine[] => {
    return file === null || FOR_THE_RUNNER.includes(name)
      ? []
      : [{ text: `report  ${file}  (${name})`, tone: "quiet" }];
  });
  return [...(isShown ? [] : [verdict]), ...files];
}
