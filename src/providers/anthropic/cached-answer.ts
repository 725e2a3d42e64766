import { crc32 } from "node:zlib";
import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureBy } from "../../domain/run/failure-here.ts";
import type { CompletionRequest, Failure } from "../../domain/run/provider.ts";

/** So many of the newest answers are remembered. */
const REMEMBERED = 20_000;

/** Finds answers that a cache between us and the model gave: k trials would be copies of one. */
export interface CacheWatch {
  /** Why this answer counts as a copy; null: it may be the model's own. */
  reasonOf(request: CompletionRequest, messageId: string | null, headers: Headers | null): Sentence | null;
}

/** A cache says so in a header, or gives an equal request the same message once more (ids of messages are unique). */
export function createCacheWatch(): CacheWatch {
  const requestOf = new Map<string, number>();
  return {
    reasonOf(request, messageId, headers) {
      const said = headers === null ? null : cacheHeader(headers);
      if (said !== null) return failureWords("cache-header", { header: said });
      if (messageId === null || messageId === "") return null;
      // Ids are unique: a sum of 32 bits is enough to tell a copy from a fixture that answers everybody with one id.
      const sum = crc32(JSON.stringify(request.body));
      const earlier = requestOf.get(messageId);
      requestOf.set(messageId, earlier ?? sum);
      if (requestOf.size > REMEMBERED) forgetOldest(requestOf);
      return earlier === sum ? failureWords("same-message", { id: messageId }) : null;
    },
  };
}

function forgetOldest(map: Map<string, number>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}

/** Headers of caches: Cloudflare AI Gateway, CDNs, LiteLLM; `age` is of RFC 9111 §5.1. */
function cacheHeader(headers: Headers): string | null {
  for (const name of ["cf-aig-cache-status", "cf-cache-status", "x-cache", "x-litellm-cache-hit"]) {
    const value = headers.get(name);
    if (value !== null && /^(hit|true)\b|\bhit from\b/i.test(value)) return `${name}: ${value.slice(0, 40)}`;
  }
  const age = headers.get("age");
  return age !== null && Number(age) > 0 ? `age: ${age.slice(0, 20)}` : null;
}

/** The failure of an answer that is a copy. */
export function cachedFailure(why: Sentence, host: string): Failure {
  const message = failureWords("cached-answer", { host, why });
  return failureBy({ kind: "cached_answer", type: "cached_answer", httpStatus: 200, message, maybeBilled: true });
}
