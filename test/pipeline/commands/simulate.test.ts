import { createServer } from "node:net";
import { expect, test } from "vitest";
import { type SimulateResult, startSimulator } from "../../../src/pipeline/commands/simulate.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

function startOn(port: number): Promise<SimulateResult> {
  const request = { port, seed: 0, latencyMs: 0, limits: null, faults: [], asLive: false };
  return startSimulator(request, invocationOf(temporaryProject({}), { suites: [] }));
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
