import type { JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { type ApiFault, fault } from "./api-fault.ts";
import { cacheRules } from "./cache-rules.ts";
import { type Draft, firstComplaint } from "./draft.ts";
import { messageRules } from "./message-rules.ts";
import { rulesOf } from "./model-rules.ts";
import { checkFields } from "./request-fields.ts";
import { schemaRules } from "./schema-rules.ts";
import { settingRules } from "./setting-rules.ts";
import { toolRules } from "./tool-rules.ts";

const RULES = [...settingRules, ...toolRules, ...schemaRules, ...messageRules, ...cacheRules];

export type CheckedRequest =
  { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly fault: ApiFault };

/** Judges a request as strictly as the API does: fields, model, then the rules of its model and API version. */
export function checkRequest(body: JsonObject, origin: Omit<Draft, "body" | "rules">): CheckedRequest {
  const complaint = checkFields(body, origin.version, origin.place);
  if (complaint !== null) return refuse(400, complaint);
  const model = textField(body, "model") ?? "";
  const rules = rulesOf(model);
  if (rules === null) return refuse(404, `model: ${model}`);
  const draft = { ...origin, body, rules };
  const wrong = firstComplaint(draft, RULES);
  return wrong === null ? { ok: true, draft } : refuse(400, wrong);
}

function refuse(status: number, message: string): CheckedRequest {
  return { ok: false, fault: fault(status, message) };
}
