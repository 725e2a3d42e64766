import { hasBeta, needsBeta } from "./beta-header.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { ThinkingMode } from "../tables/model-entry.ts";
import {
  anyOf,
  field,
  mapIn,
  OMIT,
  rejected,
  type SettingContext,
  type SettingRule,
  shown,
  warned,
} from "./setting-rule.ts";

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
    return [rejected(["thinking", "type"], `\`thinking.type\` is ${shown(type)}`, `use ${anyOf(MODES)}`)];
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
  const instead = model.thinking.length === 0 ? "this model does not think: remove it" : modeAdvice(model.thinking);
  const message = `${model.id} does not take \`thinking: { type: ${type} }\``;
  return rejected(["thinking", "type"], message, `${instead}, ${OMIT}`, ["thinking"]);
}

function modeAdvice(modes: readonly ThinkingMode[]): string {
  return `use ${anyOf(modes)}`;
}

function deprecatedMode({ model }: SettingContext, type: string): SettingProblem[] {
  if (!model.deprecatedThinking.some((mode) => mode === type)) return [];
  const message = `\`thinking: { type: ${type} }\` is deprecated on ${model.id}`;
  return [warned(["thinking", "type"], message, "use `{ type: adaptive }` with `output_config: { effort: … }`")];
}

function effortClash({ model, settings }: SettingContext, type: string): SettingProblem[] {
  const effort = mapIn(settings, "output_config")?.["effort"];
  if ((effort !== "xhigh" && effort !== "max") || !model.thinkingUpToHigh.some((mode) => mode === type)) return [];
  const message = `${model.id} takes \`thinking: { type: ${type} }\` only up to effort \`high\`, not with \`${effort}\``;
  return [rejected(["thinking", "type"], message, "lower `output_config.effort`, or remove `thinking`", ["thinking"])];
}

/** `updates` is there with its header (SDK 1.14.0, `BetaThinkingConfigAdaptive`). */
const UPDATES_HEADER = "thinking-display-updates-2026-08-18";

function displayProblems({ settings, shape }: SettingContext): SettingProblem[] {
  const display = mapIn(settings, "thinking")?.["display"] ?? null;
  if (display === null || display === "summarized" || display === "omitted") return [];
  const pointer = ["thinking", "display"];
  const cure = ["thinking.display"];
  if (display !== "updates") {
    return [rejected(pointer, `\`thinking.display\` is ${shown(display)}`, "use `summarized` or `omitted`", cure)];
  }
  return hasBeta(shape, UPDATES_HEADER) ? [] : [needsBeta(pointer, "thinking.display: updates", UPDATES_HEADER, cure)];
}

function budgetProblems({ settings }: SettingContext): SettingProblem[] {
  const budget = mapIn(settings, "thinking")?.["budget_tokens"];
  const pointer = ["thinking", "budget_tokens"];
  if (typeof budget !== "number" || !Number.isInteger(budget) || budget < MIN_BUDGET_TOKENS) {
    const message = `\`thinking.budget_tokens\` is ${shown(budget)}; \`enabled\` needs at least ${MIN_BUDGET_TOKENS}`;
    return [rejected(pointer, message, `set it to ${MIN_BUDGET_TOKENS} or more, and \`max_tokens\` higher`)];
  }
  const maxTokens = field(settings, "max_tokens");
  if (typeof maxTokens !== "number" || budget < maxTokens) return [];
  const message = `\`thinking.budget_tokens\` (${budget}) must be less than \`max_tokens\` (${maxTokens})`;
  return [rejected(pointer, message, "raise `max_tokens`, or lower the budget")];
}

function extraFields(names: readonly string[]): SettingProblem[] {
  return names
    .filter((name) => name !== "type")
    .map((name) =>
      rejected(["thinking", name], `\`between_tools\` takes no other field, not \`${name}\``, `remove \`${name}\``),
    );
}

/** A `thinking` that is no map at all. */
export const thinkingShape: SettingRule = ({ settings }) => {
  const thinking = field(settings, "thinking");
  if (thinking === undefined || isJsonObject(thinking)) return [];
  return [rejected(["thinking"], `\`thinking\` is ${shown(thinking)}, not a map`, "write `{ type: adaptive }`")];
};
