import type { SimulatorBooks } from "./state/books.ts";
import { createBatches } from "./endpoints/batches-endpoint.ts";
import { createEngine } from "./endpoints/engine.ts";
import { DEFAULT_SIMULATOR, type SimulatorOptions } from "./state/options.ts";
import type { ReplyBody } from "./replies/reply-body.ts";
import { route } from "./endpoints/router.ts";
import type { SimulatorContext, WireRequest, WireResponse } from "./replies/wire.ts";

export interface Simulator {
  /**
   * Answers one request of the Messages API. Rejects with a `TypeError` whose cause has the code `ECONNRESET` where a
   * connection would be reset. `context`: what travels with a request in process and never over a wire.
   */
  handle(request: Request, context?: Partial<SimulatorContext>): Promise<Response>;
  /** The same below the platform's `Request` and `Response`, for transports of our own. */
  answer(request: WireRequest): Promise<WireResponse>;
  readonly books: SimulatorBooks;
}

/** A Messages API that lives in this process: as strict as the real one, as slow and as faulty as the options say. */
export function createSimulator(options: Partial<SimulatorOptions> = {}): Simulator {
  const engine = createEngine({ ...DEFAULT_SIMULATOR, ...options });
  const batches = createBatches(engine);
  const answer = (request: WireRequest): Promise<WireResponse> => route(engine, batches, request);
  return {
    answer,
    books: engine.books,
    async handle(request, context) {
      const url = new URL(request.url);
      const response = await answer({
        method: request.method,
        path: url.pathname,
        query: url.searchParams,
        header: (name) => request.headers.get(name),
        body: await request.text(),
        context: { simulated: context?.simulated ?? null, id: context?.id ?? null },
        signal: request.signal,
      }).catch((error: unknown) => {
        throw asFetchError(error);
      });
      return toResponse(response, request.signal);
    },
  };
}

/** What `fetch` throws when a connection is reset. */
export function asFetchError(error: unknown): unknown {
  if (!(error instanceof Error) || (error.name !== "ConnectionReset" && error.name !== "ConnectionCut")) return error;
  const cause = Object.assign(new Error(error.message), { code: "ECONNRESET", errno: -104, syscall: "read" });
  return new TypeError(error.name === "ConnectionReset" ? "fetch failed" : "terminated", { cause });
}

/** The platform's form of a response. `signal` ends the body as an aborted fetch does. */
export function toResponse({ status, headers, body }: WireResponse, signal: AbortSignal | null): Response {
  return new Response(typeof body === "string" ? body : toStream(body, signal), { status, headers });
}

/** A pulled stream without a queue of its own: a break comes after all that was sent before it. */
function toStream(body: ReplyBody, signal: AbortSignal | null): ReadableStream<Uint8Array> {
  let abort: (() => void) | null = null;
  function release(): void {
    if (abort !== null) signal?.removeEventListener("abort", abort);
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (signal === null) return;
        abort = () => {
          body.cancel();
          controller.error(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
      },
      async pull(controller) {
        const chunk = await body.next().catch((error: unknown) => {
          release();
          throw asFetchError(error);
        });
        if (signal?.aborted === true) return;
        if (chunk !== null) return controller.enqueue(chunk);
        release();
        controller.close();
      },
      cancel() {
        release();
        body.cancel();
      },
    },
    { highWaterMark: 0 },
  );
}
