import { join } from "node:path";
import { expect, test } from "vitest";
import { withUpstream } from "../../helpers/metered.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AGENT = join(import.meta.dirname, "../../fixtures/targets/agent.mjs");

test("22: with one request at a time, a trial that waits for its next turn keeps no money from the one that has it", async () => {
  const suite = {
    name: "app",
    targets: { bot: { command: [process.execPath, AGENT], workers: 2 } },
    judges: { j: { model: "claude-sonnet-5-5", max_tokens: 400, rubric: "It is right." } },
    expect: [{ judge: "j" }],
    gate: "none",
    cases: [
      { id: "long", turns: [{ user: "calls 1" }, { user: "calls 1" }] },
      { id: "short", turns: [{ user: "calls 1" }] },
    ],
  };
  const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite) });
  await withUpstream({}, async ({ server }) => {
    const credential = { kind: "apiKey", value: "real-key-0001" } as const;
    // Room for one call with its judge, and not for two.
    const asked = { mode: "live", baseUrl: server.url, credential, concurrency: 1, maxCostUsd: 0.018 } as const;
    const { trials } = await runSuite(folder, asked);
    expect(trials.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });
});
