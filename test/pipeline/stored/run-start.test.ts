import { expect, test } from "vitest";
import { begunMeter } from "../../../src/cli/arguments/meter-options.ts";
import { begunOptions } from "../../../src/cli/arguments/run-arguments.ts";
import type { RunLine, StoredRequest } from "../../../src/domain/formats/records.ts";
import { BEGUN_BY_PROGRAM, type Invocation, type RunStart } from "../../../src/domain/invocation.ts";
import { type MeterInvocation, storedMeterRequest } from "../../../src/pipeline/metering/meter-request.ts";
import { storedRequest } from "../../../src/pipeline/session/stored-request.ts";
import { startOf, storedStart, wasAllowedOutside } from "../../../src/pipeline/stored/run-start.ts";
import { invocationOf } from "../../helpers/invocation.ts";

const LINE: RunLine = {
  v: 1,
  type: "run",
  id: "r",
  started_at: "2026-11-22T00:00:00.000Z",
  tool_version: "0.1.0",
  replies: "live",
  base_url: "https://api.anthropic.com",
  seed: 0,
  price_table: "t",
  suites: [],
  plan_hash: "plan",
};
const NAMED: RunStart = {
  store: "kept",
  baseUrl: "http://127.0.0.1:1",
  envFile: ".env.test",
  reporters: ["json=out.json", "table"],
  color: false,
  verbose: true,
};
const TYPED =
  "suite.yaml --store=kept --base-url http://127.0.0.1:9 --base-url http://127.0.0.1:1 --env-file .env.test --reporter json=out.json --reporter=table --no-color -v".split(
    " ",
  );

function requestOf(changes: Partial<Invocation>, start: RunStart): StoredRequest {
  return storedRequest(invocationOf("/w", changes), start);
}

test.each([BEGUN_BY_PROGRAM, NAMED, { ...BEGUN_BY_PROGRAM, reporters: [] }])(
  "11: how a run was begun is read as it was kept: %j",
  (start) => {
    expect(startOf({ ...LINE, request: requestOf({}, start) })).toEqual(start);
  },
);

test("11: it is read from the arguments where a run kept nothing else", () => {
  expect(startOf({ ...LINE, argv: TYPED })).toEqual(NAMED);
  expect(startOf({ ...LINE, argv: [] })).toEqual(BEGUN_BY_PROGRAM);
  const { start: _, ...before } = requestOf({}, NAMED);
  expect(startOf({ ...LINE, argv: TYPED, request: before })).toEqual(NAMED);
});

test("11: arguments say nothing of a run that kept how it was asked for", () => {
  const request = requestOf({ allowOutside: false }, BEGUN_BY_PROGRAM);
  const line = { ...LINE, argv: [...TYPED, "--allow-outside"], request };
  expect(startOf(line)).toEqual(BEGUN_BY_PROGRAM);
  expect(wasAllowedOutside(line)).toBe(false);
  expect(wasAllowedOutside({ ...LINE, argv: ["--allow-outside"] })).toBe(true);
  expect(wasAllowedOutside({ ...LINE, request: requestOf({ allowOutside: true }, BEGUN_BY_PROGRAM) })).toBe(true);
});

test("11: no name and no password of a URL is kept", () => {
  expect(storedStart({ ...NAMED, baseUrl: "https://me:word@gateway.example" }).base_url).toBe(
    "https://[masked]@gateway.example",
  );
});

test("11: a run of which a secret was masked is not gone on with", () => {
  const masked = requestOf({}, { ...NAMED, envFile: "[masked].env" });
  expect(() => begunOptions({ ...LINE, request: masked })).toThrow(/masked|secret/);
});

test("11: a meter is gone on with as it was asked for, and with its command", () => {
  const invocation = invocationOf("/w", {
    mode: "reuse",
    record: true,
    endpoint: "gate",
    allowOutside: true,
    concurrency: 3,
    maxCostUsd: 0.5,
    seed: 4,
  });
  const asked: MeterInvocation = {
    request: { command: ["npm", "test"], port: 8, recordings: "r", ceilings: { rpm: 5, itpm: null, otpm: 7 } },
    invocation: { ...invocation, overrides: { ...invocation.overrides, timeoutMs: 2500, maxAttempts: 2 } },
  };
  const meter = { command: ["npm", "test"], request: storedMeterRequest(asked, NAMED) };
  expect(begunMeter({ ...LINE, meter })).toEqual({
    command: ["npm", "test"],
    options: {
      reuse: true,
      record: true,
      endpoint: "gate",
      allowOutside: true,
      concurrency: 3,
      maxCost: 0.5,
      seed: 4,
      port: 8,
      recordings: "r",
      rpm: 5,
      otpm: 7,
      timeout: 2.5,
      maxAttempts: 2,
      store: "kept",
      baseUrl: "http://127.0.0.1:1",
      envFile: ".env.test",
      verbose: true,
      color: false,
      reporter: ["json=out.json", "table"],
    },
  });
  const typed = ["meter", "--max-cost", "0.5", "--offline", "--", "npm", "test"];
  expect(begunMeter({ ...LINE, argv: typed, meter: { command: ["npm", "test"] } })).toMatchObject({
    command: ["npm", "test"],
    options: { maxCost: 0.5, offline: true, port: 0 },
  });
});
