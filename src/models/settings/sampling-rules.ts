import { said } from "../../domain/diagnostics/said.ts";
import type { Json } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { SamplingRule } from "../tables/model-entry.ts";
import { field, rejected, type SettingContext, type SettingRule } from "./setting-rule.ts";
import { thinks } from "./thinking-rules.ts";

/** The settings that anthropic-version 2026-10-21 removed: a request with any of them is sent under 2023-06-01. */
export const SAMPLING_SETTINGS: readonly string[] = ["temperature", "top_p", "top_k"];

const DEFAULT_TEMPERATURE = 1;
/** The least top_p that goes with thinking (docs page thinking, 2026-08). */
const MIN_TOP_P_THINKING = 0.95;

/** temperature, top_p and top_k under anthropic-version 2023-06-01 (docs pages model-deprecations, thinking; Haiku 5.5 migration guide). */
export const samplingRules: SettingRule = (context) => {
  const { model, settings } = context;
  const found = SAMPLING_SETTINGS.flatMap((name) => {
    const value = field(settings, name);
    return value === undefined ? [] : [{ name, value }];
  });
  const single =
    model.sampling.kind === "default_only"
      ? found.flatMap(({ name, value }) => notDefault(context, model.sampling, name, value))
      : found.flatMap(({ name, value }) => [...outOfRange(name, value), ...withThinking(context, name, value)]);
  return single.length > 0 ? single : notTogether(context);
};

function notDefault({ model }: SettingContext, rule: SamplingRule, name: string, value: Json): SettingProblem[] {
  if (name === "temperature" && value === DEFAULT_TEMPERATURE) return [];
  if (name === "top_p" && rule.kind === "default_only" && rule.topP.some((allowed) => allowed === value)) return [];
  return [rejected([name], said("unsupported-setting.sampling", { model: model.id, name }), [name])];
}

function outOfRange(name: string, value: Json): SettingProblem[] {
  const inRange = typeof value === "number" && value >= 0 && (name === "top_k" || value <= 1);
  if (inRange) return [];
  const what =
    name === "top_k"
      ? said("unsupported-setting.whole-number", { name, value, from: 0 })
      : said("unsupported-setting.share", { name, value });
  return [rejected([name], what, [name])];
}

function withThinking(context: SettingContext, name: string, value: Json): SettingProblem[] {
  if (!thinks(context)) return [];
  if (name === "temperature" && value === DEFAULT_TEMPERATURE) return [];
  if (name === "top_p" && typeof value === "number" && value >= MIN_TOP_P_THINKING) return [];
  const least = name === "top_p" ? MIN_TOP_P_THINKING : null;
  const what = said("unsupported-setting.sampling-thinking", { model: context.model.id, name, least });
  return [rejected([name], what, [name])];
}

function notTogether({ model, settings }: SettingContext): SettingProblem[] {
  if (model.sampling.together) return [];
  if (field(settings, "temperature") === undefined || field(settings, "top_p") === undefined) return [];
  return [rejected(["top_p"], said("unsupported-setting.sampling-together", { model: model.id }), ["top_p"])];
}
