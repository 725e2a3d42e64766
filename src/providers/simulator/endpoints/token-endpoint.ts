import { isJsonObject } from "../../../domain/values/json.ts";
import { fault, faultBody } from "../rules/api-fault.ts";
import { jsonResponse, type WireRequest, type WireResponse } from "../replies/wire.ts";
import type { Engine } from "./engine.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** The assertion of an identity is at most so long. */
const MAX_ASSERTION = 16 * 1024;
/** Shorter than a long run, so that tokens are minted again. */
const LIFE_S = 3_600;

/** POST /v1/oauth/token: a token for the assertion of an identity (RFC 7523), whatever it says. */
export function mintToken(engine: Engine, request: WireRequest): WireResponse {
  const requestId = engine.newId("req");
  const body = bodyOf(request.body);
  const assertion = body["assertion"];
  const isWhole = typeof assertion === "string" && assertion !== "" && assertion.length <= MAX_ASSERTION;
  const isNamed = typeof body["federation_rule_id"] === "string" && typeof body["organization_id"] === "string";
  if (request.method !== "POST" || body["grant_type"] !== GRANT || !isWhole || !isNamed) {
    const refused = fault(400, "invalid_grant");
    return { status: 400, headers: { "content-type": "application/json" }, body: faultBody(refused, requestId) };
  }
  const token = { access_token: engine.newId("sk-ant-oat-sim"), token_type: "Bearer", expires_in: LIFE_S };
  return jsonResponse(token, { "request-id": requestId });
}

function bodyOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
