import { preferenceSentences } from "../judged/preference-words.ts";
import { safeLine } from "../../base/inert.ts";
import type { Style } from "../../base/style.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import { sharedRates } from "../rows/shared-rates.ts";
import { doTagsDiffer, tagRates, tagRateText } from "../words/tag-rates.ts";
import { isCutShort } from "../words/words.ts";
import { armsSection } from "./arms-section.ts";
import { comparisonsSection } from "./comparisons-section.ts";
import { frontierSection } from "./frontier-section.ts";
import { gateSection } from "./gate-section.ts";
import { insightSections } from "./insights-section.ts";
import { paragraph } from "./paragraph.ts";
import { slicesSection } from "./slices-section.ts";

/** All that is known of a suite's figures, each section as one text. */
export function statisticsSections(suite: SuiteHead, width: number, style: Style): string[] {
  const { arms, insights, comparisons } = suite;
  return [
    armsSection(arms, width, style).join("\n"),
    ...insightSections(insights, arms, width, style),
    slicesSection(suite, width, style).join("\n"),
    comparisonsSection(comparisons, width, style).join("\n"),
    frontierSection(insights?.frontier, arms, width, style).join("\n"),
    gateSection(suite, width, style).join("\n"),
  ];
}

const MAX_TAGS = 4;
const MAX_RATES = 3;

interface TagLayout {
  readonly width: number;
  readonly style: Style;
  readonly isVerbose: boolean;
}

/** What judges are worth, the weakest tags on one line (where none differs from the rest, only at length), and what clean or empty sheets leave open. */
export function tagLines(suite: SuiteHead, { width, style, isVerbose }: TagLayout): string[] {
  const { insights, arms, gate } = suite;
  const rates = isVerbose || doTagsDiffer(suite) ? tagRates(suite) : [];
  const shown = rates.slice(0, MAX_TAGS).map(tagRateText);
  const more = rates.length - shown.length;
  const tags = shown.length === 0 ? [] : [`by tag: ${shown.join(", ")}${more > 0 ? ` … ${more} more` : ""}`];
  // What a part of the answers leaves open, nobody asks yet.
  const told = arms.length > MAX_RATES || isCutShort(suite) ? [] : sharedRates(suite).slice(0, MAX_RATES);
  const open = told.map(({ who, sentence }) => `${who === null ? "" : `${safeLine(who, 120)}: `}${safeLine(sentence)}`);
  const note = gate.note === null ? [] : [`the gate's note: ${safeLine(gate.note)}`];
  const judges = (insights?.judges ?? []).map((sentence) => safeLine(sentence, 600));
  const preferences = preferenceSentences(suite).map((sentence) => safeLine(sentence, 600));
  return [...judges, ...preferences, ...open, ...tags, ...note]
    .flatMap((text) => paragraph(text, width, ""))
    .map((line) => style("quiet", line));
}
