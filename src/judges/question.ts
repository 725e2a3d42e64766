import { hashValue } from "../base/hash.ts";
import type { Judge, JudgeSender } from "../domain/judge.ts";
import type { JudgedMaterial, JudgeQuestion, JudgeTexts, Shown } from "../domain/judging.ts";
import { SEEN } from "../domain/judging.ts";
import { answerHashOf, casePartsOf } from "../domain/label.ts";
import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import type { CompletionRequest } from "../domain/run/provider.ts";
import { answerSchema } from "./answer-schema.ts";
import { framed, framedParts, frameOf } from "./frame.ts";
import { basisText, closingText, systemText } from "./instructions.ts";

const DIGITS = 16;

/** What a question is made of, its texts rendered. */
export interface AskedOf {
  readonly name: string;
  readonly judge: Judge;
  readonly texts: JudgeTexts;
  /** Does a text depend on the case? Then it stands in the question, not in the system prompt. */
  readonly isOfCase: boolean;
  readonly shown: Shown;
  /** What the texts read of the case, by name; absent: nothing. */
  readonly read?: Readonly<Record<string, string>>;
  /** May the prompt cache keep a system prompt of this text on this model? */
  readonly canCache: (model: string, text: string) => boolean;
}

/** A judge's questions about one answer: one to each of its models. */
export function judgeQuestions(asked: AskedOf): JudgeQuestion[] {
  const { name, judge, shown, read = {} } = asked;
  const labelled = { ...shown, ...casePartsOf(read) };
  const answerHash = answerHashOf(labelled);
  return judge.senders.map((sender) => {
    const request = requestTo(sender, asked);
    return {
      id: hashValue(request).slice(0, 2 * DIGITS),
      name,
      judge,
      sender,
      request,
      votes: judge.repeats,
      texts: asked.texts,
      shown,
      labelled,
      answerHash,
    };
  });
}

/** What a judge is shown: what it sees, as far as there is any; a reference that its rubric does not read among it. */
export function shownTo(
  { see, isSeeGiven }: Judge,
  material: JudgedMaterial,
  reference: { readonly value: Json | null; readonly isRead: boolean },
): Shown {
  const given = reference.value === null ? null : asText(reference.value);
  const parts = { ...material, reference: given };
  const isSeen = (part: (typeof SEEN)[number]): boolean =>
    see.includes(part) || (part === "reference" && !isSeeGiven && !reference.isRead);
  return Object.fromEntries(
    SEEN.flatMap((part) => {
      const text = parts[part];
      return isSeen(part) && text !== null ? [[part, text]] : [];
    }),
  );
}

/** Data as a judge reads it. */
export function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}

function requestTo(sender: JudgeSender, { judge, texts, isOfCase, shown, canCache }: AskedOf): CompletionRequest {
  const { menu } = judge;
  const basis = basisText(menu, texts);
  const system = systemText(menu, isOfCase ? null : basis);
  const frame = frameOf(judge.hash, shown, isOfCase ? [basis] : []);
  const content: JsonObject[] = [
    ...(isOfCase ? [framed(frame, "rubric", basis)] : []),
    ...framedParts(frame, shown),
    { type: "text", text: closingText(menu, frame.tagOf("output"), sender.isStructured) },
  ];
  const isCached = canCache(sender.model, system);
  const body: JsonObject = {
    model: sender.model,
    ...settingsOf(sender, answerSchema(menu)),
    system: isCached ? [{ type: "text", text: system, cache_control: { type: "ephemeral" } }] : system,
    messages: [{ role: "user", content }],
  };
  const { headers, apiVersion, endpoint } = sender;
  return { body, headers, apiVersion, ...(endpoint === null ? {} : { endpoint }) };
}

/** The sender's own settings, and the form of the answer where it takes one. */
export function settingsOf({ settings, isStructured }: JudgeSender, schema: JsonObject): JsonObject {
  if (!isStructured) return settings;
  const { output_config: config } = settings;
  const output = config !== undefined && isJsonObject(config) ? config : {};
  return { ...settings, output_config: { ...output, format: { type: "json_schema", schema } } };
}
