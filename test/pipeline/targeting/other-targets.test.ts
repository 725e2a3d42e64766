import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { freePort } from "../../helpers/servers/free-port.ts";
import { withUpstream } from "../../helpers/metered.ts";
import { type RanSuite, runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures");
const SDK = pathToFileURL(join(import.meta.dirname, "../../../node_modules/@anthropic-ai/sdk/index.mjs")).href;

/** A module on the SDK: it streams, and says where it is. */
const BOT = `
import Anthropic from "${SDK}";
export default async ({ input }, { baseUrl, apiKey, signal, vars }) => {
  if (input === "break") throw new RangeError("no such order");
  if (input === "shape") return { reply: "hi" };
  const client = new Anthropic({ baseURL: baseUrl, apiKey });
  const body = { model: "claude-haiku-4-5", max_tokens: 64, messages: [{ role: "user", content: input }] };
  const { content } = await client.messages.stream(body, { signal }).finalMessage();
  return content.map(({ text }) => text).join("") + " " + Object.keys(vars) + " " + (process.env.SECRET ?? "none");
};`;

/** Its endless loop lets nobody else in its thread go on, and leaves the processor to others. */
const LOOP = `
const cell = new Int32Array(new SharedArrayBuffer(4));
export default ({ input }) => {
  if (input === "loop") for (;;) Atomics.wait(cell, 0, 0, 50);
  return "no loop";
};`;

function ask(
  target: Record<string, unknown>,
  messages: readonly string[],
  {
    suite = {},
    files = {},
    changes = {},
  }: { suite?: object; files?: Record<string, string>; changes?: Partial<Invocation> } = {},
): Promise<RanSuite> {
  const cases = messages.map((message, index) => ({ id: `c${index}`, vars: { message } }));
  const expects = [{ not: { contains: "never said" } }];
  const text = JSON.stringify({
    name: "app",
    targets: { bot: target },
    cases,
    gate: "none",
    expect: expects,
    ...suite,
  });
  return runSuite(temporaryProject({ "suite.yaml": text, ...files }), changes);
}

describe("a module behind the meter", () => {
  test("streams on the SDK; its calls are metered, and its faults are errors of their trials", async () => {
    const { trials } = await ask({ module: "bot.mjs" }, ["hello", "break", "shape", "again"], {
      files: { "bot.mjs": BOT },
      suite: { expect: [{ calls: { max: 1, model: "claude-haiku-4-5" } }] },
    });
    expect(trials.map(({ status, error }) => error?.message ?? status)).toEqual([
      "completed",
      expect.stringMatching(/^bot threw RangeError: no such order/),
      expect.stringMatching(/^bot returned an object with `reply`/),
      "completed",
    ]);
    expect(trials[0]?.output).toMatch(/hello.* message none$/s);
    expect(trials[0]?.cost_usd).toBeGreaterThan(0);
    expect(trials[0]?.checks.find(({ type }) => type === "calls")).toMatchObject({
      verdict: "pass",
      reason: "expected at most 1 call of claude-haiku-4-5, got 1",
    });
  });

  test("the SDK's own retries: what failed and was answered then is one call, paid once", async () => {
    const faults = { server_error: { probability: 0, first: 2 }, cut: { probability: 0, first: 1 } };
    await withUpstream({ faults }, async ({ server, simulator }) => {
      const { head, trials } = await ask({ module: "bot.mjs" }, ["hello"], {
        files: {
          "bot.mjs": BOT.replace(
            "const { content } = await client.messages.stream(body, { signal }).finalMessage();",
            // A stream that breaks off is the application's to send again, as the SDK leaves it.
            `const once = () => client.messages.stream(body, { signal, maxRetries: 4 }).finalMessage();
           const { content } = await once().catch(once);`,
          ),
        },
        changes: {
          mode: "live",
          baseUrl: server.url,
          credential: { kind: "apiKey", value: "real-key-0001" },
          maxCostUsd: 1,
        },
      });
      expect(trials[0]).toMatchObject({ status: "completed", calls: [{ model: "claude-haiku-4-5" }] });
      const { cost_usd: cost, uncertain_cost_usd: uncertain, requests } = head.totals;
      expect(requests).toBe(simulator.books.requests);
      expect(requests).toBeGreaterThan(2);
      const billed = Number(simulator.books.billedPico) / 1e12;
      expect(billed).toBeLessThanOrEqual((cost ?? Number.NaN) + (uncertain ?? Number.NaN) + 1e-12);
    });
  });

  test("an endless loop ends with its turn, and the next trial has a thread of its own", async () => {
    const { trials } = await ask({ module: "bot.mjs" }, ["loop", "hello"], {
      files: { "bot.mjs": LOOP },
      suite: { limits: { timeout_s: 3 } },
    });
    expect(trials.map(({ status }) => status)).toEqual(["errored", "completed"]);
    expect(trials[0]?.error?.message).toBe("bot did not answer within 3 s");
  });
});

describe("`simulate: { calls }`", () => {
  const BOT_WITH_TOOLS = `
export default async ({ messages }, { baseUrl, apiKey }) => {
  const headers = { "content-type": "application/json", "x-api-key": apiKey, "anthropic-version": "2023-06-01" };
  const ask = async (body) =>
    (await fetch(baseUrl + "/v1/messages", { method: "POST", headers, body: JSON.stringify(body) })).json();
  const tools = [{ name: "find", input_schema: { type: "object" } }];
  for (const all = [...messages]; ; ) {
    const { content } = await ask({ model: "claude-haiku-4-5", max_tokens: 64, tools, messages: all });
    const calls = content.filter(({ type }) => type === "tool_use");
    if (calls.length === 0) return content.map(({ text }) => text).join("");
    const results = calls.map(({ id }) => ({ type: "tool_result", tool_use_id: id, content: "found" }));
    all.push({ role: "assistant", content }, { role: "user", content: results });
  }
};`;
  const simulatedBy = (simulate: unknown): Promise<RanSuite> =>
    ask({ module: "bot.mjs" }, [], {
      files: { "bot.mjs": BOT_WITH_TOOLS },
      suite: {
        trials: 2,
        cases: [{ id: "a", vars: { message: "hello" }, simulate }],
        expect: [
          { tool_call: [{ name: "find", input: { q: "hello" } }] },
          { equals: "second" },
          { calls: { min: 2, max: 2 } },
        ],
      },
    });
  const find = { tool_use: [{ name: "find", input: { q: "{{ message }}" } }] };

  test("answers a target's calls in order, and each trial's anew", async () => {
    const { trials } = await simulatedBy({ calls: [find, "second"] });
    expect(trials.map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
  });

  test("a reply alone gives its tools first, then its text, as to a model", async () => {
    const { trials } = await simulatedBy({ ...find, text: "second" });
    expect(trials.map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
  });

  test("a slip in one of them is found at its place", async () => {
    await expect(simulatedBy({ calls: [{ txt: "x" }] })).rejects.toThrow(/"simulate","calls",0,"txt"/);
  });
});

describe("a service behind the meter", () => {
  const serviceOf = (port: number): Record<string, unknown> => ({
    http: { url: `http://127.0.0.1:${port}/chat`, body: { message: "{{ input }}" } },
    output: "$.reply",
    usage: "$.usage",
    start: {
      command: [process.execPath, join(FIXTURES, "targets/service.mjs"), String(port)],
      ready: `http://127.0.0.1:${port}/health`,
    },
  });

  test("is started, streams on the SDK through the meter, and ends with the run", async () => {
    const port = await freePort();
    const { trials } = await ask(serviceOf(port), ["hello", "break", "nothing", "other"], {
      suite: { expect: [{ calls: 1 }] },
    });
    expect(trials.map(({ status, error }) => error?.message ?? status)).toEqual([
      "completed",
      "bot answered 500: Traceback: it broke",
      "bot answered 200 with an empty body",
      "bot answered 200 with no JSON: <html>sorry</html>",
    ]);
    expect(trials[0]).toMatchObject({ verdict: "pass", output: expect.stringMatching(/hello/) });
    expect(trials[0]?.cost_usd).toBeGreaterThan(0);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  });

  test("that is not ready errs every trial, and says so", async () => {
    const start = {
      command: [process.execPath, "-e", "console.error('no database'); process.exit(1)"],
      ready: "http://127.0.0.1:9/",
    };
    const { trials } = await ask({ http: { url: "http://127.0.0.1:9/x" }, start }, ["hello"]);
    expect(trials[0]).toMatchObject({
      status: "errored",
      error: { message: expect.stringMatching(/ended before it was ready.*no database/s) },
    });
  });

  test("a value leaves for a strange host only where the real environment says so: nothing is sent", async () => {
    const http = { url: "https://bot.example/{{ input }}", headers: { "x-team": { env: "TEAM" } } };
    await expect(ask({ http }, ["hello"])).rejects.toThrow(
      /unblessed-secret.*would leave for bot\.example.*"headers","x-team"|"headers","x-team".*unblessed-secret/s,
    );
    await expect(ask({ command: ["x"], env: { DB: { env: "TEST_DB" } } }, ["hello"])).rejects.toThrow(
      /missing-variable/,
    );
  });
});

describe("Claude Code behind the meter", () => {
  test("with a skill and without it", async () => {
    const env = { PATH: [join(FIXTURES, "claude-code"), process.env["PATH"] ?? ""].join(delimiter) };
    const model = "claude-haiku-4-5";
    const { trials } = await ask({ claude_code: { model, skills: ["triage"] }, env }, ["an outage"], {
      files: { "triage/SKILL.md": "---\nname: triage\ndescription: Sorts tickets.\n---\nSort it.\n" },
      suite: {
        targets: {
          with: { claude_code: { model, skills: ["triage"] }, env },
          without: { claude_code: { model }, env },
        },
        compare: { by: "target" },
      },
    });
    expect(trials.map(({ arm, status }) => `${arm} ${status}`).sort()).toEqual([
      "with/default completed",
      "without/default completed",
    ]);
    expect(trials.every(({ cost_usd: cost }) => (cost ?? 0) > 0)).toBe(true);
  });
});
