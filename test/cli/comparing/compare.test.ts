import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AnySchemaObject, Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { permanentProject } from "../../helpers/temporary-folder.ts";

const TWO_ARMS = `
name: arms
model: claude-haiku-5-5
prompts: { v1: "Say {{ w }}", v2: "Please say {{ w }}" }
expect: [{ contains: "{{ w }}" }]
gate: none
cases:
${Array.from({ length: 12 }, (_, n) => `  - { id: a${n}, vars: { w: "yes ${n}" }, simulate: { v1: "yes ${n}", v2: ${n < 8 ? '"no"' : `"yes ${n}"`} } }`).join("\n")}
`;

const schemaOf = (name: string): AnySchemaObject =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../../schemas/${name}.schema.json`), "utf8"),
  ) as AnySchemaObject;
const isComparison = new Ajv2020({ strict: false }).addSchema(schemaOf("report")).compile(schemaOf("comparison"));

let cwd = "";
const suite = (failing: number, prompt: string, changed: readonly number[] = []): string =>
  simulatedSuite({ cases: 20, failing, prompt, changed, rest: "gate: none" });

/** Three runs: a good one (with its JSON report), a worse one with another prompt, and one of two arms. */
beforeAll(async () => {
  cwd = permanentProject({ "s.yaml": suite(1, "Say yes to {{ m }}"), "arms.yaml": TWO_ARMS });
  await runCli(["s.yaml", "--simulate", "--reporter", "json=good.json"], { cwd });
  await runCli(["accept", "latest", "--as", "good-baseline.json"], { cwd });
  writeFileSync(join(cwd, "s.yaml"), suite(9, "Be kind to {{ m }}", [15]));
  await runCli(["s.yaml", "--simulate", "--reporter", "json=worse.json"], { cwd });
  await runCli(["arms.yaml", "--simulate", "--reporter", "quiet"], { cwd });
});

const runs = (): readonly string[] => readdirSync(join(cwd, ".prompt-run/runs")).toSorted();
const compare = (...args: readonly string[]): Promise<CliResult> => runCli(["compare", ...args], { cwd });
const plain = ({ stdout }: CliResult): string => stdout.replaceAll(/\s+/g, " ");

test("two runs: counts first, changed cases left out, the prompt diffed, both answers, a sentence last", async () => {
  const [good = "", worse = ""] = runs();
  const result = await compare(good, worse);
  const text = plain(result);
  expect(result.exitCode).toBe(1);
  expect(text).toContain(
    "19 cases: 10 pass on both sides, 8 on the baseline alone, 0 on the candidate alone, 1 on neither",
  );
  expect(text).toContain("1 case with other inputs, not compared: c015");
  expect(text).toContain("- Say yes to {{ m }} + Be kind to {{ m }}");
  expect(text).toMatch(/Regressed \(8 cases\) c001 before │ yes after │ not today/);
  expect(text).toMatch(/is worse than the baseline: of 19 cases 8 got worse and 0 better[^.]*\.[^.]*\.[^.]*\..*$/);
});

test("a report and a baseline compare like the runs they come from", async () => {
  const byReport = await compare("good.json", "worse.json");
  expect(byReport.exitCode).toBe(1);
  expect(plain(byReport)).toContain("the cases changed, which ones is not kept: cases are compared by id");
  expect(plain(byReport)).toContain("the prompts of the suite changed; their texts are not kept");
  const [, worse = ""] = runs();
  const byBaseline = await compare("good-baseline.json", worse);
  expect(plain(byBaseline)).toContain("8 on the baseline alone, 0 on the candidate alone");
  const same = await compare("good-baseline.json", "good.json", "--fail-on-inconclusive");
  expect([same.exitCode, plain(same).includes("is open: of 20 cases 0 got worse")]).toEqual([5, true]);
  expect((await compare("worse.json", "good.json")).exitCode).toBe(0);
});

test("two arms of one run, as Markdown into a file", async () => {
  const result = await compare(
    "latest",
    "claude-haiku-5-5/v1",
    "claude-haiku-5-5/v2",
    "--reporter",
    "markdown=pr/c.md",
  );
  expect([result.exitCode, result.stdout]).toEqual([1, ""]);
  const text = readFileSync(join(cwd, "pr/c.md"), "utf8");
  expect(text).toContain("## ▼ prompt-run compare: worse");
  expect(text).toContain("<pre>yes 0</pre>\n\n<pre>no</pre>");
});

const TWO_MODELS = `
name: models
models: [{ id: claude-haiku-5-5, label: small }, claude-sonnet-5-5]
prompt: Say yes
expect: [{ contains: yes }]
cases: [{ id: a, simulate: yes }, { id: b, skip: not yet }]
`;

test("as JSON, which its schema knows: the verdict, the counts, both answers", async () => {
  const { exitCode, stdout } = await compare("good.json", "worse.json", "--reporter", "json");
  const found: unknown = JSON.parse(stdout);
  expect(isComparison(found), JSON.stringify(isComparison.errors)).toBe(true);
  const comparison = { only_baseline_passes: 8, only_candidate_passes: 0, verdict: "worse" };
  const suite = { comparisons: [{ comparison, measures: [{ measure: "cost_usd" }, {}, {}] }] };
  expect(found).toMatchObject({ verdict: "worse", exit_code: exitCode, suites: [suite] });
});

test("a case that was put into quarantine since is told of as that", async () => {
  const inQuarantine = (quarantine: string): string => `name: q
model: claude-haiku-5-5
prompt: "Say {{ w }}"
expect: [{ contains: "{{ w }}" }]
gate: none
cases:
${Array.from({ length: 6 }, (_, n) => `  - { id: a${n}, vars: { w: "yes ${n}" }, simulate: "yes ${n}" }`).join("\n")}
  - { id: shaky, vars: { w: maybe }, simulate: maybe${quarantine} }
`;
  const folder = permanentProject({ "q.yaml": inQuarantine("") });
  await runCli(["q.yaml", "--simulate", "--reporter", "quiet"], { cwd: folder });
  writeFileSync(join(folder, "q.yaml"), inQuarantine(", quarantine: flaky"));
  await runCli(["q.yaml", "--simulate", "--reporter", "quiet"], { cwd: folder });
  const [before = "", after = ""] = readdirSync(join(folder, ".prompt-run/runs")).toSorted();
  const text = plain(await runCli(["compare", before, after], { cwd: folder }));
  expect(text).toContain("1 case of the baseline quarantined now, in no comparison: shaky");
});

test("an arm goes by its label where that names one, and a case that the suite skips is no missing answer", async () => {
  writeFileSync(join(cwd, "models.yaml"), TWO_MODELS);
  await runCli(["models.yaml", "--simulate", "--store", "elsewhere", "--reporter", "json=models.json"], { cwd });
  for (const run of ["models.json", "latest"]) {
    const result = await compare(run, "small", "claude-sonnet-5-5", "--store", "elsewhere");
    expect(result.exitCode).toBe(0);
    expect(plain(result)).toContain("small/default");
    expect(plain(result)).not.toContain("without an answer");
  }
});

test.each([
  [["good.json", "nothing"], "there is no run `nothing`"],
  [["good.json", "s.yaml"], "s.yaml is nothing that can be compared"],
  [["good.json", "latest"], "Say which belong together: --arm BASELINE_ARM=CANDIDATE_ARM"],
  [["good.json", "latest", "--arm", "x=y"], "there is no pair y = x"],
  [["good.json", "latest", "--arm", "x"], "--arm x: expected"],
  [["latest", "claude-haiku-5-5", "claude-haiku-5-5/v2"], "has both claude-haiku-5-5 and claude-haiku-5-5/v2"],
  [["latest", "claude-haiku-5-5/v1", "v3"], "has both claude-haiku-5-5/v1 and v3; its arms: claude-haiku-5-5/v1"],
  [["good.json"], "missing required argument `candidate`"],
  [["good.json", "worse.json", "--reporter", "html"], "compare knows table, markdown and json"],
])("%j is exit 2", async (args, message) => {
  const { exitCode, stderr, stdout } = await compare(...args);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect([exitCode, stdout]).toEqual([2, ""]);
});

test("arms that are named belong together", async () => {
  const result = await compare("good.json", "latest", "--arm", "claude-haiku-5-5/default=claude-haiku-5-5/v1");
  expect(result.exitCode).toBe(3);
  expect(plain(result)).toContain("have no case in common");
});

test("D5, D9: five suites share one chance of a false alarm, the sentence names the suite, no claim on time", async () => {
  const cases = (length: number, failing: number): string =>
    Array.from(
      { length },
      (_, n) => `  - { id: c${n}, vars: { m: "${n}" }, simulate: ${n < failing ? "no" : "yes"} }`,
    ).join("\n");
  const text = (name: string, length: number, failing: number): string =>
    `name: ${name}\nmodel: claude-haiku-5-5\nprompt: "Say yes to {{ m }}"\nexpect: [{ equals: "yes" }]\ngate: none\ncases:\n${cases(length, failing)}\n`;
  const names = ["one", "two", "three", "four", "five"];
  const files = (failing: number): Record<string, string> =>
    Object.fromEntries(
      names.map((name) => [`${name}.yaml`, name === "three" ? text(name, 60, failing) : text(name, 2, 0)]),
    );
  const folder = permanentProject(files(0));
  const run = (): Promise<CliResult> =>
    runCli([...names.map((name) => `${name}.yaml`), "--simulate", "--reporter", "quiet"], { cwd: folder });
  const compareEnds = (...args: readonly string[]): Promise<CliResult> => {
    const stored = readdirSync(join(folder, ".prompt-run/runs")).toSorted();
    return runCli(["compare", stored[0] ?? "", stored.at(-1) ?? "", ...args], { cwd: folder });
  };
  const grade = async (failing: number): Promise<CliResult> => {
    for (const [name, content] of Object.entries(files(failing))) writeFileSync(join(folder, name), content);
    await run();
    return compareEnds();
  };
  await run();
  const few = await grade(6);
  expect([few.exitCode, plain(few)]).toEqual([0, expect.stringContaining("p 0.031 (adjusted 0.156)")]);
  const many = await grade(9);
  expect(many.exitCode).toBe(1);
  expect(plain(many)).toMatch(/Of 5 comparisons: 1 worse.* In three, claude-haiku-5-5\/default is worse/);
  expect(plain(many)).not.toMatch(/It takes|longer|less time/);
  const allowed = await compareEnds("--margin", "0.3");
  expect([allowed.exitCode, plain(allowed)]).toEqual([0, expect.stringContaining("not worse")]);
});
