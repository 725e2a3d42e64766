import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "{{ message }}"
cases: [ { id: one, vars: { message: hi }, expect: [ { contains: hi } ], simulate: hi there } ]
`;
const CONFIG = `defaults: { expect: [ { contains: never } ], limits: { max_cost_usd: 0.25 } }\n`;
const CONFIG_NAME = "prompt-run.config.yaml";

const run = (cwd: string, ...args: string[]): ReturnType<typeof runCli> =>
  runCli(["run", ...args, "--simulate"], { cwd });

describe("A2: the root of a run is that of the working folder", () => {
  test.each(["package.json", ".git/HEAD"])("whatever %s lies beside the suites", async (marker) => {
    const cwd = temporaryProject({ [CONFIG_NAME]: CONFIG, "suites/a.yaml": SUITE, [`suites/${marker}`]: "" });
    expect((await run(cwd, "suites/a.yaml")).exitCode).toBe(1);
  });

  test("for every suite, in whatever order they are named", async () => {
    const files = { [CONFIG_NAME]: CONFIG, "a/a.yaml": SUITE, "a/package.json": "{}", "b/b.yaml": SUITE };
    const cwd = temporaryProject(files);
    expect((await run(cwd, "a/a.yaml", "b/b.yaml")).exitCode).toBe(1);
    expect((await run(cwd, "b/b.yaml", "a/a.yaml")).exitCode).toBe(1);
  });

  test("prompts of the project may be named from below a package.json", async () => {
    const suite = SUITE.replace('"{{ message }}"', "{ file: ../prompts/p.md }");
    const files = { "suites/a.yaml": suite, "suites/package.json": "", "prompts/p.md": "{{ message }}" };
    expect((await run(temporaryProject(files), "suites/a.yaml")).exitCode).toBe(0);
  });

  test("a suite of another project is an error, also by a link, unless that is allowed", async () => {
    const other = temporaryProject({ "other.yaml": SUITE });
    const cwd = temporaryProject({ "a.yaml": SUITE });
    symlinkSync(join(other, "other.yaml"), join(cwd, "link.yaml"));
    for (const file of [join(other, "other.yaml"), "link.yaml"]) {
      const refused = await run(cwd, "a.yaml", file);
      expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("suite-outside-root") });
    }
    expect((await run(cwd, "a.yaml", join(other, "other.yaml"), "--allow-outside")).exitCode).toBe(0);
  });

  test.each([
    ["below the root", ["sub/a.yaml"]],
    ["beside a suite that is allowed outside", ["../other/a.yaml", "--allow-outside"]],
  ])("a config that would not hold is an error: %s", async (_, args) => {
    const folder = temporaryProject({ "project/.git/HEAD": "", "other/.git/HEAD": "" });
    for (const path of ["project/sub", "other"]) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, "a.yaml"), SUITE);
      writeFileSync(join(folder, path, CONFIG_NAME), CONFIG);
    }
    const refused = await run(join(folder, "project"), ...args);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("other-config") });
  });

  test("a config above a package.json of its own is told", async () => {
    const cwd = temporaryProject({ [CONFIG_NAME]: CONFIG, "sub/package.json": "{}", "sub/a.yaml": SUITE });
    const told = await run(join(cwd, "sub"), "a.yaml");
    expect(told).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("unused-config") });
  });
});

describe("no file of secrets is shown as a suite that is none", () => {
  const files = { "a.yaml": SUITE, ".env": "TOKEN=hush", ".npmrc": "//host/:_authToken=hush" };
  test.each([
    ["by its name", [".env"], "[env-file]"],
    ["of a package manager", [".npmrc"], "[credential-file]"],
    ["by a link", ["link.yaml"], "[env-file]"],
    ["by a pattern", ["{a.yaml,.env}"], "[env-file]"],
  ])("%s", async (_, suites, code) => {
    const cwd = temporaryProject(files);
    symlinkSync(join(cwd, ".env"), join(cwd, "link.yaml"));
    const { exitCode, stderr } = await runCli(["validate", ...suites], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(code);
    expect(stderr).not.toContain("hush");
  });
});
