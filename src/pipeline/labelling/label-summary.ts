import { formatNumber, formatPercent, plural } from "../../base/figures.ts";
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

function countText(labels: readonly LabelRecord[]): string {
  const count = (word: LabelRecord["label"]): number => labels.filter(({ label }) => label === word).length;
  const halves = labels.filter(({ half }) => half === "test").length;
  return `${plural(labels.length, "label")}: ${count("pass")} pass, ${count("fail")} fail, ${count("unsure")} unsure; ${halves} of them in the test half, which figures are made of`;
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

function agreementText({ by, answers, same, kappa }: LabelAgreement): string {
  const figures =
    kappa === null
      ? ""
      : ` (κ ${formatNumber(kappa.value)}, 95% interval ${formatNumber(kappa.low)} to ${formatNumber(kappa.high)})`;
  return `${by.join(" and ")} say the same of ${same} of ${plural(answers, "answer")}, ${formatPercent(same / answers)}${figures}: no judge can be shown to agree better than people do`;
}
