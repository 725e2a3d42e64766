import { type Menu, UNSURE } from "../domain/judge.ts";
import type { JsonObject } from "../domain/values/json.ts";

/** The words that a menu takes, `unsure` apart. */
export function menuWords(menu: Menu): readonly string[] {
  if (menu.kind === "choices") return Object.keys(menu.scores);
  return menu.kind === "pair" ? ["first", "second", "tie"] : ["pass", "fail"];
}

/**
 * What a judge's answer must look like: evidence, then reasoning, then the verdict (the API keeps the order of required
 * properties). `unsure` stands first: an answer made up from the schema alone then decides nothing.
 */
export function answerSchema(menu: Menu): JsonObject {
  const one = object({
    evidence: { type: "string" },
    reasoning: { type: "string" },
    verdict: { type: "string", enum: [UNSURE, ...menuWords(menu)] },
  });
  if (menu.kind !== "criteria") return one;
  return object(Object.fromEntries(Object.keys(menu.texts).map((name) => [name, one])));
}

function object(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
