import type Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { toUsd } from "../../src/domain/values/money.ts";
import { clientOf, HELLO, type Metered, metered, raw, withUpstream } from "../helpers/metered.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const FAST = { latency: { ttftMs: 0, perTokenMs: 0 } };

test("answers go on as they came, whole and as events, and cost what the API bills", async () => {
  await withUpstream(FAST, async (upstream) => {
    const seen: unknown[] = [];
    const result = await metered(temporaryProject({}), upstream, async (address) => {
      const client = clientOf(address);
      seen.push(await client.messages.create(HELLO));
      const types: string[] = [];
      for await (const event of client.messages.stream({ ...HELLO, system: "Be brief" })) types.push(event.type);
      seen.push(types);
      seen.push(await client.messages.countTokens({ model: HELLO.model, messages: HELLO.messages }));
      seen.push((await client.models.retrieve("claude-haiku-4-5")).id);
    });
    expect(seen[0]).toMatchObject({ type: "message", content: [{ type: "text", text: "hello out there" }] });
    expect(seen[1]).toEqual([
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ]);
    expect(seen[2]).toEqual({ input_tokens: 11 });
    expect(seen[3]).toContain("claude-haiku-4-5");
    expect(result.head).toMatchObject({ verdict: "pass", exit_code: 0, meter: { requests: 2, answered: 2 } });
    expect(result.head.totals).toMatchObject({ requests: 2, cost_usd: toUsd(upstream.simulator.books.billedPico) });
    expect(result.head.totals.uncertain_cost_usd).toBe(0);
  });
});

test("the real key goes upstream and nowhere else, and the caller's key never does", async () => {
  const keys: (string | undefined)[] = [];
  await withUpstream({ apiKey: "real-key-0001" }, async (upstream) => {
    await metered(temporaryProject({}), upstream, async (address) => {
      keys.push((await raw(address, "/v1/messages")).text);
      keys.push(
        (await raw(address, "/messages", { headers: { "x-api-key": "", authorization: `Bearer ${address.key}` } }))
          .text,
      );
    });
  });
  expect(keys.every((text) => text?.includes("hello out there"))).toBe(true);
  expect(keys.join("")).not.toContain("real-key");
});

test("offline the same calls get the same answers, whichever way they are asked for, and equal ones each their own", async () => {
  const folder = temporaryProject({});
  const live: string[] = [];
  const ask = async (client: Anthropic, into: string[]): Promise<void> => {
    const plain = (): Promise<string> =>
      client.messages.create({ ...HELLO, system: "Be brief" }).then((m) => JSON.stringify(m));
    into.push(...(await Promise.all([plain(), plain(), plain()])).toSorted());
    into.push(JSON.stringify(await client.messages.create(HELLO)));
  };
  await withUpstream({}, async (upstream) => {
    await metered(folder, upstream, (address) => ask(clientOf(address), live));
    expect(upstream.simulator.books.requests).toBe(4);
  });
  const offline: string[] = [];
  let streamed = "";
  const result = await metered(
    folder,
    null,
    async (address) => {
      await ask(clientOf(address), offline);
      const events = await clientOf(address)
        .messages.stream({ ...HELLO, system: "Be brief" })
        .finalMessage()
        .catch((error: Error) => error);
      expect(events).toMatchObject({ status: 400 }); // a fourth equal one was never asked
    },
    { invocation: { mode: "offline" } },
  );
  expect(offline.map((text): unknown => JSON.parse(text))).toEqual(live.map((text): unknown => JSON.parse(text)));
  expect(new Set(live.slice(0, 3)).size).toBe(3); // three ids: three answers
  expect(result.head.meter).toMatchObject({ reused: 4, missing: 1 });
  expect(result.head).toMatchObject({ exit_code: 3, totals: { requests: 0, cost_usd: 0 } });
  await metered(
    folder,
    null,
    async (address) => {
      const message = await clientOf(address).messages.stream(HELLO).finalMessage();
      streamed = JSON.stringify(message.content);
    },
    { invocation: { mode: "offline" } },
  );
  expect(streamed).toBe(JSON.stringify((JSON.parse(live[3] ?? "") as Anthropic.Message).content));
});

test("a missing recording says which part of the nearest one differs, and that nobody need try again", async () => {
  const folder = temporaryProject({});
  const answers: string[] = [];
  const ask =
    (changes: object): Parameters<typeof metered>[2] =>
    async (address) => {
      const { status, headers, text } = await raw(address, "/v1/messages", {
        body: JSON.stringify({ ...HELLO, ...changes }),
      });
      answers.push(`${status} ${String(headers["x-should-retry"])} ${text}`);
    };
  await withUpstream({}, (upstream) => metered(folder, upstream, ask({ system: "Be brief" })));
  const offline = { invocation: { mode: "offline" as const } };
  await metered(folder, null, ask({ system: "Be brief", max_tokens: 101 }), offline);
  await metered(folder, null, ask({ system: "Be very brief" }), offline);
  await metered(folder, null, ask({ system: "Be brief", messages: [{ role: "user", content: "other" }] }), offline);
  expect(answers[0]).toMatch(/^200 undefined/);
  expect(answers[1]).toMatch(/^400 false .*the nearest of 1 differs in `max_tokens`/);
  expect(answers[2]).toMatch(/^400 false .*differs in `system`/);
  expect(answers[3]).toMatch(/^400 false .*differs in `messages\[0\]\.content`/);
});

test("a budget that ends mid-loop refuses the call in the API's words, is not tried again, and is exit 4", async () => {
  let failed: unknown = null;
  let calls = 0;
  const result: Metered = await withUpstream({}, (upstream) =>
    metered(
      temporaryProject({}),
      upstream,
      async (address) => {
        const client = clientOf(address, 2);
        try {
          for (; calls < 50; calls++)
            await client.messages.create({ ...HELLO, messages: [{ role: "user", content: `call ${calls}` }] });
        } catch (error) {
          failed = error;
        }
      },
      { invocation: { maxCostUsd: 0.001 } },
    ),
  );
  expect(failed).toMatchObject({
    status: 400,
    message: expect.stringMatching(/the budget has no room: .* of \$0\.0010 is left/),
  });
  expect(calls).toBeGreaterThan(1);
  expect(result.head).toMatchObject({ verdict: "over_budget", exit_code: 4, meter: { refused: 1 } });
  expect(result.head.totals.cost_usd).toBeLessThan(0.001);
});
