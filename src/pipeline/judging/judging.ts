import { canonicalJson } from "../../base/canonical-json.ts";
import { mentionsOf } from "../../base/template-words.ts";
import { type Judge, meaningTexts } from "../../domain/judge.ts";
import type { JudgedCheck, JudgedMaterial, JudgeQuestion, JudgeTexts, Judging } from "../../domain/judging.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { judgementOf } from "../../judges/judgement.ts";
import { asText, judgeQuestions, shownTo } from "../../judges/question.ts";
import { gather, holdsTemplate, type Rendered, renderText } from "../../plan/templates/rendering.ts";

/** A judge's texts with a case's variables in them. */
interface RenderedTexts {
  readonly texts: JudgeTexts;
  readonly isOfCase: boolean;
  /** The values of the case that they name, by name. */
  readonly read: Readonly<Record<string, string>>;
}

/** Asks judges and understands them, for checks that know them by their hashes. */
export interface SuiteJudging extends Judging {
  /** What is wrong with a judge's texts when a case's variables are put in. */
  problems(check: JudgedCheck): Promise<readonly Diagnostic[]>;
  judge(hash: string): Judge | null;
}

export function createJudging(judges: readonly Judge[], facts: Pick<ModelFacts, "canCache">): SuiteJudging {
  const byHash = new Map(judges.map((judge) => [judge.hash, judge]));
  const known = new WeakMap<JudgedMaterial, Map<string, Promise<readonly JudgeQuestion[]>>>();
  return {
    knows: (hash) => byHash.has(hash),
    judge: (hash) => byHash.get(hash) ?? null,
    async problems(check) {
      const judge = byHash.get(check.judge);
      const rendered = judge === undefined ? null : await renderedTexts(judge, check);
      return rendered === null || rendered.ok ? [] : rendered.problems;
    },
    questions(check, material) {
      const ofMaterial = known.get(material) ?? new Map<string, Promise<readonly JudgeQuestion[]>>();
      known.set(material, ofMaterial);
      const key = canonicalJson([check.judge, check.name, check.reference]);
      const questions = ofMaterial.get(key) ?? questionsOf(judgeOf(byHash, check.judge), check, material, facts);
      ofMaterial.set(key, questions);
      return questions;
    },
    verdict: ({ name }, questions, replies) => judgementOf(name, questions, replies),
  };
}

function judgeOf(byHash: ReadonlyMap<string, Judge>, hash: string): Judge {
  const judge = byHash.get(hash);
  if (judge === undefined) throw new Error("a judge that was known is not");
  return judge;
}

async function questionsOf(
  judge: Judge,
  check: JudgedCheck,
  material: JudgedMaterial,
  { canCache }: Pick<ModelFacts, "canCache">,
): Promise<readonly JudgeQuestion[]> {
  const rendered = await renderedTexts(judge, check);
  if (!rendered.ok) throw new Error(`a judge's text that was fine is not: ${rendered.problems[0]?.message ?? ""}`);
  const { rubric } = judge;
  const isRead = rubric !== null && rubric.isTemplate && mentionsOf(rubric.text).mentions("reference");
  const shown = shownTo(judge, material, { value: check.reference, isRead });
  const { read, ...texts } = rendered.value;
  return judgeQuestions({ name: check.name, judge, ...texts, read, shown, canCache });
}

/** A judge's texts with the variables of a case, or what is wrong with them. */
export async function renderedTexts(
  judge: Judge,
  { reference, vars }: Pick<JudgedCheck, "reference" | "vars">,
): Promise<Rendered<RenderedTexts>> {
  const scope: JsonObject = { ...vars, ...(reference === null ? {} : { reference }) };
  const { menu, rubric } = judge;
  const meant = Object.entries(meaningTexts(menu));
  const whole = rubric === null ? null : await renderText(rubric, scope);
  const meanings = gather(
    await Promise.all(
      meant.map(async ([name, source]): Promise<Rendered<readonly [string, string]>> => {
        const text = await renderText(source, scope);
        return text.ok ? { ok: true, value: [name, text.value] } : text;
      }),
    ),
  );
  if (whole?.ok === false || !meanings.ok) {
    return {
      ok: false,
      problems: [...(whole?.ok === false ? whole.problems : []), ...(meanings.ok ? [] : meanings.problems)],
    };
  }
  const all = [...(rubric === null ? [] : [rubric]), ...meant.map(([, source]) => source)];
  const templates = all.filter(({ text, isTemplate }) => isTemplate && holdsTemplate(text)).map(({ text }) => text);
  const texts = { rubric: whole?.value ?? null, meanings: Object.fromEntries(meanings.value) };
  return { ok: true, value: { texts, isOfCase: templates.length > 0, read: readOf(templates, scope) } };
}

function readOf(templates: readonly string[], scope: JsonObject): Record<string, string> {
  const { mentions } = mentionsOf(templates);
  const read = Object.entries(scope).filter(([name]) => templates.length > 0 && mentions(name));
  return Object.fromEntries(read.map(([name, value]) => [name, asText(value)]));
}
