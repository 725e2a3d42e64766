import { copyButton } from "./dom/copy.ts";

/** What has to be filled in first is nothing to paste. */
const PLACEHOLDER = /(?:^|[\s=])(?:RUN|FILE|DIR|NAME|USD|SUITE)(?:\s|$)/;

/** Brings the first change of each text that is cut to a few lines into sight. */
export function showChanges(part: ParentNode): void {
  for (const text of part.querySelectorAll("pre")) {
    const change = text.querySelector<HTMLElement>("del, ins");
    if (change !== null) text.scrollTop = change.offsetTop - text.offsetTop - text.clientHeight / 3;
  }
}

/** Gives each command that a part of the page offers a button that copies it. */
export function addCopyButtons(part: ParentNode): void {
  for (const code of part.querySelectorAll("code")) {
    const command = code.textContent;
    if (!command.startsWith("prompt-run ") || PLACEHOLDER.test(command)) continue;
    const copy = copyButton("Copy command", () => command);
    const step = code.closest(".next");
    if (step === null) code.after(" ", copy);
    else step.append(" ", copy);
  }
}
