import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Address, HELLO, metered, meterOnce, raw } from "../helpers/metered.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const BODY = JSON.stringify(HELLO);

interface Row {
  readonly name: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | null;
  readonly status: number;
  readonly says: RegExp;
}

const ROWS: readonly Row[] = [
  { name: "a wrong Host", headers: { host: "evil.example" }, status: 403, says: /not of this machine/ },
  {
    name: "the right name with another port",
    headers: { host: "127.0.0.1:1" },
    status: 403,
    says: /not of this machine/,
  },
  { name: "a browser's request", headers: { origin: "http://127.0.0.1" }, status: 403, says: /browser/ },
  { name: "a browser's question before it", method: "OPTIONS", body: null, status: 403, says: /browser/ },
  { name: "a wrong key", headers: { "x-api-key": "sk-ant-meter-0000" }, status: 401, says: /invalid x-api-key/ },
  { name: "an empty key", headers: { "x-api-key": "" }, status: 401, says: /x-api-key/ },
  { name: "a wrong bearer", headers: { "x-api-key": "", authorization: "Bearer x" }, status: 401, says: /x-api-key/ },
  { name: "no JSON", body: "{ hello", status: 400, says: /not valid JSON/ },
  { name: "no object", body: "[1]", status: 400, says: /valid dictionary/ },
  { name: "nothing", body: null, status: 400, says: /not valid JSON/ },
  { name: "nested too deep", body: `${"[".repeat(5000)}${"]".repeat(5000)}`, status: 400, says: /nested deeper/ },
  { name: "no model", body: "{}", status: 400, says: /model/ },
  {
    name: "a compressed body",
    headers: { "content-encoding": "gzip" },
    body: gzipSync(BODY),
    status: 415,
    says: /compressed/,
  },
  {
    name: "a body that says it is too large",
    headers: { "content-length": "99000000" },
    body: null,
    status: 413,
    says: /maximum size/,
  },
  { name: "a body that is too large", body: " ".repeat(33_000_000), status: 413, says: /maximum size/ },
  { name: "no version", headers: { "anthropic-version": "" }, status: 400, says: /anthropic-version/ },
  { name: "batches", path: "/v1/messages/batches", status: 404, says: /batches do not go through/ },
  {
    name: "a path of the API that does not go through",
    path: "/v1/files",
    status: 404,
    says: /does not go through the meter/,
  },
  {
    name: "a way out of the path",
    path: "/v1/models/..%2f..%2fmessages%2fbatches",
    method: "GET",
    body: null,
    status: 404,
    says: /does not go through/,
  },
];

test("whoever may not ask, and what cannot be asked, is refused in the API's words, and nothing is spent", async () => {
  const answers = new Map<string, string>();
  const result = await metered(temporaryProject({}), null, async (address) => {
    for (const { name, path = "/v1/messages", method = "POST", headers = {}, body = BODY } of ROWS) {
      const { status, text, headers: got } = await raw(address, path, { method, headers, body });
      answers.set(name, `${status} ${text}`);
      expect(got["access-control-allow-origin"], name).toBeUndefined();
      expect(JSON.parse(text), name).toMatchObject({ type: "error", error: { type: expect.any(String) } });
    }
    const elsewhere = { ...address, baseUrl: address.baseUrl.replace(/[^/]+$/, "0".repeat(22)) };
    answers.set("another address", (await raw(elsewhere, "/v1/messages")).text);
  });
  for (const { name, status, says } of ROWS) {
    expect(answers.get(name), name).toMatch(says);
    expect(answers.get(name)?.slice(0, 3), name).toBe(String(status));
  }
  expect(answers.get("another address")).toContain("no such address");
  expect(result.head.totals).toMatchObject({ requests: 0, cost_usd: 0 });
});

/** A body in pieces that never end: all that came back until the meter hung up. */
function endless({ baseUrl, key }: Address, piece: string): Promise<string> {
  const { port, pathname } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), "127.0.0.1", () => {
      socket.write(
        `POST ${pathname}/v1/messages HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-api-key: ${key}\r\nanthropic-version: 2023-06-01\r\ntransfer-encoding: chunked\r\n\r\n`,
      );
      const chunk = `${piece.length.toString(16)}\r\n${piece}\r\n`;
      const push = (): void => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on("drain", push);
      push();
    });
    socket.on("data", (data) => (answer += data.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
  });
}

test("a body in chunks without end is cut off at the bound", async () => {
  let answer = "";
  await metered(temporaryProject({}), null, async (address) => {
    answer = await endless(address, "x".repeat(1_000_000));
  });
  expect(answer === "" || answer.startsWith("HTTP/1.1 413")).toBe(true);
});

test("a port that is taken is told, and a live meter without a cap never begins", async () => {
  const folder = temporaryProject({});
  await metered(folder, null, async ({ baseUrl }) => {
    const port = Number(new URL(baseUrl).port);
    const taken = await meterOnce(folder, null, { request: { port } });
    expect(taken).toMatchObject({
      status: "refused",
      message: expect.stringMatching(/--port \d+: it cannot be listened on .*EADDRINUSE/),
    });
  });
  for (const mode of ["live", "reuse"] as const) {
    const credential = { kind: "apiKey" as const, value: "real-key-0001" };
    const result = await meterOnce(folder, null, { invocation: { mode, credential, baseUrl: "http://127.0.0.1:9" } });
    expect(result).toMatchObject({ status: "wrong", problems: [{ code: "uncapped-meter" }] });
  }
});
