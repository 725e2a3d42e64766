import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { displayWidth, padToWidth } from "../../base/display-width.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import { plural } from "../../base/figures.ts";
import type { ReportHead, ReporterOptions } from "../../domain/reporter.ts";
import type { WarningRecord } from "../../domain/formats/records.ts";
import { changeWords } from "../words/change-words.ts";
import type { NextStep } from "../words/next/go-on.ts";
import { nextSteps, type FirstFailure } from "../words/next/next-steps.ts";
import { withoutTold } from "../words/next/without-told.ts";
import { type NewsItem, newsOf, newsSentence, scoreSentences, toldNews } from "../words/news.ts";
import { requestCounts, spent, trialCounts } from "../words/run-words.ts";
import { exitMeaning, runLook } from "../words/words.ts";
import { paragraph, segments } from "./paragraph.ts";

const MAX_WARNINGS = 10;
const MAX_NEWS = 8;
/** Between a command and what it does. */
const GAP = 3;

/** What the end of a report is made of beside its head. */
export interface ClosingFacts {
  readonly width: number;
  readonly style: Style;
  /** The case to look at first; null when nothing failed. */
  readonly firstFailure: FirstFailure | null;
  readonly options: Pick<ReporterOptions, "store" | "verbose" | "warningsTold">;
}

/**
 * The end of the report, which does not scroll away: warnings, then the verdict with every suite that did not pass, the worst
 * first; what was counted and spent; what to do next.
 */
export function closing(head: ReportHead, facts: ClosingFacts): string {
  const { width, style, options } = facts;
  const { mark, tone, words } = runLook(head);
  const verdict = `${mark} ${words.toUpperCase()}`;
  const indent = "  ";
  const steps = nextSteps(head, facts.firstFailure, options);
  const [first = "", ...others] = newsLines(head).map((line) => withoutTold(line, steps));
  const counts = [
    trialCounts(head.totals),
    ...spent(head).split(" · "),
    `exit ${head.exit_code}: ${exitMeaning(head)}`,
  ];
  const lines = [
    ...warningLines(options.warningsTold === true ? notYetTold(head) : head.run.warnings, width, style),
    ...(head.insights?.notes ?? [])
      .flatMap((note) => paragraph(`! ${safeLine(note, 900)}`, width, ""))
      .map((line) => style("unsure", line)),
    ...((head.insights?.notes ?? []).length > 0 ? [""] : []),
    ...paragraph(`${verdict}  ${first}`, width, "").map((line) => style(tone, line)),
    ...others.flatMap((line) => paragraph(line, width, indent)).map((line) => style(tone, line)),
    ...segments(counts, width, indent),
    ...requestLines(head, facts),
    ...stepLines(steps, facts),
  ];
  return `${lines.join("\n")}\n`;
}

/** Commands to type next, what each does beside it where there is room, all at one height. */
function stepLines(told: readonly NextStep[], { width, style }: ClosingFacts): string[] {
  const steps = told.map(({ command, what, first }) => {
    return {
      text: `  ${command}`,
      what,
      before: first === null ? [] : paragraph(reportWords("first-then", { first }), width, "  "),
    };
  });
  const fits = steps.filter(({ text, what }) => displayWidth(text) + displayWidth(what) + GAP <= width);
  const column = Math.max(0, ...fits.map(({ text }) => displayWidth(text))) + GAP;
  return steps.flatMap((step) => {
    const { text, what, before } = step;
    if (!fits.includes(step)) return [...before, text];
    // A long command would push the words of the others off the line.
    const at = column + displayWidth(what) <= width ? column : displayWidth(text) + GAP;
    return [...before, `${padToWidth(text, at)}${style("quiet", what)}`];
  });
}

/** "Worse than …", a line a suite; what changed where something is worse. Safe to show. */
function newsLines(head: ReportHead): string[] {
  const news = toldNews(newsOf(head));
  const summary = scoreSentences(head);
  if (news.length === 0) return summary;
  const told = news.slice(0, MAX_NEWS).flatMap(({ items, sentence }) => {
    return items.length === 1 ? itemLines(items[0]) : [safeLine(sentence, 900)];
  });
  const others = news.slice(MAX_NEWS).flatMap(({ items }) => items.map(({ suite }) => safeLine(suite.name)));
  const isAlone = head.suites.length === 1;
  return [
    ...told,
    ...(others.length === 0 ? [] : [reportWords("also-not-passed", { suites: others })]),
    ...(isAlone ? [] : summary),
  ];
}

const MAX_REASONS = 3;

/** One reason behind the suite's name, several below it. Safe to show. */
function itemLines(item: NewsItem): string[] {
  const changed = item.isWorse ? changeWords(item.suite) : null;
  const last = changed === null ? "" : ` ${changed}`;
  if (item.reasons.length < 2) return [safeLine(`${newsSentence(item)}${last}`, 900)];
  const more = item.reasons.length - MAX_REASONS;
  return [
    safeLine(`${newsSentence({ ...item, reasons: [] })}${last}`, 300),
    ...item.reasons.slice(0, MAX_REASONS).map((reason) => safeLine(`- ${reason}`, 900)),
    ...(more > 0 ? [`- ${plural(more, "more rule")}: -v`] : []),
  ];
}

/** Retries, limits and uncertain money are told where there are some; plain counts of requests only at length. */
function requestLines({ totals }: ReportHead, { width, style, options }: ClosingFacts): string[] {
  const isNews =
    totals.retries > 0 ||
    totals.rate_limited > 0 ||
    (totals.uncertain_cost_usd ?? 1) > 0 ||
    (totals.saved_usd ?? 0) > 0;
  if (!isNews && options.verbose !== true) return [];
  return paragraph(requestCounts(totals), width, "  ").map((line) => style("quiet", line));
}

/** Warnings that name no line: of what was asked for, and of what happened. */
function notYetTold({ run }: ReportHead): WarningRecord[] {
  return run.warnings.filter(({ line }) => line === null);
}

function warningLines(warnings: readonly WarningRecord[], width: number, style: Style): string[] {
  if (warnings.length === 0) return [];
  const lines = warnings.slice(0, MAX_WARNINGS).flatMap((warning) => {
    const line = warning.line === null ? "" : `:${warning.line}`;
    const place = warning.file === null ? "" : `${safeLine(warning.file)}${line}: `;
    return paragraph(`${place}warning: ${safeLine(warning.message, 600)}`, width, "");
  });
  const more = warnings.length - MAX_WARNINGS;
  const rest = more > 0 ? [style("quiet", `… and ${more} more warnings`)] : [];
  return [...lines.map((line) => style("unsure", line)), ...rest, ""];
}
