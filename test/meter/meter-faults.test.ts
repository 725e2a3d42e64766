import { request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { toUsd } from "../../src/domain/values/money.ts";
import type { FaultKind } from "../../src/providers/simulator/state/options.ts";
import { answersIn } from "../helpers/live-project.ts";
import { type Address, clientOf, HELLO, metered, raw, withUpstream } from "../helpers/metered.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const text = (words: number): string => Array.from({ length: words }, (_, n) => `word${n}`).join(" ");
/** The simulator says what it was told: so many words, one event each. */
const long = (words: number, tag = ""): typeof HELLO => ({
  ...HELLO,
  max_tokens: 20_000,
  messages: [{ role: "user", content: `${tag} ${text(words)}` }],
});

/** Answered with a quarter of a megabyte: a socket that nobody reads takes in a third of it. */
const LARGE = { ...long(60_000), max_tokens: 60_000 };

/** Asks, and hangs up as soon as `untilBytes` have come back; resolves when the connection is gone. */
function hangUp({ baseUrl, key }: Address, body: object, untilBytes: number): Promise<void> {
  return new Promise((resolve) => {
    const sent = httpRequest(
      `${baseUrl}/v1/messages`,
      { method: "POST", headers: { "x-api-key": key, "anthropic-version": "2026-10-21" } },
      (response) => {
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes >= untilBytes) sent.destroy();
        });
        response.on("error", () => undefined);
      },
    );
    sent.on("error", () => undefined);
    sent.on("close", resolve);
    sent.end(JSON.stringify({ ...body, stream: true }));
    if (untilBytes === 0) setTimeout(() => sent.destroy(), 60);
  });
}

/** By the simulator's books and by the meter's own. */
interface Money {
  readonly billed: number;
  readonly cost: number;
  readonly uncertain: number;
}

function moneyOf(billedPico: bigint, totals: { cost_usd: number | null; uncertain_cost_usd: number | null }): Money {
  return {
    billed: toUsd(billedPico),
    cost: totals.cost_usd ?? Number.NaN,
    uncertain: totals.uncertain_cost_usd ?? Number.NaN,
  };
}

test("a caller that is gone mid-stream: upstream is cut, and what was not reported is charged at worst", async () => {
  await withUpstream({ latency: { ttftMs: 0, perTokenMs: 5 } }, async (upstream) => {
    const result = await metered(temporaryProject({}), upstream, async (address) => {
      await hangUp(address, long(2000), 600);
      await sleep(100);
    });
    const { billed, cost, uncertain } = moneyOf(upstream.simulator.books.billedPico, result.head.totals);
    expect(cost).toBe(0);
    expect(uncertain).toBeGreaterThan(billed);
    expect(billed).toBeGreaterThan(0);
    expect(billed).toBeLessThan(0.005); // it was cut: the whole answer would have been 0.01 and more
    expect(result.head.meter).toMatchObject({ requests: 1, failed: 1 });
  });
});

test("a caller that is gone before its request was sent costs nothing, and gives its place back", async () => {
  await withUpstream({ latency: { ttftMs: 500, perTokenMs: 0 } }, async (upstream) => {
    const result = await metered(
      temporaryProject({}),
      upstream,
      async (address) => {
        const first = clientOf(address).messages.create(HELLO);
        await sleep(30);
        await hangUp(address, long(3, "never sent"), 0);
        await first;
        await clientOf(address).messages.create(long(3, "sent"));
      },
      { invocation: { concurrency: 1 } },
    );
    expect(upstream.simulator.books.requests).toBe(2);
    expect(result.head.totals).toMatchObject({ requests: 2, uncertain_cost_usd: 0 });
  });
});

test("an answer that did not arrive is kept for whoever asks the same again: an SDK's own retry buys nothing twice", async () => {
  await withUpstream({}, async (upstream) => {
    const folder = temporaryProject({});
    const result = await metered(folder, upstream, async (address) => {
      await unread(address, () => answersIn(folder) === 1);
      const again = await clientOf(address).messages.stream(LARGE).finalText();
      expect(again).toContain("word1 ");
      // The same once more, after an answer that arrived, is a request of its own.
      await clientOf(address).messages.create(HELLO);
      await clientOf(address).messages.create(HELLO);
    });
    expect(upstream.simulator.books.requests).toBe(3);
    expect(result.head.meter).toMatchObject({ requests: 4, answered: 4 });
    expect(result.head.totals.cost_usd).toBe(toUsd(upstream.simulator.books.billedPico));
  });
});

/** Asks for more than a socket reads by itself, reads nothing, and hangs up when it is time to. */
function unread({ baseUrl, key }: Address, isTime: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const sent = httpRequest(
      `${baseUrl}/v1/messages`,
      { method: "POST", headers: { "x-api-key": key, "anthropic-version": "2026-10-21" } },
      (response) => {
        response.pause();
        response.on("error", () => undefined);
        const look = setInterval(() => {
          if (!isTime()) return;
          clearInterval(look);
          sent.destroy();
        }, 20);
      },
    );
    sent.on("error", () => undefined);
    sent.on("close", resolve);
    sent.end(JSON.stringify({ ...LARGE, stream: true }));
  });
}

test("an application that never reads holds no slot: with one slot, its next call is answered", async () => {
  await withUpstream({}, async (upstream) => {
    await metered(
      temporaryProject({}),
      upstream,
      async (address) => {
        let isOver = false;
        const stuck = unread(address, () => isOver);
        await sleep(50);
        const answer = await clientOf(address).messages.create(HELLO);
        expect(answer.stop_reason).toBe("end_turn");
        isOver = true;
        await stuck;
      },
      { invocation: { concurrency: 1 } },
    );
  });
});

test("an application that reads slowly gets all of it, and is charged what was billed", async () => {
  await withUpstream({}, async (upstream) => {
    const result = await metered(temporaryProject({}), upstream, async ({ baseUrl, key }) => {
      const body = JSON.stringify({ ...long(3_000), stream: true });
      const headers = { "x-api-key": key, "anthropic-version": "2026-10-21" };
      const whole = await new Promise<string>((resolve, reject) => {
        const sent = httpRequest(`${baseUrl}/v1/messages`, { method: "POST", headers }, (response) => {
          void (async () => {
            let read = "";
            for await (const chunk of response) {
              read += String(chunk);
              await sleep(1);
            }
            resolve(read);
          })().catch(reject);
        });
        sent.on("error", reject);
        sent.end(body);
      });
      expect(whole).toContain("word2999");
      expect(whole).toMatch(/event: message_stop\n[^]*\n\n$/u);
    });
    const { billed, cost, uncertain } = moneyOf(upstream.simulator.books.billedPico, result.head.totals);
    expect({ cost, uncertain }).toEqual({ cost: billed, uncertain: 0 });
  });
});

interface FaultRow {
  readonly fault: FaultKind;
  /** What the application sees of the first request. */
  readonly sees: { readonly status?: number; readonly message: RegExp };
}

const FAULTS: readonly FaultRow[] = [
  { fault: "server_error", sees: { status: 500, message: /api_error/ } },
  { fault: "reset", sees: { status: 502, message: /no answer from 127\.0\.0\.1/ } },
  { fault: "cut", sees: { message: /the answer broke off/ } },
  { fault: "error_event", sees: { message: /overloaded_error|api_error/ } },
  { fault: "malformed", sees: { message: /.*/ } },
];

test.each(FAULTS)(
  "upstream's $fault is passed on as it is, tried again by nobody else, and charged as it may be billed",
  async ({ fault, sees }) => {
    await withUpstream({ faults: { [fault]: { probability: 0, first: 1 } } }, async (upstream) => {
      let seen: { status?: number; message: string } | null = null;
      const result = await metered(temporaryProject({}), upstream, async (address) => {
        const client = clientOf(address);
        await client.messages
          .stream(long(20))
          .finalMessage()
          .catch((error: { status?: number; message: string }) => (seen = error));
        await client.messages.create(HELLO);
      });
      expect(upstream.simulator.books.requests).toBe(2);
      if (sees.status !== undefined) expect(seen).toMatchObject({ status: sees.status });
      expect((seen as unknown as Error).message).toMatch(sees.message);
      const { billed, cost, uncertain } = moneyOf(upstream.simulator.books.billedPico, result.head.totals);
      expect(billed).toBeLessThanOrEqual(cost + uncertain);
      expect(result.head.meter).toMatchObject({ requests: 2, answered: 1, failed: 1 });
    });
  },
);

test.each(["rate_limit", "overloaded"] as const)(
  "upstream's %s is taken off the application: it is tried again before the first byte",
  async (fault) => {
    await withUpstream({ faults: { [fault]: { probability: 0, first: 1 } } }, async (upstream) => {
      const result = await metered(temporaryProject({}), upstream, async (address) => {
        const answer = await raw(address, "/v1/messages");
        expect(answer.status).toBe(200);
      });
      expect(upstream.simulator.books.requests).toBe(2);
      expect(result.head.totals).toMatchObject({ requests: 2, retries: 1 });
    });
  },
  20_000,
);

test("an upstream that is not there is 502, and stops nothing", async () => {
  const result = await metered(
    temporaryProject({}),
    null,
    async (address) => {
      const { status, text: body } = await raw(address, "/v1/messages");
      expect([status, body]).toEqual([
        502,
        expect.stringMatching(/no answer from 127\.0\.0\.1:9: the connection was refused/),
      ]);
      expect((await raw(address, "/v1/models", { method: "GET", body: null })).status).toBe(502);
    },
    {
      invocation: {
        mode: "live",
        maxCostUsd: 1,
        baseUrl: "http://127.0.0.1:9",
        credential: { kind: "apiKey", value: "real-key-0001" },
      },
    },
  );
  expect(result.head.totals).toMatchObject({ requests: 1, cost_usd: 0, uncertain_cost_usd: 0 });
});

test("a model that nobody knows, a key that is refused: the application's affair, and the next call goes on", async () => {
  await withUpstream({}, async (upstream) => {
    const result = await metered(
      temporaryProject({ "prompt-run.config.yaml": "meter: { models: { cheap: claude-haiku-4-5 } }\n" }),
      upstream,
      async (address) => {
        const unknown = await raw(address, "/v1/messages", {
          body: JSON.stringify({ ...HELLO, model: "claude-nobody-9" }),
        });
        expect([unknown.status, unknown.text]).toEqual([
          400,
          expect.stringMatching(/price of \\"claude-nobody-9\\" is unknown/),
        ]);
        const wrong = await raw(address, "/v1/messages", {
          body: JSON.stringify({ ...HELLO, max_tokens: 99_000_000 }),
        });
        expect(wrong.status).toBe(400);
        const other = await clientOf(address).messages.create({ ...HELLO, model: "cheap" });
        expect(other.model).toContain("claude-haiku-4-5");
      },
    );
    expect(result.head.meter?.models.map(({ model }) => model)).toContain("claude-haiku-4-5");
    // A price that nobody knows is no question of the budget: more money would not help.
    expect(result.head).toMatchObject({ meter: { refused: 1, failed: 1 } });
    expect(result.head.run.warnings.map(({ code, message }) => [code, message])).toContainEqual([
      "unknown-price",
      expect.stringMatching(/^a request was not let through.*claude-nobody-9.*prices:/),
    ]);
  });
});

test("a negative `max_tokens` is refused: what it would set aside would lift the cap for others", async () => {
  await withUpstream({}, async (upstream) => {
    const result = await metered(temporaryProject({}), upstream, async (address) => {
      const body = JSON.stringify({ ...HELLO, max_tokens: -1_000_000 });
      const answered = await raw(address, "/v1/messages", { body });
      expect([answered.status, answered.text]).toEqual([400, expect.stringMatching(/max_tokens: .*at least 0/)]);
    });
    expect(result.head.totals.requests).toBe(0);
  });
});

test("images are counted before their money is set aside, and calls wait for money that may come free", async () => {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
  await withUpstream({ latency: { ttftMs: 80, perTokenMs: 0 } }, async (upstream) => {
    const answers: number[] = [];
    const result = await metered(
      temporaryProject({}),
      upstream,
      async (address) => {
        const ask = (n: number): Promise<void> =>
          raw(address, "/v1/messages", {
            body: JSON.stringify({
              ...HELLO,
              max_tokens: 200,
              messages: [{ role: "user", content: [image, { type: "text", text: `see ${n}` }] }],
            }),
          }).then(({ status, text: body }) => void answers.push(status === 200 ? 200 : (console.log(body), status)));
        await Promise.all([ask(1), ask(2), ask(3)]);
      },
      // Room for one at a time: each may cost some 0.003 at worst.
      { invocation: { maxCostUsd: 0.02 } },
    );
    expect(answers).toEqual([200, 200, 200]);
    expect(result.head.totals.cost_usd).toBe(toUsd(upstream.simulator.books.billedPico));
  });
});

test("a conversation that the server would hold is refused as the API refuses it, so that the SDK's tool runner goes on without", async () => {
  const tool = {
    name: "look_up",
    input_schema: { type: "object" as const },
    run: (): string => "found",
    parse: (input: unknown) => input,
  };
  const used = {
    text: null,
    toolUse: [{ name: "look_up", input: {} }],
    stopReason: "tool_use",
    usage: null,
    error: null,
  };
  const answer = ({ messages }: { messages?: unknown }): typeof used | null =>
    Array.isArray(messages) && messages.length === 1 ? used : null;
  await withUpstream({ answer }, async (upstream) => {
    const folder = temporaryProject({});
    const run = async (address: Address): Promise<void> => {
      const runner = clientOf(address).beta.messages.toolRunner({ ...HELLO, tools: [{ type: "custom", ...tool }] });
      expect((await runner.runUntilDone()).stop_reason).toBe("end_turn");
    };
    const live = await metered(folder, upstream, run);
    expect(live.head).toMatchObject({ exit_code: 0, meter: { requests: 2, answered: 2 } });
    const offline = await metered(folder, null, run, { invocation: { mode: "offline" } });
    expect(offline.head).toMatchObject({ exit_code: 0, meter: { reused: 2, missing: 0 } });
  });
});
