import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { describeProgram } from "../../src/cli/completion/describe-program.ts";
import { createProgram } from "../../src/cli/program.ts";
import { githubTargets } from "../../src/pipeline/output/github-targets.ts";
import { stepOutputs } from "../../src/report/github/step-outputs.ts";
import { head } from "../helpers/report-fixtures.ts";
import {
  type Action,
  actionProblems,
  bareNpx,
  type Step,
  unknownOptions,
  type Workflow,
  workflowProblems,
} from "./workflow-rules.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const action = parse(read("action.yml")) as Action;
const commands = describeProgram(createProgram(() => undefined));
const workflows = readdirSync(join(ROOT, "docs/ci")).filter((name) => name.startsWith("github-"));

test("the action keeps to the rules", () => {
  expect(actionProblems(action)).toEqual([]);
});

test("the action's outputs are those that a run writes", () => {
  const reports = ["json", "junit", "html", "markdown"].map((reporter) => ({ reporter, file: reporter }));
  const written = [...stepOutputs(head(), reports, "end").matchAll(/^(\w+)(?:=|<<)/gm)].map(([, name]) => name);
  for (const [name, { value }] of Object.entries(action.outputs)) {
    expect(written).toContain(name);
    expect(value).toBe(`\${{ steps.run.outputs.${name} }}`);
  }
  expect(githubTargets({ summaryFile: "s", outputFile: "o", workspace: null }, [])).toHaveLength(2);
});

test("the step's script reads every input that it is given, and no other", () => {
  const script = read("scripts/action.sh");
  const given = Object.keys(action.runs.steps.find(({ id }) => id === "run")?.env ?? {});
  const readInputs = new Set([...script.matchAll(/INPUT_[A-Z_]+/g)].map(([name]) => name));
  expect([...readInputs].toSorted()).toEqual(given.toSorted());
});

test("the script's options are those of the command line", () => {
  const run = commands.find(({ name }) => name === "run")?.options.map(({ flag }) => flag) ?? [];
  const script = read("scripts/action.sh").replaceAll('"--$INPUT_REPLIES"', "--reuse --offline --simulate");
  const used = [...script.matchAll(/(?<=[\s(])--[a-z-]+/g)].map(([flag]) => flag).filter((flag) => flag !== "--yes");
  expect(used.length).toBeGreaterThan(6);
  expect(used.filter((flag) => !run.includes(flag))).toEqual([]);
});

describe.each(workflows)("%s", (name) => {
  const workflow = parse(read(`docs/ci/${name}`)) as Workflow;

  test("keeps to the rules", () => {
    expect(workflowProblems(workflow, action)).toEqual([]);
  });

  test("calls prompt-run with options that it has", () => {
    const text = read(`docs/ci/${name}`);
    expect([...unknownOptions(text, commands), ...bareNpx(text)]).toEqual([]);
  });
});

test("there is a workflow for pull requests, for forks and for the night, and one for GitLab", () => {
  expect(workflows).toEqual(["github-fork.yml", "github-nightly.yml", "github-pull-request.yml", "github-shards.yml"]);
  const gitlab = read("docs/ci/gitlab-ci.yml");
  expect(parse(gitlab)).toHaveProperty("prompts.artifacts.reports.junit");
  expect([...unknownOptions(gitlab, commands), ...bareNpx(gitlab)]).toEqual([]);
});

describe("shards", () => {
  test("GitHub: every shard of one number, each with an artifact of its own, and a job that merges them all", () => {
    const text = read("docs/ci/github-shards.yml");
    const { jobs } = parse(text) as {
      jobs: Record<"shard" | "merge", { strategy: { matrix: { shard: string[] } } } & Job>;
    };
    const { shard: shards } = jobs.shard.strategy.matrix;
    expect(shards).toEqual(shards.map((_, index) => `${index + 1}/${shards.length}`));
    expect(text).toContain("--shard\n            ${{ matrix.shard }}");
    expect(jobs.shard.steps.find(({ uses }) => uses?.includes("upload-artifact"))?.with?.["name"]).toContain(
      "job-index",
    );
    expect(jobs.merge).toMatchObject({ needs: "shard", if: "${{ !cancelled() }}" });
    expect(jobs.merge.steps.find(({ run }) => run !== undefined)?.run).toContain("prompt-run merge shards ");
  });

  test("GitLab: the index and number of parallel jobs, and a job that merges what they keep", () => {
    const text = read("docs/ci/gitlab-shards.yml");
    const { shard, verdict } = parse(text) as Record<
      string,
      { parallel: number; script: string[]; artifacts: { paths: string[] } }
    >;
    expect(shard?.parallel).toBeGreaterThan(1);
    expect(shard?.script.join()).toContain('--shard "$CI_NODE_INDEX/$CI_NODE_TOTAL"');
    expect(verdict).toMatchObject({ needs: ["shard"], when: "always" });
    expect(verdict?.script.join()).toContain(`prompt-run merge ${shard?.artifacts.paths[0]} `);
    expect([...unknownOptions(text, commands), ...bareNpx(text)]).toEqual([]);
  });
});

interface Job {
  readonly needs?: string;
  readonly steps: readonly Step[];
}

test("no page tells anyone to npx the other package", () => {
  const pages = [
    "README.md",
    ...readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
  ];
  const told = pages.flatMap((page) => bareNpx(read(page).replaceAll(/[Nn]ever `npx prompt-run`/g, "")));
  expect(told).toEqual([]);
});

const step = (overrides: Step): Action => ({
  ...action,
  runs: { using: "composite", steps: [...action.runs.steps, overrides] },
});
test.each([
  ["an injection", step({ shell: "bash", run: "echo ${{ inputs.suites }}" }), "can inject"],
  ["no shell", step({ run: "echo" }), "without shell"],
  ["an action without version", step({ uses: "actions/checkout" }), "no version"],
  ["an unknown input", step({ uses: "a/b@v1", with: { x: "${{ inputs.suits }}" } }), "no input suits"],
  ["an unused input", { ...action, inputs: { ...action.inputs, more: { description: "x" } } }, "more is not used"],
])("a planted fault in the action is found: %s", (_fault, faulty, problem) => {
  expect(actionProblems(faulty).join()).toContain(problem);
});

const use = (overrides: Step): Workflow => ({
  on: "push",
  permissions: {},
  jobs: { a: { "timeout-minutes": 1, steps: [{ id: "p", uses: "OWNER/prompt-run@v1" }, overrides] } },
});
test.each([
  ["an injection", use({ run: "echo ${{ github.head_ref }}" }), "can inject"],
  ["an unknown input", use({ uses: "OWNER/prompt-run@v1", with: { suite: "a" } }), "no input suite"],
  ["an unknown output", use({ if: "steps.p.outputs.verdct" }), "no output verdct"],
  ["no permissions", { on: "push", jobs: use({}).jobs }, "no permissions"],
  ["a stranger's code with secrets", { ...use({}), on: "pull_request_target" }, "stranger"],
])("a planted fault in a workflow is found: %s", (_fault, faulty, problem) => {
  expect(workflowProblems(faulty, action).join()).toContain(problem);
});

test("planted faults in scripts are found", () => {
  expect(unknownOptions("prompt-run run a.yaml --reportr x", commands)).toEqual(["run has no option --reportr"]);
  expect(unknownOptions("prompt-run acept latest", commands)).toEqual(["there is no command acept"]);
  expect(bareNpx("npx prompt-run run")).toHaveLength(1);
  expect(bareNpx("npx --yes -p @prompt-run/cli prompt-run run")).toEqual([]);
});
