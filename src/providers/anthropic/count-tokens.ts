import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import { boundedFetch } from "../../host/bounded-fetch.ts";
import { connectionFailure } from "./connection-failure.ts";
import { isCount } from "./usage.ts";
import { type LoadedSdk, loadSdk } from "./sdk-client.ts";
import type { SdkOptions } from "./sdk-options.ts";

export type TokenCount =
  | { readonly status: "counted"; readonly inputTokens: number }
  | { readonly status: "failed"; readonly message: Sentence };

/** Asks the free endpoint how many input tokens a request has. */
export type CountTokens = (request: CompletionRequest) => Promise<TokenCount>;

/** What `count_tokens` takes of a request (API reference, token counting): everything that is part of the prompt. */
const COUNTED = ["model", "messages", "system", "tools", "tool_choice", "thinking", "output_config", "cache_control"];

/** An answer is a number in a map; a long prompt takes its time to count. */
const BOUNDS = { maxBytes: 64 * 1024, timeoutMs: 120_000 };

/** A counter over the SDK, which is loaded with the first count. */
export function createTokenCounter(options: SdkOptions): CountTokens {
  let sdk: Promise<LoadedSdk> | null = null;
  return async (request) => {
    const { client, errors } = await (sdk ??= loadSdk({ ...options, fetch: boundedFetch(options.fetch, BOUNDS) }));
    try {
      const headers = { "anthropic-version": request.apiVersion, ...request.headers };
      const answer: unknown = await client.messages.countTokens(countedPart(request.body), { headers });
      const inputTokens =
        typeof answer === "object" && answer !== null && "input_tokens" in answer ? answer.input_tokens : null;
      if (!isCount(inputTokens)) return { status: "failed", message: failureWords("no-count") };
      return { status: "counted", inputTokens };
    } catch (error) {
      if (error instanceof errors.APIConnectionError) {
        return { status: "failed", message: connectionFailure(error, new URL(options.baseUrl).host).message };
      }
      if (error instanceof errors.APIError)
        return { status: "failed", message: failureWords("api-says", { says: error.message }) };
      // An answer that is no JSON.
      if (error instanceof SyntaxError) return { status: "failed", message: failureWords("count-no-json") };
      throw error;
    }
  };
}

function countedPart(body: JsonObject): CountParams {
  // The SDK's types lag behind what the API accepts; it sends what it does not know as it is.
  return Object.fromEntries(Object.entries(body).filter(([key]) => COUNTED.includes(key))) as unknown as CountParams;
}

type CountParams = Parameters<LoadedSdk["client"]["messages"]["countTokens"]>[0];
