import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import type { WarningRecord } from "../../domain/formats/records.ts";
import { requestCounts, spent, trialCounts } from "../words/run-words.ts";
import { exitMeaning, VERDICT_LOOKS, verdictSentence, verdictWords } from "../words/words.ts";
import { paragraph } from "./paragraph.ts";

const MAX_WARNINGS = 10;

/** The end of the report: warnings, what else to know, what was counted, and one line with verdict, exit, cost, time and tokens. */
export function closing(head: ReportHead, width: number, style: Style): string {
  const { mark, tone } = VERDICT_LOOKS[head.verdict];
  const verdict = `${mark} ${verdictWords(head.verdict).toUpperCase()} · exit ${head.exit_code}: ${exitMeaning(head)}`;
  const lines = [
    ...warningLines(head.run.warnings, width, style),
    ...(head.insights?.notes ?? [])
      .flatMap((note) => paragraph(`! ${safeLine(note, 600)}`, width, ""))
      .map((line) => style("unsure", line)),
    ...paragraph(safeLine(verdictSentence(head), 900), width, ""),
    ...paragraph(trialCounts(head.totals), width, ""),
    ...paragraph(requestCounts(head.totals), width, ""),
    ...paragraph(`${verdict} · ${spent(head)}`, width, "").map((line) => style(tone, line)),
  ];
  return `${lines.join("\n")}\n`;
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
