import { expect, test } from "vitest";
import { createAnthropicProvider } from "../../src/providers/anthropic.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";
import { createSimulatorFetch } from "../../src/providers/simulator/simulator-fetch.ts";
import { answered, context, realClock, request } from "./wire.ts";

test("x", async () => {
  const simulator = createSimulator();
  const provider = createAnthropicProvider({
    baseUrl: "http://simulator",
    credential: { kind: "apiKey", value: "k" },
    clock: realClock,
    fetch: createSimulatorFetch(simulator),
  });
  const result = answered(await provider.send(request(), context()));
  console.log(JSON.stringify(result, null, 1), simulator.books);
  const n = 5000;
  const t = process.hrtime.bigint();
  for (let i = 0; i < n; i++) await provider.send(request(), context());
  console.log(Number(process.hrtime.bigint() - t) / 1e3 / n, "us each");
});
