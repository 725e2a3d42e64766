import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import { runFolderPath } from "../../../src/store/folders/run-folder.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const suite = (ids: string, check = "yes"): string =>
  [
    "model: claude-haiku-5-5",
    'prompt: "Say {{ m }}"',
    `expect: [{ contains: "${check}" }]`,
    "cases:",
    ...ids.split(" ").map((id) => `  - { id: ${id}, vars: { m: ${id} }, simulate: yes }`),
  ].join("\n");

test.each([
  ["nothing", suite("a"), null],
  ["other checks", suite("a", "no"), null],
  ["a case replaced by two", suite("b c"), "2 trials are new (b, c), 1 trial is gone"],
  ["a case more", suite("a b"), "1 trial is new (b)"],
])("finding 9: what was edited in since a run ended is said when it is resumed: %s", async (_, edited, said) => {
  const cwd = temporaryProject({ "suite.yaml": suite("a") });
  const { head } = await runSuite(cwd);
  writeFileSync(join(cwd, "suite.yaml"), edited);
  const lines: string[] = [];
  const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
  const session = resumeSession(runFolderPath(join(cwd, ".prompt-run"), head.run.id));
  await runSuites(invocationOf(cwd), { ...hooks, log: (line) => lines.push(line) }, session);
  const told = lines.filter((line) => line.includes("was edited since"));
  expect(told).toHaveLength(said === null ? 0 : 1);
  if (said !== null) expect(told[0]).toContain(`the suite was edited since the run ended: ${said}. `);
});
