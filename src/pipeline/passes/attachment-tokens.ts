import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { hashValue } from "../../base/hash.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { CountedAttachment } from "../../models/request-bound.ts";
import type { CountTokens } from "../../providers/anthropic/count-tokens.ts";

/** A count is an estimate (docs page token-counting): so much is added to it. */
const MARGIN = 1.1;
const SPARE_TOKENS = 256;

/** How many tokens attachments have at most, by model: asked of the counting endpoint once each, which costs nothing. */
export interface AttachmentTokens {
  /** Null: never counted. */
  readonly tokensOf: CountedAttachment;
  /** Counts an attachment of the request; returns why that failed, or null. */
  count(request: CompletionRequest, block: JsonObject): Promise<string | null>;
}

/** `counter` null: nothing can be counted. */
export function createAttachmentTokens(counter: CountTokens | null): AttachmentTokens {
  const counted = new Map<string, number>();
  const hashes = new WeakMap<JsonObject, string>();
  const keyOf = ({ body }: CompletionRequest, block: JsonObject): string => {
    const { cache_control: _, ...content } = block;
    const hash = hashes.get(block) ?? hashValue(content);
    hashes.set(block, hash);
    return `${JSON.stringify(body["model"])} ${hash}`;
  };
  return {
    tokensOf: (request, block) => counted.get(keyOf(request, block)) ?? null,
    async count(request, block) {
      const key = keyOf(request, block);
      if (counted.has(key)) return null;
      if (counter === null) return refusalWords("nothing-asked");
      const result = await counter({ ...request, body: aloneIn(request.body, block) });
      if (result.status === "failed") return result.message;
      counted.set(key, Math.ceil(result.inputTokens * MARGIN) + SPARE_TOKENS);
      return null;
    },
  };
}

/** The least request with the attachment in it. */
function aloneIn({ model }: JsonObject, block: JsonObject): JsonObject {
  const { cache_control: _, ...content } = block;
  return { ...(model === undefined ? {} : { model }), messages: [{ role: "user", content: [content] }] };
}
