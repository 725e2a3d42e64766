import { pageWords } from "../../../../domain/diagnostics/page-words.ts";
import { plural } from "../../../../base/figures.ts";
import { quotedParts } from "../../../judged/quoted-parts.ts";
import { wordDiff } from "../../../words/word-diff.ts";
import { button, element, nodes } from "../dom/elements.ts";
import { jsonView, prettyJson } from "./json-view.ts";
import { looksLikeMarkdown } from "./markdown-blocks.ts";
import { markdownView } from "./markdown-view.ts";
import { textParts } from "./text-parts.ts";

/** More of a text is laid out only when it is asked for. */
const LONG_CHARS = 20_000;
const DIFF_TAGS = { removed: "del", added: "ins" } as const;

/** How answers are shown. */
export interface AnswerLooks {
  /** JSON laid out and Markdown set, where a text is such; else as it was sent. */
  readonly isRendered: boolean;
  /** The text whose differences are marked; null for none. */
  readonly against: string | null;
  /** What judges quote of it, marked where it is shown as it was sent. Absent: nothing. */
  readonly evidence?: readonly string[];
}

/** Can this text be shown as more than its characters? */
export function isRenderable(text: string): boolean {
  return text.length <= LONG_CHARS && (prettyJson(text) !== null || looksLikeMarkdown(text));
}

/** An answer: compared, rendered, or as it is. */
export function answerBlock(
  text: string,
  label: string,
  { isRendered, against, evidence = [] }: AnswerLooks,
): HTMLElement {
  const isMarked = against === null && quotedParts(text, evidence).some(({ isQuoted }) => isQuoted);
  if (isMarked) return textBlock(text, label, null, evidence);
  if (against !== null || !isRendered || text.length > LONG_CHARS) return textBlock(text, label, against);
  const json = prettyJson(text);
  if (json !== null) return element("div", { class: "text" }, jsonView(json, label));
  return looksLikeMarkdown(text)
    ? element("div", { class: "text" }, markdownView(text, label))
    : textBlock(text, label);
}

/**
 * A text as it is, or, when `against` is one, with the words marked in which it differs. Texts too long or too different
 * for that say so. `label` names the block for a screen reader.
 */
export function textBlock(
  text: string,
  label: string,
  against: string | null = null,
  evidence: readonly string[] = [],
): HTMLElement {
  const block = element("pre", { tabindex: 0, role: "group", dir: "auto", class: "prose" });
  block.setAttribute("aria-label", label);
  const box = element("div", { class: "text" }, block);
  if (text === "") {
    block.replaceChildren(element("span", { class: "quiet" }, "(empty)"));
    return box;
  }
  const isLong = text.length > LONG_CHARS || (against !== null && against.length > LONG_CHARS);
  if (against === null || isLong) fill(block, text.slice(0, LONG_CHARS), evidence);
  else if (!fillWithDiff(block, against, text)) box.append(note(pageWords("diff-too-different")));
  if (against !== null && isLong) box.append(note(pageWords("diff-too-long")));
  if (text.length > LONG_CHARS) {
    const more = button(`Show all ${plural(text.length, "character")}`, {}, () => {
      fill(block, text, evidence);
      more.remove();
    });
    box.append(more);
  }
  return box;
}

function fill(block: HTMLElement, text: string, evidence: readonly string[] = []): void {
  const parts = quotedParts(text, evidence).flatMap(({ text: run, isQuoted }) =>
    textParts(run).map((part) => (isQuoted ? element("mark", {}, part) : element("span", { class: "part" }, part))),
  );
  block.replaceChildren(...parts);
}

/** Marks the words that differ; false, with the text as it is, when too many do. */
function fillWithDiff(block: HTMLElement, against: string, text: string): boolean {
  const parts = wordDiff(against, text);
  if (parts === null) {
    fill(block, text);
    return false;
  }
  const marked = parts.map(({ kind, text: run }) => (kind === "same" ? run : element(DIFF_TAGS[kind], {}, run)));
  block.replaceChildren(...nodes(marked));
  return true;
}

function note(text: string): HTMLElement {
  return element("p", { class: "quiet small" }, text);
}
