import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import type { OpenedTarget, ServiceStart, TargetAnswer } from "../../src/domain/run/target.ts";
import { createHttpTargets } from "../../src/targets/http/http-target.ts";
import { freePort } from "../helpers/servers/free-port.ts";
import { HTTP_TOOLS, httpTarget, targetWorker, TURN, turnContext } from "../helpers/targets.ts";

const APP = (port: number, more = ""): string => `
import { createServer } from "node:http";
console.log("listening soon");
console.error("warming up");
const server = createServer((request, response) => {
  if (request.url === "/health") return response.writeHead(globalThis.isReady === false ? 503 : 200).end();
  if (request.url === "/exit") { console.error("giving up"); process.exit(3); }
  response.end(JSON.stringify({ pid: process.pid, base: process.env.ANTHROPIC_BASE_URL, mode: process.env.MODE, key: process.env.ANTHROPIC_API_KEY }));
});
server.listen(${port}, "127.0.0.1");
${more}`;

async function opened(
  program: string,
  port: number,
  changes: Partial<ServiceStart> = {},
  url = "/chat",
): Promise<OpenedTarget> {
  const start: ServiceStart = {
    command: [process.execPath, "--input-type=module", "-e", program],
    cwd: process.cwd(),
    env: { MODE: "test" },
    readyUrl: `http://127.0.0.1:${port}/health`,
    timeoutMs: 10_000,
    ...changes,
  };
  const base = targetWorker();
  const env = { ...base.env, ANTHROPIC_BASE_URL: "http://127.0.0.1:9/t", ANTHROPIC_API_KEY: "stand-in" };
  return createHttpTargets(HTTP_TOOLS)(httpTarget({ url: `http://127.0.0.1:${port}${url}`, start }), { ...base, env });
}

const words = (result: { status: string; message?: string }): string => result.message ?? result.status;

function textOf({ content: [block] }: TargetAnswer): string {
  const text = block?.["text"];
  return typeof text === "string" ? text : "";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a service that is started", () => {
  test("is awaited, has the meter in its environment, and ends with all that it started", async () => {
    const port = await freePort();
    const child = `
import { spawn } from "node:child_process";
globalThis.child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]).pid;`;
    const target = await opened(
      APP(port, child).replace("pid: process.pid", "pid: process.pid, child: globalThis.child"),
      port,
    );
    if (target.status === "failed") throw new Error(target.message);
    const reply = await target.session.ask(TURN, turnContext());
    const said = JSON.parse(reply.status === "answered" ? textOf(reply.answer) : "{}") as Record<string, unknown>;
    expect(said).toMatchObject({ base: "http://127.0.0.1:9/t", key: "stand-in", mode: "test" });
    await target.session.close();
    expect([Number(said["pid"]), Number(said["child"])].map(isAlive)).toEqual([false, false]);
  });

  test("that ends before it is ready says how, with the end of its stderr", async () => {
    const target = await opened('console.error("no database\\n"); process.exit(4)', await freePort());
    expect(words(target)).toBe("bot ended before it was ready; its stderr ends with: no database");
  });

  test("that is never ready is ended after its time", async () => {
    const port = await freePort();
    const target = await opened(APP(port, "globalThis.isReady = false"), port, { timeoutMs: 700 });
    expect(words(target)).toMatch(/^bot was not ready within 0.7 s \(.*\)/);
    const nobody = await fetch(`http://127.0.0.1:${port}/health`).catch(() => "nobody");
    expect(nobody).toBe("nobody");
  });

  test("that ends in the middle is lost, and says so", async () => {
    const port = await freePort();
    const target = await opened(APP(port), port, {}, "/exit");
    if (target.status === "failed") throw new Error(target.message);
    const first = await target.session.ask(TURN, turnContext());
    const second = await target.session.ask(TURN, turnContext());
    expect(first).toMatchObject({ status: "failed", isLost: true });
    expect(second).toMatchObject({ status: "failed", isLost: true });
    expect(words(second)).toMatch(/^bot ended \(exit 3\); its stderr ends with: giving up\nbefore that:\nwarming up$/);
    await target.session.close();
  });

  const refused: [name: string, changes: Partial<ServiceStart>, message: RegExp][] = [
    [
      "a command that is not there",
      { command: ["no-such-program"] },
      /cannot be started: there is no command `no-such-program`/,
    ],
    [
      "a variable that is not there",
      { env: { DB: { env: "TEST_DB" } } },
      /the environment has no `TEST_DB`, which `DB` is/,
    ],
    ["no URL", { readyUrl: "127.0.0.1/health" }, /`ready: 127\.0\.0\.1\/health` is no http\(s\) URL/],
  ];
  test.each(refused)("%s", async (_, changes, message) => {
    expect(words(await opened("", await freePort(), changes))).toMatch(message);
  });

  test("whose address answers already is another one", async () => {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(words(await opened(APP(port), port))).toMatch(/something answers at .*\/health before bot was started/);
    server.close();
  });
});
