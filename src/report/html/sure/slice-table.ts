import type { SliceSummary } from "../../../domain/formats/records.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { passedOfRun } from "../../words/slice-trials.ts";
import { rateCell } from "../pieces/arms-table.ts";
import { escapeHtml } from "../pieces/escape.ts";
import { shortArmNames } from "../../words/arm-names.ts";
import { htmlTable } from "../pieces/table.ts";

const MAX_TAGS = 200;

/** Pass rates of the cases with a tag: a row a tag, a column an arm. */
export function sliceTable(suite: SuiteHead): string {
  const { arms, slices } = suite;
  if (slices.length === 0) return "";
  const byTag = new Map<string, Map<string, SliceSummary>>();
  for (const slice of slices) byTag.set(slice.tag, (byTag.get(slice.tag) ?? new Map()).set(slice.arm, slice));
  const ids = [...new Set([...arms.map(({ id }) => id), ...slices.map(({ arm }) => arm)])];
  const names = shortArmNames(ids.map((id) => ({ id })));
  const rows = [...byTag]
    .slice(0, MAX_TAGS)
    .map(([tag, cells]) => [`<bdi>${escapeHtml(tag)}</bdi>`, ...ids.map((id) => sliceCell(cells.get(id)))]);
  const left = byTag.size - rows.length;
  const more = left > 0 ? `<p>… and ${left} more tags</p>` : "";
  const head = ["tag", ...ids.map((id) => `<bdi>${escapeHtml(names.get(id) ?? id, 200)}</bdi>`)];
  return `<h4>Slices</h4>${htmlTable({ caption: "Slices by tag", head, rows })}${more}`;
}

function sliceCell(slice: SliceSummary | undefined): string {
  if (slice === undefined) return "–";
  const missing = slice.undecided + slice.errored;
  const beside = missing === 0 ? "" : ` <span class="unsure small">${missing} undecided or errored</span>`;
  return `${rateCell(slice.pass_rate)} <span class="quiet small">${passedOfRun(slice).replace("/", " of ")}</span>${beside}`;
}
