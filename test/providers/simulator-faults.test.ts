import { expect, test } from "vitest";
import type { Provider } from "../../src/domain/run/provider.ts";
import { createAnthropicProvider } from "../../src/providers/anthropic/anthropic.ts";
import { FAULT_KINDS, type FaultKind, type SimulatorOptions } from "../../src/providers/simulator/state/options.ts";
import { serveSimulator } from "../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../src/providers/simulator/simulator.ts";
import { createSimulatorFetch } from "../../src/providers/simulator/simulator-fetch.ts";
import { manualClock } from "./manual-clock.ts";
import { reply } from "./simulator-calls.ts";
import { answered, ATTEMPT, context, failure, realClock, request } from "./wire.ts";

const credential = { kind: "apiKey", value: "k" } as const;
type Transport = "in process" | "over a socket";
const TRANSPORTS: readonly Transport[] = ["in process", "over a socket"];

interface Connected {
  readonly provider: Provider;
  readonly simulator: Simulator;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The provider against a simulator, by either way. */
async function connect(transport: Transport, options: Partial<SimulatorOptions> = {}): Promise<Connected> {
  const simulator = createSimulator({ keepLog: true, ...options });
  const shared = { credential, clock: realClock, stallMs: 60 };
  if (transport === "in process") {
    const provider = createAnthropicProvider({
      ...shared,
      baseUrl: "http://simulator",
      fetch: createSimulatorFetch(simulator),
    });
    return { provider, simulator, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const server = await serveSimulator(simulator, { port: 0 });
  const provider = createAnthropicProvider({ ...shared, baseUrl: server.url });
  return { provider, simulator, [Symbol.asyncDispose]: () => server.close() };
}

const expected: Readonly<
  Record<FaultKind, { readonly kind: RegExp; readonly httpStatus: number | null; readonly billed: boolean }>
> = {
  rate_limit: { kind: /^rate_limited$/, httpStatus: 429, billed: false },
  server_error: { kind: /^server$/, httpStatus: 500, billed: false },
  overloaded: { kind: /^overloaded$/, httpStatus: 529, billed: false },
  reset: { kind: /^connection$/, httpStatus: null, billed: true },
  cut: { kind: /^stream$/, httpStatus: 200, billed: true },
  error_event: { kind: /^(overloaded|server)$/, httpStatus: 200, billed: true },
  stall: { kind: /^stall$/, httpStatus: 200, billed: true },
  malformed: { kind: /^stream$/, httpStatus: 200, billed: true },
};
const rows = FAULT_KINDS.flatMap((fault) => TRANSPORTS.map((transport) => ({ fault, transport })));
test.each(rows)("the fault $fault comes to the client as what it is, $transport", async ({ fault, transport }) => {
  await using link = await connect(transport, { faults: { [fault]: { probability: 0, first: 3 } } });
  const { kind, httpStatus, billed } = expected[fault];
  for (let n = 0; n < 3; n++) {
    const got = failure(await link.provider.send(request(), context({ id: { ...ATTEMPT, trial: n } })));
    expect(got.kind).toMatch(kind);
    expect(got).toMatchObject({ httpStatus, maybeBilled: billed });
  }
  answered(await link.provider.send(request(), context({ id: { ...ATTEMPT, trial: 3 } })));
  expect(link.simulator.books.requests).toBe(4);
  expect(link.simulator.books.resets).toBe(fault === "reset" ? 3 : 0);
  for (const entry of link.simulator.books.log.slice(0, 3)) expect(entry.billedPico > 0n).toBe(billed);
});

test.each(TRANSPORTS)("what was sent before a cut arrives, %s", async (transport) => {
  await using link = await connect(transport, { faults: { cut: { probability: 1 } }, seed: 3 });
  const result = await link.provider.send(request(), context());
  expect(failure(result).kind).toBe("stream");
  expect(result).toMatchObject({ partialUsage: { inputTokens: 9 } });
});

test.each(TRANSPORTS)("a told error with status 200 comes as an error event, %s", async (transport) => {
  const told = reply({ error: { status: 200, type: "overloaded_error", message: "mid" } });
  await using link = await connect(transport, { answer: () => told });
  expect(failure(await link.provider.send(request(), context()))).toMatchObject({
    kind: "overloaded",
    httpStatus: 200,
    message: "mid",
  });
});

test("faults depend on the seed and the request, not on the order of arrival", async () => {
  const faults = { server_error: { probability: 0.3 }, overloaded: { probability: 0.2 } };
  const run = async (order: readonly number[], seed: number): Promise<readonly string[]> => {
    await using link = await connect("in process", { faults, seed });
    const kinds = new Map<number, string>();
    for (const trial of order) {
      const result = await link.provider.send(request(), context({ id: { ...ATTEMPT, trial } }));
      kinds.set(trial, result.status === "failed" ? result.failure.kind : "answered");
    }
    return order.toSorted((a, b) => a - b).map((trial) => kinds.get(trial) ?? "");
  };
  const order = Array.from({ length: 100 }, (_, trial) => trial);
  const kinds = await run(order, 1);
  expect(await run(order.toReversed(), 1)).toEqual(kinds);
  expect(await run(order, 2)).not.toEqual(kinds);
  const share = (kind: string): number => kinds.filter((one) => one === kind).length / order.length;
  expect(share("server")).toBeCloseTo(0.3, 0);
  expect(share("overloaded")).toBeCloseTo(0.2, 0);
  expect(share("answered")).toBeGreaterThan(0.35);
});

test("a repeated request draws anew where nobody says which attempt it is", async () => {
  await using link = await connect("over a socket", { faults: { server_error: { probability: 0.5 } } });
  const kinds: string[] = [];
  for (let n = 0; n < 12; n++) kinds.push((await link.provider.send(request(), context())).status);
  expect(new Set(kinds).size).toBe(2);
});

test("latency: the head after its wait, each token after its own", async () => {
  const clock = manualClock();
  const simulator = createSimulator({ clock, latency: { ttftMs: 200, perTokenMs: 10 } });
  const provider = createAnthropicProvider({
    baseUrl: "http://simulator",
    credential,
    clock,
    fetch: createSimulatorFetch(simulator),
  });
  const ticking = setInterval(() => void clock.advance(10), 1);
  const { latencyMs, ttftMs } = answered(await provider.send(request({ thinking: { type: "disabled" } }), context()));
  clearInterval(ticking);
  expect(ttftMs).toBeGreaterThanOrEqual(200);
  expect(latencyMs - 200).toBeGreaterThanOrEqual(20);
});

test.each(TRANSPORTS)(
  "an abort in the middle ends the answer and is billed for what was sent, %s",
  async (transport) => {
    await using link = await connect(transport, {
      latency: { ttftMs: 0, perTokenMs: 0.1 },
      answer: () => reply({ text: "word ".repeat(800) }),
    });
    const controller = new AbortController();
    const onText = (): void => controller.abort();
    const result = await link.provider.send(
      request({ max_tokens: 4000 }),
      context({ signal: controller.signal, onText }),
    );
    expect(failure(result)).toMatchObject({ kind: "aborted", maybeBilled: true });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { usage, billedPico } = link.simulator.books;
    expect(usage.outputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeLessThan(1300);
    expect(billedPico).toBe(9n * 100_000n + BigInt(usage.outputTokens) * 500_000n);
  },
);

test.each(TRANSPORTS)("an abort while waiting for the answer, %s", async (transport) => {
  await using link = await connect(transport, { latency: { ttftMs: 5000, perTokenMs: 0 } });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  const got = failure(await link.provider.send(request(), context({ signal: controller.signal })));
  expect(got).toMatchObject({ kind: "aborted", httpStatus: null, maybeBilled: true });
});

test("both transports give the same answers", async () => {
  const bodies = [
    request(),
    request({ max_tokens: 5 }),
    request({ model: "claude-sonnet-4-6", temperature: 0 }, { apiVersion: "2023-06-01" }),
    request({ model: "claude-sonnet-4-6", temperature: 0 }),
    request({ model: "nobody" }),
    request({ tools: [{ name: "f", input_schema: { type: "object" } }], tool_choice: { type: "any" } }),
    request({ messages: [{ role: "user", content: "日本語 👩‍👩‍👧 ".repeat(50) }], max_tokens: 900 }),
  ];
  const run = async (transport: Transport, chunkBytes: number | null): Promise<unknown> => {
    await using link = await connect(transport, {
      chunkBytes,
      limits: { rpm: 1000, itpm: null, otpm: null },
      clock: manualClock(),
    });
    const results: unknown[] = [];
    for (const body of bodies)
      results.push({ ...(await link.provider.send(body, context())), latencyMs: 0, ttftMs: 0 });
    return {
      results,
      log: link.simulator.books.log.map((entry) => ({ ...entry, id: null })),
      billed: link.simulator.books.billedPico,
    };
  };
  const reference = await run("in process", null);
  expect(await run("over a socket", null)).toEqual(reference);
  expect(await run("in process", 1)).toEqual(reference);
  expect(await run("over a socket", 5)).toEqual(reference);
});

test("a large answer goes through a slow reader whole", async () => {
  const text = "0123456789".repeat(200_000);
  await using link = await connect("over a socket", { answer: () => reply({ text }), chunkBytes: 4096 });
  const slow = (): void => {
    for (let until = performance.now() + 2; performance.now() < until;);
  };
  const body = request({ model: "claude-sonnet-4-6", max_tokens: 128_000 });
  const got = answered(await link.provider.send(body, context({ onText: slow })));
  expect(got.completion.text).toBe(text.slice(0, 512_000));
});

test("a server ends its connections when it closes, and a port that is taken is an error", async () => {
  const simulator = createSimulator({ faults: { stall: { probability: 1 } } });
  const answer = simulator.answer.bind(simulator);
  const arrived = new Promise<void>((resolve) => {
    simulator.answer = (asked) => {
      setTimeout(resolve, 100); // by then the head of the answer has gone out
      return answer(asked);
    };
  });
  const server = await serveSimulator(simulator, { port: 0, host: "127.0.0.1" });
  await expect(serveSimulator(simulator, { port: server.port })).rejects.toThrow("EADDRINUSE");
  const provider = createAnthropicProvider({ baseUrl: server.url, credential, clock: realClock });
  const pending = provider.send(request(), context());
  await arrived;
  await server.close();
  expect(failure(await pending).kind).toBe("stream");
});
