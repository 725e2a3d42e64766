import type { Fetch } from "../../domain/values/fetch.ts";
import type { AttemptInit } from "../anthropic/exchange.ts";
import { type ByteReader, lightResponse } from "../../host/light-response.ts";
import type { ReplyBody } from "./replies/reply-body.ts";
import { asFetchError, type Simulator, toResponse } from "./simulator.ts";

/**
 * A `fetch` that a simulator answers in this process, for the SDK's `fetch` option: every layer but the socket is real.
 * The attempt's simulated reply and id come with the request's init, where the provider's middleware puts them.
 */
export function createSimulatorFetch(simulator: Simulator): Fetch {
  return async (input, init) => {
    const { attempt }: RequestInit & AttemptInit = init ?? {};
    if (input instanceof Request || typeof init?.body !== "string") {
      return simulator.handle(new Request(input, init), attempt);
    }
    const { signal = null } = init;
    signal?.throwIfAborted();
    const url = new URL(input);
    const sent = new Headers(init.headers);
    const answering = simulator.answer({
      method: init.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      header: (name) => sent.get(name),
      body: init.body,
      context: { simulated: attempt?.simulated ?? null, id: attempt?.id ?? null },
      signal,
    });
    const response = await answering.catch((error: unknown) => {
      signal?.throwIfAborted();
      throw asFetchError(error);
    });
    const headers = new Headers(response.headers);
    const isStream = headers.get("content-type")?.startsWith("text/event-stream") === true;
    if (typeof response.body === "string" || !isStream) return toResponse(response, signal);
    return lightResponse(readerOfReply(response.body, signal), { status: response.status, headers });
  };
}

/** Reads a reply as a body of `fetch` is read: an abort ends it with the signal's reason, a cut as a broken socket does. */
function readerOfReply(body: ReplyBody, signal: AbortSignal | null): ByteReader {
  const cancel = (): void => body.cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  return {
    async read() {
      try {
        const value = await body.next();
        signal?.throwIfAborted();
        if (value !== null) return { done: false, value };
      } catch (error) {
        throw asFetchError(error);
      }
      signal?.removeEventListener("abort", cancel);
      return { done: true, value: undefined };
    },
    cancel() {
      cancel();
      return Promise.resolve();
    },
  };
}
