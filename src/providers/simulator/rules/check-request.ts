import type { JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { type ApiFault, fault } from "./api-fault.ts";
import { cacheRules } from "./cache-rules.ts";
import type { Draft, Origin } from "./draft.ts";
import type { UnknownName } from "./known-names.ts";
import { messageRules } from "./message-rules.ts";
import { anyRules, rulesOf } from "./model-rules.ts";
import { checkFields } from "./request-fields.ts";
import { schemaRules } from "./schema-rules.ts";
import { settingRules } from "./setting-rules.ts";
import { surrogateRules } from "./surrogate-rules.ts";
import { toolRules } from "./tool-rules.ts";

const RULES = [...settingRules, ...toolRules, ...schemaRules, ...messageRules, ...cacheRules, ...surrogateRules];

export type CheckedRequest =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly fault: ApiFault };

/** Examines a request as strictly as the API does: fields, model, then the rules of its model and API version. */
export function checkRequest(body: JsonObject, origin: Origin): CheckedRequest {
  const model = textField(body, "model") ?? "";
  const { refusals, unknown, knowsModel, draft } = examineRequest(body, origin);
  const [first = unknown[0]?.complaint] = refusals;
  if (draft === null && first !== undefined) return refuse(400, first);
  if (draft === null || !knowsModel) return refuse(404, `model: ${model}`);
  return first === undefined ? { ok: true, draft } : refuse(400, first);
}

/** All that the rules say of a request. */
export interface RequestFindings {
  /** What the API would answer, one complaint a rule. */
  readonly refusals: readonly string[];
  /** Names that it does not know: refused as well, unless it is newer than these rules. */
  readonly unknown: readonly UnknownName[];
  /** Is the model in the simulator's list? Another one may have rules of its own. */
  readonly knowsModel: boolean;
  /** Null: the fields alone are not sound, and nothing else was looked at. */
  readonly draft: Draft | null;
}

/** Examines a request by every rule. A model in no list is held to what all of them have in common. */
export function examineRequest(body: JsonObject, origin: Origin): RequestFindings {
  const unknown: UnknownName[] = [];
  const model = textField(body, "model") ?? "";
  const rules = rulesOf(model);
  const knowsModel = rules !== null;
  const found = { ...origin, body, onUnknown: (name: UnknownName) => void unknown.push(name) };
  const complaint = checkFields(found);
  if (complaint !== null) return { refusals: [complaint], unknown, knowsModel, draft: null };
  const draft: Draft = { ...found, rules: rules ?? anyRules(model) };
  const refusals = RULES.map((rule) => rule(draft)).filter((wrong) => wrong !== null);
  return { refusals, unknown, knowsModel, draft };
}

function refuse(status: number, message: string): CheckedRequest {
  return { ok: false, fault: fault(status, message) };
}
