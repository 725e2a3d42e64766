import { expect, test } from "vitest";
import { liveProject } from "../../helpers/live-project.ts";

test("a run that the account stops says how the API put it, and exits 2", async () => {
  const project = await liveProject({
    "s.yaml": "model: claude-haiku-55\nprompt: hi\ncases: [{ id: a, expect: [{ contains: hi }] }]\n",
  });
  const { exitCode, stderr } = await project.live(["s.yaml"]);
  expect(exitCode, stderr).toBe(2);
  expect(stderr).toMatch(/^prompt-run: error: the run was stopped: HTTP 404 not_found_error: .*claude-haiku-55/m);
});
