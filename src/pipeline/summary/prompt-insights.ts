import type { PromptInsight } from "../../domain/insights.ts";
import type { Arm } from "../../domain/suite.ts";
import { armText } from "../../plan/requests/arm-text.ts";

/** Each prompt as written, once, with the arms that send it. */
export function promptInsights(arms: readonly Arm[]): PromptInsight[] {
  const byText = new Map<string, string[]>();
  for (const arm of arms) {
    const text = armText(arm);
    byText.set(text, [...(byText.get(text) ?? []), arm.id]);
  }
  return [...byText].filter(([text]) => text !== "").map(([text, ids]) => ({ arms: ids, text }));
}
