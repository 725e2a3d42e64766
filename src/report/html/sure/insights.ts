import type { RepeatInsights } from "../../../domain/insights.ts";
import type { SuiteHead } from "../../../domain/reporter.ts";
import { cacheSentence } from "../../words/cache-words.ts";
import { sharedRates } from "../../rows/shared-rates.ts";
import { flakyRate, flakyTitle, repeatLegend, repeatFigures } from "../../words/repeat-words.ts";
import { caseAddress, escapeHtml, sentenceHtml } from "../pieces/escape.ts";
import { htmlTable } from "../pieces/table.ts";

const MAX_FLAKY = 100;

/** What judges are worth, and what clean or empty sheets leave open. */
export function rateNotes(suite: SuiteHead): string {
  const notes = sharedRates(suite).map(({ who, sentence }) => {
    return `<li>${who === null ? "" : `<bdi>${escapeHtml(who)}</bdi>: `}${sentenceHtml(sentence)}</li>`;
  });
  const judges = (suite.insights?.judges ?? []).map((sentence) => `<li>${sentenceHtml(sentence)}</li>`);
  const all = [...judges, ...notes];
  return all.length === 0 ? "" : `<ul class="open">${all.join("\n")}</ul>`;
}

/** What the prompt cache did for each arm. */
export function cacheNotes({ insights }: SuiteHead): string {
  const notes = (insights?.cache ?? []).map(
    (one) => `<li><code>${escapeHtml(one.arm)}</code> ${escapeHtml(cacheSentence(one))}</li>`,
  );
  return notes.length === 0 ? "" : `<ul class="open">${notes.join("\n")}</ul>`;
}

/** What repeated trials tell. */
export function repeatSection({ insights, name }: SuiteHead): string {
  const repeats = insights?.repeats;
  return repeats === undefined ? "" : repeatTable(repeats) + flakyList(repeats, name);
}

function repeatTable(repeats: RepeatInsights): string {
  const { titles, rows } = repeatFigures(repeats);
  const table = htmlTable({
    caption: "Repeated trials",
    head: ["arm", ...titles.map((title) => escapeHtml(title))],
    rows: rows.map(({ arm, cells }) => [`<bdi>${escapeHtml(arm)}</bdi>`, ...cells.map((cell) => escapeHtml(cell))]),
  });
  return `<h4>Repeated trials</h4>${table}<p class="quiet small">${escapeHtml(repeatLegend())}</p>`;
}

function flakyList(repeats: RepeatInsights, suite: string): string {
  if (repeats.flaky_total === 0) return "";
  const shown = repeats.flaky.slice(0, MAX_FLAKY);
  const items = shown.map((one) => {
    const address = caseAddress({ suite, case: one.case, arm: one.arm });
    return `<li><a href="${address}"><bdi>${escapeHtml(one.case, 200)}</bdi></a> <code>${escapeHtml(one.arm)}</code> ${escapeHtml(flakyRate(one))}</li>`;
  });
  const left = repeats.flaky_total - shown.length;
  const more = left > 0 ? `<li>… and ${left} more</li>` : "";
  return `<details><summary>${escapeHtml(flakyTitle(repeats))}</summary><ul>${items.join("\n")}${more}</ul></details>`;
}
