import { expect, test } from "vitest";
import { KNOWN_KEYS, signatureFault } from "../../src/providers/simulator/platforms/signature.ts";
import type { WireRequest } from "../../src/providers/simulator/replies/wire.ts";

function request(authorization: string, changes: Partial<WireRequest> = {}): WireRequest {
  const headers: Record<string, string> = {
    authorization,
    host: "example.amazonaws.com",
    "x-amz-date": "20150830T123600Z",
  };
  return {
    method: "GET",
    path: "/",
    query: new URLSearchParams(),
    header: (name) => headers[name] ?? null,
    body: "",
    context: { simulated: null, id: null },
    signal: null,
    ...changes,
  };
}

const CREDENTIAL = `Credential=${KNOWN_KEYS.accessKeyId}/20150830/us-east-1/service/aws4_request`;
/** AWS's own test suite for Signature Version 4, "get-vanilla" and "post-vanilla". */
const GET = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
const POST = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
const signed = (signature: string): string =>
  `AWS4-HMAC-SHA256 ${CREDENTIAL}, SignedHeaders=host;x-amz-date, Signature=${signature}`;

test("the signatures that AWS publishes hold, and no others", () => {
  expect(signatureFault(request(signed(GET)), ["service"])).toBe("");
  expect(signatureFault(request(signed(POST), { method: "POST" }), ["service"])).toBe("");
  expect(signatureFault(request(signed(GET), { method: "POST" }), ["service"])).toContain("does not match");
  expect(signatureFault(request(signed(GET), { body: "{}" }), ["service"])).toContain("does not match");
  expect(signatureFault(request(signed(GET)), ["bedrock"])).toContain("correct service");
  expect(signatureFault(request("AWS4-HMAC-SHA256 nonsense"), ["service"])).toBe("IncompleteSignatureException");
  expect(signatureFault(request("Bearer x"), ["service"])).toBeNull();
});
