import { jsonObjectOf } from "../../../domain/values/json.ts";
import { fault, faultBody } from "../rules/api-fault.ts";
import { jsonResponse, type WireRequest, type WireResponse } from "../replies/wire.ts";
import type { Engine } from "./engine.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** The assertion of an identity is at most so long. */
const MAX_ASSERTION = 16 * 1024;
const PREFIX = "sk-ant-oat-sim";

/** POST /v1/oauth/token: a token for the assertion of an identity (RFC 7523), whatever it says. */
export function mintToken(engine: Engine, request: WireRequest): WireResponse {
  const requestId = engine.newId("req");
  const body = jsonObjectOf(request.body) ?? {};
  const assertion = body["assertion"];
  const isWhole = typeof assertion === "string" && assertion !== "" && assertion.length <= MAX_ASSERTION;
  const isNamed = typeof body["federation_rule_id"] === "string" && typeof body["organization_id"] === "string";
  if (request.method !== "POST" || body["grant_type"] !== GRANT || !isWhole || !isNamed) {
    const refused = fault(400, "invalid_grant");
    return { status: 400, headers: { "content-type": "application/json" }, body: faultBody(refused, requestId) };
  }
  const { tokens, options } = engine;
  const { lifeS, maxUses } = options.tokens;
  const token = engine.newId(PREFIX);
  tokens.set(token, { endMs: options.clock.now() + lifeS * 1000, usesLeft: maxUses ?? Number.POSITIVE_INFINITY });
  const answer = { access_token: token, token_type: "Bearer", expires_in: lifeS };
  return jsonResponse(answer, { "request-id": requestId });
}

/** Is it a token of ours that is over? Counts its use. */
export function isOver({ tokens, options }: Engine, key: string): boolean {
  if (!key.startsWith(PREFIX)) return false;
  const token = tokens.get(key);
  if (token === undefined || token.endMs <= options.clock.now() || token.usesLeft <= 0) return true;
  token.usesLeft -= 1;
  return false;
}
