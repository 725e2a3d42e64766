import { createServer } from "node:http";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const TOKEN = "mcp-token-of-somebody-0123456789";
const GATE = "gateway-value-9876543210";
const MCP = "headers: { anthropic-beta: mcp-client-2025-11-20, x-gate: { env: GATE_VALUE } }\n";
const suite = (more: string): string =>
  `model: claude-haiku-5-5\nprompt: hi\n${more}cases: [{ id: one, expect: [{ contains: said }], simulate: said }]\n`;
const server = (url: string): string =>
  `request: { mcp_servers: [{ type: url, name: m, url: "${url}", authorization_token: { env: MCP_TOK } }] }\n`;
const SUITE = suite(`${MCP}${server("https://mcp.example/sse")}`);
const ENV = { ANTHROPIC_API_KEY: "a-key-for-tests", MCP_TOK: TOKEN, GATE_VALUE: GATE };
const BLESSED = { PROMPT_RUN_SECRETS: "gw.example=OTHER mcp.example=MCP_TOK,X" };

interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An endpoint that echoes what it was told in secret (or says something else), and keeps what it got. */
async function endpoint(
  says = `said ${TOKEN} and ${GATE}`,
): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const http = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      const usage = { input_tokens: 1, output_tokens: 1 };
      const events = [
        {
          type: "message_start",
          message: {
            id: "m",
            type: "message",
            role: "assistant",
            model: "claude-haiku-5-5",
            content: [],
            stop_reason: null,
            stop_sequence: null,
            usage,
          },
        },
        { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
        { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: says } },
        { type: "content_block_stop", index: 0 },
        { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage },
        { type: "message_stop" },
      ];
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  closers.push(() => http.close());
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, received };
}

function allText(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}

describe("api D13: values of the environment in a suite", () => {
  test("are sent, and masked in everything that is written", async () => {
    const { url, received } = await endpoint();
    const cwd = temporaryProject({ "suite.yaml": SUITE, "prompt-run.config.yaml": "recordings: recorded\n" });
    const args = [
      "suite.yaml",
      "--base-url",
      url,
      "--record",
      "--reporter",
      "json=out/r.json",
      "--reporter",
      "html=out/r.html",
    ];
    const result = await runCli(args, { cwd, env: { ...ENV, ...BLESSED } });
    expect(result).toMatchObject({ exitCode: 0 });
    expect(received).toHaveLength(1);
    expect(received[0]?.headers["x-gate"]).toBe(GATE);
    expect(received[0]?.body).toContain(`"authorization_token":"${TOKEN}"`);
    const written = `${allText(cwd)}${result.stdout}${result.stderr}`;
    expect(written).toContain("said [masked]");
    expect(written).not.toContain(TOKEN);
    expect(written).not.toContain(GATE);
  });

  test("are masked as `try` streams them", async () => {
    const { url } = await endpoint();
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const { stdout, stderr, exitCode } = await runCli(["try", "suite.yaml", "--base-url", url], {
      cwd,
      env: { ...ENV, ...BLESSED },
    });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stdout).toContain("said [masked] and [masked]");
  });

  test("hash by their names: a recording holds under another value", async () => {
    // An answer in which a secret was masked is asked for again: this one says none.
    const { url, received } = await endpoint("said nothing");
    const cwd = temporaryProject({ "suite.yaml": SUITE, "prompt-run.config.yaml": "recordings: recorded\n" });
    const args = ["suite.yaml", "--base-url", url, "--reporter", "quiet"];
    await runCli([...args, "--record"], { cwd, env: { ...ENV, ...BLESSED } });
    const again = await runCli([...args, "--reuse"], {
      cwd,
      env: { ...ENV, ...BLESSED, MCP_TOK: "another-token-0123456789" },
    });
    expect(again).toMatchObject({ exitCode: 0 });
    expect(received).toHaveLength(1);
    const offline = await runCli(["suite.yaml", "--offline", "--reporter", "quiet"], { cwd });
    expect(offline).toMatchObject({ exitCode: 0 });
  });

  test("are needed neither to validate nor to simulate", async () => {
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    expect(await runCli(["validate", "suite.yaml"], { cwd })).toMatchObject({ exitCode: 0 });
    expect(await runCli(["suite.yaml", "--simulate", "--reporter", "quiet"], { cwd })).toMatchObject({ exitCode: 0 });
  });

  type Refused = readonly [name: string, env: Readonly<Record<string, string>>, at: string, words: string];
  const refused: readonly Refused[] = [
    ["a variable that is not there", { ...BLESSED, MCP_TOK: "" }, "suite.yaml:4:", "the environment has no `MCP_TOK`"],
    ["an MCP server that nobody blessed", {}, "suite.yaml:4:", "PROMPT_RUN_SECRETS='mcp.example=MCP_TOK'"],
    ["another name for that server", { PROMPT_RUN_SECRETS: "mcp.example=OTHER" }, "suite.yaml:4:", "mcp.example"],
    [
      "a header with a line break",
      { ...BLESSED, GATE_VALUE: "a\nb-long-enough" },
      "suite.yaml:3:",
      "no HTTP header can carry",
    ],
  ];
  test.each(refused)("nothing is sent for %s", async (_name, env, at, words) => {
    const { url, received } = await endpoint();
    const cwd = temporaryProject({ "suite.yaml": SUITE });
    const { exitCode, stderr } = await runCli(["suite.yaml", "--base-url", url], { cwd, env: { ...ENV, ...env } });
    expect({ exitCode, sent: received.length }).toEqual({ exitCode: 2, sent: 0 });
    expect(stderr).toContain(at);
    expect(stderr).toContain(words);
  });

  test("a host other than loopback and the Claude API needs the blessing of the real environment", async () => {
    const cwd = temporaryProject({
      "suite.yaml": suite("headers: { x-gate: { env: GATE_VALUE } }\n"),
      ".env": "PROMPT_RUN_SECRETS=gw.example=GATE_VALUE\n",
    });
    const { exitCode, stderr } = await runCli(["suite.yaml", "--base-url", "https://gw.example/anthropic"], {
      cwd,
      env: ENV,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("suite.yaml:3:");
    expect(stderr).toContain("PROMPT_RUN_SECRETS='gw.example=GATE_VALUE'");
  });

  test.each([
    ["headers: { x-a: { env: ANTHROPIC_API_KEY } }", "may not name `ANTHROPIC_API_KEY`"],
    ["request: { mcp_servers: [{ authorization_token: { env: anthropic_auth_token } }] }", "may not name"],
    ["headers: { x-a: { env: 'A B' } }", "cannot be the name of a variable"],
    ["headers: { authorization: { env: TOKEN } }", "holds a credential"],
    ["tools: [{ name: f, description: { env: DEPLOY }, input_schema: { type: object } }]", "is read by the model"],
  ])("%s is an error of the suite", async (setting, words) => {
    const cwd = temporaryProject({ "suite.yaml": suite(`${setting}\n`) });
    const { exitCode, stderr } = await runCli(["validate", "suite.yaml"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("suite.yaml:3:");
    expect(stderr).toContain(words);
  });
});
