import type { JsonObject } from "../../domain/values/json.ts";
import type { RequestShape, SettingProblem } from "../../domain/model.ts";
import { findModel } from "../tables/find-model.ts";
import { cacheControlRules } from "./cache-control-rules.ts";
import { deliveryRules } from "./delivery-rules.ts";
import { messageRules } from "./message-rules.ts";
import { outputConfigRules } from "./output-config-rules.ts";
import { outputSchemaRules } from "./output-schema-rules.ts";
import { samplingRules } from "./sampling-rules.ts";
import type { SettingRule } from "./setting-rule.ts";
import { roomToThink, thinkingRules, thinkingShape } from "./thinking-rules.ts";
import { toolDefinitionRules } from "./tool-definition-rules.ts";
import { toolRules } from "./tool-rules.ts";

const RULES: readonly SettingRule[] = [
  deliveryRules,
  cacheControlRules,
  samplingRules,
  thinkingShape,
  thinkingRules,
  roomToThink,
  toolDefinitionRules,
  toolRules,
  outputConfigRules,
  outputSchemaRules,
  messageRules,
];

/**
 * Every setting that the API would reject on this model. Nothing is known of models in no list, and a retired one is
 * an error of its own: neither has problems here.
 */
export function checkSettings(id: string, settings: JsonObject, shape: RequestShape): readonly SettingProblem[] {
  const model = findModel(id);
  if (model === null || model.lifecycle.status === "retired") return [];
  return RULES.flatMap((rule) => rule({ model, settings, shape }));
}
