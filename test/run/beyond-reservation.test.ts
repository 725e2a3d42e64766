import { expect, test } from "vitest";
import { NO_USAGE, type Usage } from "../../src/domain/run/completion.ts";
import type { AttemptResult, Provider } from "../../src/domain/run/provider.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { FakeApi, failureOf, priceOf } from "./fake-api.ts";
import { plannedTrial, run, runOptions, type Recorded } from "./run-fixture.ts";

const RESERVED = 100_000_000n;
const LARGE: Partial<Usage> = { inputTokens: 10, outputTokens: 5_000 };
const LARGE_PICO = priceOf({ ...NO_USAGE, ...LARGE });

/** An API whose tier has no price. */
function priced(usage: Usage): bigint | null {
  return usage.serviceTier === null && usage.iterations.length === 0 ? priceOf(usage) : null;
}

function runWith(provider: Provider, clock: FakeClock): Promise<Recorded> {
  const trials = [0, 1, 2].map((ordinal) => plannedTrial(ordinal));
  const caps = { runPico: 50n * RESERVED, suitesPico: [null] };
  const { prices } = runOptions({ trials, provider }).answering;
  const options = { prices: { ...prices, costOf: (_call: unknown, { usage }: { usage: Usage }) => priced(usage) } };
  return run({ trials, provider, clock, caps, concurrency: 1, options });
}

test("an answer without a price whose tokens cost more than was reserved breaks the cap", async () => {
  const clock = new FakeClock();
  const provider = new FakeApi({ clock, script: () => ({ usage: { ...LARGE, serviceTier: "priority" } }) });
  const { summary } = await runWith(provider, clock);
  expect(provider.requests).toHaveLength(1);
  expect(summary.ledger).toMatchObject({ paidPico: 0n, uncertainPico: LARGE_PICO, unpriced: 1, overReserved: 1 });
});

test("an answer without a price whose tokens cost less stands for its reservation", async () => {
  const clock = new FakeClock();
  const provider = new FakeApi({ clock, script: () => ({ usage: { serviceTier: "priority" } }) });
  const { summary } = await runWith(provider, clock);
  expect(provider.requests).toHaveLength(3);
  expect(summary.ledger).toMatchObject({ uncertainPico: 3n * RESERVED, unpriced: 3, overReserved: 0 });
});

test("an answer that broke off after more tokens than were reserved breaks the cap", async () => {
  const clock = new FakeClock();
  const api = new FakeApi({ clock, script: () => failureOf("stream", { maybeBilled: true }) });
  const partialUsage: Usage = { ...NO_USAGE, ...LARGE };
  const provider: Provider = {
    send: async (request, context): Promise<AttemptResult> => {
      const result = await api.send(request, context);
      return result.status === "failed" ? { ...result, partialUsage } : result;
    },
  };
  const { summary } = await runWith(provider, clock);
  expect(api.requests).toHaveLength(1);
  expect(summary.ledger).toMatchObject({ uncertainPico: LARGE_PICO, overReserved: 1 });
});
