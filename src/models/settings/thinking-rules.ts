import { said } from "../../domain/diagnostics/said.ts";
import { hasBeta, needsBeta } from "./beta-header.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { ThinkingMode } from "../tables/model-entry.ts";
import { field, mapIn, rejected, type SettingContext, type SettingRule, warned } from "./setting-rule.ts";

const MODES: readonly string[] = ["adaptive", "enabled", "disabled", "between_tools"] satisfies readonly ThinkingMode[];
const MIN_BUDGET_TOKENS = 1024;

/** Does the model think in this request? */
export function thinks({ model, settings }: SettingContext): boolean {
  const type = mapIn(settings, "thinking")?.["type"];
  if (type === undefined) return model.thinksByDefault;
  return type === "enabled" || type === "adaptive" || type === "between_tools";
}

/** `thinking`: the modes a model takes, budgets, and what goes with which effort (docs pages thinking and effort, 2026-10). */
export const thinkingRules: SettingRule = (context) => {
  const thinking = mapIn(context.settings, "thinking");
  if (thinking === null) return [];
  const type = thinking["type"];
  if (typeof type !== "string" || !MODES.includes(type)) {
    return [
      rejected(
        ["thinking", "type"],
        said("unsupported-setting.choice", { name: "thinking.type", value: type, allowed: MODES }),
      ),
    ];
  }
  if (!context.model.thinking.some((mode) => mode === type)) return [unknownMode(context, type)];
  return [
    ...deprecatedMode(context, type),
    ...effortClash(context, type),
    ...displayProblems(context),
    ...(type === "enabled" ? budgetProblems(context) : []),
    ...(type === "between_tools" ? extraFields(Object.keys(thinking)) : []),
  ];
};

function unknownMode({ model }: SettingContext, type: string): SettingProblem {
  const what = said("unsupported-setting.thinking", { model: model.id, type, modes: model.thinking });
  return rejected(["thinking", "type"], what, ["thinking"]);
}

function deprecatedMode({ model }: SettingContext, type: string): SettingProblem[] {
  if (!model.deprecatedThinking.some((mode) => mode === type)) return [];
  return [warned(["thinking", "type"], said("ineffective-setting.thinking", { model: model.id, type }))];
}

function effortClash({ model, settings }: SettingContext, type: string): SettingProblem[] {
  const effort = mapIn(settings, "output_config")?.["effort"];
  if ((effort !== "xhigh" && effort !== "max") || !model.thinkingUpToHigh.some((mode) => mode === type)) return [];
  const what = said("unsupported-setting.thinking-effort", { model: model.id, type, effort });
  return [rejected(["thinking", "type"], what, ["thinking"])];
}

/** `updates` is there with its header (SDK 1.14.0, `BetaThinkingConfigAdaptive`). */
const UPDATES_HEADER = "thinking-display-updates-2026-08-18";

function displayProblems({ settings, shape }: SettingContext): SettingProblem[] {
  const display = mapIn(settings, "thinking")?.["display"] ?? null;
  if (display === null || display === "summarized" || display === "omitted") return [];
  const pointer = ["thinking", "display"];
  const cure = ["thinking.display"];
  if (display !== "updates") {
    const what = { name: "thinking.display", value: display, allowed: ["summarized", "omitted"] };
    return [rejected(pointer, said("unsupported-setting.choice", what), cure)];
  }
  return hasBeta(shape, UPDATES_HEADER) ? [] : [needsBeta(pointer, "thinking.display: updates", UPDATES_HEADER, cure)];
}

function budgetProblems({ settings }: SettingContext): SettingProblem[] {
  const budget = mapIn(settings, "thinking")?.["budget_tokens"];
  const pointer = ["thinking", "budget_tokens"];
  if (typeof budget !== "number" || !Number.isInteger(budget) || budget < MIN_BUDGET_TOKENS) {
    return [rejected(pointer, said("unsupported-setting.budget", { value: budget, least: MIN_BUDGET_TOKENS }))];
  }
  const maxTokens = field(settings, "max_tokens");
  if (typeof maxTokens !== "number" || budget < maxTokens) return [];
  return [rejected(pointer, said("unsupported-setting.budget-too-large", { budget, maxTokens }))];
}

function extraFields(names: readonly string[]): SettingProblem[] {
  return names
    .filter((name) => name !== "type")
    .map((name) => rejected(["thinking", name], said("unsupported-setting.between-tools", { name })));
}

/**
 * A `max_tokens` below the least budget that the API takes for thinking (1,024 tokens, docs page extended-thinking), on a model
 * that thinks in this request: thinking counts against it, and it may be gone before the first word of an answer.
 */
export const roomToThink: SettingRule = (context) => {
  const { model, settings } = context;
  const maxTokens = field(settings, "max_tokens");
  if (typeof maxTokens !== "number" || maxTokens <= 0 || maxTokens >= MIN_BUDGET_TOKENS) return [];
  const type = mapIn(settings, "thinking")?.["type"] ?? null;
  if (!thinks(context) || type === "enabled" || isForcedNotToThink(context)) return [];
  const effort = mapIn(settings, "output_config")?.["effort"] ?? model.effort?.default ?? null;
  const lower = [
    ...(model.thinking.includes("disabled") ? ["`thinking: { type: disabled }`"] : []),
    ...(model.effort?.levels.includes("low") === true && effort !== "low" ? ["`output_config: { effort: low }`"] : []),
  ];
  const what = { model: model.id, maxTokens, least: MIN_BUDGET_TOKENS, lower, isDefault: type === null };
  return [warned(["max_tokens"], said("small-max-tokens", what))];
};

/** Models that take a forced tool and do not think then. */
function isForcedNotToThink({ model, settings }: SettingContext): boolean {
  const choice = mapIn(settings, "tool_choice")?.["type"];
  return model.forcedTools === "unthinking" && (choice === "any" || choice === "tool");
}

/** A `thinking` that is no map at all. */
export const thinkingShape: SettingRule = ({ settings }) => {
  const thinking = field(settings, "thinking");
  if (thinking === undefined || isJsonObject(thinking)) return [];
  const what = { name: "thinking", value: thinking, example: "{ type: adaptive }" };
  return [rejected(["thinking"], said("unsupported-setting.no-map", what))];
};
