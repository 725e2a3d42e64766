import type { AttemptInit, Fetch } from "../anthropic/exchange.ts";
import { asFetchError, type Simulator, toResponse } from "./simulator.ts";

/**
 * A `fetch` that a simulator answers in this process, for the SDK's `fetch` option: every layer but the socket is real.
 * The attempt's simulated reply and id come with the request's init, where the provider puts them.
 */
export function createSimulatorFetch(simulator: Simulator): Fetch {
  return async (input, init) => {
    const { exchange }: AttemptInit = init ?? {};
    if (input instanceof Request || typeof init?.body !== "string") {
      return simulator.handle(new Request(input, init), exchange?.context);
    }
    const { signal = null } = init;
    signal?.throwIfAborted();
    const url = new URL(input);
    const headers = new Headers(init.headers);
    const answering = simulator.answer({
      method: init.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      header: (name) => headers.get(name),
      body: init.body,
      context: { simulated: exchange?.context.simulated ?? null, id: exchange?.context.id ?? null },
      signal,
    });
    const response = await answering.catch((error: unknown) => {
      signal?.throwIfAborted();
      throw asFetchError(error);
    });
    return toResponse(response, signal);
  };
}
