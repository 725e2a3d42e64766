import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Invocation } from "../../src/domain/invocation.ts";
import {
  type Address,
  clientOf,
  HELLO,
  type Metered,
  metered,
  type Upstream,
  withUpstream,
} from "../helpers/metered.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const FAST = { latency: { ttftMs: 0, perTokenMs: 0 } };

const asks =
  (...texts: readonly string[]) =>
  async (address: Address): Promise<void> => {
    for (const content of texts) {
      await clientOf(address)
        .messages.create({ ...HELLO, messages: [{ role: "user", content }] })
        .catch(() => undefined); // the meter's report says what became of it
    }
  };

function at(
  folder: string,
  upstream: Upstream | null,
  use: (address: Address) => Promise<void>,
  invocation: Partial<Invocation> = {},
): Promise<Metered> {
  return metered(folder, upstream, use, { invocation });
}

test("meter.ignore: what changes from day to day plays no part in what a call is found by, and goes out as it was", async () => {
  const config = `meter: { ignore: ['"today": "[^"]*"', "cwd: .*"] }\n`;
  const folder = temporaryProject({ "prompt-run.config.yaml": config });
  const seen: string[] = [];
  await withUpstream(FAST, async (upstream) => {
    const answer = upstream.simulator.answer.bind(upstream.simulator);
    upstream.simulator.answer = (request) => {
      seen.push(request.body);
      return answer(request);
    };
    await at(folder, upstream, asks('{"today": "2026-11-28"} cwd: /a\nHow are you?'));
  });
  expect(seen.join("")).toContain("2026-11-28");
  const later = await at(folder, null, asks('{"today": "2026-12-24"} cwd: /b/c\nHow are you?'), { mode: "offline" });
  expect(later.head).toMatchObject({ verdict: "pass", meter: { requests: 1, reused: 1, missing: 0 } });
  const other = await at(folder, null, asks('{"today": "2026-12-24"} cwd: /b/c\nWho are you?'), { mode: "offline" });
  expect(other.head).toMatchObject({ verdict: "incomplete", exit_code: 3, meter: { missing: 1 } });
});

test("--reuse takes what is recorded and sends the rest, and pays for that alone", async () => {
  const folder = temporaryProject({});
  await withUpstream(FAST, async (upstream) => {
    await at(folder, upstream, asks("one", "two"));
    const { requests, billedPico } = upstream.simulator.books;
    const again = await at(folder, upstream, asks("one", "two", "three"), { mode: "reuse" });
    expect(again.head).toMatchObject({ verdict: "pass", meter: { requests: 3, reused: 2, answered: 1 } });
    expect(again.head.run.replies).toBe("mixed");
    expect(upstream.simulator.books.requests).toBe(requests + 1);
    const paid = BigInt(Math.round((again.head.totals.cost_usd ?? Number.NaN) * 1e12));
    expect(paid).toBe(upstream.simulator.books.billedPico - billedPico);
  });
  const offline = await at(folder, null, asks("one", "two", "three"), { mode: "offline" });
  expect(offline.head).toMatchObject({ verdict: "pass", meter: { reused: 3 } });
});

test("a folder that is named changes with --record alone, and keeps what stands in it", async () => {
  const folder = temporaryProject({ "prompt-run.config.yaml": "recordings: kept\n" });
  const file = join(folder, "kept/meter.jsonl");
  await withUpstream(FAST, async (upstream) => {
    await at(folder, upstream, asks("one"));
    expect(existsSync(file)).toBe(false);
    await at(folder, upstream, asks("one"), { record: true });
    const first = readFileSync(file, "utf8");
    await at(folder, upstream, asks("two"));
    expect(readFileSync(file, "utf8")).toBe(first);
    await at(folder, upstream, asks("two"), { record: true });
  });
  const both = await at(folder, null, asks("one", "two"), { mode: "offline" });
  expect(both.head).toMatchObject({ verdict: "pass", meter: { reused: 2 } });
});

test("18: what had no recording, and what the budget refused, is told at the end with the way out", async () => {
  const offline = await at(temporaryProject({}), null, asks("one", "two"), { mode: "offline" });
  expect(offline.head.run.warnings).toMatchObject([
    {
      code: "missing-recording",
      message: expect.stringMatching(/^2 calls had no recording; .*--record --max-cost USD/),
    },
  ]);
  const poor = await at(temporaryProject({}), null, asks("one"), { mode: "simulate", maxCostUsd: 0.00001 });
  const [room] = poor.head.run.warnings;
  expect(room?.code).toBe("no-room");
  expect(room?.message).toMatch(/\$0\.00001 of \$0\.00001 is left, and this request may cost \$0\.00\d+ at worst/);
  const [, enough = ""] = /--max-cost ([\d.]+)/.exec(room?.message ?? "") ?? [];
  const rich = await at(temporaryProject({}), null, asks("one"), { mode: "simulate", maxCostUsd: Number(enough) });
  expect(rich.head).toMatchObject({ verdict: "pass", meter: { answered: 1 } });
});
