import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { permanentProject } from "../helpers/temporary-folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const page = readFileSync(join(ROOT, "docs/library.md"), "utf8");
const programs = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, program = ""]) => program);
const typed = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = ""]) => program);
const isVitest = (program: string): boolean => program.includes('from "vitest"');

/** An empty project with the packed package installed: its dependencies are links, its own files are those of the tarball. */
let project = "";

function spawn(command: string, args: readonly string[], cwd = project): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd, encoding: "utf8", env: { PATH: process.env["PATH"], HOME: project } });
}

function node(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawn(process.execPath, args);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

function link(name: string): void {
  mkdirSync(dirname(join(project, "node_modules", name)), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
}

beforeAll(() => {
  project = permanentProject({ "package.json": '{ "type": "module" }' });
  const packed = spawn("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], ROOT);
  const tarball = packed.stdout.trim().split("\n").at(-1) ?? "";
  expect(spawn("tar", ["-xzf", tarball]).status, packed.stderr).toBe(0);
  cpSync(join(project, "package"), join(project, "node_modules/@prompt-run/cli"), { recursive: true });
  cpSync(join(project, "package"), join(project, "node_modules/second-copy"), { recursive: true });
  for (const name of [...Object.keys(packageJson.dependencies), "vitest", "@types/node"]) link(name);
});

describe("the packed package in an empty project", () => {
  test("every program of docs/library.md, and the examples that are scripts, run as they stand there", () => {
    expect(programs.length).toBeGreaterThan(7);
    const plain = programs.filter((program) => !isVitest(program));
    for (const [index, program] of plain.entries()) write(`docs/${index}.mjs`, program);
    cpSync(join(ROOT, "examples"), join(project, "examples"), { recursive: true });
    write(
      "all.mjs",
      `
      for (const index of ${JSON.stringify([...plain.keys()])}) await import("./docs/" + index + ".mjs");
      await import("./examples/compare-models/compare-models.mjs");
      const { server } = await import("./examples/suite-server/suite-server.mjs");
      await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
      const url = "http://127.0.0.1:" + server.address().port + "/runs";
      const post = async (suite) => (await fetch(url, { method: "POST", body: JSON.stringify(suite) })).text();
      const suite = { model: "claude-haiku-5-5", prompt: "p", cases: [{ id: "a", expect: [{ contains: "hi" }], simulate: "hi" }] };
      process.stdout.write("\\nSERVED " + (await post(suite)) + (await post({})).slice(0, 30) + "\\n");
      server.close();
      server.closeAllConnections();`,
    );
    const { status, stdout, stderr } = node("all.mjs");
    expect([status, stderr], stdout).toEqual([0, ""]);
    expect(stdout).toContain("SIMULATED");
    expect(stdout).toContain(
      'SERVED {"case":"a","arm":"claude-haiku-5-5/default","verdict":"pass"}\n{"verdict":"pass","exit_code":0}\n{"problems":[{"code":',
    );
  });

  test("the programs for vitest, and the example of a vitest project, pass there", () => {
    for (const [index, program] of programs.filter(isVitest).entries()) write(`vt/${index}.test.js`, program);
    cpSync(join(ROOT, "examples/vitest-project"), join(project, "vt/example"), { recursive: true });
    // One worker reads package and vitest once for all files.
    const options = ["run", "--reporter=json", "--root", "vt", "--maxWorkers=1", "--no-isolate"];
    const { status, stdout, stderr } = node("node_modules/vitest/vitest.mjs", ...options);
    const report = JSON.parse(stdout) as { numPassedTests: number; numFailedTests: number };
    expect([status, report.numFailedTests, report.numPassedTests], stderr).toEqual([0, 0, 9]);
  });

  test("`require` loads it, and prints nothing", () => {
    write(
      "use.cjs",
      'const { check, run } = require("@prompt-run/cli");\ncheck("hi", [{ contains: "hi" }, { matches: "h" }]).then(({ verdict }) => console.log(verdict, typeof run));\n',
    );
    const { stdout, stderr } = node("use.cjs");
    expect([stdout, stderr]).toEqual(["pass function\n", ""]);
  });

  test("loaded twice, each takes the other's suites, reports and errors", () => {
    write(
      "twice.mjs",
      `
      import * as one from "@prompt-run/cli";
      import * as two from "./node_modules/second-copy/dist/index.js";
      const suite = one.defineSuite({ name: "s", model: "claude-haiku-5-5", prompt: { file: "p.md" }, cases: [{ id: "a", expect: [{ script: () => true }] }] }, { folder: import.meta.dirname + "/sub" });
      const [a, b] = await Promise.all([one.run(suite, { simulate: true, store: null }), two.run(suite, { simulate: true, store: null })]);
      const text = await two.report(a, "table") === await one.report(a, "table");
      const error = await two.run({}, { simulate: true }).catch((failed) => failed);
      console.log(one.run !== two.run, a.ok, b.ok, text, error.name, error.code, (await one.accept(b, "base.json")).length > 0);`,
    );
    write("sub/p.md", "Hello");
    const { stdout, stderr } = node("twice.mjs");
    expect([stdout, stderr]).toEqual(["true true true true SuiteError PROMPT_RUN_SUITE_ERROR true\n", ""]);
  });

  test.each([
    ["nodenext", ["--module", "nodenext", "--skipDefaultLibCheck"]],
    // The declarations themselves are checked once.
    ["bundler", ["--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck"]],
  ])("TypeScript finds its types with moduleResolution %s, and a misspelt key is an error", (_name, options) => {
    // One program for both: a misspelt key that were no error would leave the directive unused, which is one.
    write(
      "use.mts",
      `
      import { check, defineSuite, type Report, run, runSuites, type RunReport, type TrialResult } from "@prompt-run/cli";
      import { suite } from "@prompt-run/cli/vitest";
      import { expect } from "vitest";
      const made = defineSuite({
        model: "claude-haiku-5-5",
        prompt: "x",
        expect: [{ script: ({ text }) => text.length > 0 }],
        targets: { bot: async ({ input }, { vars, signal }) => ({ output: input + String(vars["a"]) + String(signal.aborted) }) },
        cases: [{ id: "a", expect: [{ not: { contains: "y" } }] }],
      });
      defineSuite({
        model: "claude-haiku-5-5",
        // @ts-expect-error -- a key that is misspelt
        promt: "x",
        cases: [],
      });
      export const pieces: typeof runSuites = runSuites;
      // @ts-expect-error -- no verdict of the format's
      export const verdict: Report["verdict"] = "passed";
      suite(made, { maxCostUsd: 1, cases: "report" });
      const report: RunReport = await run(made, { simulate: true });
      for await (const { verdict } of run(made)) { const one: TrialResult["verdict"] = verdict; void one; }
      await expect("text").toPass([{ contains: "t" }], { vars: { a: 1 } });
      export const ok: boolean = report.ok && (await check("a", [{ contains: "a" }])).verdict === "pass";`,
    );
    expect(typed.length).toBeGreaterThan(0);
    const files = typed.map((program, index) => {
      write(`page-${index}.mts`, program);
      return `page-${index}.mts`;
    });
    const base = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2023", "--types", "node"];
    const { stdout } = spawn(join(ROOT, "node_modules/.bin/tsc"), [...base, ...options, "use.mts", ...files]);
    expect(stdout).toBe("");
  });

  test("the tarball holds what was built, and no source", () => {
    expect(readdirSync(join(project, "package")).toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "dist",
      "package.json",
      "schemas",
    ]);
    expect(readdirSync(join(project, "package/dist"))).toEqual(
      expect.arrayContaining(["index.js", "vitest.js", "types", "cli"]),
    );
  });
});
