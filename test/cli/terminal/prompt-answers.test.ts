import { expect, test } from "vitest";
import { reportOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `name: queues
model: claude-haiku-5-5
prompts:
  bare: "One word. {{ q }}"
  reasoned:
    user: "Think, then <queue>. {{ q }}"
    answer: { tag: queue }
    expect: [{ matches: { pattern: "^[a-z]+$" } }, { contains: "{{ label }}" }]
expect: [{ equals: "{{ label }}" }]
cases:
  - id: a
    vars: { q: one, label: billing }
    simulate: { bare: billing, reasoned: "Money. <queue>billing</queue>" }
  - id: b
    vars: { q: two, label: other }
    expect: { only: [{ contains: other }] }
    answer: whole
    simulate: { bare: other, reasoned: "It is other" }
`;

async function run(
  suite: string,
  ...args: string[]
): Promise<{ exit: number | null; lines: string[]; checks: string }> {
  const cwd = temporaryProject({ "s.yaml": suite });
  const ran = await runCli(["s.yaml", "--simulate", "--reporter", "json", ...args], { cwd });
  if (ran.stdout === "") return { exit: ran.exitCode, lines: [ran.stderr], checks: "" };
  const [report] = reportOf(ran).suites;
  const lines = (report?.trials ?? []).map((trial) => {
    const own = trial.checks.filter(({ name }) => name === null);
    return `${trial.case} ${trial.arm.split("/")[1] ?? ""} ${own.map((check) => `${check.type}:${check.verdict}`).join(" ")}`;
  });
  return { exit: ran.exitCode, lines, checks: report?.hashes.checks ?? "" };
}

test("D5: a prompt says what is looked at in its own answers, and what more is expected of them", async () => {
  const { exit, lines } = await run(SUITE);
  expect(exit).toBe(0);
  expect(lines.map((line) => line.replace(/ (refusal|complete|stop_reason):pass/g, ""))).toEqual([
    "a bare equals:pass",
    "a reasoned equals:pass matches:pass contains:pass",
    "b bare contains:pass",
    "b reasoned contains:pass",
  ]);
});

test("D5: it fails where its answer does not hold what it should", async () => {
  const { exit, lines } = await run(SUITE.replace("<queue>billing</queue>", "billing"));
  expect([exit, lines[1]]).toEqual([1, expect.stringContaining("equals:fail matches:fail contains:fail")]);
});

test("D5: a case's checks have one hash, whichever prompts run; another `answer` of a prompt is another one", async () => {
  const all = await run(SUITE);
  const one = await run(SUITE, "--prompt", "bare");
  const changed = await run(SUITE.replace("tag: queue", "tag: q"));
  expect(one.checks).toBe(all.checks);
  expect(changed.checks).not.toBe(all.checks);
});

test("D5: every prompt must be able to fail; a bad pattern is told at the prompt, once", async () => {
  const nothing = await run(SUITE.replace('expect: [{ equals: "{{ label }}" }]\n', ""));
  expect([nothing.exit, nothing.lines[0]]).toEqual([2, expect.stringContaining("nothing-expected")]);
  const bad = await run(SUITE.replace("{ tag: queue }", '{ pattern: "(" }'));
  expect(bad.lines[0]?.match(/`answer`/g)).toHaveLength(1);
  expect(bad.lines[0]).toContain("s.yaml:7:");
});
