import type { Sentence } from "../domain/diagnostics/wording/sentence.ts";
import { usage } from "../domain/diagnostics/usage.ts";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listen, LOOPBACK } from "../host/loopback.ts";
import type { MeterDesk } from "../domain/run/metering.ts";
import { createMeterHandler } from "./meter-handler.ts";

const HEADERS_MS = 30_000;

export interface MeterServerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** What was thrown where nothing should: a bug, or a store that cannot be written. */
  readonly onError: (error: unknown) => void;
  /** The most that a body may have; default 32 MB, as the API's. */
  readonly maxBodyBytes?: number;
  /** Longest time for a body to come in; default 2 minutes. */
  readonly bodyTimeoutMs?: number;
}

/** An address at which one desk answers. */
export interface MeterAddress {
  /** For `ANTHROPIC_BASE_URL`. */
  readonly baseUrl: string;
  /** Nothing more is taken in here: requests get 403. */
  close(): void;
}

export interface MeterServer {
  readonly port: number;
  /** The stand-in key, for `ANTHROPIC_API_KEY`: 128 random bits that look like a key, so that they are masked like one. */
  readonly key: string;
  open(desk: MeterDesk): MeterAddress;
  /** Stops listening and ends the open connections. */
  close(): Promise<void>;
}

export type StartedMeter =
  | { readonly status: "serving"; readonly server: MeterServer }
  | { readonly status: "refused"; readonly message: Sentence };

/** A Messages API on loopback that asks desks for its answers. */
export async function startMeterServer(options: MeterServerOptions): Promise<StartedMeter> {
  const desks = new Map<string, MeterDesk | null>();
  const key = `sk-ant-meter-${randomBytes(16).toString("hex")}`;
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> = () => Promise.resolve();
  const server = createServer({ requestTimeout: 0, headersTimeout: HEADERS_MS }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy();
      options.onError(error);
    });
  });
  const port = await listen(server, options.port);
  if (port instanceof Error) {
    return { status: "refused", message: usage("taken-port", { port: options.port, reason: port.message }) };
  }
  handle = createMeterHandler({ ...options, door: { port, key }, desks });
  const open = (desk: MeterDesk): MeterAddress => {
    const token = randomBytes(16).toString("base64url");
    desks.set(token, desk);
    return { baseUrl: `http://${LOOPBACK}:${port}/${token}`, close: () => void desks.set(token, null) };
  };
  return { status: "serving", server: { port, key, open, close: () => closeServer(server) } };
}
