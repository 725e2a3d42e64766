import { compileJsonPath } from "../../src/checks/engines/json-path-query.ts";
import { said } from "../../src/domain/diagnostics/said.ts";
import type { HttpTarget, TargetContext, TargetTurn, TargetWorker } from "../../src/domain/run/target.ts";
import { createHttpFetch } from "../../src/host/http-fetch.ts";
import { renderSource, renderText } from "../../src/plan/templates/rendering.ts";
import type { HttpTools } from "../../src/targets/http/http-target.ts";

/** What stages hand to a service's requests, with nothing forbidden. */
export const HTTP_TOOLS: HttpTools = {
  fetch: createHttpFetch(),
  refusal: () => null,
  compilePath: compileJsonPath,
  render: async (text, scope) => {
    const rendered = await renderText({ text, isTemplate: true, place: { kind: "environment" } }, scope);
    if (rendered.ok) return { ok: true, text: rendered.value };
    return { ok: false, ...said("bad-target.template", { problems: rendered.problems }) };
  },
  renderValue: async (text, scope) => {
    const rendered = await renderSource({ text, isTemplate: true, place: { kind: "environment" } }, scope, true);
    return rendered.ok ? rendered : { ok: false, ...said("bad-target.template", { problems: rendered.problems }) };
  },
};

const COMMON = { name: "bot", isMetered: true, workers: 1, concurrent: 1, sources: [], baseDir: "/" };

export function httpTarget(changes: Partial<HttpTarget> = {}): HttpTarget {
  return {
    kind: "http",
    ...COMMON,
    url: "http://127.0.0.1:1/chat",
    method: "POST",
    headers: {},
    body: { message: "{{ input }}" },
    output: null,
    toolCalls: null,
    usage: null,
    error: null,
    start: null,
    retryStatuses: [],
    ...changes,
  };
}

export const TURN: TargetTurn = {
  input: "hello",
  system: null,
  messages: [{ role: "user", content: "hello" }],
  turn: 1,
  caseId: "a",
  armId: "bot/default",
  trial: 1,
};

export function turnContext(changes: Partial<TargetContext> = {}): TargetContext {
  const signal = new AbortController().signal;
  return { vars: {}, signal, session: "s1", baseUrl: null, apiKey: null, deadlineMs: 10_000, ...changes };
}

/** A worker without a meter, whose environment leads to programs alone. */
export function targetWorker(changes: Partial<TargetWorker> = {}): TargetWorker {
  const env = { PATH: process.env["PATH"] ?? "" };
  return { baseUrl: null, apiKey: null, env, valueOf: () => null, ...changes };
}
