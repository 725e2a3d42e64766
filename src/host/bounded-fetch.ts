import { failureWords } from "../domain/diagnostics/failure-words.ts";
import type { Fetch } from "../domain/values/fetch.ts";
import { readerOf } from "./light-response.ts";

/** How much, and how long, an answer may be that is read whole. */
export interface FetchBounds {
  readonly maxBytes: number;
  /** From the request until the last byte. */
  readonly timeoutMs: number;
}

/**
 * A `fetch` for answers that are read whole: one without an end, or that drips on for ever, ends as a connection does that
 * breaks, with what was wrong as its message.
 */
export function boundedFetch(fetch: Fetch, { maxBytes, timeoutMs }: FetchBounds): Fetch {
  return async (input, init) => {
    const over = new AbortController();
    const timer = setTimeout(
      () => over.abort(new Error(failureWords("not-whole-in-time", { limitMs: timeoutMs }))),
      timeoutMs,
    );
    const given = init?.signal ?? null;
    const signal = given === null ? over.signal : AbortSignal.any([given, over.signal]);
    try {
      const response = await fetch(input, { ...init, signal });
      const body = await wholeBody(response, maxBytes, signal);
      const { status, headers } = response;
      return new Response(body, { status, headers });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Null for an answer without a body: some statuses may have none. */
async function wholeBody(response: Response, maxBytes: number, signal: AbortSignal): Promise<Buffer | null> {
  if (response.body === null) return null;
  const reader = readerOf(response.body);
  const cut = aborted(signal);
  const chunks: Uint8Array[] = [];
  try {
    for (let total = 0; ;) {
      const chunk = await Promise.race([reader.read(), cut]);
      if (chunk.done) break;
      total += chunk.value.byteLength;
      if (total > maxBytes)
        throw new Error(failureWords("large-answer", { mostKibibytes: Math.round(maxBytes / 1024) }));
      chunks.push(chunk.value);
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    throw error;
  }
  const isEmpty = chunks.length === 0 && [101, 204, 205, 304].includes(response.status);
  return isEmpty ? null : Buffer.concat(chunks);
}

function aborted(signal: AbortSignal): Promise<never> {
  const cut = new Promise<never>((_, reject) => {
    const fail = (): void => reject(signal.reason as Error); // ours, or a DOMException
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
  cut.catch(() => undefined); // nobody may be reading any more
  return cut;
}
