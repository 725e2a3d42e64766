import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer, AnswerContext } from "../../src/domain/check.ts";
import { NO_USAGE } from "../../src/domain/run/completion.ts";
import { createScriptRunner } from "../../src/graders/script-runner.ts";

const answer: Answer = {
  text: "Paris",
  toolCalls: [],
  ending: "complete",
  stopReason: "end_turn",
  refusalCategory: null,
  usage: NO_USAGE,
  costUsd: 0.001,
  latencyMs: 10,
  ttftMs: 5,
  calls: null,
};
const context: AnswerContext = {
  vars: { city: "Paris" },
  caseId: "c",
  armId: "m/default",
  trial: 1,
  content: [{ type: "text", text: "Paris" }],
};
const environment = { PATH: "/bin", ANTHROPIC_API_KEY: "secret-value-1" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scripts-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function script(name: string, source: string): Promise<string> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, source);
  return file;
}

const rows = [
  {
    name: "sync",
    source: "export default (c, x) => c.text === x.vars.city",
    wants: { status: "returned", value: true },
  },
  {
    name: "async",
    source: "export default async (c) => ({ pass: c.content.length === 1, score: 0.5, reason: 'r' })",
    wants: { status: "returned", value: { pass: true, score: 0.5, reason: "r" } },
  },
  {
    name: "throws",
    source: "export default () => { throw new RangeError('no') }",
    wants: { status: "threw", why: { thrown: { isError: true, words: "RangeError: no" } } },
  },
  {
    name: "rejects",
    source: "export default async () => { throw 'text' }",
    wants: { status: "threw", why: { thrown: { isError: false, words: "text" } } },
  },
  { name: "no default", source: "export const grade = 1", wants: { status: "unloadable" } },
  { name: "syntax", source: "export default (", wants: { status: "unloadable" } },
  { name: "nonsense", source: "export default () => 'yes'", wants: { status: "returned", value: "yes" } },
  { name: "function", source: "export default () => () => true", wants: { status: "returned", value: "function" } },
  { name: "nothing", source: "export default () => {}", wants: { status: "returned", value: undefined } },
  { name: "exits", source: "export default () => process.exit(0)", wants: { status: "threw" } },
  {
    name: "late throw",
    source: "export default () => new Promise(() => setTimeout(() => { throw new Error('late') }, 1))",
    wants: { status: "threw" },
  },
  {
    name: "no key",
    source:
      "export default () => ({ pass: JSON.stringify(process.env).includes('secret-value'), reason: process.env.PATH })",
    wants: { status: "returned", value: { pass: false, score: undefined, reason: "/bin" } },
  },
  {
    name: "prints",
    source: "export default () => { console.log('x'.repeat(1e6)); console.error('y'); return true }",
    wants: { status: "returned", value: true },
  },
];

test.each(rows)("a script that is or does: $name", async ({ name, source, wants }) => {
  const runner = createScriptRunner({ environment });
  const result = await runner.runScript(await script(name.replace(" ", "-"), source), 20_000, answer, context);
  expect(result).toMatchObject(wants);
  await runner.close();
});

test("a script that hangs is ended, and the next trial gets a fresh worker", async () => {
  const runner = createScriptRunner({ environment, workersPerScript: 1 });
  const file = await script("hangs", "export default (c) => { while (c.text === 'hang'); return true }");
  const [hung, next] = await Promise.all([
    runner.runScript(file, 300, { ...answer, text: "hang" }, context),
    runner.runScript(file, 20_000, answer, context),
  ]);
  expect(hung).toMatchObject({ status: "timed_out" });
  expect(next).toEqual({ status: "returned", value: true });
  await runner.close();
});

test("a worker that ended by itself while idle is replaced", async () => {
  const runner = createScriptRunner({ environment, workersPerScript: 1 });
  const file = await script(
    "dies",
    "export default (c) => { if (c.text === 'die') setTimeout(() => process.exit(0), 0); return true }",
  );
  expect(await runner.runScript(file, 20_000, { ...answer, text: "die" }, context)).toMatchObject({
    status: "returned",
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await runner.runScript(file, 20_000, answer, context)).toMatchObject({ status: "returned" });
  await runner.close();
});

test("many trials share the workers, and each gets its own answer", async () => {
  const runner = createScriptRunner({ environment });
  const file = await script("echo", "export default async (c) => ({ pass: true, reason: c.text })");
  const texts = Array.from({ length: 50 }, (_, index) => `text ${index}`);
  const results = await Promise.all(texts.map((text) => runner.runScript(file, 20_000, { ...answer, text }, context)));
  expect(
    results.map((result) => (result.status === "returned" ? (result.value as { reason: string }).reason : result)),
  ).toEqual(texts);
  await runner.close();
});

test("after closing, nothing runs and nothing is left waiting", async () => {
  const runner = createScriptRunner({ environment, workersPerScript: 1 });
  const file = await script("forever", "export default () => new Promise(() => {})");
  const pending = [runner.runScript(file, 60_000, answer, context), runner.runScript(file, 60_000, answer, context)];
  await runner.close();
  for (const result of await Promise.all(pending)) expect(result.status).toBe("threw");
});

test("what a script's thread posts on its own is no answer, to this trial or to the next one", async () => {
  const file = await script(
    "posts",
    `import { parentPort } from "node:worker_threads";
     parentPort.postMessage("ready");
     parentPort.postMessage(null);
     export default (c) => {
       parentPort.postMessage({ status: "returned", value: true });
       return c.text === "Paris";
     };`,
  );
  const runner = createScriptRunner({ environment, workersPerScript: 1 });
  const asked = ["Paris", "Rome", "Paris", "Oslo"].map((text) =>
    runner.runScript(file, 5_000, { ...answer, text }, context),
  );
  const verdicts = await Promise.all(asked);
  await runner.close();
  expect(verdicts).toEqual([true, false, true, false].map((value) => ({ status: "returned", value })));
});

test("an answer that came before its thread ended counts", async () => {
  const file = await script("ends", "export default () => { setImmediate(() => process.exit(0)); return true; }");
  const runner = createScriptRunner({ environment });
  const result = await runner.runScript(file, 5_000, answer, context);
  await runner.close();
  expect(result).toEqual({ status: "returned", value: true });
});
