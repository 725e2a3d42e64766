import { describe, expect, test } from "vitest";
import type { SuiteOverrides } from "../../src/domain/overrides.ts";
import { loadProject } from "../helpers/load-project.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const FILES = {
  "app/bot.py": "print()\n",
  "app/bot.mjs": "export default () => 'a';\n",
  "skills/triage/SKILL.md": "#",
};

function load(target: string, more = ""): ReturnType<typeof loadProject> {
  const cases = "cases: [{ id: a, vars: { message: hello } }]\n";
  const suite = `targets:\n  bot: ${target}\n${more}${cases}`;
  return loadProject(temporaryProject({ ...FILES, "suite.yaml": suite }));
}

function problemsOf(target: string, more = ""): string[] {
  const { loaded, store } = load(target, more);
  return (loaded.ok ? loaded.warnings : loaded.problems).map(({ code, place, message }) => {
    const { line, column } = store.locate(place);
    return `${line}:${column} ${message} [${code}]`;
  });
}

describe("what is wrong with a target is told where it stands", () => {
  test.each([
    ["{ cwd: . }", /^2:3 the target does not say what it is .bad-target/],
    ["{ command: [node], module: app/bot.mjs }", /`module` and `command` at once \[bad-target\]/],
    ["{ comand: [node, ./app/bot.mjs] }", /^2:10 .*comand/],
    ["{ command: [node], output: $.reply }", /^2:27 `output` says nothing of a target of the kind `command`/],
    ["{ command: [python3, ./app/bott.py] }", /^2:\d+ there is no file `.\/app\/bott.py` \[missing-file\]/],
    ["{ command: [node, ../../../../../etc/passwd] }", /\[outside-root\]|\[missing-file\]/],
    ["{ command: [node], cwd: nowhere }", /there is no folder `nowhere` \[bad-target\]/],
    ["{ command: [node], cwd: ../.. }", /leads out of the project \[bad-target\]/],
    ["{ command: node app.js }", /^2:19 expected a list/],
    ["{ command: [] }", /^2:19 the list is empty/],
    ["{ command: [node], env: { A: { env: ANTHROPIC_API_KEY } } }", /ANTHROPIC_API_KEY.*\[credential-in-suite\]/],
    ["{ command: [node], env: { A: { file: x } } }", /^2:\d+ /],
    ["{ command: [node], env: { A: 5 } }", /^2:\d+ expected text, found the number 5 \[wrong-type\]$/],
    ["{ command: [node], workers: 0 }", /^2:36 must be at least 1/],
    ["{ module: app/none.mjs }", /there is no file `app\/none.mjs` \[missing-file\]/],
    ["{ claude_code: { skills: [skills/none] } }", /there is no folder `skills\/none` \[bad-target\]/],
    ["{ function: f }", /\[unknown-function\]/],
  ])("%s", (target, told) => {
    expect(problemsOf(target).join("\n")).toMatch(told);
  });

  test("--target takes some of the arms, and no model's; one that is not there is told", () => {
    const suite = `models: [new-model]
prompt: "{{ message }}"
targets: { a: { command: [node] }, b: { command: [node] } }
cases: [{ id: a, vars: { message: hello } }]
`;
    const folder = temporaryProject({ "suite.yaml": suite });
    const armsOf = (overrides: Partial<SuiteOverrides>): unknown => {
      const { loaded } = loadProject(folder, overrides);
      return loaded.ok ? loaded.value.arms.map(({ id }) => id) : loaded.problems.map(({ message }) => message);
    };
    expect(armsOf({})).toEqual(["new-model/default", "a/default", "b/default"]);
    expect(armsOf({ targets: ["b"] })).toEqual(["b/default"]);
    expect(armsOf({ targets: ["b"], models: ["new-model"] })).toEqual(["new-model/default", "b/default"]);
    expect(armsOf({ models: ["new-model"] })).toEqual(["new-model/default"]);
    expect(armsOf({ targets: ["c"] })).toEqual(["suite.yaml has no target `c`"]);
  });

  test("a target and a model of one name are two arms of one name", () => {
    expect(
      problemsOf("{ command: [node] }", "models: [{ id: new-model, label: bot }]\nprompt: '{{ message }}'\n").join(),
    ).toMatch(/a target and a model are both called `bot` \[duplicate-arm\]/);
  });
});
