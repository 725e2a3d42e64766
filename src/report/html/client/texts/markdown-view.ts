import { type Child, element } from "../dom/elements.ts";
import { type Block, markdownBlocks } from "./markdown-blocks.ts";
import { type Inline, markdownInlines } from "./markdown-inlines.ts";

/**
 * Markdown of a model as elements: made one by one with text in them, so that whatever it says of HTML, scripts, images or
 * links stays text. `label` names the block for a screen reader.
 */
export function markdownView(text: string, label: string): HTMLElement {
  const view = element("div", { class: "rendered", tabindex: 0, role: "group", dir: "auto", "aria-label": label });
  view.append(...markdownBlocks(text).map(blockElement));
  return view;
}

function blockElement(block: Block): HTMLElement {
  switch (block.kind) {
    case "heading":
      // Headings of an answer are none of the page's.
      return element("p", { class: `heading level-${block.level}` }, ...inlineNodes(block.text));
    case "paragraph":
      return element("p", {}, ...inlineNodes(block.text));
    case "code":
      return element("pre", {}, element("code", {}, block.text));
    case "quote":
      return element("blockquote", {}, ...block.blocks.map(blockElement));
    case "list":
      return listElement(block.start, block.items);
    case "table":
      return tableElement(block.head, block.rows);
    case "rule":
      return element("hr");
  }
}

function listElement(start: number | null, items: readonly (readonly Block[])[]): HTMLElement {
  const list = items.map((blocks) => {
    const [only] = blocks;
    const isShort = blocks.length === 1 && only?.kind === "paragraph";
    return element("li", {}, ...(isShort ? inlineNodes(only.text) : blocks.map(blockElement)));
  });
  return start === null ? element("ul", {}, ...list) : element("ol", { start }, ...list);
}

function tableElement(head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const titles = head.map((cell) => element("th", { scope: "col" }, ...inlineNodes(cell)));
  const lines = rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, ...inlineNodes(cell)))));
  return element("table", {}, element("thead", {}, element("tr", {}, ...titles)), element("tbody", {}, ...lines));
}

function inlineNodes(text: string): Child[] {
  return markdownInlines(text).map(inlineNode);
}

function inlineNode(inline: Inline): Child {
  if (inline.kind === "text") return inline.text;
  if (inline.kind === "code") return element("code", {}, inline.text);
  const parts = inline.parts.map(inlineNode);
  if (inline.kind === "link") {
    return element("span", { class: "link" }, ...parts, element("span", { class: "quiet" }, ` (${inline.url})`));
  }
  return element(inline.kind, {}, ...parts);
}
