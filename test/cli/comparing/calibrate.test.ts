import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const FLAKY = `name: flaky
model: claude-haiku-5-5
prompt: "Say {{ m }}"
expect: [{ contains: yes }]
gate: { pass_rate: 0.9 }
cases:
  - { id: sure, vars: { m: a }, simulate: yes please }
  - { id: shaky, vars: { m: b }, simulate: [yes 1, "no", yes 2, "no", yes 3] }
  - { id: other, vars: { m: c }, simulate: yes please }
`;

test("a suite is run and its gate calibrated; its run can be calibrated again for nothing", async () => {
  const cwd = temporaryProject({ "s.yaml": FLAKY });
  const first = await runCli(["calibrate", "s.yaml", "--simulate", "--reporter", "quiet"], { cwd });
  expect(first.exitCode).toBe(0);
  expect(first.stdout).toContain("SIMULATED: these trials are the simulator's");
  expect(first.stdout).toContain("flaky: 1000 reruns with nothing changed, of truths that 15 stored trials allow");
  expect(first.stdout).toMatch(
    / {4}shaky: failed 2 of 5; [\d.]+% of its trials fail in the red reruns, [\d.]+% in the others/,
  );
  expect(first.stdout).not.toMatch(/ {4}(sure|other):/);
  expect(first.stdout).toContain("Red more often than 1 in 20 by chance alone");
  const again = await runCli(["calibrate", "latest"], { cwd });
  expect(again.exitCode).toBe(0);
  expect(first.stdout).toContain(again.stdout.trim());
});

test("finding 1: where nothing failed no case is blamed, and none is to be quarantined", async () => {
  const cwd = temporaryProject({
    "s.yaml": FLAKY.replace('[yes 1, "no", yes 2, "no", yes 3]', "yes").replace("0.9", "1"),
  });
  const args = ["calibrate", "s.yaml", "--simulate", "--trials", "2", "--reporter", "quiet"];
  const { stdout } = await runCli(args, { cwd });
  expect(stdout).toContain("no stored trial failed: run it again with more `--trials`");
  expect(stdout).not.toMatch(/quarantine|cases that/);
});

test("of a run without answers it is said that they are missing, and how they come", async () => {
  const cwd = temporaryProject({ "s.yaml": `${FLAKY}limits: { max_cost_usd: 0.000001 }\n` });
  await runCli(["s.yaml", "--simulate", "--reporter", "quiet", "--trials", "2"], { cwd });
  const { stdout } = await runCli(["calibrate", "latest"], { cwd });
  expect(stdout).toContain("incomplete    100%");
  expect(stdout).toMatch(/Every rerun is incomplete, as the run is: .*`prompt-run resume \S+` asks for them\.$/m);
  expect(stdout).not.toContain("The interval is wide");
});

test("newcomer 10: of a gate that so few cases never let turn green it is said why, and how many would", async () => {
  const gate = "gate: { not_worse_than: { margin: 0.05 } }";
  const few = FLAKY.replace("gate: { pass_rate: 0.9 }", gate).replace('[yes 1, "no", yes 2, "no", yes 3]', "yes");
  const cwd = temporaryProject({ "s.yaml": few });
  const { stdout } = await runCli(["calibrate", "s.yaml", "--simulate", "--reporter", "quiet", "--trials", "2"], {
    cwd,
  });
  expect(stdout).toMatch(
    /not one rerun is \w+: not_worse_than stays open: .*3 cases cannot rule out a drop of 5 points; about \d+ (cases )?would/,
  );
});

test.each([
  [["--trials", "1"], "one trial a case, which says nothing of how flaky a case is"],
  [["--trials", "2", "--set", "gate=none"], "has a gate: there is nothing to calibrate"],
])("%j tells nothing: exit 2", async (args, message) => {
  const cwd = temporaryProject({ "s.yaml": FLAKY });
  const { exitCode, stderr } = await runCli(["calibrate", "s.yaml", "--simulate", "--reporter", "quiet", ...args], {
    cwd,
  });
  expect([exitCode, stderr.includes(message)]).toEqual([2, true]);
});

test("nothing to calibrate", async () => {
  const { exitCode, stderr } = await runCli(["calibrate", "latest"], { cwd: temporaryProject({}) });
  expect([exitCode, stderr.includes("there is no run")]).toEqual([2, true]);
});
