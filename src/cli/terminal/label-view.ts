import type { Judge } from "../../domain/judge.ts";
import { SEEN } from "../../domain/judging.ts";
import type { LabelProgress, LabelTask } from "../../pipeline/labelling/label-session.ts";

const TITLES: Readonly<Record<string, string>> = {
  system: "system prompt",
  turns: "conversation before",
  input: "question",
  reference: "reference",
  tools: "tool calls",
  output: "answer",
};

/** What a person is asked of an answer: what the judge is asked, in the words of the suite. Raw text. */
export function questionText({ name, rubric, menu }: Judge): string {
  const lines = [`${name}: ${rubric === null ? "" : rubric.text.trim()}`.trim()];
  if (menu.kind === "verdicts" && menu.texts !== null) {
    lines.push(`  pass: ${menu.texts.pass.text}`, `  fail: ${menu.texts.fail.text}`);
  }
  if (menu.kind === "choices") {
    const names = Object.entries(menu.scores).map(([choice, score]) => `${choice} (${score})`);
    lines.push(`  pass: ${menu.passAt} or more of ${names.join(", ")}`);
  }
  if (menu.kind === "criteria") {
    lines.push(...Object.entries(menu.texts).map(([criterion, { text }]) => `  ${criterion}: ${text}`));
    lines.push(`  pass: ${combineText(menu.combine)}`);
  }
  return lines.join("\n");
}

function combineText(combine: Extract<Judge["menu"], { kind: "criteria" }>["combine"]): string {
  if (combine.kind === "at_least") return `at least ${combine.count} of them hold`;
  if (combine.kind === "mean") return `a share of at least ${combine.passAt} of them holds`;
  return combine.kind === "all" ? "all of them hold" : "any of them holds";
}

/** An answer as it is shown to be labelled: neither arm nor verdict. Raw text. */
export function taskText(question: string, { shown }: LabelTask, { done, of }: LabelProgress): string {
  const parts = SEEN.flatMap((part) => {
    const text = shown[part];
    return text === undefined ? [] : [`── ${TITLES[part] ?? part} ──`, text];
  });
  return [`\n${done + 1} of ${of}`, question, ...parts].join("\n");
}

export const KEYS_LINE = "[p] pass  [f] fail  [u] unsure  [s] skip  [n] note, then Enter  [b] back  [q] quit";

/** What is shown of a task, as pairs of a title and a text. Raw text. */
export function partsOf({ shown }: LabelTask): readonly (readonly [title: string, text: string])[] {
  return SEEN.flatMap((part) => {
    const text = shown[part];
    return text === undefined ? [] : [[TITLES[part] ?? part, text] as const];
  });
}
