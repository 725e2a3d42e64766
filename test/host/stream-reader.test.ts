import { once } from "node:events";
import { get, type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough, Readable } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import type { ByteReader } from "../../src/host/light-response.ts";
import { readerOfStream } from "../../src/host/stream-reader.ts";

async function textOf(reader: ByteReader): Promise<string> {
  let text = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
    text += Buffer.from(chunk.value).toString();
  return text;
}

/** What a server answers that writes, and then does as it is told. */
async function answerOf(afterwards: (socket: IncomingMessage["socket"]) => void): Promise<IncomingMessage> {
  const server = createServer((request, response) => {
    response.write("begun", () => afterwards(request.socket));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server's address
  return new Promise((resolve, reject) => get({ port, host: "127.0.0.1" }, resolve).once("error", reject));
}

test("every byte comes once, in order, however it is cut, and then the end, again and again", async () => {
  const reader = readerOfStream(Readable.from([Buffer.from("a"), Buffer.from("bc"), Buffer.alloc(200_000, "d")]));
  expect(await textOf(reader)).toBe(`abc${"d".repeat(200_000)}`);
  expect(await reader.read()).toEqual({ done: true, value: undefined });
});

test("a read waits for bytes that come later, and nothing is taken that nobody asks for", async () => {
  const stream = new PassThrough({ highWaterMark: 10 });
  const reader = readerOfStream(stream);
  const first = reader.read();
  stream.write("late");
  expect((await first).value?.toString()).toBe("late");
  let isFull = false;
  for (let written = 0; written < 10 && !isFull; written++) isFull = !stream.write("0123456789");
  expect(isFull).toBe(true);
  stream.end();
  expect((await textOf(reader)).startsWith("0123456789")).toBe(true);
});

test("an empty body ends at once, whether it is read before its end or behind it", async () => {
  expect(await textOf(readerOfStream(Readable.from([])))).toBe("");
  const stream = new PassThrough();
  const reader = readerOfStream(stream);
  stream.end();
  await new Promise(setImmediate);
  expect(await textOf(reader)).toBe("");
});

test("a connection that breaks in the middle is an error, not an end: also for whoever reads later", async () => {
  const broken = await answerOf((socket) => socket.destroy());
  const reader = readerOfStream(broken);
  await expect(textOf(reader)).rejects.toThrow(/aborted|ECONNRESET/);
  await expect(reader.read()).rejects.toThrow(/aborted|ECONNRESET/);
});

test("a stream that somebody destroys without a word is an error too; with one, it is that", async () => {
  const silent = new PassThrough();
  const waiting = readerOfStream(silent).read();
  silent.destroy();
  await expect(waiting).rejects.toThrow("the connection was closed before the end of the answer");
  const told = new PassThrough();
  const reader = readerOfStream(told);
  told.write("kept back");
  told.destroy(new Error("over"));
  await expect(reader.read()).rejects.toThrow("over");
});

test("cancelling closes the connection and ends a read that waits", async () => {
  let closed = (): void => undefined;
  const isClosed = new Promise<void>((resolve) => (closed = resolve));
  const reader = readerOfStream(await answerOf((socket) => socket.once("close", closed)));
  expect((await reader.read()).value?.toString()).toBe("begun");
  const waiting = reader.read();
  await reader.cancel();
  await isClosed;
  expect(await waiting).toEqual({ done: true, value: undefined });
});
