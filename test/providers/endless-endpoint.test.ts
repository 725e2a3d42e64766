import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { boundedFetch } from "../../src/host/bounded-fetch.ts";
import { createTokenCounter } from "../../src/providers/anthropic/count-tokens.ts";
import { listServedModels, type ModelListing } from "../../src/providers/anthropic/served-models.ts";
import { request } from "./wire.ts";

type Answer = (response: ServerResponse, count: number) => void;

let server: Server;
let answer: Answer = (response) => response.end();
let asked = 0;
beforeAll(async () => {
  server = createServer((_, response) => {
    response.on("error", () => undefined);
    answer(response, ++asked);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const options = () => ({
  baseUrl: url(),
  credential: { kind: "apiKey", value: "a-key" } as const,
  fetch: globalThis.fetch,
  connectTimeoutMs: 20_000,
  logLevel: "off" as const,
  log: () => undefined,
});

function json(response: ServerResponse, value: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(typeof value === "string" ? value : JSON.stringify(value));
}

/** Writes for as long as anybody reads. */
const endless: Answer = (response) => {
  response.setHeader("content-type", "application/json");
  const chunk = " ".repeat(64 * 1024);
  const write = (): void => {
    if (!response.destroyed && response.write(chunk)) setImmediate(write);
  };
  response.on("drain", write);
  write();
};

async function listed(how: Answer): Promise<ModelListing> {
  [answer, asked] = [how, 0];
  return listServedModels(options());
}

describe("A15: an endpoint's answers have an end", () => {
  test("pages of models that go on for ever", async () => {
    const page: Answer = (response, count) => {
      const data = [{ id: `m-${count}`, type: "model" }];
      json(response, { data, has_more: true, first_id: `m-${count}`, last_id: `m-${count}` });
    };
    const result = await listed(page);
    expect(result).toMatchObject({
      status: "failed",
      failure: { message: expect.stringContaining("has no end") as string },
    });
    expect(asked).toBeLessThan(25);
  });

  test("a list of models without an end", async () => {
    const result = await listed(endless);
    expect(result).toMatchObject({
      status: "failed",
      failure: { message: expect.stringContaining("more than 4096 KB") as string },
    });
  });

  test.each<readonly [string, unknown, number]>([
    ["without capabilities", { data: [{ id: "claude-haiku-5-5", lifecycle: "active" }], has_more: false }, 1],
    ["with capabilities null", { data: [{ id: "a", capabilities: null }], has_more: false }, 1],
    [
      "with parts of capabilities",
      { data: [{ id: "a", capabilities: { effort: "high", thinking: [] } }], has_more: false },
      1,
    ],
    [
      "with odd fields",
      { data: [{ id: "a", retires_at: 7, max_tokens: "many", lifecycle: "odd" }], has_more: false },
      1,
    ],
    ["with things that are no models", { data: [null, 3, [], {}, { id: 4 }, { id: "a" }], has_more: false }, 1],
    ["without data", {}, 0],
    ["a text for data", { data: "models" }, 0],
  ])("models %s", async (_, body, count) => {
    const result = await listed((response) => json(response, body));
    expect(result.status === "listed" ? result.models.length : result).toBe(count);
  });

  test.each(["", "<html>", "null", "[]", "7"])("a list of models that is %j", async (body) => {
    const result = await listed((response) => json(response, body));
    expect(["listed", "failed"]).toContain(result.status);
  });

  test.each<readonly [string, Answer]>([
    ["without an end", endless],
    ["no JSON", (response) => json(response, "<html>")],
    ["nothing", (response) => json(response, "null")],
    ["a text", (response) => json(response, { input_tokens: "many" })],
  ])("a count of tokens: %s", async (_, how) => {
    answer = how;
    const counted = await createTokenCounter(options())(request({ model: "claude-haiku-5-5" }));
    expect(counted.status).toBe("failed");
    expect(counted).not.toMatchObject({ message: "" });
  });

  test("an answer that drips on for ever", async () => {
    answer = (response) => {
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(timer));
    };
    const bounded = boundedFetch(globalThis.fetch, { maxBytes: 1e6, timeoutMs: 100 });
    await expect(bounded(url())).rejects.toThrow("no whole answer within 0.1 s");
  });
});
