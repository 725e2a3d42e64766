import { formatCount, formatUsd } from "../../base/figures.ts";
import type { MeterReport } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { commandWords, errorWords, meterCostWords, meteredWords, meterEndWords } from "../words/meter-words.ts";
import { replyNote, runLook } from "../words/words.ts";
import { markdownSentence, markdownText } from "./escape.ts";

/** The report of a meter for a pull request's comment. */
export function meterDocument(head: ReportHead, meter: MeterReport): string {
  const note = replyNote(head.run.replies);
  const rows = meter.models.map((model) =>
    [
      markdownText(model.model),
      formatCount(model.requests),
      formatCount(model.reused),
      formatCount(model.input_tokens),
      formatCount(model.output_tokens),
      formatUsd(model.cost_usd),
      markdownText(errorWords(model)),
    ].join(" | "),
  );
  const heading = ["model | sent | reused | input | output | cost | errors", "--- | --: | --: | --: | --: | --: | ---"];
  const lines = [
    `## ${runLook(head).mark} Meter: ${markdownText(commandWords(meter))}`,
    ...(note === null ? [] : [markdownText(note)]),
    `${markdownText(meterEndWords(head))} · ${markdownText(meteredWords(meter))} · ${markdownText(meterCostWords(head))}`,
    ...head.run.warnings.map(({ message }) => `warning: ${markdownSentence(message)}`),
    ...(rows.length === 0 ? [] : [[...heading, ...rows].map((row) => `| ${row} |`).join("\n")]),
  ];
  return `${lines.join("\n\n")}\n`;
}
