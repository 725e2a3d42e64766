import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { liveProject } from "../../helpers/live-project.ts";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "{{ n }}"
cases: [{ id: one, vars: { n: hi }, expect: [{ contains: hi }] }]
`;
const VICTIM = "untouched";

/** A project, and a folder outside of it with a file that must stay as it is. */
function places(): { readonly cwd: string; readonly outside: string; readonly victim: string } {
  const outside = temporaryProject({ victim: VICTIM });
  return { cwd: temporaryProject({ "suite.yaml": SUITE }), outside, victim: join(outside, "victim") };
}
const run = (cwd: string, ...args: readonly string[]): Promise<CliResult> =>
  runCli(["suite.yaml", "--simulate", ...args], { cwd });
/** Run once; each test gets a copy. */
let ran = "";
beforeAll(async () => {
  ran = permanentProject({ "suite.yaml": SUITE });
  await run(ran);
});
function placesAfterRun(): ReturnType<typeof places> {
  const made = places();
  cpSync(ran, made.cwd, { recursive: true });
  return made;
}
const link = (target: string, path: string): void => symlinkSync(target, path);

describe("A14: links of a checkout lead nothing that is written out of it", () => {
  test.each<readonly [string, (cwd: string, outside: string) => void, string]>([
    ["a file", (cwd, outside) => link(join(outside, "victim"), join(cwd, "r.json")), "r.json"],
    ["a file that is not there yet", (cwd, outside) => link(join(outside, "new"), join(cwd, "r.json")), "r.json"],
    ["a folder", (cwd, outside) => link(outside, join(cwd, "reports")), "reports/victim"],
    ["a folder of a folder", (cwd, outside) => link(outside, join(cwd, "reports")), "reports/sub/new"],
    [
      "a chain of links",
      (cwd, outside) => {
        link(join(cwd, "second"), join(cwd, "first"));
        link(outside, join(cwd, "second"));
      },
      "first/victim",
    ],
    [
      "a circle of links",
      (cwd) => {
        link(join(cwd, "b"), join(cwd, "a"));
        link(join(cwd, "a"), join(cwd, "b"));
      },
      "a/r.json",
    ],
    ["the repository's own files", (cwd) => link(join(cwd, ".git"), join(cwd, "reports")), "reports/config"],
  ])("a report: %s", async (_, plant, file) => {
    const { cwd, outside, victim } = places();
    plant(cwd, outside);
    const refused = await run(cwd, "--reporter", `json=${file}`);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("unwritable-report") as string });
    expect(readFileSync(victim, "utf8")).toBe(VICTIM);
    expect(readdirSync(outside).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([".git", "victim"]);
  });

  test("a place outside that a person names is theirs, and --allow-outside allows links", async () => {
    const { cwd, outside } = places();
    link(outside, join(cwd, "reports"));
    expect((await run(cwd, "--reporter", `json=${join(outside, "named.json")}`)).exitCode).toBe(0);
    expect((await run(cwd, "--reporter", "json=reports/linked.json", "--allow-outside")).exitCode).toBe(0);
    expect(existsSync(join(outside, "linked.json"))).toBe(true);
  });

  test("a report is not written over a suite of the run through a link", async () => {
    const { cwd } = places();
    link(join(cwd, "suite.yaml"), join(cwd, "r.json"));
    expect(await run(cwd, "--reporter", "json=r.json")).toMatchObject({ exitCode: 2 });
    expect(readFileSync(join(cwd, "suite.yaml"), "utf8")).toBe(SUITE);
  });

  test.each([".prompt-run", ".prompt-run/runs"])("the store: %s", async (path) => {
    const { cwd, outside } = places();
    if (path.includes("/")) mkdirSync(join(cwd, ".prompt-run"));
    link(outside, join(cwd, path));
    const refused = await run(cwd);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain("a link leads it out of the project");
    expect(existsSync(join(outside, "runs"))).toBe(false);
    expect((await runCli(["doctor"], { cwd })).stdout).toContain("a link leads it out of the project");
  });

  test.each(["reserve", "probe", "journal.jsonl", "head.json.new", "lock.takeover"])(
    "a run that a checkout brings: %s",
    async (name) => {
      const { cwd, victim } = placesAfterRun();
      const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
      const folder = join(cwd, ".prompt-run/runs", id);
      if (name === "journal.jsonl") writeFileSync(victim, readFileSync(join(folder, name)));
      const before = readFileSync(victim, "utf8");
      rmSync(join(folder, name), { force: true });
      link(victim, join(folder, name));
      await runCli(["resume", id], { cwd });
      expect(readFileSync(victim, "utf8")).toBe(before);
    },
  );

  test("the folder of a run is not gone on with through a link", async () => {
    const { cwd, outside } = placesAfterRun();
    const [id = ""] = readdirSync(join(cwd, ".prompt-run/runs"));
    link(join(cwd, ".prompt-run/runs"), join(outside, "runs"));
    const other = temporaryProject({ "suite.yaml": SUITE });
    mkdirSync(join(other, ".prompt-run/runs"), { recursive: true });
    link(join(cwd, ".prompt-run/runs", id), join(other, ".prompt-run/runs", id));
    expect(await runCli(["resume", id], { cwd: other })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("a link leads it out of the project") as string,
    });
  });

  test("baselines: the folder, and a name that the file is made under first", async () => {
    const { cwd, outside, victim } = placesAfterRun();
    link(outside, join(cwd, "base"));
    expect((await runCli(["accept", "latest", "--as", "base/"], { cwd })).exitCode).toBe(2);
    link(victim, join(cwd, "suite.json.new"));
    expect((await runCli(["accept", "latest", "--as", "suite.json"], { cwd })).exitCode).toBe(0);
    expect(readFileSync(victim, "utf8")).toBe(VICTIM);
    expect(readdirSync(outside)).not.toContain("suite.json");
  });

  test("recordings: a linked folder, and a config that names one outside", async () => {
    const config = "prompt-run.config.yaml";
    const project = await liveProject({ "suite.yaml": SUITE, [config]: "recordings: recordings\n" });
    const { outside } = places();
    link(outside, join(project.cwd, "recordings"));
    const linked = await project.live(["suite.yaml", "--record"]);
    expect(linked).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("bad-recordings") as string });
    project.write(config, `recordings: ${outside}\n`);
    const named = await project.live(["suite.yaml", "--record"]);
    expect(named).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("outside-root") as string });
    expect(readdirSync(outside)).not.toContain("suite.yaml.jsonl");
    expect((await project.live(["suite.yaml", "--record", "--allow-outside"])).exitCode).toBe(0);
  });

  test("comparisons, and the example of init", async () => {
    const { cwd, outside, victim } = placesAfterRun();
    link(victim, join(cwd, "c.json"));
    const compared = await runCli(["compare", "latest", "latest", "--reporter", "json=c.json"], { cwd });
    expect(compared.stderr).toContain("a link leads it out of the project");
    expect(readFileSync(victim, "utf8")).toBe(VICTIM);
    link(outside, join(cwd, "prompts"));
    expect((await runCli(["init"], { cwd })).exitCode).toBe(2);
    expect(readdirSync(outside)).not.toContain("triage.md");
  });
});

describe.runIf(process.platform === "linux")("D17: a folder below /proc takes nothing, and that is said", () => {
  test.each<readonly [string, readonly string[]]>([
    ["doctor", ["doctor", "--store", "/proc/x/y"]],
    ["compare", ["compare", "latest", "latest", "--reporter", "json=/proc/x/y.json"]],
    ["accept", ["accept", "latest", "--as", "/proc/x/y.json"]],
    ["accept a folder", ["accept", "latest", "--as", "/proc/x/y/"]],
    ["run", ["suite.yaml", "--simulate", "--store", "/proc/x/y"]],
    ["a report", ["suite.yaml", "--simulate", "--reporter", "json=/proc/x/y.json"]],
    ["try", ["try", "suite.yaml", "--simulate", "--store", "/proc/x/y"]],
    ["runs", ["runs", "--store", "/proc/x/y"]],
  ])("%s", { timeout: 20_000 }, async (_, args) => {
    const { cwd } = placesAfterRun();
    const ended = await spawnCli(args, { cwd }, { signal: "SIGKILL", afterMs: 15_000 });
    expect(ended.exitCode).not.toBeNull();
    expect(ended.exitCode).not.toBe(70);
  });

  test("what is no regular file is not replaced", async () => {
    const { cwd } = placesAfterRun();
    mkdirSync(join(cwd, "base.json"));
    expect((await runCli(["accept", "latest", "--as", "base.json/suite.json/x"], { cwd })).exitCode).not.toBe(70);
    expect((await runCli(["accept", "latest", "--as", "/dev/null"], { cwd })).exitCode).toBeGreaterThan(0);
  });
});
