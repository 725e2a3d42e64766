import { ownMember } from "../../base/own-member.ts";
import { canonicalJson } from "../../base/canonical-json.ts";
import { plural } from "../../base/figures.ts";
import type { DifferenceFact } from "../../domain/insights.ts";
import type { SuiteHashes } from "../../domain/formats/records.ts";
import { type ComparedJudge, judgeFacts } from "./judge-facts.ts";
import { changedVariables } from "./change-words.ts";
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
  const fact = (what: "cases" | "checks", { total, first }: NamedCases, words: string, vars = ""): DifferenceFact[] => {
    if (total === 0) return [];
    const more = total > first.length ? ` and ${total - first.length} more` : "";
    return [{ what, arm: null, sentence: `${plural(total, "case")} ${words}: ${first.join(", ")}${more}${vars}` }];
  };
  return [
    ...fact("cases", changes.inputs, "with other inputs, not compared", changedVariables(changes)),
    ...fact("checks", changes.checks, "with other checks, not compared"),
    ...fact("cases", changes.unmeasured, "without a verdict on the baseline's side, not compared"),
    ...fact("cases", changes.undecided, "without a verdict on the candidate's side, not compared"),
    ...fact("cases", changes.added, "only on the candidate's side"),
    ...fact("cases", changes.removed, "only on the baseline's side"),
    ...fact("cases", changes.skipped, "of the baseline skipped now"),
    ...fact("cases", changes.quarantined, "of the baseline quarantined now, in no comparison"),
    ...unknownFacts(changes, baseline.hashes, candidate.hashes),
  ];
}

/** Where a side does not say what each case asks, the suite's own hashes say at least whether anything changed. */
function unknownFacts(
  { unknown }: CaseChanges,
  before: SuiteHashes | null,
  after: SuiteHashes | null,
): DifferenceFact[] {
  if (unknown === 0) return [];
  const compared = "cases are compared by id";
  if (before === null || after === null) {
    return [{ what: "cases", arm: null, sentence: `one side does not say what its cases ask: ${compared}` }];
  }
  const facts: DifferenceFact[] = [];
  if (before.cases !== after.cases)
    facts.push({ what: "cases", arm: null, sentence: `the cases changed, which ones is not kept: ${compared}` });
  if (before.checks !== after.checks)
    facts.push({ what: "checks", arm: null, sentence: `the checks changed, of which cases is not kept: ${compared}` });
  return facts;
}

function armFacts(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  const arm = after.id;
  return [
    ...(before.id === arm ? [] : [{ what: "arm" as const, arm, sentence: `${arm} is held against ${before.id}` }]),
    ...promptFact(before, after),
    ...changed("model", arm, before.model, after.model),
    ...settingFacts(before, after),
    ...servedFact(before, after),
  ];
}

function promptFact(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  if (before.prompt_text === null || after.prompt_text === null || before.prompt_text === after.prompt_text) return [];
  const sentence = `the prompt of ${after.id} changed`;
  return [{ what: "prompt", arm: after.id, sentence, before: before.prompt_text, after: after.prompt_text }];
}

/** JSON reports keep no prompt text, only a hash over all prompts of the suite. */
function promptHashFact({ baseline, candidate }: AttributionInput, arms: readonly DifferenceFact[]): DifferenceFact[] {
  const [before, after] = [baseline.hashes?.prompts, candidate.hashes?.prompts];
  if (before === undefined || after === undefined || before === after) return [];
  const isTold = arms.some(({ what }) => what === "prompt");
  const hasTexts = [...baseline.arms, ...candidate.arms].every(({ prompt_text: text }) => text !== null);
  if (isTold || hasTexts) return [];
  return [{ what: "prompt", arm: null, sentence: "the prompts of the suite changed; their texts are not kept" }];
}

function settingFacts(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  const keys = [...new Set([...Object.keys(before.settings), ...Object.keys(after.settings)])].sort();
  return keys.flatMap((key) =>
    changed(
      `setting ${key}`,
      after.id,
      shown(ownMember(before.settings, key)),
      shown(ownMember(after.settings, key)),
    ).map((fact) => ({
      ...fact,
      what: "settings" as const,
    })),
  );
}

function shown(value: unknown): string {
  return value === undefined ? "none" : canonicalJson(value);
}

function servedFact(before: ComparedArm, after: ComparedArm): DifferenceFact[] {
  if (before.served === null || after.served === null) return [];
  // Of a side that has no answer it is not known which model would have given it.
  if (before.served.length === 0 || after.served.length === 0) return [];
  return changed("served model", after.id, before.served.join(", "), after.served.join(", "));
}

function changed(what: string, arm: string | null, before: string, after: string): DifferenceFact[] {
  if (before === after) return [];
  const whose = arm === null ? "" : ` of ${arm}`;
  return [{ what: kindOf(what), arm, sentence: `${what}${whose}: ${before} → ${after}` }];
}

function kindOf(what: string): DifferenceFact["what"] {
  const kinds: readonly DifferenceFact["what"][] = [
    "model",
    "served model",
    "platform",
    "price table",
    "tool version",
    "replies",
  ];
  return kinds.find((kind) => kind === what) ?? "settings";
}
