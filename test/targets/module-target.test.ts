import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TargetContext, TargetReply, TargetSession } from "../../src/domain/run/target.ts";
import { createModuleTargets } from "../../src/targets/module/module-target.ts";
import { targetWorker, TURN, turnContext } from "../helpers/targets.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

async function sessionOf(source: string, graceMs = 5_000): Promise<TargetSession> {
  const file = join(temporaryProject({ "bot.mjs": source }), "bot.mjs");
  const common = { name: "bot", isMetered: true, workers: 1, concurrent: 2, sources: [], baseDir: "/" };
  const worker = { ...targetWorker(), env: { ANTHROPIC_BASE_URL: "http://127.0.0.1:9/t" } };
  const opened = await createModuleTargets(graceMs)({ kind: "module", ...common, file }, worker);
  if (opened.status === "failed") throw new Error(opened.message);
  return opened.session;
}

async function replyOf(source: string, context: Partial<TargetContext> = {}): Promise<TargetReply> {
  const session = await sessionOf(source);
  const reply = await session.ask(TURN, turnContext(context));
  await session.close();
  return reply;
}

const REST = { looks: 3, longestMs: 5_000 };
const text = (value: string): object => ({ status: "answered", answer: { content: [{ type: "text", text: value }] } });

test("finding 18: a reply of more than 32 MB is no answer of a module", async () => {
  const reply = await replyOf("export default () => 'zz'.repeat(16_000_001)");
  expect(reply).toMatchObject({ status: "failed", message: "bot returned more than 32 MB" });
});

test("finding 16: what a module throws may be anything", async () => {
  const reply = await replyOf("export default () => { throw Object.create(null); }");
  expect(reply).toMatchObject({ status: "failed", message: "bot threw an object" });
});

test.each(["throw new Error('no')", "process.exit(3)", "export const none = 1", "await 0; export default () => 'x'"])(
  "what has ended its import is at rest: %s",
  async (source) => {
    const session = await sessionOf(source);
    await session.untilAtRest?.({ isIdle: () => true, signal: new AbortController().signal, ...REST });
    await session.close();
  },
);

test("one that does not end its import is waited for until the run may wait no longer", async () => {
  const session = await sessionOf("await new Promise(() => setTimeout(() => {}, 60_000)); export default () => 'x'");
  await session.untilAtRest?.({ isIdle: () => false, signal: AbortSignal.timeout(50), ...REST });
  await session.close();
});

describe("a module", () => {
  const answers: [name: string, source: string, expected: string][] = [
    ["a text", "export default ({ input }) => 'echo ' + input", "echo hello"],
    ["later", "export default async ({ input }, { vars }) => ({ output: input + vars.x })", "hello1"],
    [
      "its address",
      "export default (turn, { baseUrl, apiKey, session }) => [baseUrl, apiKey, session].join(' ')",
      "http://m k s1",
    ],
    [
      "its environment is the worker's",
      "export default () => JSON.stringify(process.env)",
      '{"ANTHROPIC_BASE_URL":"http://127.0.0.1:9/t"}',
    ],
    ["what it prints is no answer", "export default () => { console.log('x'.repeat(1e5)); return 'ok' }", "ok"],
    ["members that are undefined are left out", "export default () => ({ output: 'ok', usage: undefined })", "ok"],
  ];
  test.each(answers)("answers: %s", async (_, source, expected) => {
    expect(await replyOf(source, { vars: { x: 1 }, baseUrl: "http://m", apiKey: "k" })).toMatchObject(text(expected));
  });

  const failures: [name: string, source: string, message: RegExp][] = [
    ["no default export", "export const bot = () => 'x'", /the module of bot has no default export that is a function/],
    ["a default export that is no function", "export default 'x'", /no default export that is a function/],
    [
      "does not load",
      "import 'no-such-package'; export default () => 'x'",
      /the module of bot does not load: .*no-such-package/,
    ],
    ["a mistake in its language", "export default (", /does not load: SyntaxError/],
    [
      "throws",
      "export default () => { console.error('looking'); throw new RangeError('no') }",
      /^bot threw RangeError: no/,
    ],
    ["rejects", "export default async () => { throw 'text' }", /^bot threw text/],
    ["another shape", "export default () => ({ reply: 'hi' })", /^bot returned an object with `reply`/],
    ["nothing", "export default () => {}", /^bot returned undefined/],
    ["a function", "export default () => () => 'x'", /^bot returned function/],
    [
      "what JSON cannot hold",
      "export default () => { const a = {}; a.a = a; return a }",
      /^bot returned object, which JSON does not hold/,
    ],
    ["a bigint", "export default () => 1n", /^bot returned bigint/],
  ];
  test.each(failures)("is no answer: %s", async (_, source, message) => {
    const reply = await replyOf(source);
    expect(reply).toMatchObject({ status: "failed", retryable: false });
    expect(reply.status === "failed" ? reply.message : "").toMatch(message);
  });

  const lost: [name: string, second: string, isTold: boolean, message: RegExp][] = [
    ["ends its thread", "process.exit(0)", false, /the thread of bot has ended: it ended its thread/],
    [
      "throws behind its own back",
      "new Promise(() => setTimeout(() => { throw new Error('late') }))",
      false,
      /the thread of bot has ended: Error: late/,
    ],
    ["an endless loop", "{ for (;;); }", true, /it did not stop when its time was over/],
    ["never answers", "new Promise(() => {})", true, /it did not stop when its time was over/],
  ];
  test.each(lost)("loses its session: %s", async (_, second, isTold, message) => {
    const session = await sessionOf(
      `let times = 0; export default () => { if (++times === 1) return "ready"; return ${second} }`.replace(
        "return {",
        "{",
      ),
      50,
    );
    await session.ask(TURN, turnContext()); // it is loaded
    const over = new AbortController();
    const asked = session.ask(TURN, turnContext({ signal: over.signal }));
    if (isTold) setTimeout(() => over.abort(), 30);
    const reply = await asked;
    expect(reply).toMatchObject({ status: "failed", isLost: true });
    expect(reply.status === "failed" ? reply.message : "").toMatch(message);
    expect(await session.ask(TURN, turnContext())).toMatchObject({ status: "failed", isLost: true });
    await session.close();
  });

  test("hears that its time is over, and may say so; its thread stays", async () => {
    const session = await sessionOf(
      "let times = 0; export default (turn, { signal }) => ++times !== 2 ? 'again' : new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped')))",
    );
    expect(await session.ask(TURN, turnContext())).toMatchObject(text("again"));
    expect(await session.ask(TURN, turnContext({ signal: AbortSignal.timeout(30) }))).toMatchObject(text("stopped"));
    expect(await session.ask(TURN, turnContext())).toMatchObject(text("again"));
    await session.close();
  });

  test("two trials at once, each with its own answer and its own signal", async () => {
    const session = await sessionOf(
      "export default ({ input }, { session, signal }) => new Promise((resolve) => { signal.addEventListener('abort', () => resolve(session + ' stopped')); if (session === 'b') resolve(session + ' ' + input) })",
    );
    await session.ask(TURN, turnContext({ session: "b" })); // it is loaded
    const first = session.ask(TURN, turnContext({ session: "a", signal: AbortSignal.timeout(60) }));
    expect(await session.ask(TURN, turnContext({ session: "b" }))).toMatchObject(text("b hello"));
    expect(await first).toMatchObject(text("a stopped"));
    await session.close();
  });
});

test("what a module's thread posts on its own is no answer, and ends nothing", async () => {
  const source = `import { parentPort } from "node:worker_threads";
    for (const posted of [null, 5, "ready", {}]) parentPort.postMessage(posted);
    export default () => {
      for (let id = 0; id < 3; id++) parentPort.postMessage({ id, status: "returned", text: '"posted"', kind: "string" });
      return "answered";
    };`;
  expect(await replyOf(source)).toMatchObject(text("answered"));
});
