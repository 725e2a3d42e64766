import type { Reporter, ReporterOptions, SuiteHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { inert, safeLine } from "../../base/inert.ts";
import { createStyle } from "../../base/style.ts";
import type { Style } from "../../base/style.ts";
import { digestTrials } from "../words/trial-digest.ts";
import { armsSection } from "./arms-section.ts";
import { baselineSection } from "./baseline-section.ts";
import { comparisonsSection } from "./comparisons-section.ts";
import { closing } from "./closing.ts";
import { frontierSection } from "./frontier-section.ts";
import { gateSection } from "./gate-section.ts";
import { insightSections } from "./insights-section.ts";
import { NOTE_ANSWER_CHARS, notesSection } from "./notes-section.ts";
import { paragraph } from "./paragraph.ts";
import { slicesSection } from "./slices-section.ts";
import { replyNote, VERDICT_LOOKS, verdictWords } from "../words/words.ts";

const MIN_COLUMNS = 40;
const MAX_COLUMNS = 240;
const MAX_NOTES = 20;

/** For a person at a terminal: each suite's arms, slices, comparisons, gate and troubles, and last the verdict. */
export const table: Reporter = async function* (head, trials, options) {
  const style = createStyle(options.color);
  const width = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, options.columns));
  const note = replyNote(head.run.replies);
  if (note !== null)
    yield `${paragraph(note, width, "")
      .map((line) => style("unsure", line))
      .join("\n")}\n\n`;
  for (const [index, suite] of head.suites.entries()) {
    yield inert(await suiteText(suite, trials(index), { ...options, columns: width }));
  }
  yield inert(closing(head, width, style));
};

async function suiteText(
  suite: SuiteHead,
  trials: AsyncIterable<TrialRecord>,
  options: ReporterOptions,
): Promise<string> {
  const { columns: width } = options;
  const style = createStyle(options.color);
  const digest = await digestTrials(trials, { notes: MAX_NOTES, answerChars: NOTE_ANSWER_CHARS });
  const sections = [
    titleLine(suite, style),
    armsSection(suite.arms, width, style).join("\n"),
    ...insightSections(suite.insights, suite.arms, width, style),
    slicesSection(suite, width, style).join("\n"),
    comparisonsSection(suite.comparisons, width, style).join("\n"),
    frontierSection(suite.insights?.frontier, suite.arms, width, style).join("\n"),
    baselineSection(suite, width, style).join("\n"),
    gateSection(suite, width, style).join("\n"),
    ...notesSection(digest, width, style),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n\n`;
}

function titleLine(suite: SuiteHead, style: Style): string {
  const { mark, tone } = VERDICT_LOOKS[suite.verdict];
  const verdict = style(tone, `${mark} ${verdictWords(suite.verdict)}`);
  return `${style("strong", safeLine(suite.name))}  ${verdict}  ${style("quiet", safeLine(suite.file))}`;
}
