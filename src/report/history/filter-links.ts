import { formatCount } from "../../base/figures.ts";
import { escapeHtml } from "../html/pieces/escape.ts";

/** What a page without a script can be narrowed by. Texts are raw. */
export interface FilterLinks {
  readonly title: string;
  readonly choices: readonly { readonly words: string; readonly count: number; readonly value: string }[];
  readonly chosen: string;
  readonly address: (value: string) => string;
}

/** The choices as links with their counts; the one that is shown is marked as such. */
export function filterLinks({ title, choices, chosen, address }: FilterLinks): string {
  const links = choices.map(({ words, count, value }) => {
    const isShown = value === chosen ? ' aria-current="true"' : "";
    return `<a class="choice" href="${escapeHtml(address(value))}"${isShown}><bdi>${escapeHtml(words, 200)}</bdi> <strong>${formatCount(count)}</strong></a>`;
  });
  const name = escapeHtml(title);
  return `<p class="chips" role="group" aria-label="${name}"><span class="quiet small">${name}</span> ${links.join(" ")}</p>`;
}
