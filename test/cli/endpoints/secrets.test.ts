import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import { liveProject } from "../../helpers/live-project.ts";
import { runCli, type CliResult } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SECRET = "q9xw-7hsa-kk2m-0pzr-ee41-vb6t";
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A server that answers everything with this error. */
async function refusing(message: string): Promise<string> {
  const body = JSON.stringify({ type: "error", error: { type: "invalid_request_error", message } });
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(400, { "content-type": "application/json" }).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** All that a command said and left behind. */
function everything(cwd: string, { stdout, stderr }: CliResult): string {
  const store = join(cwd, ".prompt-run");
  const files = existsSync(store) ? readdirSync(store, { recursive: true, withFileTypes: true }) : [];
  const texts = files
    .filter((file) => file.isFile() && !file.name.endsWith("reserve"))
    .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
  return [stdout, stderr, ...texts].join("\n");
}

/** No stretch of six characters of the secret stands in the text. */
function expectNothingOf(secret: string, text: string): void {
  const found = Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6)).filter((piece) =>
    text.includes(piece),
  );
  expect(found).toEqual([]);
}

const suite = (prompt: string, text: string, expected: string): string =>
  `models: [claude-haiku-5-5]\nprompt: ${prompt}\ncases:\n  - { simulate: { text: ${JSON.stringify(text)} }, expect: [{ ${expected} }] }\n`;

describe("A9: what was cut has been masked", () => {
  test.each([470, 480, 490, 495])("an API's message, cut at 500 characters, with a secret at %i", async (at) => {
    const host = await refusing(`${"x".repeat(at)}${SECRET} and more ${"y".repeat(90)}`);
    const cwd = temporaryProject({ "suite.yaml": suite("hi", "x", "contains: a") });
    const env = { ANTHROPIC_API_KEY: "a-key-for-tests", MY_TOKEN: SECRET, ANTHROPIC_BASE_URL: `http://${host}` };
    const run = await runCli(["suite.yaml"], { cwd, env });
    expect(run.exitCode).toBe(3);
    expectNothingOf(SECRET, everything(cwd, run));
  });

  test.each([55, 65, 74])("a reason, cut at 80 characters, with a secret at %i", async (at) => {
    const text = `${"x".repeat(at)}${SECRET}${"z".repeat(100)}`;
    const cwd = temporaryProject({ "suite.yaml": suite("hi", text, "equals: no"), ".env": `MY_TOKEN=${SECRET}\n` });
    const run = await runCli(["suite.yaml", "--simulate", "--reporter", "json"], { cwd });
    expect(run.exitCode).toBe(1);
    expectNothingOf(SECRET, everything(cwd, run));
  });

  test("the end of an answer, cut before it", async () => {
    const text = `${"z".repeat(100)}${SECRET}${"x".repeat(60)}`;
    const cwd = temporaryProject({ "suite.yaml": suite("hi", text, "ends_with: no"), ".env": `MY_TOKEN=${SECRET}\n` });
    const run = await runCli(["suite.yaml", "--simulate", "--reporter", "json"], { cwd });
    expectNothingOf(SECRET, everything(cwd, run));
  });

  test.each([
    ["says: q9xw-7hsa-kk2m…", "says: [masked]…"],
    ['"q9xw-7hsa…" and more', '"[masked]…" and more'],
    ['reads "q9xw-7hsa"…', 'reads "[masked]"…'],
    ["…ee41-vb6t at the end", "…[masked] at the end"],
    ['…"0pzr-ee41-vb6t"', '…"[masked]"'],
    ["key sk-ant-api…", "key [masked]…"],
    ["q9x…", "q9x…"],
    ["nothing of it…", "nothing of it…"],
  ])("%s", (text, masked) => expect(createMask([SECRET])(text)).toBe(masked));
});

describe("A9: a secret with white space around it", () => {
  test.each([`${SECRET}\n`, `${SECRET}\r\n`, `  ${SECRET} `, `\n${SECRET}`])("%j", (written) => {
    expect(createMask([written])(`it is ${SECRET}.`)).toBe("it is [masked].");
  });

  test("a private key's lines", () => {
    const lines = ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"];
    const pem = ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
    expect(createMask([pem])(`it says ${lines[1] ?? ""}`)).toBe("it says [masked]");
    expect(createMask([pem])(pem.replaceAll("\n", "\r\n"))).not.toContain("MIIE");
  });

  test("the environment's newline reaches no file", async () => {
    const cwd = temporaryProject({ "suite.yaml": suite("hi", `it is ${SECRET}`, "contains: it") });
    const run = await runCli(["suite.yaml", "--simulate", "--reporter", "json"], {
      cwd,
      env: { MY_TOKEN: `${SECRET}\n` },
    });
    expect(run.exitCode).toBe(0);
    expectNothingOf(SECRET, everything(cwd, run));
  });
});

describe("A9: credentials within URLs", () => {
  test("of the base URL are sent, and neither kept nor shown", async () => {
    const at = await liveProject({ "suite.yaml": suite("hi", "yes", "contains: hi") });
    const url = (at.env["ANTHROPIC_BASE_URL"] ?? "").replace("://", `://me:pw@`);
    const run = await at.live(["suite.yaml", "--reporter", "json"], { ANTHROPIC_BASE_URL: url });
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ run: { base_url: at.env["ANTHROPIC_BASE_URL"] } });
    expect(everything(at.cwd, run)).not.toMatch(/me:pw|pw@/);
    const resumed = await at.live(["resume", "latest"], { ANTHROPIC_BASE_URL: url });
    expect(resumed.exitCode).toBe(0);
    const doctor = await at.live(["doctor"], { ANTHROPIC_BASE_URL: url });
    expect(doctor.stdout + doctor.stderr).not.toMatch(/me:pw|pw@/);
    expect(doctor.stdout).toMatch(/takes the key/);
    const told = await at.live(["suite.yaml", "--base-url", url]);
    expect([told.exitCode, everything(at.cwd, told)]).toEqual([0, expect.stringMatching(/\[masked\]@127/)]);
    expect(everything(at.cwd, told)).not.toMatch(/me:pw|pw@/);
  });

  test.each([
    ["that nobody answers", "http://me:pw-and-more@127.0.0.1:9"],
    ["that is no URL", "htp://me:pw-and-more@host"],
  ])("of a base URL %s", async (_what, url) => {
    const cwd = temporaryProject({ "suite.yaml": suite("hi", "yes", "contains: yes") });
    const env = { ANTHROPIC_API_KEY: "a-key-for-tests" };
    for (const args of [["suite.yaml", "--base-url", url, "--timeout", "1"], ["doctor"]]) {
      const run = await runCli(args, { cwd, env: args.length > 1 ? env : { ...env, ANTHROPIC_BASE_URL: url } });
      expect(run.exitCode).not.toBe(0);
      expect(everything(cwd, run)).not.toMatch(/pw-and-more|me:pw/);
    }
  });

  test("of an OTLP endpoint are not told when it does not answer", async () => {
    const cwd = temporaryProject({ "suite.yaml": suite("hi", "yes", "contains: yes") });
    const endpoint = "http://me:pw@127.0.0.1:9/otlp?token=short";
    const run = await runCli(["suite.yaml", "--simulate"], { cwd, env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
    expect(run.stderr).toContain("telemetry could not be sent");
    expect(everything(cwd, run)).not.toMatch(/me:pw|pw@|token=/);
  });

  test("of any variable are secrets", async () => {
    const text = "it is wonderfulPw%21 and wonderfulPw!";
    const cwd = temporaryProject({ "suite.yaml": suite("hi", text, "contains: it") });
    const env = { DATABASE_URL: "postgres://app:wonderfulPw%21@db.example/main" };
    const run = await runCli(["suite.yaml", "--simulate", "--reporter", "json"], { cwd, env });
    expect(run.exitCode).toBe(0);
    expect(everything(cwd, run)).not.toContain("wonderfulPw");
  });
});
