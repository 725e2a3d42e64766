import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BackoffAllowance } from "../../../src/run/calls/backoff-allowance.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AGENT = join(import.meta.dirname, "../../fixtures/targets/agent.mjs");

/** An upstream that turns every request away, and says no time after which it would not. */
async function withoutRoom<T>(use: (url: string) => Promise<T>): Promise<T> {
  const body = JSON.stringify({ type: "error", error: { type: "rate_limit_error", message: "no room" } });
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(429, { "content-type": "application/json" }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's
  try {
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("attack 3: a target whose calls are turned away for ever is over, whether it gives up or goes on asking", async () => {
  const cases = ["statuses 1", "insist"].map((message) => ({ id: message, vars: { message }, expect: [{ calls: 0 }] }));
  const targets = { bot: { command: [process.execPath, AGENT], workers: 2 } };
  const limits = { max_attempts: 1, timeout_s: 4, max_cost_usd: 0.1 };
  const suite = { name: "app", targets, cases, gate: "none", limits };
  const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite) });
  const { head, trials } = await withoutRoom((baseUrl) =>
    runSuite(folder, { mode: "live", baseUrl, credential: { kind: "apiKey", value: "real-key-0001" } }),
  );
  expect(trials.map(({ status }) => status)).toEqual(["errored", "errored"]);
  const [gaveUp, insisted] = trials.map(({ error }) => error?.message);
  expect(gaveUp).toMatch(/a call of bot failed and was not answered by a later one: .*no room/);
  expect(insisted).toMatch(/within 4 s/);
  expect(head.exit_code).toBe(3);
});

test("waits at the same time are counted once, those one after the other each", () => {
  const allowance = new BackoffAllowance(10_000);
  allowance.spend(0, 2_000);
  allowance.spend(500, 2_500);
  allowance.spend(1_000, 1_500); // within both
  expect(allowance.remainingMs).toBe(7_500);
  allowance.spend(5_000, 6_000);
  expect(allowance.remainingMs).toBe(6_500);
});

test("what was waited before any request was turned away is free, and so is what is waited for an answer", () => {
  const allowance = new BackoffAllowance(10_000);
  allowance.turnedAway(0, 9_000);
  expect(allowance.remainingMs).toBe(10_000);
  allowance.turnedAway(8_000, 12_000);
  expect(allowance.remainingMs).toBe(7_000);
  allowance.turnedAway(12_000, 90_000);
  expect(allowance.remainingMs).toBe(0);
});

const LONG_MS = 1_000_000;

test("waits never count for more than they took, nor for more than the time that went by", () => {
  const waits = fc.array(fc.record({ fromMs: fc.nat(10_000), ms: fc.nat(5_000) }), { minLength: 1 });
  fc.assert(
    fc.property(waits, (all) => {
      const byEnd = [...all].sort((a, b) => a.fromMs + a.ms - (b.fromMs + b.ms));
      const allowance = new BackoffAllowance(LONG_MS);
      for (const { fromMs, ms } of byEnd) allowance.spend(fromMs, fromMs + ms);
      const counted = LONG_MS - allowance.remainingMs;
      expect(counted).toBeLessThanOrEqual(all.reduce((sum, { ms }) => sum + ms, 0));
      const last = byEnd.at(-1);
      const span = (last?.fromMs ?? 0) + (last?.ms ?? 0) - Math.min(...all.map(({ fromMs }) => fromMs));
      expect(counted).toBeLessThanOrEqual(span);
      expect(counted).toBeGreaterThanOrEqual(Math.max(...all.map(({ ms }) => ms)) === 0 ? 0 : 1);
    }),
  );
});
