import { textWords } from "../../domain/diagnostics/text-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { LabelRecord } from "../../domain/formats/records.ts";
import { type LabelAgreement, labelAgreements } from "../../stats/judges/label-agreement.ts";
import { readLabels } from "../../store/labels/label-file.ts";

/** What a file of labels holds, and how far the people agree. */
export async function labelSummary(file: string, judge: string): Promise<string[]> {
  const { labels } = await readLabels(file, judge);
  const all = labels.map(({ label }) => label);
  const whole = all.filter(({ criterion }) => criterion === null);
  const criteria = [...new Set(all.flatMap(({ criterion }) => criterion ?? []))];
  return [
    ...(criteria.length > 0 && whole.length === 0 ? [] : [countText(whole)]),
    ...criteria.map((name) => `${name}: ${countText(all.filter(({ criterion }) => criterion === name))}`),
    ...agreementLines(all),
  ];
}

function countText(labels: readonly LabelRecord[]): Sentence {
  const count = (word: LabelRecord["label"]): number => labels.filter(({ label }) => label === word).length;
  const test = labels.filter(({ half }) => half === "test").length;
  const counts = { pass: count("pass"), fail: count("fail"), unsure: count("unsure"), test };
  return textWords("labels-counted", { labels: labels.length, ...counts });
}

/**
 * "ann and ben say the same of 45 of 50 answers (κ 0.78, 95% interval 0.55 to 0.92): no judge can be shown to agree better"; of each
 * criterion by itself.
 */
export function agreementLines(labels: readonly LabelRecord[]): string[] {
  const criteria = [...new Set(labels.map(({ criterion }) => criterion))];
  return criteria.flatMap((name) => {
    const own = labels.filter(({ criterion }) => criterion === name);
    return labelAgreements(own, 0).map((agreement) => `${name === null ? "" : `${name}: `}${agreementText(agreement)}`);
  });
}

function agreementText({ by: people, answers, same, kappa }: LabelAgreement): Sentence {
  return textWords("people-agree", { people, answers, same, kappa });
}
