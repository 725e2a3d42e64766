import { createServer } from "node:net";
import { expect, test } from "vitest";
import { type SimulateResult, startSimulator } from "../../../src/pipeline/commands/simulate.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const request = { port: 0, seed: 0, latencyMs: 0, limits: null, faults: [], asLive: false };

function startOn(port: number): Promise<SimulateResult> {
  return startSimulator({ ...request, port }, invocationOf(temporaryProject({}), { suites: [] }));
}

test("a port that another server has is a refusal that names it", async () => {
  const other = createServer();
  const taken = await new Promise<number>((resolve, reject) => {
    other.listen(0, "127.0.0.1", () => {
      const address = other.address();
      if (address === null || typeof address === "string") reject(new Error("no port"));
      else resolve(address.port);
    });
  });
  try {
    expect(await startOn(taken)).toMatchObject({ status: "refused", message: expect.stringContaining(String(taken)) });
  } finally {
    other.close();
  }
});

test("what the system did not refuse is a bug, and is thrown", async () => {
  await expect(startOn(65_536)).rejects.toThrow(RangeError);
});

test("what suites say that models and judges answer is answered over HTTP", async () => {
  const cwd = temporaryProject({
    "suite.yaml": `model: claude-haiku-5-5
prompt: "{{ x }}"
judges: { tone: { rubric: It is polite., model: claude-sonnet-4-6, require: none } }
expect: [{ judge: tone }]
gate: none
cases:
  - { id: a, vars: { x: 1 }, simulate: polite, simulate_judge: { tone: pass } }
  - { id: b, vars: { x: 2 }, simulate: rude, simulate_judge: { tone: fail } }
`,
  });
  const started = await startSimulator({ ...request, asLive: true }, invocationOf(cwd));
  if (started.status !== "serving") throw new Error(started.status);
  try {
    const credential = { kind: "apiKey", value: "a-key-of-the-test" } as const;
    const { trials } = await runSuite(cwd, { mode: "live", baseUrl: started.server.url, credential });
    expect(trials.map(({ verdict }) => verdict)).toEqual(["pass", "fail"]);
  } finally {
    await started.server.close();
  }
});
