import type { SettingProblem } from "../../domain/model.ts";
import { hasBeta, needsBeta } from "./beta-header.ts";
import {
  anyOf,
  field,
  listIn,
  mapIn,
  OMIT,
  rejected,
  type SettingContext,
  type SettingRule,
  shown,
  warned,
} from "./setting-rule.ts";

/** Fast mode on Opus 4.8 and 5 (docs page fast-mode, 2026-11). */
const FAST_HEADER = "fast-mode-2026-02-01";

/** How a request is served: its length, speed, tier and geography, and what ends and marks it. */
export const deliveryRules: SettingRule = (context) => [
  ...maxTokensProblems(context),
  ...speedProblems(context),
  ...oneOf(context, "service_tier", ["auto", "standard_only"]),
  ...geoProblems(context),
  ...stopProblems(context),
  ...metadataProblems(context),
];

function maxTokensProblems({ model, settings }: SettingContext): SettingProblem[] {
  const maxTokens = field(settings, "max_tokens");
  if (maxTokens === undefined) return [];
  if (typeof maxTokens !== "number" || !Number.isInteger(maxTokens) || maxTokens < 1) {
    return [rejected(["max_tokens"], `\`max_tokens\` is ${shown(maxTokens)}`, "use a whole number from 1 up")];
  }
  if (maxTokens <= model.maxOutputTokens) return [];
  const message = `${model.id} answers with at most ${model.maxOutputTokens} tokens; \`max_tokens\` is ${maxTokens}`;
  return [rejected(["max_tokens"], message, `set it to ${model.maxOutputTokens} or less for this model`)];
}

function speedProblems(context: SettingContext): SettingProblem[] {
  const { model, settings, shape } = context;
  const speed = field(settings, "speed");
  if (speed === undefined) return [];
  // Any value of `speed` needs the header there (SDK 1.14.0, comment on `speed`).
  if (model.fast === "header" && !hasBeta(shape, FAST_HEADER)) {
    return [needsBeta(["speed"], `speed: ${speed === "fast" ? "fast" : "standard"}`, FAST_HEADER, ["speed"])];
  }
  if (speed !== "fast") return oneOf(context, "speed", ["standard", "fast"]);
  switch (model.fast) {
    case "header":
    case "yes": {
      if (model.fastUntil === null) return [];
      const message = `fast mode of ${model.id} has its last day on ${model.fastUntil}: from then on the API refuses it`;
      return [warned(["speed"], message, "plan the move to a newer model, or remove `speed`")];
    }
    case "ignored": {
      const message = `${model.id} is served at standard speed and price, whatever \`speed\` says`;
      return [warned(["speed"], message, "remove `speed`, or choose a model that has fast mode")];
    }
    case "no":
      return [rejected(["speed"], `${model.id} has no fast mode`, `remove \`speed\`, ${OMIT}`, ["speed"])];
  }
}

function oneOf({ settings }: SettingContext, name: string, allowed: readonly string[]): SettingProblem[] {
  const value = field(settings, name);
  if (value === undefined || allowed.some((word) => word === value)) return [];
  return [rejected([name], `\`${name}\` is ${shown(value)}`, `use ${anyOf(allowed)}`, [name])];
}

/** Data residency begins with the 4.6 generation (docs page data-residency, 2026-10). */
function geoProblems(context: SettingContext): SettingProblem[] {
  const { model, settings } = context;
  const geo = field(settings, "inference_geo");
  if (geo === undefined) return [];
  if (model.inferenceGeo) return oneOf(context, "inference_geo", ["us", "global"]);
  const message = `${model.id} does not take \`inference_geo\`: models do from 4.6 on`;
  return [rejected(["inference_geo"], message, `remove it for this model, ${OMIT}`, ["inference_geo"])];
}

function stopProblems({ settings }: SettingContext): SettingProblem[] {
  return listIn(settings, "stop_sequences").flatMap((sequence, index) => {
    if (typeof sequence === "string" && sequence.trim() !== "") return [];
    const message = `the stop sequence ${shown(sequence)} is no text with a visible character`;
    return [rejected(["stop_sequences", index], message, "the API takes none of white space alone: remove it")];
  });
}

function metadataProblems({ settings }: SettingContext): SettingProblem[] {
  const metadata = mapIn(settings, "metadata") ?? {};
  return Object.entries(metadata).flatMap(([name, value]) => {
    const isKnown = name === "user_id" && (value === null || typeof value === "string");
    if (isKnown) return [];
    const hint = "`metadata` takes `user_id`, a text, and nothing else; labels of your own go into `tags` of cases";
    return [
      rejected(["metadata", name], `the API refuses \`metadata.${name}\` (${shown(value)})`, hint, [
        `metadata.${name}`,
      ]),
    ];
  });
}
