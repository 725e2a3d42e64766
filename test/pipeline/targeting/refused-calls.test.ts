import { join } from "node:path";
import { expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AGENT = join(import.meta.dirname, "../../fixtures/targets/agent.mjs");

interface Call {
  readonly path?: string;
  readonly method?: string;
  readonly size?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The trials of an application that makes a good call and one of these, and answers as if all were well. */
async function trialsOf(
  calls: Readonly<Record<string, Call>>,
  meter: object = {},
): Promise<ReadonlyMap<string, TrialRecord>> {
  const cases = Object.entries(calls).map(([id, call]) => ({
    id,
    vars: { message: `swallow ${JSON.stringify(call)}` },
    expect: [{ contains: "swallowed" }],
  }));
  const targets = { bot: { command: [process.execPath, AGENT], workers: 1 } };
  const suite = { name: "app", targets, input: "{{ message }}", cases, gate: "none", meter };
  const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite) });
  const { trials } = await runSuite(folder, { mode: "simulate" });
  return new Map(trials.map((trial) => [trial.case, trial]));
}

const REFUSED: Readonly<Record<string, readonly [Call, RegExp]>> = {
  "413: a body above the bound": [{ size: 33_000_000 }, /maximum size/],
  "415: a compressed body": [{ headers: { "content-encoding": "gzip" }, body: "abc" }, /compressed/],
  "404: a batch": [{ path: "/v1/messages/batches", body: "{}" }, /batches do not go through/],
  "404: a look at batches": [{ path: "/v1/messages/batches/b1/results", method: "GET" }, /batches do not go through/],
  "404: an old way to ask": [{ path: "/v1/complete", body: "{}" }, /does not go through the meter/],
  "404: another way to ask": [{ path: "/chat/completions", body: "{}" }, /does not go through the meter/],
  "400: no JSON": [{ body: "{bad" }, /not valid JSON/],
  "400: no object": [{ body: "[1]" }, /valid dictionary/],
  "400: no model": [{ body: '{"max_tokens":5,"messages":[]}' }, /model: Field required/],
  "400: no version": [{ body: "{}", headers: { "anthropic-version": "" } }, /anthropic-version/],
  "401: a key of its own": [{ body: "{}", headers: { "x-api-key": "sk-wrong" } }, /invalid x-api-key/],
  "401: an empty key": [{ body: "{}", headers: { "x-api-key": "" } }, /invalid x-api-key/],
  "403: as a page": [{ body: "{}", headers: { origin: "http://evil.example" } }, /browser/],
};

/** What no answer of a model was asked for by. */
const HARMLESS: Readonly<Record<string, Call>> = {
  "a look at files": { path: "/v1/files", method: "GET" },
  "what Claude Code reports of itself": { path: "/api/event_logging/batch", body: "{}" },
};

test("attack 2: a call that the meter itself turns away fails its trial, whatever the application answered", async () => {
  const rows = Object.entries(REFUSED);
  const trials = await trialsOf({ ...Object.fromEntries(rows.map(([id, [call]]) => [id, call])), ...HARMLESS });
  for (const [id, [, says]] of rows) {
    const trial = trials.get(id);
    expect(trial, id).toMatchObject({ status: "errored", error: { type: "target_error" } });
    expect(trial?.error?.message, id).toMatch(/^a call of bot failed and was not answered by a later one: /);
    expect(trial?.error?.message, id).toMatch(says);
  }
  for (const id of Object.keys(HARMLESS)) expect(trials.get(id), id).toMatchObject({ status: "completed" });
});

test("attack 2: `tolerate_errors` judges it", async () => {
  const trials = await trialsOf({ a: { body: "{bad" } }, { tolerate_errors: true });
  expect(trials.get("a")).toMatchObject({ status: "completed", verdict: "pass" });
});
