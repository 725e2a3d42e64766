import { pageWords } from "../../../../domain/diagnostics/page-words.ts";
import type { PromptInsight } from "../../../../domain/insights.ts";
import { type CaseItem, trialsOf } from "../cases/case-table.ts";
import { type Child, element, folded } from "../dom/elements.ts";
import { textBlock } from "../texts/text-block.ts";

/** The first message, when all arms were sent the same; else null. */
export function sharedMessage(item: CaseItem): string | null {
  const sent = new Set(trialsOf(item, "").flatMap(({ turns }) => turns.slice(0, 1).map(({ user }) => user)));
  const [only = null] = sent;
  return sent.size === 1 ? only : null;
}

/** What was asked: the message that is `told` for all arms, the case's variables, and the prompts of its arms. */
export function requestPart(item: CaseItem, prompts: readonly PromptInsight[], told: string | null): HTMLElement {
  const [first] = trialsOf(item, "");
  const pairs = Object.entries(first?.vars ?? {}).map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value, null, 2)] as const,
  );
  const vars = pairs.length === 0 ? null : folded("Variables", false, ...pairs.flatMap(variable));
  const message = told === null ? null : textBlock(told, "Message");
  const written = promptParts(item, prompts);
  const note = pageWords(written.length === 0 ? "messages-stored" : "prompts-as-written");
  return element(
    "section",
    { class: "request", "aria-labelledby": "request-title" },
    element("h3", { id: "request-title" }, "Input"),
    message,
    element("div", { class: "folds" }, vars, ...written, folded("What is not here", false, element("p", {}, note))),
  );
}

function variable([name, value]: readonly [string, string]): Child[] {
  return [element("h4", { class: "role" }, name), textBlock(value, `Variable ${name}`)];
}

/** The prompts that the case's arms send, each with its arms when there are several. */
function promptParts(item: CaseItem, prompts: readonly PromptInsight[]): HTMLElement[] {
  const sent = prompts
    .map(({ arms, text }) => ({ arms: arms.filter((arm) => item.trialsByArm.has(arm)), text }))
    .filter(({ arms }) => arms.length > 0);
  const names = sent.map(({ arms }) => promptNames(arms));
  // A name that stands for one prompt says as much as all the arms that send it.
  const isNamed = new Set(names.flat()).size === names.flat().length;
  return sent.map(({ arms, text }, index) => {
    const whose = isNamed ? (names[index]?.join(", ") ?? "") : `of ${arms.join(", ")}`;
    const title = sent.length === 1 ? "Prompt" : `Prompt ${whose}`;
    return folded(title, false, textBlock(text, title));
  });
}

/** The prompts' names, which stand behind the last slash of the arms'. */
function promptNames(arms: readonly string[]): string[] {
  return [...new Set(arms.map((arm) => arm.slice(arm.lastIndexOf("/") + 1)))];
}
