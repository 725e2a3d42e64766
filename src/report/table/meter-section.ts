import { formatCount, formatUsd } from "../../base/figures.ts";
import { inert, safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { MeteredModel, MeterReport } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { commandWords, errorWords, meterCostWords, meteredWords, meterEndWords } from "../words/meter-words.ts";
import { runLook } from "../words/words.ts";
import { drawGrid, type GridColumn } from "./grid.ts";
import { paragraph, segments } from "./paragraph.ts";

/** The report of a meter for a terminal: models, then what it came to. */
export function meterTable(head: ReportHead, meter: MeterReport, width: number, style: Style): string {
  const lines = [
    ...(meter.models.length === 0 ? [] : [drawGrid(modelColumns(meter.models), width, style), ""]),
    ...paragraph(safeLine(`${commandWords(meter)} · ${meteredWords(meter)}`), width, ""),
    ...head.run.warnings.flatMap(({ message }) =>
      paragraph(`warning: ${safeLine(message)}`, width, "").map((line) => style("unsure", line)),
    ),
    ...closingLines(head, width, style),
  ];
  return `${inert(lines.join("\n"))}\n`;
}

function closingLines(head: ReportHead, width: number, style: Style): string[] {
  const { mark, tone } = runLook(head);
  const end = `${mark} ${safeLine(meterEndWords(head))}`;
  const [first = "", ...others] = segments([end, meterCostWords(head), `run ${safeLine(head.run.id)}`], width, "");
  const shown = first.startsWith(end) ? style(tone, end) + first.slice(end.length) : style(tone, first);
  return [shown, ...others];
}

function modelColumns(models: readonly MeteredModel[]): readonly GridColumn[] {
  const column = (title: string, text: (model: MeteredModel) => string): GridColumn => {
    return { title, align: "right", cells: models.map((model) => ({ text: text(model) })) };
  };
  const hasReuse = models.some(({ reused }) => reused > 0);
  const hasErrors = models.some(({ errors }) => Object.keys(errors).length > 0);
  return [
    { title: "model", align: "left", cells: models.map(({ model }) => ({ text: safeLine(model, 60) })) },
    column("sent", ({ requests }) => formatCount(requests)),
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
