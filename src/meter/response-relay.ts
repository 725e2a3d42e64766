import type { ServerResponse } from "node:http";
import type { RawRefusal, Relay } from "../domain/run/relay.ts";

/**
 * The response to an application as the place where an answer goes. What it does not read stays in memory, as much as the
 * reader of the answer lets come: it is never waited for.
 */
export class ResponseRelay implements Relay {
  readonly wantsEvents: boolean;
  readonly query: string;
  refusal: RawRefusal | null = null;
  private readonly response: ServerResponse;
  private hasWritten = false;
  private readonly gone = new AbortController();

  constructor(response: ServerResponse, { wantsEvents, query }: Pick<Relay, "wantsEvents" | "query">) {
    this.response = response;
    this.wantsEvents = wantsEvents;
    this.query = query;
    response.once("close", () => {
      if (!response.writableFinished) this.gone.abort("whoever asked is gone");
    });
  }

  get signal(): AbortSignal {
    return this.gone.signal;
  }

  get hasBegun(): boolean {
    return this.response.headersSent;
  }

  begin(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.response.destroyed) return;
    this.response.writeHead(status, headers);
    // Where bytes have come in with the headers, both go in one write: the first event is there sooner.
    setImmediate(() => {
      if (!this.hasWritten && !this.response.destroyed) this.response.flushHeaders();
    });
  }

  write(bytes: Uint8Array): void {
    this.hasWritten = true;
    if (this.response.destroyed) return;
    this.response.write(bytes);
    // Node holds a chunk back until all that runs now has run: the reader that follows along would delay it.
    this.response.socket?.uncork();
  }
}
