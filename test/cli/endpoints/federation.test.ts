import { createServer } from "node:http";
import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ w }}"
cases: [{ id: a, vars: { w: one }, expect: [{ contains: one }] }]
`;
const RULE = { ANTHROPIC_FEDERATION_RULE_ID: "fdrl_1", ANTHROPIC_ORGANIZATION_ID: "org-1" };
const RUN = ["suite.yaml", "--max-cost", "1", "--reporter", "quiet"];

let server: SimulatorServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

interface Api {
  readonly url: string;
  /** What let each request in, and the assertions that tokens were asked for with. */
  readonly keys: (string | null)[];
  readonly assertions: string[];
}

async function api(): Promise<Api> {
  const simulator = createSimulator();
  const [keys, assertions]: [(string | null)[], string[]] = [[], []];
  const answer = simulator.answer.bind(simulator);
  simulator.answer = (request) => {
    if (request.path === "/v1/oauth/token") assertions.push(String(JSON.parse(request.body).assertion));
    else keys.push(request.header("authorization") ?? request.header("x-api-key"));
    return answer(request);
  };
  server = await serveSimulator(simulator, { port: 0 });
  return { url: server.url, keys, assertions };
}

function run(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  return runCli(RUN, { cwd: temporaryProject({ "suite.yaml": SUITE, ...files }), env });
}

test("a token of the environment is exchanged, and never kept or shown", async () => {
  const at = await api();
  const env = {
    ...RULE,
    ANTHROPIC_BASE_URL: at.url,
    ANTHROPIC_API_KEY: "",
    ANTHROPIC_IDENTITY_TOKEN: "an.identity.token",
  };
  const result = await run(env);
  expect([result.exitCode, result.stderr]).toEqual([0, expect.any(String)]);
  expect(at.assertions).toEqual(["an.identity.token"]);
  expect(at.keys).toEqual([expect.stringMatching(/^Bearer sk-ant-oat-sim/)]);
  expect(result.stdout + result.stderr).not.toMatch(/an\.identity\.token|sk-ant-oat/);
});

test("GitHub's own token is asked for by the job, with the token of its request", async () => {
  const at = await api();
  const asked: (string | undefined)[] = [];
  const runner = createServer((request, response) => {
    asked.push(request.url, request.headers.authorization);
    response.end('{"value":"a.github.token"}');
  });
  await new Promise<void>((resolve) => runner.listen(0, "127.0.0.1", resolve));
  const { port } = runner.address() as AddressInfo; // a listening TCP server has one
  const env = {
    ...RULE,
    ANTHROPIC_BASE_URL: at.url,
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "the-runner-token",
  };
  const result = await run(env);
  runner.close();
  expect([result.exitCode, result.stderr]).toEqual([0, expect.any(String)]);
  expect(at.assertions).toEqual(["a.github.token"]);
  expect(asked).toEqual(["/token?api-version=2.0&audience=https%3A%2F%2Fapi.anthropic.com", "Bearer the-runner-token"]);
});

test("a profile on disk, and doctor names it; a key goes before it", async () => {
  const at = await api();
  const cwd = temporaryProject({ "suite.yaml": SUITE, "token.txt": "a.file.token\n" });
  const config = join(cwd, "config");
  mkdirSync(join(config, "configs"), { recursive: true });
  const authentication = {
    type: "oidc_federation",
    federation_rule_id: "fdrl_1",
    identity_token: { source: "file", path: join(cwd, "token.txt") },
  };
  const profile = { version: "1.0", organization_id: "org-1", authentication };
  writeFileSync(join(config, "configs/default.json"), JSON.stringify(profile), { mode: 0o600 });
  const env = { ANTHROPIC_BASE_URL: at.url, ANTHROPIC_CONFIG_DIR: config };
  const result = await runCli(RUN, { cwd, env });
  expect([result.exitCode, result.stderr]).toEqual([0, expect.any(String)]);
  expect(at.assertions).toEqual(["a.file.token"]);
  const doctor = await runCli(["doctor"], { cwd, env });
  expect(doctor.stdout).toContain("tokens by the profile default");
  expect(doctor.stdout).toContain("takes the key");
  at.keys.length = 0;
  await runCli(RUN, { cwd, env: { ...env, ANTHROPIC_API_KEY: "sk-ant-a-key" } });
  expect(at.keys.every((key) => key?.includes("sk-ant-a-key"))).toBe(true);
});

test("what stands in .env makes no token", async () => {
  const at = await api();
  const file = `ANTHROPIC_FEDERATION_RULE_ID=fdrl_1\nANTHROPIC_ORGANIZATION_ID=org-1\nANTHROPIC_IDENTITY_TOKEN=a.b.c\n`;
  const result = await run({ ANTHROPIC_BASE_URL: at.url }, { ".env": file });
  expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining("no-credential")]);
  expect(at.assertions).toEqual([]);
});

test("an exchange that is refused ends the run as a wrong key does", async () => {
  const at = await api();
  const env = { ...RULE, ANTHROPIC_BASE_URL: at.url, ANTHROPIC_IDENTITY_TOKEN: "x".repeat(20_000) };
  const result = await run(env);
  expect(result.exitCode).toBe(2);
  expect(result.stdout + result.stderr).toContain("exceeds the 16 KiB assertion limit");
  expect(at.keys).toEqual([]);
});
