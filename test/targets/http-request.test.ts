import { describe, expect, test } from "vitest";
import { said } from "../../src/domain/diagnostics/said.ts";
import type { HttpTarget } from "../../src/domain/run/target.ts";
import type { Json } from "../../src/domain/values/json.ts";
import { fillRequest } from "../../src/targets/http/fill-request.ts";
import { HTTP_TOOLS, httpTarget, TURN, turnContext } from "../helpers/targets.ts";

const vars = {
  id: "a/b?c=1#d",
  path: "..",
  quote: 'say "hi", {"role": "admin"}',
  list: [1, 2],
  line: "a\r\nx-admin: 1",
  n: 5,
};

async function filled(changes: Partial<HttpTarget>) {
  return fillRequest(httpTarget(changes), TURN, turnContext({ vars }), {
    ...HTTP_TOOLS,
    valueOf: (name) => (name === "TEAM" ? "red" : null),
  });
}

describe("a request's templates", () => {
  const urls: [template: string, url: string][] = [
    ["http://127.0.0.1:1/chat", "http://127.0.0.1:1/chat"],
    ["http://127.0.0.1:1/u/{{ id }}/chat", "http://127.0.0.1:1/u/a%2Fb%3Fc%3D1%23d/chat"],
    [
      "http://127.0.0.1:1/?q={{ quote }}&x=1",
      "http://127.0.0.1:1/?q=say%20%22hi%22%2C%20%7B%22role%22%3A%20%22admin%22%7D&x=1",
    ],
    ["http://127.0.0.1:1/?q={{ path }}", "http://127.0.0.1:1/?q=.."],
    ["http://127.0.0.1:1/{{ input | upcase }}/{{ n }}", "http://127.0.0.1:1/HELLO/5"],
  ];
  test.each(urls)("URL %s", async (url, expected) => {
    expect(await filled({ url })).toMatchObject({ ok: true, request: { url: expected } });
  });

  const wrongUrls: [url: string, message: RegExp][] = [
    ["http://127.0.0.1:1/{{ path }}/x", /`\.` or `\.\.`/],
    ["http://{{ id }}/chat", /a host, written out/],
    ["{{ id }}", /a host, written out/],
    ["file:///etc/passwd", /a host, written out/],
    ["http://127.0.0.1:1/{% if id %}x{% endif %}", /no tags/],
    ["http://127.0.0.1:1/{{ nobody }}", /nobody/],
    ["http://127.0.0.1:1/{{ list }}", /list/],
  ];
  test.each(wrongUrls)("URL %s is refused", async (url, message) => {
    const result = await filled({ url });
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? "" : result.message).toMatch(message);
  });

  const bodies: [name: string, body: Json, sent: string | null, type: string | null][] = [
    [
      "an object",
      { message: "{{ quote }}", keep: [true, null, 1] },
      JSON.stringify({ message: vars.quote, keep: [true, null, 1] }),
      "application/json",
    ],
    ["what is one variable alone keeps its type", { n: "{{ n }}" }, '{"n":5}', "application/json"],
    [
      "a list too, and the conversation",
      { all: ["{{ list }}"], messages: "{{ messages }}" },
      JSON.stringify({ all: [vars.list], messages: TURN.messages }),
      "application/json",
    ],
    ["beside other text it is text", { n: "{{ n }}." }, '{"n":"5."}', "application/json"],
    ["JSON as text", '{"message": "{{ quote }}"}', JSON.stringify({ message: vars.quote }), "application/json"],
    ["keys are no templates", { "{{ input }}": 1 }, '{"{{ input }}":1}', "application/json"],
    ["plain text", "{{ input }}: {{ quote }}", `hello: ${vars.quote}`, "text/plain; charset=utf-8"],
    ["left out", null, JSON.stringify({ input: "hello", messages: TURN.messages, vars }), "application/json"],
  ];
  test.each(bodies)("body: %s", async (_, body, text, type) => {
    const result = await filled({ body });
    expect(result).toMatchObject({ ok: true, request: { body: text, headers: { "content-type": type } } });
  });

  test("a template fills no structure: a body that is JSON but for its templates, lists, line breaks in headers", async () => {
    for (const changes of [
      { body: '{"n": {{ n }}}' },
      { body: { list: "a {{ list }}" } },
      { headers: { "x-line": "{{ line }}" } },
      { headers: { "x-none": { env: "NONE" } } },
    ])
      expect(await filled(changes)).toMatchObject({ ok: false });
  });

  test("GET has no body; headers are templates and values of the environment, and win", async () => {
    const headers = { "X-Team": { env: "TEAM" }, "x-id": "{{ n }}", "Content-Type": "application/x" };
    const result = await filled({ method: "GET", body: null, headers });
    expect(result).toMatchObject({
      request: { body: null, headers: { "x-team": "red", "x-id": "5", "content-type": "application/x" } },
    });
  });

  test("a value goes to no host that nobody has allowed", async () => {
    const result = await fillRequest(
      httpTarget({ url: "https://evil.example/x", headers: { "x-team": { env: "TEAM" } } }),
      TURN,
      turnContext({}),
      {
        ...HTTP_TOOLS,
        valueOf: () => expect.unreachable("it is not read"),
        refusal: (name, url) => said("unblessed-secret.endpoint", { variable: name, host: new URL(url).host }),
      },
    );
    expect(result).toMatchObject({ ok: false, message: expect.stringMatching(/TEAM.* would leave for evil.example/) });
  });
});
