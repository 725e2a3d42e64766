import { createServer } from "node:https";
import { request } from "node:http";
import { type AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveSimulator, type SimulatorServer } from "../../../src/providers/simulator/serve.ts";
import { createSimulator, type Simulator } from "../../../src/providers/simulator/simulator.ts";
import { DEFAULT_SIMULATOR } from "../../../src/providers/simulator/state/options.ts";
import { serveProxy } from "../../helpers/servers/counting-proxy.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ w }}"
cases: [{ id: a, vars: { w: one }, expect: [{ contains: one }] }, { id: b, vars: { w: two }, expect: [{ contains: two }] }]
`;
/** Names that stand nowhere: only a proxy knows where they lead. */
const PLAIN = "http://claude.test:8080";
const SECURE = "https://claude.test";

let simulator: Simulator;
let api: SimulatorServer;
let pem = { cert: "", private: "" };
let tls = { port: 0, close: (): void => undefined, clients: [] as string[], connections: 0 };

/** The simulator behind TLS, as `claude.test`; it asks for the caller's certificate and takes callers without. */
function serveTls(): Promise<typeof tls> {
  const clients: string[] = [];
  const options = { cert: pem.cert, key: pem.private, ca: pem.cert, requestCert: true, rejectUnauthorized: false };
  const server = createServer(options, (asked, response) => {
    // A TLS socket, which the types of a request do not say.
    const { subject } = (
      asked.socket as unknown as { getPeerCertificate(): { subject?: { CN?: string } } }
    ).getPeerCertificate();
    clients.push(subject?.CN ?? "");
    const { method = "GET", headers, url: path = "/" } = asked;
    const onward = request({ host: "127.0.0.1", port: new URL(api.url).port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.pipe(onward);
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo; // a listening TCP server has one
      const served = { port, clients, connections: 0, close: () => void server.close() };
      server.on("secureConnection", () => (served.connections += 1));
      resolve(served);
    }),
  );
}

beforeAll(async () => {
  simulator = createSimulator({ ...DEFAULT_SIMULATOR, keepLog: true });
  api = await serveSimulator(simulator, { port: 0 });
  pem = await generate([{ name: "commonName", value: "claude.test" }], {
    keySize: 2048,
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: ["claude.test", "localhost"].map((value) => ({ type: 2, value })) },
    ],
  });
  tls = await serveTls();
});
afterAll(async () => {
  tls.close();
  await api.close();
});

const KEY = { ANTHROPIC_API_KEY: "sk-ant-for-tests" };

function project(files: Readonly<Record<string, string>> = {}): string {
  const cwd = temporaryProject({ "suite.yaml": SUITE, ...files });
  writeFileSync(join(cwd, "ca.pem"), pem.cert);
  writeFileSync(join(cwd, "key.pem"), pem.private);
  return cwd;
}

const portOf = (url: string): number => Number(new URL(url).port);
const RUN = ["suite.yaml", "--max-cost", "1", "--reporter", "quiet"];

describe("proxies of the environment", () => {
  test("http goes to the proxy by its whole URL, with the proxy's credentials, in every command", async () => {
    await using proxy = await serveProxy({ targetPort: portOf(api.url) });
    const withUser = proxy.url.replace("http://", "http://me:s%40cret-word@");
    const env = { ...KEY, ANTHROPIC_BASE_URL: PLAIN, HTTP_PROXY: withUser };
    const cwd = project();
    for (const args of [RUN, ["doctor"]]) {
      const before = proxy.forwarded.length;
      const { exitCode, stdout, stderr } = await runCli(args, { cwd, env });
      expect([args, exitCode, stderr]).toEqual([args, 0, expect.any(String)]);
      expect([args, proxy.forwarded.length - before]).not.toEqual([args, 0]);
      expect(stdout + stderr).not.toContain("s@cret-word");
      expect(stdout + stderr).not.toContain("s%40cret-word");
    }
    const basic = `Basic ${Buffer.from("me:s@cret-word").toString("base64")}`;
    expect(new Set(proxy.credentials)).toEqual(new Set([basic]));
    expect(proxy.forwarded).toContain(`${PLAIN}/v1/messages`);
    expect(proxy.tunnels).toEqual([]);
  });

  test("https goes through a tunnel, under a CA of the company's own, and doctor goes the same way", async () => {
    await using proxy = await serveProxy({ targetPort: tls.port });
    const cwd = project();
    const env = {
      ...KEY,
      ANTHROPIC_BASE_URL: SECURE,
      https_proxy: proxy.url,
      NODE_EXTRA_CA_CERTS: join(cwd, "ca.pem"),
      PROMPT_RUN_CLIENT_CERT: join(cwd, "ca.pem"),
      PROMPT_RUN_CLIENT_KEY: join(cwd, "key.pem"),
    };
    tls.clients.length = 0;
    const run = await spawnCli(RUN, { cwd, env });
    expect([run.exitCode, run.stderr]).toEqual([0, expect.any(String)]);
    expect(new Set(proxy.tunnels)).toEqual(new Set(["claude.test:443"]));
    expect(proxy.forwarded).toEqual([]);
    expect(new Set(tls.clients)).toEqual(new Set(["claude.test"]));
    const doctor = await spawnCli(["doctor"], { cwd, env });
    expect(doctor.stdout).toMatch(/network .*through the proxy http:\/\/127/);
    expect(doctor.stdout).toContain("takes the key");
  });

  const JUDGED = `${SUITE.replaceAll(/contains: \w+/g, "judge: j")}judges: { j: { model: claude-opus-5-5, rubric: It is right. } }\n`;
  const METERED = ["meter", "--max-cost", "1", "--", process.execPath, "app.mjs"];
  const APP = `const { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: key } = process.env;
const headers = { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" };
const body = JSON.stringify({ model: "claude-haiku-5-5", max_tokens: 9, messages: [{ role: "user", content: "hi" }] });
process.exitCode = (await fetch(url + "/v1/messages", { method: "POST", headers, body })).ok ? 0 : 1;`;

  test("issue 18: a CONNECT proxy sees every connection of every command, and none that NO_PROXY excludes", async () => {
    await using proxy = await serveProxy({ targetPort: tls.port });
    const cwd = project({ "judged.yaml": JUDGED, "app.mjs": APP });
    const base = {
      ...KEY,
      ANTHROPIC_BASE_URL: `https://localhost:${tls.port}`,
      NODE_EXTRA_CA_CERTS: join(cwd, "ca.pem"),
    };
    const judged = ["judged.yaml", "--max-cost", "1", "--reporter", "quiet"];
    const doctor = ["doctor", "--model", "claude-haiku-5-5"];
    const commands = [judged, doctor, METERED, ["plan", "suite.yaml", "--count"], ["try", "suite.yaml", "--case", "a"]];
    for (const [env, args] of [
      ...commands.map((args) => [{ HTTPS_PROXY: proxy.url }, args] as const),
      ...[judged, METERED].map((args) => [{ HTTPS_PROXY: proxy.url, NO_PROXY: "localhost" }, args] as const),
    ]) {
      [tls.connections, proxy.tunnels.length] = [0, 0];
      const { exitCode, stdout, stderr } = await spawnCli(args, { cwd, env: { ...base, ...env } });
      // The simulator is no judge: its echo is no verdict.
      expect([args, exitCode, stdout + stderr]).toEqual([args, args === judged ? 3 : 0, expect.any(String)]);
      expect([args, tls.connections > 0]).toEqual([args, true]);
      expect([args, proxy.tunnels.length]).toEqual([args, "NO_PROXY" in env ? 0 : tls.connections]);
    }
    expect(proxy.forwarded).toEqual([]);
    expect(simulator.books.log.some(({ model }) => model === "claude-opus-5-5")).toBe(true);
  });

  test("what NO_PROXY names is reached directly", async () => {
    await using proxy = await serveProxy({ targetPort: portOf(api.url) });
    const env = { ...KEY, ANTHROPIC_BASE_URL: api.url, HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.0/8" };
    expect((await runCli(RUN, { cwd: project(), env })).exitCode).toBe(0);
    expect(proxy.forwarded).toEqual([]);
  });

  test("a proxy in .env is not followed: a checkout could lead requests elsewhere", async () => {
    await using proxy = await serveProxy({ targetPort: portOf(api.url) });
    const cwd = project();
    writeFileSync(join(cwd, ".env"), `HTTP_PROXY=${proxy.url}\n`);
    const env = { ...KEY, ANTHROPIC_BASE_URL: api.url };
    expect((await runCli(RUN, { cwd, env })).exitCode).toBe(0);
    expect(proxy.forwarded).toEqual([]);
  });

  test.each([
    ["407 Proxy Authentication Required", /the proxy 127\.0\.0\.1:\d+ does not connect to claude\.test.*407/],
    ["403 Forbidden", /the proxy 127\.0\.0\.1:\d+ does not connect to claude\.test.*403/],
  ])("a proxy that says %s ends the run and is named; its page is no answer", async (refuse, says) => {
    await using proxy = await serveProxy({ targetPort: tls.port, refuse });
    const env = { ...KEY, ANTHROPIC_BASE_URL: SECURE, HTTPS_PROXY: proxy.url };
    const run = await runCli([...RUN, "--concurrency", "1"], { cwd: project(), env });
    expect(run.exitCode).not.toBe(0);
    expect(run.stdout + run.stderr).toMatch(says);
    expect(proxy.tunnels).toHaveLength(1);
  });

  test("a proxy that is not there is named, and nothing counts as sent", async () => {
    const env = { ...KEY, ANTHROPIC_BASE_URL: SECURE, HTTPS_PROXY: "http://127.0.0.1:9" };
    const args = ["suite.yaml", "--max-cost", "1", "--max-attempts", "1", "--reporter", "json"];
    const run = await runCli(args, { cwd: project(), env });
    expect(run.stdout).toContain("no way through the proxy 127.0.0.1:9");
    expect(JSON.parse(run.stdout)).toMatchObject({ totals: { cost_usd: 0, uncertain_cost_usd: 0 } });
  });

  test.each([
    [{ HTTPS_PROXY: "socks5://127.0.0.1:9" }, "bad-proxy"],
    [{ PROMPT_RUN_CLIENT_CERT: "gone.pem" }, "bad-client-certificate"],
  ])("%j is exit 2 before anything is sent, and doctor says it too", async (odd, code) => {
    const env = { ...KEY, ANTHROPIC_BASE_URL: api.url, ...odd };
    const cwd = project();
    const run = await runCli(RUN, { cwd, env });
    expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining(code)]);
    expect((await runCli(["doctor"], { cwd, env })).exitCode).not.toBe(0);
    expect((await runCli([...RUN, "--simulate"], { cwd, env })).exitCode).toBe(0);
  });
});
