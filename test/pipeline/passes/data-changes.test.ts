import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { DEFAULT_SIMULATOR } from "../../../src/providers/simulator/state/options.ts";
import { serveSimulator } from "../../../src/providers/simulator/serve.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** So many and so long that the last is read after the first has been answered. */
const ROWS = 100;
const PADDING = "x".repeat(16_000);
const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
cases: [{ file: rows.jsonl, expect: [{ contains: " " }] }]
`;

const rows = (lastWord: string): string =>
  Array.from({ length: ROWS }, (_, n) =>
    JSON.stringify({ id: `case-${n}`, padding: PADDING, word: n === ROWS - 1 ? lastWord : `word ${n}` }),
  ).join("\n");

test("data that changes while a run is going on stops it: nothing unchecked is sent, and what was answered is kept", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE, "rows.jsonl": rows("first") });
  const sent: string[] = [];
  const simulator = createSimulator({
    ...DEFAULT_SIMULATOR,
    answer: ({ messages }) => {
      if (sent.length === 0) writeFileSync(join(cwd, "rows.jsonl"), rows("other"));
      sent.push(JSON.stringify(messages));
      return null;
    },
  });
  const server = await serveSimulator(simulator, { port: 0 });
  const credential = { kind: "apiKey", value: "a-key-for-tests" } as const;
  const invocation = invocationOf(cwd, { mode: "live", baseUrl: server.url, credential });
  const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
  const result = await runSuites(invocation, hooks);
  await server.close();
  expect(result).toMatchObject({ status: "changed", message: expect.stringContaining("suite.yaml changed") });
  expect(sent.some((messages) => messages.includes("other"))).toBe(false);
  const runs = join(cwd, ".prompt-run/runs");
  const [id = ""] = readdirSync(runs);
  const lines = readFileSync(join(runs, id, "journal.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  const calls = lines.filter((line) => line.includes('"type":"call"'));
  expect(calls.length).toBeGreaterThan(0);
  expect(calls).toHaveLength(sent.length);
});
