import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { numberField, textField } from "../../../domain/values/json-fields.ts";
import { BETA } from "./beta-names.ts";
import { type Draft, extraField, firstOf, listOf, type Rule } from "./draft.ts";
import { always, type Names, reportExtra } from "./known-names.ts";

export const settingRules: readonly Rule[] = [
  checkMaxTokens,
  checkStopSequences,
  checkSampling,
  checkThinking,
  checkEffort,
  checkSpeed,
  checkGeo,
  checkMetadata,
  checkBatch,
];

function checkMaxTokens({ body, rules, place }: Draft): string | null {
  if (place === "count") return null;
  const asked = Number(body["max_tokens"]);
  if (asked > rules.maxOutput)
    return `max_tokens: ${asked} > ${rules.maxOutput}, which is the maximum allowed number of output tokens for ${rules.id}`;
  if (asked > 0) return null;
  const clash = ["stream", "output_config", "tool_choice"].find((field) => clashesWithNoOutput(field, body[field]));
  if (clash !== undefined) return `max_tokens: 0 cannot be combined with ${clash}`;
  return isJsonObject(body["thinking"]) && body["thinking"]["type"] === "enabled"
    ? "max_tokens: 0 cannot be combined with thinking"
    : null;
}

function clashesWithNoOutput(field: string, value: Json | undefined): boolean {
  if (field === "stream") return value === true;
  if (!isJsonObject(value)) return false;
  return field === "output_config"
    ? isJsonObject(value["format"])
    : value["type"] === "any" || value["type"] === "tool";
}

function checkStopSequences({ body }: Draft): string | null {
  return firstOf(listOf(body["stop_sequences"]), (sequence, index) => {
    if (typeof sequence !== "string") return `stop_sequences.${index}: Input should be a valid string`;
    return sequence.trim() === "" ? "stop_sequences: each stop sequence must contain non-whitespace" : null;
  });
}

/** Version 2023-06-01 alone has these fields; what each model takes is in its rules. */
function checkSampling({ body, rules, version }: Draft): string | null {
  if (version === "2026-10-21") return null;
  const temperature = numberField(body, "temperature");
  const topP = numberField(body, "top_p");
  const topK = numberField(body, "top_k");
  if (temperature !== null && (temperature < 0 || temperature > 1)) return "temperature: range: 0..1";
  if (topP !== null && (topP < 0 || topP > 1)) return "top_p: range: 0..1";
  if (rules.sampling === "fixed") return checkFixedSampling({ temperature, topP, topK }, rules.id);
  if (rules.sampling === "one" && temperature !== null && topP !== null)
    return "`temperature` and `top_p` cannot both be specified for this model. Please use only one.";
  if (!isThinking(body)) return null;
  if (temperature !== null && temperature !== 1) return "`temperature` may only be set to 1 when thinking is enabled.";
  if (topK !== null) return "`top_k` must be unset when thinking is enabled.";
  return topP !== null && topP < 0.95
    ? "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled."
    : null;
}

interface Sampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
}

function checkFixedSampling({ temperature, topP, topK }: Sampling, id: string): string | null {
  const isHaiku = id === "claude-haiku-5-5";
  if (temperature !== null && temperature !== 1) return "`temperature` is not supported for this model.";
  if (topP !== null && topP !== 0.99 && (isHaiku || topP !== 1)) return "`top_p` is not supported for this model.";
  if (topK !== null) return "`top_k` is not supported for this model.";
  return isHaiku && temperature !== null && topP !== null
    ? "`temperature` and `top_p` cannot both be specified for this model."
    : null;
}

function isThinking(body: JsonObject): boolean {
  const type = isJsonObject(body["thinking"]) ? body["thinking"]["type"] : undefined;
  return type === "adaptive" || type === "enabled";
}

const THINKING_FIELDS: Readonly<Record<string, Names>> = {
  adaptive: { ...always("type display"), block_binding: BETA.blockBinding },
  enabled: { ...always("type budget_tokens display"), block_binding: BETA.blockBinding },
  disabled: always("type"),
  between_tools: always("type"),
};

function checkThinking(draft: Draft): string | null {
  const { body, rules, place } = draft;
  const { thinking } = body;
  if (!isJsonObject(thinking)) return null;
  const type = textField(thinking, "type") ?? "";
  const fields = Object.hasOwn(THINKING_FIELDS, type) ? THINKING_FIELDS[type] : undefined;
  if (fields === undefined)
    return `thinking: Input tag '${type}' found using 'type' does not match any of the expected tags`;
  reportExtra(thinking, fields, `thinking.${type}`, draft);
  if (!rules.thinking.some((mode) => mode === type))
    return `thinking.type: \`${type}\` is not supported for this model`;
  const display = thinking["display"] ?? null;
  if (display !== null && !displays(draft).some((word) => word === display))
    return "thinking.display: Input should be 'summarized' or 'omitted'";
  return type === "enabled" ? checkBudget(thinking, place === "count" ? null : Number(body["max_tokens"])) : null;
}

function displays({ betas }: Draft): readonly string[] {
  const isUnlocked = BETA.displayUpdates.some((beta) => betas.includes(beta));
  return ["summarized", "omitted", ...(isUnlocked ? ["updates"] : [])];
}

function checkBudget(thinking: JsonObject, maxTokens: number | null): string | null {
  const budget = thinking["budget_tokens"];
  if (budget === undefined) return "thinking.enabled.budget_tokens: Field required";
  if (!Number.isInteger(budget) || Number(budget) < 1024)
    return "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024";
  return maxTokens !== null && Number(budget) >= maxTokens
    ? "`max_tokens` must be greater than `thinking.budget_tokens`."
    : null;
}

const OUTPUT_CONFIG: Names = { ...always("effort format"), task_budget: BETA.taskBudget };

function checkEffort(draft: Draft): string | null {
  const { body, rules } = draft;
  const config = body["output_config"];
  if (!isJsonObject(config)) return null;
  reportExtra(config, OUTPUT_CONFIG, "output_config", draft);
  const effort = config["effort"] ?? null;
  if (effort === null) return null;
  if (rules.efforts.length === 0) return "output_config.effort: This model does not support the effort parameter.";
  if (typeof effort !== "string" || !rules.efforts.includes(effort))
    return `output_config.effort: Input should be ${rules.efforts.join(", ")}`;
  const mode = isJsonObject(body["thinking"]) ? body["thinking"]["type"] : undefined;
  const quiet = mode === "disabled" || mode === "between_tools";
  return quiet && rules.quietUpToHigh && (effort === "xhigh" || effort === "max")
    ? `output_config.effort: ${effort} requires thinking on this model`
    : null;
}

function checkSpeed({ body, rules, betas }: Draft): string | null {
  const speed = body["speed"] ?? null;
  if (speed === null || rules.fast === "yes" || rules.fast === "ignored") return null;
  // Some models need the header for any value (SDK 1.14.0, comment on `speed`).
  if (rules.fast === "beta")
    return BETA.fastMode.some((beta) => betas.includes(beta)) ? null : "speed: Extra inputs are not permitted";
  return speed === "fast" ? "speed: fast mode is not supported for this model" : null;
}

function checkGeo({ body, rules }: Draft): string | null {
  const geo = body["inference_geo"];
  if (geo === undefined) return null;
  if (!rules.geo) return "inference_geo: not supported for this model";
  return geo === "us" || geo === "global" ? null : "inference_geo: Input should be 'us' or 'global'";
}

function checkMetadata({ body }: Draft): string | null {
  const { metadata } = body;
  return isJsonObject(metadata) ? extraField(metadata, ["user_id"], "metadata") : null;
}

function checkBatch({ body, place }: Draft): string | null {
  if (place !== "batch") return null;
  if (body["stream"] === true) return "stream: not supported in batches";
  if (body["speed"] !== undefined) return "speed: not supported in batches";
  return body["max_tokens"] === 0 ? "max_tokens: 0 is not supported in batches" : null;
}
