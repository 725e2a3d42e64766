import { reportWords } from "../../domain/diagnostics/report-words.ts";
import type { Reporter, ReporterOptions, ReportHead, SuiteHead } from "../../domain/reporter.ts";
import { inert, safeLine } from "../../base/inert.ts";
import { createStyle } from "../../base/style.ts";
import type { Style } from "../../base/style.ts";
import { shortArmNames } from "../words/arm-names.ts";
import { digestFailures, type FailureDigest } from "../failures/failure-digest.ts";
import { firstFailureOf } from "../failures/first-failure.ts";
import { worstFirst } from "../words/news.ts";
import type { FirstFailure } from "../words/next/next-steps.ts";
import { changesSection } from "./changes-section.ts";
import { closing } from "./closing.ts";
import { failuresSection } from "./failures-section.ts";
import { sequentialLines } from "./gate-section.ts";
import { meterTable } from "./meter-section.ts";
import { paragraph } from "./paragraph.ts";
import { statisticsSections, tagLines } from "./statistics-section.ts";
import { suitesSection } from "./suites-section.ts";
import { hyperlink } from "../words/hyperlink.ts";
import { withLabels } from "../failures/with-labels.ts";
import { regressedCases } from "../failures/regressed-cases.ts";
import { replyNote, suiteLook } from "../words/words.ts";

const MIN_COLUMNS = 40;
const MAX_COLUMNS = 240;
const CASES_OF_A_CHECK = { short: 8, long: 40 } as const;
const ANSWER_CHARS = { short: 400, long: 1_200 } as const;

/**
 * For a person at a terminal: all suites and arms in one table, what changed, what failed by check and case, and last a block with
 * the verdict, its reasons, the worst first, and what to do next. The statistics come with `verbose`.
 */
export const table: Reporter = async function* (head, trials, options) {
  const style = createStyle(options.color);
  const width = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, options.columns));
  const layout: Layout = { width, style, options };
  const note = replyNote(head.run.replies);
  if (note !== null)
    yield `${paragraph(note, width, "")
      .map((line) => style("unsure", line))
      .join("\n")}\n\n`;
  if (head.meter !== undefined) return yield meterTable(head, head.meter, width, style);
  if (head.suites.length > 0) yield `${inert(suitesSection(head, width, style).join("\n"))}\n\n`;
  const depth = options.verbose === true ? "long" : "short";
  let firstFailure: FirstFailure | null = null;
  const aside: string[] = [];
  for (const suite of worstFirst(head)) {
    const digest = await digestFailures(trials(head.suites.indexOf(suite)), {
      cases: CASES_OF_A_CHECK[depth],
      answerChars: ANSWER_CHARS[depth],
      isRegressed: regressedCases(suite),
    });
    firstFailure ??= firstFailureOf(digest, suite);
    // Where others are red, a suite that is not says no more than how much of it failed.
    if (suite.verdict === "pass" && head.verdict !== "pass" && options.verbose !== true)
      aside.push(...asideWords(suite, digest));
    else {
      const text = suiteText(suite, digest, head, layout);
      if (text !== "") yield inert(`${text}\n\n`);
    }
  }
  if (aside.length > 0) yield inert(`${asideLines(aside, layout).join("\n")}\n\n`);
  yield inert(closing(head, { width, style, firstFailure, options }));
};

interface Layout {
  readonly width: number;
  readonly style: Style;
  readonly options: ReporterOptions;
}

function suiteText(
  suite: SuiteHead,
  digest: FailureDigest,
  head: ReportHead,
  { width, style, options }: Layout,
): string {
  const names = shortArmNames(suite.arms);
  const nameOf = suite.arms.length < 2 ? null : (arm: string): string => names.get(arm) ?? safeLine(arm, 120);
  const place = (file: string, line: number): string => {
    return hyperlink(`${safeLine(file)}:${line}`, options.linkTo?.(file) ?? null);
  };
  const { verbose: isVerbose = false } = options;
  const sections = [
    changesSection(suite, width, style).join("\n"),
    tagLines(suite, { width, style, isVerbose }).join("\n"),
    ...failuresSection(digest, { width, style, isVerbose, nameOf, place }),
    ...(isVerbose ? [] : [sequentialLines(suite, width).join("\n")]),
    ...(isVerbose ? statisticsSections(withLabels(suite, digest.labels), width, style) : []),
  ].filter((section) => section !== "");
  if (sections.length === 0) return "";
  const { mark, tone } = suiteLook(suite);
  const title = head.suites.length === 1 ? [] : [style(tone, `${mark} ${safeLine(suite.name)}`)];
  return [...title, sections.join("\n\n")].join("\n");
}

/** "translation 5": how many trials failed that the suite's gate allows. */
function asideWords({ name }: SuiteHead, { failed }: FailureDigest): string[] {
  return failed.trials === 0 ? [] : [`${safeLine(name, 60)} ${failed.trials}`];
}

function asideLines(suites: readonly string[], { width, style }: Layout): string[] {
  return paragraph(reportWords("failed-beside", { suites }), width, "").map((line) => style("quiet", line));
}
