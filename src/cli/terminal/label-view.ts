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

type Asked = Pick<LabelTask, "criterion" | "texts">;

/** What a person is asked of an answer, or of a criterion of it: what the judge is asked, with the case's variables in it. Raw text. */
export function questionText({ name, menu }: Judge, { criterion, texts: { rubric, meanings } }: Asked): string {
  const lines = [`${name}: ${(rubric ?? "").trim()}`.trim()];
  if (menu.kind === "verdicts" && menu.texts !== null) {
    lines.push(`  pass: ${meanings["pass"] ?? ""}`, `  fail: ${meanings["fail"] ?? ""}`);
  }
  if (menu.kind === "choices") {
    const names = Object.entries(menu.scores).map(([choice, score]) => `${choice} (${score})`);
    lines.push(`  pass: ${menu.passAt} or more of ${names.join(", ")}`);
  }
  if (menu.kind === "criteria" && criterion !== undefined) {
    lines.push(`  ${criterion}: ${meanings[criterion] ?? ""}`, "  pass: this holds, whatever else is wrong");
  }
  return lines.join("\n");
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
