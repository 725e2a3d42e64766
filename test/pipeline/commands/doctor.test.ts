import { wallClock } from "../../../src/host/wall-clock.ts";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GivenOptions, toInvocation } from "../../../src/cli/arguments/invocation.ts";
import { type DoctorHooks, examine } from "../../../src/pipeline/commands/doctor/doctor.ts";
import type { DoctorFinding } from "../../../src/pipeline/commands/doctor/finding.ts";
import { DEFAULT_SIMULATOR } from "../../../src/providers/simulator/state/options.ts";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

let server: SimulatorServer;
beforeAll(async () => {
  server = await serveSimulator(createSimulator({ ...DEFAULT_SIMULATOR, apiKey: "sk-ant-right" }), { port: 0 });
});
afterAll(() => server.close());

const HOOKS: DoctorHooks = { nodeVersion: process.versions.node, clock: wallClock, log: () => undefined };

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: GivenOptions;
  readonly hooks?: Partial<DoctorHooks>;
}

async function examined({ env, files = {}, options = {}, hooks = {} }: Given): Promise<DoctorFinding[]> {
  const values = env ?? { ANTHROPIC_API_KEY: "sk-ant-right", ANTHROPIC_BASE_URL: server.url };
  const invocation = toInvocation([], options, { values, fromFile: new Set() }, temporaryProject(files));
  return collect(examine(invocation, { ...HOOKS, ...hooks }));
}

async function collect(findings: AsyncIterable<DoctorFinding>): Promise<DoctorFinding[]> {
  const all: DoctorFinding[] = [];
  for await (const finding of findings) all.push(finding);
  return all;
}

test("all is well, and the tables of prompt-run and of the simulator, written apart, agree", async () => {
  const findings = await examined({});
  expect(findings.map(({ status, subject }) => `${subject} ${status}`)).toEqual([
    "Node ok",
    "project ok",
    "store ok",
    "credential ok",
    "endpoint ok",
    "clock ok",
    "models ok",
  ]);
});

const rows: readonly (readonly [name: string, given: Given, wants: string])[] = [
  ["no key", { env: {} }, "credential warning: ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are not set"],
  [
    "a quoted key",
    { env: { ANTHROPIC_API_KEY: '"sk-ant-right"' } },
    "credential error: ANTHROPIC_API_KEY begins or ends",
  ],
  [
    "another kind of key",
    { env: { ANTHROPIC_API_KEY: "sk-proj-1" } },
    "credential warning: ANTHROPIC_API_KEY is set, but",
  ],
  ["an old Node", { hooks: { nodeVersion: "20.18.3" } }, "Node error: 20.18.3 is too old"],
  [
    "a clock that is ahead",
    { hooks: { clock: { ...wallClock, now: () => Date.now() + 3_600_000 } } },
    "clock warning: is 36",
  ],
  [
    "a config with a misspelt key",
    { files: { "prompt-run.config.yaml": "modles: {}\n" } },
    "project error: prompt-run.config.yaml:1:1: unknown key `modles`",
  ],
  [
    "a base URL that is not trusted",
    { env: {}, files: { "prompt-run.config.yaml": "base_url: https://elsewhere.example\n" } },
    "endpoint error: the base URL https://elsewhere.example stands in a file of the project",
  ],
];
test.each(rows)("tells %s", async (_name, given, wants) => {
  const findings = await examined(given);
  const lines = findings.map(({ status, subject, message }) => `${subject} ${status}: ${message}`);
  expect(lines.join("\n")).toContain(wants);
});

test("tells a key that is refused, and what to do", async () => {
  const env = { ANTHROPIC_API_KEY: "sk-ant-wrong", ANTHROPIC_BASE_URL: server.url };
  const findings = await examined({ env });
  const endpoint = findings.find(({ subject }) => subject === "endpoint");
  expect(endpoint).toMatchObject({ status: "error", hint: expect.stringContaining("Console") });
  expect(endpoint?.message).toContain("(401)");
  expect(JSON.stringify(findings)).not.toContain("sk-ant-wrong");
});

test("tells an endpoint that does not answer", async () => {
  const gone = await serveSimulator(createSimulator(DEFAULT_SIMULATOR), { port: 0 });
  await gone.close();
  const findings = await examined({ env: { ANTHROPIC_API_KEY: "sk-ant-right", ANTHROPIC_BASE_URL: gone.url } });
  expect(findings.find(({ subject }) => subject === "endpoint")).toMatchObject({ status: "error" });
});

test("tells a store that cannot be written", async () => {
  const folder = temporaryProject({});
  writeFileSync(join(folder, "file"), "");
  chmodSync(join(folder, "file"), 0o444);
  const findings = await examined({ env: {}, options: { store: join(folder, "file/store") } });
  expect(findings.find(({ subject }) => subject === "store")).toMatchObject({ status: "error" });
});
