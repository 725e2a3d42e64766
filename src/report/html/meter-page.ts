import { formatCount, formatUsd } from "../../base/figures.ts";
import type { MeteredModel, MeterReport } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";
import { commandWords, errorWords, meterCostWords, meteredWords, meterEndWords } from "../words/meter-words.ts";
import { replyNote, runLook } from "../words/words.ts";
import type { PagePlace } from "./page.ts";
import { documentEnd, documentStart } from "./pieces/document.ts";
import { escapeHtml } from "./pieces/escape.ts";
import { htmlTable } from "./pieces/table.ts";

/** The page of a meter's run: it has no cases, and needs no script. */
export function meterPage(head: ReportHead, meter: MeterReport, place: PagePlace | null): string {
  const { mark, tone } = runLook(head);
  const note = replyNote(head.run.replies);
  const paragraphs = [
    ...(note === null ? [] : [`<span class="unsure">${escapeHtml(note)}</span>`]),
    `<span class="${tone}">${mark} ${escapeHtml(meterEndWords(head))}</span> · ${escapeHtml(meterCostWords(head))}`,
    escapeHtml(meteredWords(meter)),
    ...head.run.warnings.map(({ message }) => `<span class="unsure">warning: ${escapeHtml(message)}</span>`),
    `<span class="quiet">run ${escapeHtml(head.run.id)}, ${escapeHtml(head.run.started_at)}</span>`,
  ];
  const body = `${place?.above ?? ""}<main>
<h1>Meter: <code>${escapeHtml(commandWords(meter))}</code></h1>
${paragraphs.map((text) => `<p>${text}</p>`).join("\n")}
${meter.models.length === 0 ? "" : modelsTable(meter.models)}
</main>`;
  const policy = place === null ? {} : { policy: place.policy };
  return documentStart({ title: `meter: ${commandWords(meter)}`, body, script: null, ...policy }) + documentEnd(null);
}

function modelsTable(models: readonly MeteredModel[]): string {
  const head = ["model", "sent", "answered", "reused", "input", "output", "cache read", "cost", "errors"];
  const rows = models.map((model) => [
    model.model,
    formatCount(model.requests),
    formatCount(model.answered),
    formatCount(model.reused),
    formatCount(model.input_tokens),
    formatCount(model.output_tokens),
    formatCount(model.cache_read_tokens),
    formatUsd(model.cost_usd),
    errorWords(model),
  ]);
  return htmlTable({
    caption: "Calls by model",
    head,
    rows: rows.map((row) => row.map((text) => escapeHtml(text, 200))),
    endsInWords: true,
  });
}
