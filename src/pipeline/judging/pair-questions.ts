import type { MaybePromise } from "../../base/maybe-promise.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Judge } from "../../domain/judge.ts";
import type { CandidatePlace, PairMaterial } from "../../domain/preference.ts";
import { shownPair } from "../../domain/preference.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { PairOrder } from "../../judges/pair-judgement.ts";
import { judgeQuestions } from "../../judges/question.ts";
import { renderedTexts } from "./judging.ts";

const PLACES: readonly CandidatePlace[] = ["second", "first"];

/** What a judge is asked of two answers: in both orders, since the place of an answer sways judges. */
export async function pairQuestions(
  judge: Judge,
  material: PairMaterial,
  { vars, canCache }: { readonly vars: JsonObject } & Pick<ModelFacts, "canCache">,
): Promise<readonly PairOrder[]> {
  const rendered = await renderedTexts(judge, { reference: null, vars });
  if (!rendered.ok) throw new Error(`a judge's text that was fine is not: ${rendered.problems[0]?.message ?? ""}`);
  const asked = { name: judge.name, judge, ...rendered.value, canCache };
  return PLACES.map((place) => ({ place, questions: judgeQuestions({ ...asked, shown: shownPair(material, place) }) }));
}

/** What is wrong with the texts of a judge of pairs when a case's variables are put in. */
export function pairProblems(judge: Judge | null, vars: JsonObject): MaybePromise<readonly Diagnostic[]> {
  if (judge === null) return [];
  return renderedTexts(judge, { reference: null, vars }).then((texts) => (texts.ok ? [] : texts.problems));
}
