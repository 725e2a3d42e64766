import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type OtlpReceiver, receiveOtlp } from "../../helpers/servers/otlp-receiver.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SECRET = "hunter2-hunter2";
const SUITE = `name: words
model: claude-haiku-5-5
prompt: "Say {{ word }}"
gate: { pass_rate: 0.5 }
cases:
  - { id: a, vars: { word: one }, expect: [{ contains: one, name: "is ${SECRET}" }], simulate: one }
  - { id: b, vars: { word: two }, expect: [{ contains: two }, { length: { max_words: 1 } }], simulate: three four }
  - { id: c, vars: { word: six }, expect: [{ contains: six }], simulate: { error: { type: invalid_request_error, status: 400, message: no } } }
  - { id: d, skip: later, vars: { word: ten }, expect: [{ contains: ten }] }
`;

let receiver: OtlpReceiver | null = null;
afterEach(async () => {
  await receiver?.close();
  receiver = null;
});

async function run(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  const cwd = temporaryProject({ "suite.yaml": SUITE, ...files });
  return runCli(["suite.yaml", "--simulate", "--reporter", "json"], { cwd, env: { MY_TOKEN: SECRET, ...env } });
}

describe("a run with an OTLP endpoint", () => {
  test("is a tree of spans: run, suite, trial, and the SDK's below", async () => {
    receiver = await receiveOtlp();
    const result = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    const { spans } = receiver;
    const report = JSON.parse(result.stdout) as { run: { id: string }; verdict: string };
    const [root] = spans.filter(({ parentSpanId }) => parentSpanId === null);
    expect(root).toMatchObject({
      name: "prompt-run run",
      attributes: { "prompt_run.run.id": report.run.id, "prompt_run.verdict": report.verdict },
    });
    const below = (id: string | undefined): string[] =>
      spans
        .filter(({ parentSpanId }) => parentSpanId === id)
        .map(({ name }) => name)
        .toSorted();
    const idOf = (name: string): string | undefined => spans.find((span) => span.name === name)?.spanId;
    expect(below(root?.spanId)).toEqual(["suite words"]);
    expect(below(idOf("suite words"))).toEqual(["trial a", "trial b", "trial c"]);
    expect(below(idOf("trial a"))).toEqual(["anthropic.messages.create"]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    for (const span of spans) expect(span.endMs).toBeGreaterThanOrEqual(span.startMs);
  });

  test("says of trials what became of them, and of model calls what the conventions ask", async () => {
    receiver = await receiveOtlp();
    await run({ OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`, OTEL_SERVICE_NAME: "evals" });
    const attributes = (name: string): unknown => receiver?.spans.find((span) => span.name === name)?.attributes;
    expect(attributes("trial a")).toMatchObject({
      "prompt_run.suite": "words",
      "prompt_run.case": "a",
      "prompt_run.arm": "claude-haiku-5-5/default",
      "prompt_run.trial": 1,
      "prompt_run.verdict": "pass",
    });
    expect(attributes("trial c")).toMatchObject({
      "prompt_run.status": "errored",
      "error.type": "invalid_request_error",
    });
    expect(receiver.spans.find(({ name }) => name === "trial c")?.status.code).toBe(2);
    const call = receiver.spans.find(({ scope }) => scope.startsWith("com.anthropic"));
    expect(call).toMatchObject({
      kind: 3,
      attributes: { "gen_ai.provider.name": "anthropic", "gen_ai.request.model": "claude-haiku-5-5" },
    });
    expect(receiver.resources).toContainEqual(expect.objectContaining({ "service.name": "evals" }));
  });

  test("gives an evaluation event for each check, at the model's span", async () => {
    receiver = await receiveOtlp();
    await run({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    const { events, spans } = receiver;
    const ofB = events.filter(({ attributes }) => attributes["prompt_run.case"] === "b");
    const contains = ofB.find(({ attributes }) => attributes["gen_ai.evaluation.name"] === "contains");
    expect(contains).toMatchObject({
      name: "gen_ai.evaluation.result",
      attributes: { "gen_ai.evaluation.score.label": "fail", "gen_ai.evaluation.score.value": 0 },
    });
    const trial = spans.find(({ name }) => name === "trial b");
    const model = spans.find(({ parentSpanId }) => parentSpanId === trial?.spanId);
    expect(contains?.spanId).toBe(model?.spanId);
    expect(ofB.length).toBeGreaterThan(2); // the implied checks, too
  });

  test("says of a judged check who judged it, and what the judge wrote only where content may be sent", async () => {
    receiver = await receiveOtlp();
    const judged = SUITE.replace(
      'prompt: "Say {{ word }}"',
      'prompt: "Say {{ word }}"\njudges: { j: { model: claude-sonnet-5-5, rubric: It is right. } }',
    )
      .replace("expect: [{ contains: two }, {", "expect: [{ judge: j }, {")
      .replace("max_words: 1", "max_words: 9")
      .replace(
        "simulate: three four",
        "simulate: three four, simulate_judge: { verdict: fail, evidence: four, reasoning: not two }",
      );
    const files = { "suite.yaml": judged };
    await run({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }, files);
    const event = receiver.events.find(({ attributes }) => attributes["gen_ai.evaluation.name"] === "judge");
    expect(event?.attributes).toMatchObject({
      "prompt_run.judge.name": "j",
      "prompt_run.judge.model": "claude-sonnet-5-5",
      "prompt_run.judge.verdict": "fail",
      "prompt_run.judge.votes": 1,
    });
    expect(event?.attributes["prompt_run.judge.cost_usd"]).toBeGreaterThan(0);
    expect(receiver.bodies.join()).not.toContain("not two");
    await run(
      { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: "content" },
      files,
    );
    expect(receiver.bodies.join()).toContain("not two");
  });

  test("sends no text of prompts and answers unless it may, and never a secret", async () => {
    receiver = await receiveOtlp();
    await run({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(receiver.bodies.join()).not.toMatch(/three four|Say /);
    expect(receiver.bodies.join()).not.toContain(SECRET);
    await run({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: "content" });
    expect(receiver.bodies.join()).toContain("three four");
    expect(receiver.bodies.join()).not.toContain(SECRET);
  });

  test("takes headers, a CI job's span as parent, and only the signals that are wanted", async () => {
    receiver = await receiveOtlp();
    const parent = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
    await run({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/anywhere`,
      OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=a%20b",
      TRACEPARENT: `00-${parent.traceId}-${parent.spanId}-01`,
    });
    expect(receiver.spans.find(({ name }) => name === "prompt-run run")).toMatchObject({
      traceId: parent.traceId,
      parentSpanId: parent.spanId,
    });
    expect(receiver.headers[0]).toMatchObject({ "x-tenant": "a b" });
    expect(receiver.events).toEqual([]);
  });
});

describe("telemetry never harms a run", () => {
  test.each([
    ["refuses", () => "http://127.0.0.1:1"],
    ["has no name", () => "http://no-such-host.invalid:4318"],
    ["is no URL", () => "not a url"],
  ])("an endpoint that %s is told once", async (_what, url) => {
    const { exitCode, stderr, stdout } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: url() });
    const quiet = await run({});
    expect(exitCode).toBe(quiet.exitCode);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { trials: 4, passed: 1, failed: 1, errored: 1, skipped: 1 } });
    expect(stderr.match(/telemetry could not be sent/g)).toHaveLength(1);
  });

  test("one that answers with an error is told once", async () => {
    receiver = await receiveOtlp(503);
    const { stderr } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(stderr.match(/telemetry could not be sent.*HTTP 503/g)).toHaveLength(1);
  });

  test("one that never answers holds the end up for seconds only", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const { stderr, stdout } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    expect(JSON.parse(stdout)).toMatchObject({ totals: { trials: 4 } });
    expect(stderr.match(/telemetry could not be sent/g)).toHaveLength(1);
    silent.closeAllConnections();
    silent.close();
  });

  test.each([
    ["no endpoint", {}],
    ["a disabled SDK", { OTEL_SDK_DISABLED: "true" }],
    ["exporters switched off", { OTEL_TRACES_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" }],
  ])("%s sends nothing", async (what, env) => {
    receiver = await receiveOtlp();
    const endpoint = what === "no endpoint" ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
    await run({ ...endpoint, ...env });
    expect(receiver.bodies).toEqual([]);
  });

  test("an env file cannot name an endpoint", async () => {
    receiver = await receiveOtlp();
    await run({}, { ".env": `OTEL_EXPORTER_OTLP_ENDPOINT=${receiver.url}\n` });
    expect(receiver.bodies).toEqual([]);
  });
});
