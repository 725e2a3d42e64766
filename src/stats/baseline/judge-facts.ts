import { insightWords } from "../../domain/diagnostics/insight-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { DifferenceFact } from "../../domain/insights.ts";
import type { JudgeIdentity } from "../../domain/formats/records.ts";
import { AD_HOC } from "../../domain/judge.ts";

/** A judge as one side of a comparison knows it. */
export type ComparedJudge = Pick<JudgeIdentity, "name" | "hash" | "model"> & Partial<Pick<JudgeIdentity, "parts">>;

/**
 * Judges that are not what they were, each by its name with what of it changed: the answers may be as good as ever. A side that
 * does not say which judges it asked has none to compare.
 */
export function judgeFacts(
  before: readonly ComparedJudge[] | undefined,
  after: readonly ComparedJudge[] | undefined,
): DifferenceFact[] {
  if (before === undefined || after === undefined) return [];
  const named = (judges: readonly ComparedJudge[]): readonly ComparedJudge[] =>
    judges.filter(({ name }) => name !== AD_HOC);
  const known = new Map(named(before).map((judge) => [judge.name, judge]));
  const changed = named(after).flatMap((judge) => {
    const old = known.get(judge.name);
    known.delete(judge.name);
    if (old === undefined) return [fact(insightWords("judge-new", { judge: judge.name }))];
    return old.hash === judge.hash ? [] : [fact(whatChanged(old, judge))];
  });
  const gone = [...known.keys()].map((name) => fact(insightWords("judge-gone", { judge: name })));
  return [...changed, ...gone, ...adHocFacts(before, after)];
}

function whatChanged(before: ComparedJudge, after: ComparedJudge): Sentence {
  const model = before.model === after.model ? null : { before: before.model, after: after.model };
  const [old, now] = [before.parts, after.parts];
  const isKept = old !== undefined && now !== undefined;
  const parts = isKept ? Object.keys({ ...old, ...now }).filter((part) => old[part] !== now[part]) : null;
  return insightWords("judge-changed", { judge: after.name, model, parts });
}

/** Judges of one check alone have no names: that one is another is all that can be said. */
function adHocFacts(before: readonly ComparedJudge[], after: readonly ComparedJudge[]): DifferenceFact[] {
  const hashes = (judges: readonly ComparedJudge[]): string =>
    judges
      .flatMap(({ name, hash }) => (name === AD_HOC ? [hash] : []))
      .sort()
      .join(" ");
  return hashes(before) === hashes(after) ? [] : [fact(insightWords("own-judge-changed"))];
}

function fact(sentence: Sentence): DifferenceFact {
  return { what: "judge", arm: null, sentence };
}
