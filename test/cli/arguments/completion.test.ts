import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { describeProgram } from "../../../src/cli/completion/describe-program.ts";
import { createProgram } from "../../../src/cli/program.ts";
import { REPORTER_NAMES } from "../../../src/report/registry.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { hasShell } from "./shells.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const commands = describeProgram(createProgram(() => undefined));

test("the commands and options are those of the program", () => {
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(["run", "validate", "report", "completion"]));
  const run = commands.find(({ name }) => name === "run");
  expect(run?.argument).toBe("suite");
  expect(run?.options).toContainEqual(expect.objectContaining({ flag: "--reporter", value: "reporter" }));
  expect(run?.options).toContainEqual(expect.objectContaining({ flag: "--simulate", value: null }));
});

test("one flag has one kind of value, whatever the command", () => {
  const kinds = new Map<string, Set<unknown>>();
  for (const { flag, value } of commands.flatMap(({ options }) => options)) {
    kinds.set(flag, (kinds.get(flag) ?? new Set()).add(value));
  }
  expect([...kinds].filter(([, values]) => values.size > 1).map(([flag]) => flag)).toEqual([]);
});

test("a shell that there is no script for", async () => {
  const { exitCode, stderr } = await runCli(["completion", "tcsh"], { cwd: temporaryProject({}) });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("expected bash, zsh, fish");
});

/** Completes a command line by running a shell on its script; gives what it offers. */
interface Shell {
  readonly name: string;
  /** What the shell is asked, `script` being read and `words` typed. */
  program(script: string, words: readonly string[]): string;
}

const quote = (word: string): string => `'${word}'`;

const SHELLS: readonly Shell[] = [
  {
    name: "bash",
    program: (script, words) => `
      source ${script}
      COMP_WORDS=(${words.map(quote).join(" ")}); COMP_CWORD=${words.length - 1}
      _prompt_run; printf '%s\\n' "\${COMPREPLY[@]}"`,
  },
  {
    // Its completion system runs in an interactive shell only: its builtins are stood in for.
    name: "zsh",
    program: (script, words) => `
      source ${script}
      compadd() { shift; print -l -- $@ }
      _describe() { local list=\${@[-1]}; print -l -- \${\${(P)list}%%:*} }
      _files() { print -l -- *(N) }
      _message() { : }
      words=(${words.map(quote).join(" ")}); CURRENT=${words.length}
      _prompt_run`,
  },
  {
    name: "fish",
    program: (script, words) =>
      `source ${script}; complete -C ${quote(words.join(" "))} | string replace -r '\\t.*' ''`,
  },
];

const shells = SHELLS.map((shell) => {
  const isSkipped = !hasShell(shell.name);
  return {
    ...shell,
    isSkipped,
    title: isSkipped ? `${shell.name}: not run, apt-get install ${shell.name}` : shell.name,
  };
});

describe.each(shells)("$title", ({ isSkipped, ...shell }) => {
  let script = "";
  beforeAll(async () => {
    script = (await runCli(["completion", shell.name], { cwd: temporaryProject({}) })).stdout;
  });

  function complete(...words: string[]): string[] {
    const cwd = temporaryProject({ "triage.yaml": "", "notes.txt": "", "suites/a.yaml": "" });
    for (const id of ["20261122-093000-1a2b", "20261123-093000-3c4d"]) {
      mkdirSync(join(cwd, ".prompt-run/runs", id), { recursive: true });
    }
    mkdirSync(join(cwd, "elsewhere/runs/20260101-000000-ffff"), { recursive: true });
    writeFileSync(join(cwd, "script"), script);
    const env = { PATH: process.env["PATH"] ?? "", HOME: cwd, LC_ALL: "C.UTF-8" };
    const result = spawnSync(shell.name, ["-c", shell.program("./script", ["prompt-run", ...words])], {
      cwd,
      env,
      encoding: "utf8",
    });
    expect(result.stderr).toBe("");
    const typed = words.at(-1) ?? "";
    return result.stdout
      .split("\n")
      .map((line) => line.trim().replace(/\/$/, ""))
      .filter((line) => line !== "" && line.startsWith(typed));
  }

  test.skipIf(isSkipped)("has no fault", () => {
    expect(script).not.toBe("");
    const cwd = temporaryProject({ script });
    expect(spawnSync(shell.name, ["-n", "script"], { cwd, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  test.skipIf(isSkipped)("commands and suites come first", () => {
    expect(complete("va")).toEqual(["validate"]);
    expect(complete("tri")).toEqual(["triage.yaml"]);
    expect(complete("sui")).toEqual(["suites"]);
  });

  test.skipIf(isSkipped)("options are those of the command, the default one's where none is named", () => {
    expect(complete("--max-")).toEqual(expect.arrayContaining(["--max-cost", "--max-attempts"]));
    expect(complete("suite.yaml", "--sim")).toEqual(["--simulate"]);
    expect(complete("validate", "--mut")).toEqual(["--mutate"]);
    expect(complete("validate", "--max-")).toEqual([]);
    expect(complete("runs", "--")).toEqual(expect.arrayContaining(["--prune", "--store"]));
    expect(complete("usage", "--")).toEqual(expect.arrayContaining(["--last", "--by", "--json", "--store"]));
  });

  test.skipIf(isSkipped)("reporters", () => {
    expect(complete("--reporter", "").toSorted((a, b) => a.localeCompare(b))).toEqual(
      REPORTER_NAMES.toSorted((a, b) => a.localeCompare(b)),
    );
    expect(complete("report", "latest", "--reporter", "jun")).toEqual(["junit"]);
  });

  test.skipIf(isSkipped)("A6: the name of a folder is never evaluated, and never offered to be run", () => {
    const names = [
      "$(touch${IFS}PWNED)",
      "`touch PWNED`",
      "a;touch PWNED",
      "$(touch PWNED)",
      "a b",
      "-x",
      "*",
      "20261122-a'b",
    ];
    const cwd = temporaryProject({ "triage.yaml": "", script });
    for (const name of [...names, "20261122-093000-1a2b"])
      mkdirSync(join(cwd, ".prompt-run/runs", name), { recursive: true });
    for (const name of names) writeFileSync(join(cwd, `${name}.yaml`), "");
    const env = { PATH: process.env["PATH"] ?? "", HOME: cwd, LC_ALL: "C.UTF-8" };
    for (const words of [["view", ""], ["report", "$("], ["validate", ""], [""], ["--store", ""], ["--reporter", ""]]) {
      const program = shell.program("./script", ["prompt-run", ...words]);
      const { stdout } = spawnSync(shell.name, ["-c", program], { cwd, env, encoding: "utf8" });
      if (words[0] === "view") {
        expect(stdout.trim().split("\n").toSorted()).toEqual(["20261122-093000-1a2b", "latest"]);
      }
    }
    expect(readdirSync(cwd, { recursive: true }).filter((name) => /(^|\/)PWNED$/.test(String(name)))).toEqual([]);
  });

  test.skipIf(isSkipped)("runs, of the store that is named", () => {
    const runs = ["latest", "20261122-093000-1a2b", "20261123-093000-3c4d"];
    expect(complete("report", "").toSorted()).toEqual(expect.arrayContaining(runs));
    expect(complete("resume", "20261123")).toEqual(["20261123-093000-3c4d"]);
    expect(complete("report", "--store", "elsewhere", "2026")).toEqual(["20260101-000000-ffff"]);
  });

  test.skipIf(isSkipped)("shells", () => {
    expect(complete("completion", "z")).toEqual(["zsh"]);
  });
});
