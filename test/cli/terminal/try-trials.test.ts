import { describe, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ what }}."
trials: 3
expect: [{ contains: yes }]
cases: [{ id: a, vars: { what: it }, simulate: [yes, no, yes] }, { id: b, vars: { what: two }, simulate: yes }]
gate: none
`;

/** Every line of stderr that says what became of a trial. */
function ends(stderr: string): readonly string[] {
  return stderr.split("\n").filter((line) => /^[✓✗!?] [A-Z]+ {2}/.test(line));
}

async function tried(...options: string[]): Promise<Awaited<ReturnType<typeof runCli>>> {
  const cwd = temporaryProject({ "s.yaml": SUITE });
  return runCli(["try", "s.yaml", "--case", "a", "--simulate", ...options], { cwd });
}

describe("4: `try` asks the trial that failed", () => {
  test.each<[options: readonly string[], exitCode: number, ends: readonly RegExp[], stdout: string]>([
    [[], 0, [/PASS {2}a on/], "yes\n"],
    [["--trial", "2"], 1, [/FAIL {2}a, trial 2 of 3, on/], "no\n"],
    [["--trials", "2"], 1, [/PASS {2}a, trial 1 of 2, on/, /FAIL {2}a, trial 2 of 2, on/], "yes\nno\n"],
    [["--trials", "5", "--trial", "5"], 1, [/FAIL {2}a, trial 5 of 5, on/], "no\n"],
  ])("%j", async (options, exitCode, lines, stdout) => {
    const result = await tried(...options);
    expect([result.exitCode, result.stdout]).toEqual([exitCode, stdout]);
    const told = ends(result.stderr);
    expect(told).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) expect(told[index]).toMatch(line);
  });

  test("one that the case does not have is refused, with the way to it", async () => {
    const { exitCode, stderr } = await tried("--trial", "4");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/--trial: error: there is no trial 4: the case has 3 trials \[unknown-trial\]/);
    expect(stderr).toContain("--trials 4 --trial 4");
  });
});
