import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import {
  anyOf,
  field,
  listIn,
  OMIT,
  rejected,
  type SettingContext,
  type SettingRule,
  shown,
  warned,
} from "./setting-rule.ts";

/** Fast mode on Opus 4.8 and 5 (docs page fast-mode, 2026-11). */
const FAST_HEADER = "fast-mode-2026-02-01";
const MAX_BREAKPOINTS = 4;

/** How a request is served: its length, speed, tier, geography and caching. */
export const deliveryRules: SettingRule = (context) => [
  ...maxTokensProblems(context),
  ...speedProblems(context),
  ...oneOf(context, "service_tier", ["auto", "standard_only"]),
  ...geoProblems(context),
  ...cacheProblems(context),
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
  if (field(settings, "speed") !== "fast") return oneOf(context, "speed", ["standard", "fast"]);
  switch (model.fast) {
    case "yes":
      return [];
    case "ignored": {
      const message = `${model.id} is served at standard speed and price, whatever \`speed\` says`;
      return [warned(["speed"], message, "remove `speed`, or choose a model that has fast mode")];
    }
    case "no":
      return [rejected(["speed"], `${model.id} has no fast mode`, `remove \`speed\`, ${OMIT}`, ["speed"])];
    case "header":
      return shape.headers === undefined || hasFastHeader(shape.headers) ? [] : [missingHeader(context)];
  }
}

function hasFastHeader(headers: Readonly<Record<string, string>>): boolean {
  const beta = Object.entries(headers).find(([name]) => name.toLowerCase() === "anthropic-beta")?.[1] ?? "";
  return beta.split(",").some((value) => value.trim() === FAST_HEADER);
}

function missingHeader({ model }: SettingContext): SettingProblem {
  const message = `fast mode on ${model.id} needs the header \`anthropic-beta: ${FAST_HEADER}\``;
  return rejected(["speed"], message, `add \`headers: { anthropic-beta: ${FAST_HEADER} }\`, ${OMIT}`, ["speed"]);
}

function oneOf({ settings }: SettingContext, name: string, allowed: readonly string[]): SettingProblem[] {
  const value = field(settings, name);
  if (value === undefined || allowed.some((word) => word === value)) return [];
  return [rejected([name], `\`${name}\` is ${shown(value)}`, `use ${anyOf(allowed)}`, [name])];
}

/** Data residency begins with the 4.6 generation (docs page data-residency, 2026-10). */
function geoProblems({ model, settings }: SettingContext): SettingProblem[] {
  if (field(settings, "inference_geo") === undefined || model.inferenceGeo) return [];
  const message = `${model.id} does not take \`inference_geo\`: models do from 4.6 on`;
  return [rejected(["inference_geo"], message, `remove it for this model, ${OMIT}`, ["inference_geo"])];
}

/** At most four breakpoints; top-level `cache_control` sets one more of its own (docs page prompt-caching, 2026-10). */
function cacheProblems({ settings, shape }: SettingContext): SettingProblem[] {
  const automatic = field(settings, "cache_control");
  const inTools = listIn(settings, "tools").filter(
    (tool) => isJsonObject(tool) && field(tool, "cache_control") !== undefined,
  );
  const problems = automatic === undefined || isCacheControl(automatic) ? [] : [badCacheControl(automatic)];
  const count = inTools.length + (shape.cacheBreakpoints ?? 0) + (automatic === undefined ? 0 : 1);
  if (count <= MAX_BREAKPOINTS) return problems;
  const pointer = automatic === undefined ? ["tools"] : ["cache_control"];
  const message = `the request sets ${count} cache breakpoints; ${MAX_BREAKPOINTS} are allowed`;
  const cure = count === MAX_BREAKPOINTS + 1 && automatic !== undefined ? ["cache_control"] : [];
  return [...problems, rejected(pointer, message, "keep the `cache_control` of the longest stable parts", cure)];
}

function isCacheControl(value: Json): boolean {
  if (!isJsonObject(value) || value["type"] !== "ephemeral") return false;
  const ttl = value["ttl"];
  return ttl === undefined || ttl === null || ttl === "5m" || ttl === "1h";
}

function badCacheControl(value: Json): SettingProblem {
  const hint = "write `{ type: ephemeral }`, with `ttl: 1h` for an hour";
  return rejected(["cache_control"], `\`cache_control\` is ${shown(value)}`, hint, ["cache_control"]);
}
