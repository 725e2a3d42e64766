import { isJsonObject, type JsonObject } from "../../../domain/values/json.ts";
import type { Picodollars } from "../../../domain/values/money.ts";
import { numberField, textField } from "../../../domain/values/json-fields.ts";
import { listOf } from "../rules/draft.ts";
import { billedUsage } from "./message-json.ts";
import { rulesOf } from "../rules/model-rules.ts";
import { type BillingTerms, billOf, isPriced } from "../rules/price-rules.ts";

/** USD 10 for a thousand web searches, on top of tokens (pricing page). */
const SEARCH_PICO = 10_000_000_000n;

/**
 * The bill of an answer that reports `usage`: of its iterations one by one, each at its own model's price, where it lists
 * them (advisor-tool page), else of its top-level counts. An answer that broke off has listed none yet. What was told to
 * be of a model without a price is not billed.
 */
export function billOfAnswer(usage: JsonObject, outputTokens: number | null, terms: BillingTerms): Picodollars {
  const iterations = outputTokens === null ? listOf(usage["iterations"]).filter(isJsonObject) : [];
  const searches = isJsonObject(usage["server_tool_use"])
    ? (numberField(usage["server_tool_use"], "web_search_requests") ?? 0)
    : 0;
  const parts = iterations.length > 0 ? iterations : [usage];
  const tokens = parts.reduce(
    (sum, part) => sum + billOfPart(part, iterations.length > 0 ? null : outputTokens, terms),
    0n,
  );
  return tokens + BigInt(searches) * SEARCH_PICO;
}

function billOfPart(part: JsonObject, outputTokens: number | null, terms: BillingTerms): Picodollars {
  const name = textField(part, "model") ?? terms.model;
  const model = rulesOf(name)?.id ?? name;
  const fast = terms.fast && (model === terms.model || isPriced(model, true));
  return isPriced(model, fast) ? billOf(billedUsage(part, outputTokens), { ...terms, model, fast }) : 0n;
}
