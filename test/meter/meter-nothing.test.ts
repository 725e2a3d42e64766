import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { quiet } from "../../src/report/formats/quiet.ts";
import { table } from "../../src/report/table/table.ts";
import {
  type Address,
  clientOf,
  HELLO,
  type Metered,
  metered,
  meterOnce,
  raw,
  type Upstream,
  withUpstream,
} from "../helpers/metered.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const FAST = { latency: { ttftMs: 0, perTokenMs: 0 } };
const QUIET = ["node", "-e", ""];
/** Asks what costs nothing, and nothing else. */
const COUNTS = `
const { ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key } = process.env;
const headers = { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" };
const body = JSON.stringify({ model: "claude-haiku-4-5", messages: [{ role: "user", content: "hi" }] });
await fetch(base + "/v1/messages/count_tokens", { method: "POST", headers, body });
`;

async function behind(
  command: readonly string[],
  upstream: Upstream | null,
  changes: Parameters<typeof meterOnce>[2] = {},
): Promise<Metered> {
  const result = await meterOnce(temporaryProject({}), upstream, { ...changes, request: { command } });
  if (result.status !== "metered") throw new Error(JSON.stringify(result));
  return result;
}

async function shown({ head }: Metered, reporter: typeof table = table): Promise<string> {
  const pieces: string[] = [];
  const options = { columns: 80, color: false, repositoryPath: (file: string) => file };
  for await (const piece of reporter(head, async function* () {}, options)) pieces.push(piece);
  return pieces.join("");
}

test("a command under a cap, or offline, that asks nothing is incomplete, and the end says so", async () => {
  const offline = await behind(QUIET, null, { invocation: { mode: "offline" } });
  const capped = await withUpstream(FAST, (upstream) => behind(QUIET, upstream));
  for (const result of [offline, capped]) {
    expect(result.head).toMatchObject({ verdict: "incomplete", exit_code: 3, meter: { requests: 0 } });
    expect(result.head.run.warnings).toMatchObject([{ code: "unmetered" }]);
    expect(await shown(result)).toMatch(/! the command exited with 0, but asked Claude nothing through the meter/);
  }
});

test("without a cap there is nothing to hold: the command's own exit code, and no green mark", async () => {
  const result = await behind(QUIET, null, { invocation: { mode: "simulate" } });
  expect(result.head).toMatchObject({ verdict: "pass", exit_code: 0, meter: { requests: 0 } });
  const text = await shown(result);
  expect(text).toContain("– the command exited with 0");
  expect(text).not.toContain("✓");
  expect(await shown(result, quiet)).toMatch(/^no calls {2}/);
});

test("a command's own failure, and one that only counts tokens, are what they are", async () => {
  const failed = await behind(["node", "-e", "process.exit(7)"], null, { invocation: { mode: "offline" } });
  expect(failed.head).toMatchObject({ verdict: "fail", exit_code: 7 });
  const counting = ["node", "--input-type=module", "-e", COUNTS];
  const counted = await behind(counting, null, { invocation: { mode: "offline" } });
  expect(counted.head).toMatchObject({ verdict: "pass", exit_code: 0, run: { warnings: [] } });
});

test("a kept answer is the recorded text to the byte, its members in their order", async () => {
  const folder = temporaryProject({});
  const asks =
    (into: string[]) =>
    async (address: Address): Promise<void> => {
      into.push((await raw(address, "/v1/messages")).text);
    };
  const [live, offline]: [string[], string[]] = [[], []];
  await withUpstream(FAST, (upstream) => metered(folder, upstream, asks(live)));
  await metered(folder, null, asks(offline), { invocation: { mode: "offline" } });
  expect(live[0]).toContain("hello out there");
  expect(offline).toEqual(live);
});

test("what was recorded before members had places is still answered", async () => {
  const folder = temporaryProject({});
  const asks = async (address: Address): Promise<void> => {
    expect(await clientOf(address).messages.create(HELLO)).toMatchObject({ type: "message", stop_reason: "end_turn" });
  };
  await withUpstream(FAST, (upstream) => metered(folder, upstream, asks));
  const file = `${folder}/.prompt-run/recordings/meter.jsonl`;
  const line = JSON.parse(readFileSync(file, "utf8")) as { completion: { rest: Record<string, unknown> } };
  const { content: _content, ...rest } = line.completion.rest;
  writeFileSync(file, `${JSON.stringify({ ...line, completion: { ...line.completion, rest } })}\n`);
  const again = await metered(folder, null, asks, { invocation: { mode: "offline" } });
  expect(again.head).toMatchObject({ verdict: "pass", meter: { reused: 1 } });
});

test("a run that is gone on with has one count of requests: what it was asked in all its sessions", async () => {
  const folder = temporaryProject({});
  const asks =
    (...texts: readonly string[]) =>
    async (address: Address): Promise<void> => {
      for (const content of texts)
        await clientOf(address).messages.create({ ...HELLO, messages: [{ role: "user", content }] });
    };
  await withUpstream(FAST, async (upstream) => {
    const first = await metered(folder, upstream, asks("one", "two", "three"));
    const resumed = `${folder}/.prompt-run/runs/${first.head.run.id}`;
    // It asks one of the three again, and one that is new.
    const { head } = await metered(folder, upstream, asks("two", "four"), { resumed });
    expect(head.meter).toMatchObject({ requests: 4, answered: 4, reused: 0 });
    expect(head.totals.requests).toBe(4);
    expect(head.meter?.models).toMatchObject([{ requests: 4, answered: 4 }]);
    expect(upstream.simulator.books.requests).toBe(4);
  });
});
