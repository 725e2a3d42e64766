import { said } from "../../domain/diagnostics/said.ts";
import type { SettingProblem } from "../../domain/model.ts";
import { hasBeta, needsBeta } from "./beta-header.ts";
import { field, listIn, mapIn, rejected, type SettingContext, type SettingRule, warned } from "./setting-rule.ts";

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
    return [
      rejected(
        ["max_tokens"],
        said("unsupported-setting.whole-number", { name: "max_tokens", value: maxTokens, from: 1 }),
      ),
    ];
  }
  if (maxTokens <= model.maxOutputTokens) return [];
  const limit = { model: model.id, most: model.maxOutputTokens, value: maxTokens };
  return [rejected(["max_tokens"], said("unsupported-setting.max-tokens", limit))];
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
      return [warned(["speed"], said("ineffective-setting.fast-ends", { model: model.id, until: model.fastUntil }))];
    }
    case "ignored":
      return [warned(["speed"], said("ineffective-setting.speed", { model: model.id }))];
    case "no":
      return [rejected(["speed"], said("unsupported-setting.speed", { model: model.id }), ["speed"])];
  }
}

function oneOf({ settings }: SettingContext, name: string, allowed: readonly string[]): SettingProblem[] {
  const value = field(settings, name);
  if (value === undefined || allowed.some((word) => word === value)) return [];
  return [rejected([name], said("unsupported-setting.choice", { name, value, allowed }), [name])];
}

/** Data residency begins with the 4.6 generation (docs page data-residency, 2026-10). */
function geoProblems(context: SettingContext): SettingProblem[] {
  const { model, settings } = context;
  const geo = field(settings, "inference_geo");
  if (geo === undefined) return [];
  if (model.inferenceGeo) return oneOf(context, "inference_geo", ["us", "global"]);
  return [
    rejected(["inference_geo"], said("unsupported-setting.inference-geo", { model: model.id }), ["inference_geo"]),
  ];
}

function stopProblems({ settings }: SettingContext): SettingProblem[] {
  return listIn(settings, "stop_sequences").flatMap((sequence, index) => {
    if (typeof sequence === "string" && sequence.trim() !== "") return [];
    return [rejected(["stop_sequences", index], said("unsupported-setting.stop-sequence", { value: sequence }))];
  });
}

function metadataProblems({ settings }: SettingContext): SettingProblem[] {
  const metadata = mapIn(settings, "metadata") ?? {};
  return Object.entries(metadata).flatMap(([name, value]) => {
    const isKnown = name === "user_id" && (value === null || typeof value === "string");
    if (isKnown) return [];
    return [rejected(["metadata", name], said("unsupported-setting.metadata", { name, value }), [`metadata.${name}`])];
  });
}
