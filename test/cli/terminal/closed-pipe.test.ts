import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const MAIN = join(import.meta.dirname, "../../../dist/cli/main.js");
const CASES = Array.from({ length: 20 }, (_, at) => `  - { id: c${at}, vars: { a: "${at}" }, tags: [t${at}] }`);
const SUITE = `model: claude-haiku-5-5
prompt: "{{ a }}"
expect: [{ equals: never }]
cases:
${CASES.join("\n")}
`;

/** Runs with a stdout that nobody reads. */
function unread(args: readonly string[], cwd: string): Promise<{ exitCode: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.once("close", (exitCode) => resolve({ exitCode, stderr }));
  });
}

test.each([
  ["table", 1, false],
  ["quiet", 1, false],
  ["json", 1, true],
] as const)("D14: %s into a closed pipe is exit %i, and told: %s", async (reporter, exit, isTold) => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const { exitCode, stderr } = await unread(["suite.yaml", "--simulate", "--reporter", reporter], cwd);
  expect(exitCode).toBe(exit);
  expect(/a report could not be written/.test(stderr)).toBe(isTold);
});

test("D14: without an argument the help is shown, and nothing is green", async () => {
  const { exitCode, stderr, stdout } = await runCli([], { cwd: temporaryProject({}) });
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("prompt-run suites/*.yaml --simulate");
  expect(stderr).not.toContain("missing required argument");
});
