import { expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const suite = (second: string): string =>
  JSON.stringify({
    name: "s",
    model: "claude-haiku-4-5",
    prompts: { v1: { user: "{{ q }}" }, v2: { user: second } },
    gate: { pass_rate: 0 },
    cases: [{ id: "a", vars: { q: "a" }, expect: [{ equals: "right" }], simulate: "right" }],
  });

test("an arm that began anew has its own number of pooled runs", async () => {
  const cwd = temporaryProject({ "s.yaml": suite("Now {{ q }}") });
  const told = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await runCli(args, { cwd });
    return (stdout + stderr).replaceAll(/\s+/g, " ");
  };
  const accepted = async (): Promise<string> => {
    await told("s.yaml", "--simulate");
    return told("accept", "latest", "--as", "b.json");
  };
  await accepted();
  const second = await accepted();
  expect(second).toContain("2 arms, 2 runs pooled");
  expect(second).toContain("a baseline of 2 runs is itself luck");
  expect(second).toContain("accept 8 runs more of main");

  writeFileSync(join(cwd, "s.yaml"), suite("Then {{ q }}"));
  const third = await accepted();
  expect(third).toContain("has another prompt now: its earlier results are dropped");
  expect(third).toContain("2 arms, 1 to 3 runs pooled, by arm");
  expect(third).toContain("a baseline of 1 run is itself luck");
  expect(third).toContain("accept 9 runs more of main");
  expect(await told("s.yaml", "--simulate", "--baseline", "b.json", "--reporter", "markdown")).toContain(
    "the baseline b.json (1 to 3 runs pooled, by arm)",
  );
});
