import type { Json } from "../domain/json.ts";
import type { CompletionRequest } from "../domain/provider.ts";
import { estimateTokens } from "../models/estimate-tokens.ts";

/** Tokens that the API may add to a request on its own: the framing of messages, and of tools when there are any. */
const FRAMING_TOKENS = 64;
const TOOL_FRAMING_TOKENS = 1024;
/** What tools cost beside their own text, about. */
const EXPECTED_TOOL_TOKENS = 300;

/** How long a request's prompt is: the most it can be (a token is at least one byte), and about what to expect. */
export function requestBound({ body }: CompletionRequest): {
  readonly maxTokens: number;
  readonly expectedTokens: number;
} {
  const text = JSON.stringify([body["system"] ?? null, body["messages"] ?? null, body["tools"] ?? null]);
  const { model } = body;
  const framing = FRAMING_TOKENS + (isEmpty(body["tools"]) ? 0 : TOOL_FRAMING_TOKENS);
  return {
    maxTokens: Buffer.byteLength(text) + framing,
    expectedTokens:
      estimateTokens(typeof model === "string" ? model : "", text) +
      (isEmpty(body["tools"]) ? 0 : EXPECTED_TOOL_TOKENS),
  };
}

function isEmpty(tools: Json | undefined): boolean {
  return !Array.isArray(tools) || tools.length === 0;
}
