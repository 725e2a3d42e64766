import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "vitest";
import { ResponseRelay } from "../../src/meter/response-relay.ts";

/** What a client reads from its socket, piece by piece, until the response has said `until`. */
async function piecesOf(answer: (relay: ResponseRelay, response: ServerResponse) => void, until: string) {
  const server = createServer((_, response) => {
    answer(new ResponseRelay(response, { wantsEvents: true, query: "" }), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address
  const pieces: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      pieces.push(bytes.toString());
      if (pieces.join("").includes(until)) resolve();
    });
  });
  server.closeAllConnections();
  server.close();
  return pieces;
}

test("headers go out with the first bytes where these have come already", async () => {
  const pieces = await piecesOf((relay) => {
    relay.begin(200, { "content-type": "text/event-stream" });
    relay.write(Buffer.from("event: ping\n\n"));
  }, "ping");
  expect(pieces).toHaveLength(1);
  expect(pieces[0]).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*event: ping/u);
});

test("headers do not wait for bytes that are late", async () => {
  const pieces = await piecesOf((relay) => relay.begin(200, { "x-late": "1" }), "x-late: 1");
  expect(pieces.join("")).toMatch(/^HTTP\/1\.1 200 OK/u);
});

test("what is over before its headers went is written once", async () => {
  const pieces = await piecesOf((relay, response) => {
    relay.begin(200, {});
    response.end("whole");
  }, "whole");
  expect(pieces.join("").match(/HTTP\/1\.1/gu)).toHaveLength(1);
});
