import { once } from "node:events";
import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRequestBody } from "../../src/host/request-body.ts";

const MAX_BYTES = 64 * 1024;
const server: Server = createServer((asked, response) => {
  readRequestBody(asked, MAX_BYTES).then(
    (body) => response.writeHead(body === null ? 413 : 200).end(String(body?.length)),
    () => response.destroy(),
  );
});
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  agent.destroy();
  server.close();
});

interface Reply {
  readonly status: number | undefined;
  readonly text: string;
  /** Did it go over a connection that had been used? */
  readonly isReused: boolean;
}

/** Sends so many bytes on the agent's one connection. */
function send(bytes: number): Promise<Reply> {
  const { port } = server.address() as AddressInfo; // a TCP server's address
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, method: "POST" }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.once("end", () => resolve({ status: response.statusCode, text, isReused: sent.reusedSocket }));
    });
    sent.once("error", reject).end("x".repeat(bytes));
  });
}

test("after a body that is too long the same connection answers what comes next", async () => {
  expect(await send(10)).toEqual({ status: 200, text: "10", isReused: false });
  for (const bytes of [MAX_BYTES + 1, 10 * MAX_BYTES]) {
    expect(await send(bytes)).toEqual({ status: 413, text: "undefined", isReused: true });
    expect(await send(MAX_BYTES)).toEqual({ status: 200, text: String(MAX_BYTES), isReused: true });
  }
});

test("a body without an end is cut off", async () => {
  await expect(send(40 * MAX_BYTES)).rejects.toThrow(/ECONNRESET|EPIPE|hang up/);
  expect((await send(1)).status).toBe(200);
});
