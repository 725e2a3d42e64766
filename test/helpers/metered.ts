import { request as httpRequest } from "node:http";
import Anthropic from "@anthropic-ai/sdk";
import { BEGUN_BY_PROGRAM, type Invocation } from "../../src/domain/invocation.ts";
import type { Clock } from "../../src/domain/values/clock.ts";
import { wallClock } from "../../src/host/wall-clock.ts";
import { type MeterResult, runMeter } from "../../src/pipeline/commands/meter.ts";
import type { MeterRequest } from "../../src/pipeline/metering/meter-request.ts";
import { serveSimulator, type SimulatorServer } from "../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../src/providers/simulator/simulator.ts";
import type { SimulatorOptions } from "../../src/providers/simulator/state/options.ts";
import { invocationOf } from "./invocation.ts";

/** The Messages API, as far as it is behind the meter. */
export interface Upstream {
  readonly simulator: Simulator;
  readonly server: SimulatorServer;
}

export async function withUpstream<T>(
  options: Partial<SimulatorOptions>,
  use: (upstream: Upstream) => Promise<T>,
): Promise<T> {
  const simulator = createSimulator({ keepLog: true, ...options });
  const server = await serveSimulator(simulator, { port: 0 });
  try {
    return await use({ simulator, server });
  } finally {
    await server.close();
  }
}

/** Where a meter serves, and its key. */
export interface Address {
  readonly baseUrl: string;
  readonly key: string;
}

export interface MeterChanges {
  readonly invocation?: Partial<Invocation>;
  readonly request?: Partial<MeterRequest>;
  /** The folder of the run that is gone on with. */
  readonly resumed?: string;
  readonly env?: Record<string, string>;
  readonly clock?: Clock;
}

export type Metered = Extract<MeterResult, { status: "metered" }>;

/** Serves a meter in front of an upstream (null: none is needed) while `use` asks it; gives the result. */
export async function metered(
  folder: string,
  upstream: Upstream | null,
  use: (address: Address) => Promise<void>,
  changes: MeterChanges = {},
): Promise<Metered> {
  const over = new AbortController();
  let failure: { readonly error: unknown } | null = null;
  const result = await meterOnce(folder, upstream, changes, {
    signal: over.signal,
    onServing: (address) => {
      use(address)
        .catch((error: unknown) => (failure = { error }))
        .finally(() => over.abort());
    },
  });
  if (failure !== null) throw (failure as { error: unknown }).error;
  if (result.status !== "metered") throw new Error(JSON.stringify(result));
  return result;
}

interface Serving {
  readonly signal: AbortSignal;
  readonly onServing: (address: Address) => void;
}

export function meterOnce(
  folder: string,
  upstream: Upstream | null,
  { invocation, request, resumed, env, clock }: MeterChanges,
  serving: Serving = { signal: new AbortController().signal, onServing: () => undefined },
): Promise<MeterResult> {
  const live: Partial<Invocation> =
    upstream === null
      ? {}
      : {
          mode: "live",
          baseUrl: upstream.server.url,
          credential: { kind: "apiKey", value: "real-key-0001" },
          maxCostUsd: 1,
        };
  return runMeter(
    {
      request: {
        command: null,
        port: 0,
        recordings: null,
        ceilings: { rpm: null, itpm: null, otpm: null },
        ...request,
      },
      invocation: invocationOf(folder, { suites: [], ...live, ...invocation }),
    },
    {
      clock: clock ?? wallClock,
      start: { ...BEGUN_BY_PROGRAM, reporters: [] },
      env: env ?? { PATH: process.env["PATH"] ?? "" },
      stdio: ["ignore", "ignore", "ignore"],
      interruptedBy: () => null,
      log: () => undefined,
      resumed: resumed ?? null,
      ...serving,
    },
  );
}

export function clientOf({ baseUrl, key }: Address, maxRetries = 0): Anthropic {
  return new Anthropic({ baseURL: baseUrl, apiKey: key, maxRetries, logLevel: "off" });
}

interface Hello {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: { role: "user"; content: string }[];
}

export const HELLO: Hello = {
  model: "claude-haiku-4-5",
  max_tokens: 100,
  messages: [{ role: "user", content: "hello out there" }],
};

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request on bare HTTP: with headers and bodies that no SDK would send. */
export function raw(
  { baseUrl, key }: Address,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer | null } = {},
): Promise<RawAnswer> {
  const { method = "POST", headers = {}, body = JSON.stringify(HELLO) } = options;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${baseUrl}${path}`,
      {
        method,
        headers: {
          "x-api-key": key,
          "anthropic-version": "2023-06-01",
          "content-type": "application/json",
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}
