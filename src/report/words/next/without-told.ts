import type { NextStep } from "./go-on.ts";

/** A sentence without the commands that stand below it as what to do next: one command is told once. Raw text. */
export function withoutTold(sentence: string, steps: readonly Pick<NextStep, "command">[]): string {
  return steps.reduce((text, { command }) => {
    return [": ", " with "].reduce((left, before) => left.replaceAll(`${before}\`${command}\``, ""), text);
  }, sentence);
}
