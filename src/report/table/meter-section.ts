import { formatCount, formatUsd } from "../../base/figures.ts";
import { inert, safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { MeteredModel, MeterReport } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { commandWords, errorWords, meterCostWords, meteredWords, meterEndWords } from "../words/meter-words.ts";
import { VERDICT_LOOKS } from "../words/words.ts";
import { drawGrid, type GridColumn } from "./grid.ts";
import { paragraph } from "./paragraph.ts";

/** The report of a meter for a terminal: models, then what it came to. */
export function meterTable(head: ReportHead, meter: MeterReport, width: number, style: Style): string {
  const { mark, tone } = VERDICT_LOOKS[head.verdict];
  const lines = [
    ...(meter.models.length === 0 ? [] : [drawGrid(modelColumns(meter.models), width, style), ""]),
    ...paragraph(safeLine(`${commandWords(meter)} · ${meteredWords(meter)}`), width, ""),
    ...head.run.warnings.flatMap(({ message }) =>
      paragraph(`warning: ${safeLine(message)}`, width, "").map((line) => style("unsure", line)),
    ),
    `${style(tone, `${mark} ${safeLine(meterEndWords(head))}`)} · ${meterCostWords(head)} · run ${safeLine(head.run.id)}`,
  ];
  return `${inert(lines.join("\n"))}\n`;
}

function modelColumns(models: readonly MeteredModel[]): readonly GridColumn[] {
  const column = (title: string, text: (model: MeteredModel) => string): GridColumn => {
    return { title, align: "right", cells: models.map((model) => ({ text: text(model) })) };
  };
  const hasReuse = models.some(({ reused }) => reused > 0);
  const hasErrors = models.some(({ errors }) => Object.keys(errors).length > 0);
  return [
    { title: "model", align: "left", cells: models.map(({ model }) => ({ text: safeLine(model, 60) })) },
    column("requests", ({ requests }) => formatCount(requests)),
    ...(hasReuse ? [column("reused", ({ reused }) => formatCount(reused))] : []),
    column("input", ({ input_tokens: tokens }) => formatCount(tokens)),
    column("output", ({ output_tokens: tokens }) => formatCount(tokens)),
    column("cache read", ({ cache_read_tokens: tokens }) => formatCount(tokens)),
    column("cost", ({ cost_usd: cost }) => formatUsd(cost)),
    ...(hasErrors
      ? [
          {
            title: "errors",
            align: "left" as const,
            cells: models.map((model) => ({ text: safeLine(errorWords(model), 200) })),
          },
        ]
      : []),
  ];
}
