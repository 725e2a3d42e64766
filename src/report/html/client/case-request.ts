import type { PromptInsight } from "../../../domain/insights.ts";
import { type CaseItem, trialsOf } from "./case-table.ts";
import { type Child, element, folded } from "./elements.ts";
import { textBlock } from "./text-block.ts";

const AS_WRITTEN =
  "Prompts are shown as written, before variables were filled in; messages as sent. Not stored: tools and attached files.";
const NOT_STORED =
  "Stored are the messages and variables of a request. Not stored: the system prompt, earlier messages of the prompt, tools and attached files.";

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
  return element(
    "section",
    { class: "request", "aria-labelledby": "request-title" },
    element("h3", { id: "request-title" }, told === null ? "Request" : "Request, the same for all arms"),
    message,
    vars,
    ...written,
    element("p", { class: "quiet small" }, written.length === 0 ? NOT_STORED : AS_WRITTEN),
  );
}

function variable([name, value]: readonly [string, string]): Child[] {
  return [element("h4", {}, name), textBlock(value, `Variable ${name}`)];
}

/** The prompts that the case's arms send, each with its arms when there are several. */
function promptParts(item: CaseItem, prompts: readonly PromptInsight[]): HTMLElement[] {
  const sent = prompts
    .map(({ arms, text }) => ({ arms: arms.filter((arm) => item.trialsByArm.has(arm)), text }))
    .filter(({ arms }) => arms.length > 0);
  return sent.map(({ arms, text }) => {
    const title = sent.length === 1 ? "Prompt" : `Prompt of ${arms.join(", ")}`;
    return folded(title, false, textBlock(text, title));
  });
}
