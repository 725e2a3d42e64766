import { ownMember } from "../../base/own-member.ts";
import { canonicalJson } from "../../base/canonical-json.ts";
import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHashes } from "../../domain/formats/records.ts";
import { type ComparedJudge, judgeFacts } from "./judge-facts.ts";
import type { CaseChanges, NamedCases } from "./case-matcher.ts";

/** What is known of one side of a comparison. */
export interface ComparedSide {
  readonly tool_version: string;
  readonly price_table: string;
  readonly replies: string;
  /** Whose service answered; absent: not known. */
  readonly platform?: string;
  /** Null for a baseline file: it has its hashes case by case. */
  readonly hashes: SuiteHashes | null;
  readonly arms: readonly ComparedArm[];
  /** The judges that were asked; absent: not known. A JSON report keeps no parts of them. */
  readonly judges?: readonly ComparedJudge[];
}

export interface ComparedArm {
  readonly id: string;
  readonly model: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Null: not kept. */
  readonly prompt_text: string | null;
  /** Models as the API named them, sorted; null: not known. */
  readonly served: readonly string[] | null;
}

/** What attribution looks at. */
export interface AttributionInput {
  readonly baseline: ComparedSide;
  readonly candidate: ComparedSide;
  /** Null when both sides are arms of one run. */
  readonly changes: CaseChanges | null;
  /** Ids of the arms that are compared. */
  readonly pairs: readonly { readonly baseline: string; readonly candidate: string }[];
}

/**
 * What differs between the sides of a comparison, so that a red one is not a riddle: cases, checks, judges, prompts, settings,
 * models, then prices, version and kind of replies. Empty: nothing known differs, and what is left is chance or the model.
 */
export function attribute(input: AttributionInput): DifferenceFact[] {
  const { baseline, candidate, changes, pairs } = input;
  const arms = pairs.flatMap((pair) => {
    const before = baseline.arms.find(({ id }) => id === pair.baseline);
    const after = candidate.arms.find(({ id }) => id === pair.candidate);
    return before === undefined || after === undefined ? [] : armFacts(before, after);
  });
  return [
    ...(changes === null ? [] : caseFacts(changes, input)),
    ...judgeFacts(baseline.judges, candidate.judges),
    ...arms,
    ...promptHashFact(input, arms),
    ...platformFact(baseline, candidate),
    ...changed("price table", null, baseline.price_table, candidate.price_table),
    ...changed("tool version", null, baseline.tool_version, candidate.tool_version),
    ...changed("replies", null, baseline.replies, candidate.replies),
  ];
}

function platformFact({ platform: before }: ComparedSide, { platform: after }: ComparedSide): DifferenceFact[] {
  return before === undefined || after === undefined ? [] : changed("platform", null, before, after);
}

function caseFacts(changes: CaseChanges, { baseline, candidate }: AttributionInput): DifferenceFact[] {
  const fact = (what: "cases" | "checks", how: Differing, { total, first }: NamedCases): DifferenceFact[] => {
    if (total === 0) return [];
    const vars = how === "inputs" ? changes.vars : [];
    return [{ what, arm: null, sentence: insightWords("cases-differ", { how, total, first, vars }) }];
  };
  return [
    ...fact("cases", "inputs", changes.inputs),
    ...fact("checks", "checks", changes.checks),
    ...OF_CASES.flatMap((how) => fact("cases", how, changes[how])),
    ...unknownFacts(changes, baseline.hashes, candidate.hashes),
  ];
}

const OF_CASES = ["unmeasured", "undecided", "added", "removed", "skipped", "quarantined"] as const;
type Differing = "inputs" | "checks" | (typeof OF_CASES)[number];

/** Where a side does not say what each case asks, the suite's own hashes say at least whether anything changed. */
function unknownFacts(
  { unknown }: CaseChanges,
  before: SuiteHashes | null,
  after: SuiteHashes | null,
): DifferenceFact[] {
  if (unknown === 0) return [];
  const fact = (what: "cases" | "checks", sentence: Sentence): DifferenceFact => ({ what, arm: null, sentence });
  if (before === null || after === null) return [fact("cases", insightWords("cases-unsaid"))];
  return [
    ...(before.cases === after.cases ? [] : [fact("cases", insightWords("cases-changed"))]),
    ...(before.checks === after.checks ? [] : [fact("checks", insightWords("checks-changed"))]),
  ];
}

function armFacts(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  const arm = after.id;
  return [
    ...(before.id === arm ? [] : [{ what: "arm" as const, arm, sentence: heldAgainst(arm, before.id) }]),
    ...promptFact(before, after),
    ...changed("model", arm, before.model, after.model),
    ...settingFacts(before, after),
    ...servedFact(before, after),
  ];
}

function heldAgainst(arm: string, other: string): Sentence {
  return insightWords("arm-against", { arm, other });
}

function promptFact(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  if (before.prompt_text === null || after.prompt_text === null || before.prompt_text === after.prompt_text) return [];
  const sentence = insightWords("prompt-changed", { arm: after.id });
  return [{ what: "prompt", arm: after.id, sentence, before: before.prompt_text, after: after.prompt_text }];
}

/** JSON reports keep no prompt text, only a hash over all prompts of the suite. */
function promptHashFact({ baseline, candidate }: AttributionInput, arms: readonly DifferenceFact[]): DifferenceFact[] {
  const [before, after] = [baseline.hashes?.prompts, candidate.hashes?.prompts];
  if (before === undefined || after === undefined || before === after) return [];
  const isTold = arms.some(({ what }) => what === "prompt");
  const hasTexts = [...baseline.arms, ...candidate.arms].every(({ prompt_text: text }) => text !== null);
  if (isTold || hasTexts) return [];
  return [{ what: "prompt", arm: null, sentence: insightWords("prompts-changed") }];
}

function settingFacts(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  const keys = [...new Set([...Object.keys(before.settings), ...Object.keys(after.settings)])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [shown(ownMember(before.settings, key)), shown(ownMember(after.settings, key))];
    return old === now ? [] : [changedValue({ what: "settings", key, arm: after.id, before: old, after: now })];
  });
}

/** Null: it is not set. */
function shown(value: unknown): string | null {
  return value === undefined ? null : canonicalJson(value);
}

function servedFact(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  if (before.served === null || after.served === null) return [];
  // A side without answers does not show which model would have given them.
  if (before.served.length === 0 || after.served.length === 0) return [];
  return changed("served model", after.id, before.served.join(", "), after.served.join(", "));
}

type Changed = Parameters<typeof insightWords<"value-changed">>[1];

function changed(what: Changed["what"], arm: string | null, before: string, after: string): DifferenceFact[] {
  return before === after ? [] : [changedValue({ what, key: null, arm, before, after })];
}

function changedValue(value: Changed): DifferenceFact {
  return { what: value.what, arm: value.arm, sentence: insightWords("value-changed", value) };
}
