import { pageWords } from "../../../../domain/diagnostics/page-words.ts";
import { byId, button } from "./elements.ts";

const SHOWN_MS = 2_500;
let hiding: ReturnType<typeof setTimeout> | undefined;

/** A button that puts a text on the clipboard and says so. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  return button(label, { class: "small-button" }, () => void copyText(text(), label.replace(/^Copy /, "")));
}

/** Puts a text on the clipboard; a reader is told that it is there, or that it could not be done. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(`Copied: ${what}`);
  } catch {
    tell(copiedByHand(text) ? `Copied: ${what}` : pageWords("copy-refused"));
  }
}

/** The old way, for places where the clipboard is not to be had. */
function copiedByHand(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  const box = document.querySelector("dialog[open]") ?? document.body;
  const before = document.activeElement;
  box.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}

/** Says something for a moment, to the ear as well. */
export function tell(words: string): void {
  const toast = byId("told", HTMLElement);
  toast.textContent = words;
  clearTimeout(hiding);
  hiding = setTimeout(() => (toast.textContent = ""), SHOWN_MS);
}
