import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { HttpTarget, TargetReply } from "../../src/domain/run/target.ts";
import { createHttpTargets } from "../../src/targets/http/http-target.ts";
import { HTTP_TOOLS, httpTarget, targetWorker, TURN, turnContext } from "../helpers/targets.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

type Handle = (request: IncomingMessage, response: ServerResponse, times: number) => void;

async function serve(handle: Handle): Promise<string> {
  let times = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => handle(request, response, ++times));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const sending =
  (status: number, body: string, headers: Record<string, string> = {}): Handle =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

async function askedOf(
  url: string,
  changes: Partial<HttpTarget> = {},
  context: Parameters<typeof turnContext>[0] = {},
): Promise<TargetReply> {
  const opened = await createHttpTargets(HTTP_TOOLS)(httpTarget({ url, ...changes }), targetWorker());
  if (opened.status === "failed") return opened;
  const reply = await opened.session.ask(TURN, turnContext(context));
  await opened.session.close();
  return reply;
}

const words = (reply: TargetReply): string => (reply.status === "failed" ? reply.message : "");
const text = (value: string): object => ({
  status: "answered",
  answer: { content: value === "" ? [] : [{ type: "text", text: value }] },
});

const GOOD = JSON.stringify({
  reply: "hi",
  steps: [{ name: "find", input: { q: 1 } }],
  usage: { input_tokens: 3, output_tokens: 2 },
  error: null,
});

test.each([
  ["text/plain; charset=iso-8859-1", Buffer.from("caf\u00e9", "latin1")],
  ['application/json; Charset="UTF-16LE"', Buffer.from("caf\u00e9", "utf16le")],
  ["text/plain; charset=nobody-knows", Buffer.from("caf\u00e9")],
  ["text/plain", Buffer.from("\ufeffcaf\u00e9")],
])("it is read in the charset that it names: %s", async (type, body) => {
  const url = await serve((_, response) => response.writeHead(200, { "content-type": type }).end(body));
  expect(await askedOf(url)).toMatchObject(text("caf\u00e9"));
});

describe("what a service answers", () => {
  const answers: [name: string, body: string, paths: Partial<HttpTarget>, expected: object][] = [
    ["the whole body", "plain words", {}, text("plain words")],
    ["a text", GOOD, { output: "$.reply", error: "$.error" }, text("hi")],
    ["a map is JSON", '{"reply": {"a": [1]}}', { output: "$.reply" }, text('{"a":[1]}')],
    ["an empty text", '{"reply": ""}', { output: "$.reply" }, text("")],
    [
      "calls and usage",
      GOOD,
      { output: "$.reply", toolCalls: "$.steps", usage: "$.usage" },
      {
        answer: {
          content: [
            { type: "text", text: "hi" },
            { type: "tool_use", id: "call-1", name: "find", input: { q: 1 } },
          ],
          usage: { inputTokens: 3, outputTokens: 2 },
        },
      },
    ],
    [
      "calls in many places, of which there are none",
      '{"reply": "hi"}',
      { output: "$.reply", toolCalls: "$..steps[*]" },
      text("hi"),
    ],
    ["no calls", '{"reply": "hi", "steps": null}', { output: "$.reply", toolCalls: "$.steps" }, text("hi")],
  ];
  test.each(answers)("%s", async (_, body, paths, expected) => {
    expect(await askedOf(await serve(sending(200, body)), paths)).toMatchObject(expected);
  });

  const failures: [name: string, handle: Handle, paths: Partial<HttpTarget>, message: RegExp][] = [
    ["500", sending(500, "Traceback: boom"), {}, /^bot answered 500: Traceback: boom$/],
    ["404, empty", sending(404, ""), {}, /^bot answered 404 with an empty body$/],
    ["nothing", sending(200, " \n"), {}, /answered 200 with an empty body/],
    ["204", sending(204, ""), {}, /answered 204 with an empty body/],
    ["another shape", sending(200, "<html>sorry</html>"), { output: "$.reply" }, /with no JSON: <html>sorry/],
    ["too deep", sending(200, "[".repeat(2000) + "]".repeat(2000)), { output: "$.reply" }, /nested deeper/],
    [
      "a path that picks nothing",
      sending(200, '{"rply": "hi"}'),
      { output: "$.reply" },
      /`output: \$\.reply` picks nothing in its reply: \{"rply"/,
    ],
    ["null", sending(200, '{"reply": null}'), { output: "$.reply" }, /picks nothing/],
    ["several answers", sending(200, '{"r": ["a", "b"]}'), { output: "$.r[*]" }, /picks 2 values where one/],
    [
      "no calls where they should be",
      sending(200, '{"reply": "hi"}'),
      { output: "$.reply", toolCalls: "$.stps" },
      /`tool_calls: \$\.stps` picks nothing/,
    ],
    [
      "calls that are none",
      sending(200, '{"reply": "hi", "steps": ["find"]}'),
      { output: "$.reply", toolCalls: "$.steps" },
      /tool call that is no/,
    ],
    [
      "usage of another shape",
      sending(200, '{"reply": "hi", "usage": 5}'),
      { output: "$.reply", usage: "$.usage" },
      /`usage`/,
    ],
    [
      "an error in a 200",
      sending(200, '{"reply": "hi", "error": {"code": "busy"}}'),
      { output: "$.reply", error: "$.error" },
      /answered with an error: \{"code":"busy"\}/,
    ],
    [
      "a redirect",
      sending(302, "", { location: "https://evil.example/x?token=1" }),
      {},
      /302.*evil\.example; redirects are not followed/,
    ],
    [
      "half a body",
      (_, response) => {
        response.writeHead(200, { "content-length": "10" });
        response.write("half");
        setTimeout(() => response.destroy(), 5);
      },
      {},
      /gave no whole answer/,
    ],
    ["no path", sending(200, "{}"), { output: "reply[" }, /`output: reply\[` is not a JSONPath/],
  ];
  test.each(failures)("is no answer: %s", async (_, handle, paths, message) => {
    const reply = await askedOf(await serve(handle), paths);
    expect(reply).toMatchObject({ status: "failed", retryable: false });
    expect(words(reply)).toMatch(message);
  });

  test("nobody listens", async () => {
    expect(words(await askedOf("http://127.0.0.1:9/x"))).toMatch(/gave no whole answer: .*ECONNREFUSED/);
  });

  test("a redirect is not followed: the other host is asked nothing", async () => {
    let asked = 0;
    const other = await serve((_, response) => {
      asked += 1;
      response.end("hi");
    });
    await askedOf(await serve(sending(307, "", { location: other })));
    expect(asked).toBe(0);
  });

  test("it ends with the turn: by its time, and by the signal", async () => {
    const silent = await serve(() => undefined);
    expect(words(await askedOf(silent, {}, { deadlineMs: 30 }))).toMatch(/gave no whole answer/);
    expect(await askedOf(silent, {}, { signal: AbortSignal.timeout(20) })).toMatchObject({ status: "failed" });
  });
});

describe("retry", () => {
  const twice: Handle = (_, response, times) =>
    times < 3 ? response.writeHead(429, { "retry-after": "0" }).end("slow") : response.end("hi");

  test("a status that is named is asked again, after retry-after", async () => {
    expect(await askedOf(await serve(twice), { retryStatuses: [429, 503] })).toMatchObject(text("hi"));
  });

  test("another one is not", async () => {
    expect(words(await askedOf(await serve(twice), { retryStatuses: [503] }))).toBe("bot answered 429: slow");
  });

  test("never past the turn's time, nor for ever", async () => {
    const late = await serve(sending(503, "no", { "retry-after": "60" }));
    const reply = await askedOf(late, { retryStatuses: [503] }, { deadlineMs: 1000 });
    expect(reply).toEqual({ status: "failed", retryable: false, message: "bot answered 503: no (asked 1 times)" });
    let times = 0;
    const never = await serve((_, response) => {
      times += 1;
      response.writeHead(503, { "retry-after": "0" }).end();
    });
    expect(words(await askedOf(never, { retryStatuses: [503] }))).toMatch(/asked 5 times/);
    expect(times).toBe(5);
  });
});
