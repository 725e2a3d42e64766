import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CONFIG = `defaults:
  system: { file: texts/system.md }
  expect: [{ file: checks/house.yaml }, { not: { json: { schema: { file: checks/answer.json } } } }]
  vars: { who: the config, policy: { file: texts/policy.md } }
  tools: [{ file: tool.json }]
  output_config: { format: { type: json_schema, schema: { file: checks/answer.json } } }
  tool_results: { look: [{ content: { file: texts/policy.md } }] }
`;
const SUITE = `model: claude-haiku-5-5
prompt: "Hello {{ name }} of {{ who }}: {{ policy }}"
vars: { who: the suite, name: { file: name.md } }
output_config: { effort: low }
cases: [{ id: a, simulate: fine }]
`;
const FILES = {
  "prompt-run.config.yaml": CONFIG,
  "suites/deep/a.yaml": SUITE,
  "suites/deep/name.md": "Ann",
  "texts/system.md": "Answer.",
  "texts/policy.md": "no refunds",
  "checks/house.yaml": "- contains: fine\n",
  "checks/answer.json": '{ "type": "object", "properties": {}, "additionalProperties": false }',
  "tool.json": '{ "name": "look", "input_schema": { "type": "object" } }',
};

async function validated(files: Readonly<Record<string, string>>): ReturnType<typeof runCli> {
  return runCli(["validate", "suites/deep/a.yaml"], { cwd: temporaryProject(files) });
}

test("files that the config's defaults name are found beside the config, those of a suite beside the suite", async () => {
  expect((await validated(FILES)).stderr).not.toContain("missing-file");
});

test.each([
  ["checks/house.yaml", "prompt-run.config.yaml:3:20"],
  ["texts/system.md", "prompt-run.config.yaml:2:19"],
  ["texts/policy.md", "prompt-run.config.yaml:7:45"],
  ["tool.json", "prompt-run.config.yaml:5:3"],
  ["suites/deep/name.md", "suites/deep/a.yaml:3:39"],
])("%s that is not there is told at %s", async (name, place) => {
  const files = Object.fromEntries(Object.entries(FILES).filter(([file]) => file !== name));
  const { exitCode, stderr } = await validated(files);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`${place}: error: there is no file`);
});

test("what is wrong with a default is told in the config", async () => {
  const files = { ...FILES, "prompt-run.config.yaml": CONFIG.replace("expect: [", 'expect: [{ matches: "(" }, ') };
  expect((await validated(files)).stderr).toContain("prompt-run.config.yaml:3:23: error: the pattern is not valid");
});

test.each([
  ["nothing", "", 0, ""],
  ["comments alone", "# defaults: { trials: 3 }\n", 0, ""],
  ["a list", "- a\n", 2, "prompt-run.config.yaml:1:1: error: expected a map"],
  ["a text", "a\n", 2, "write it like `models: { fast: claude-haiku-5-5 }`"],
])("a config that holds %s", async (_, config, exitCode, told) => {
  const suite =
    "model: claude-haiku-5-5\nprompt: hi\nexpect: [{ contains: fine }]\ncases: [{ id: a, simulate: fine }]\n";
  const found = await validated({ "prompt-run.config.yaml": config, "suites/deep/a.yaml": suite });
  expect(found.exitCode).toBe(exitCode);
  expect(found.stderr).toContain(told);
});

test("a cap of the config is raised in the config", async () => {
  const suite =
    "model: claude-haiku-5-5\nprompt: hi\nexpect: [{ contains: fine }]\ncases: [{ id: a, simulate: fine }]\n";
  const config = "defaults: { limits: { max_cost_usd: 0.000001 } }\n";
  const cwd = temporaryProject({ "prompt-run.config.yaml": config, "suites/a.yaml": suite });
  const { exitCode, stderr } = await runCli(["run", "suites/a.yaml", "--simulate", "--reporter", "quiet"], { cwd });
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(/set limits\.max_cost_usd: \S+ in prompt-run\.config\.yaml, then/);
  const ofSuite = `${suite}limits: { max_cost_usd: 0.000001 }\n`;
  const own = temporaryProject({ "prompt-run.config.yaml": config, "suites/a.yaml": ofSuite });
  const run = await runCli(["run", "suites/a.yaml", "--simulate", "--reporter", "quiet"], { cwd: own });
  expect(run.stderr).toMatch(/set limits\.max_cost_usd: \S+ in suites\/a\.yaml, then/);
});

test("an empty list of checks is told as what it is", async () => {
  const { stderr } = await validated({ ...FILES, "checks/house.yaml": "# later\n" });
  expect(stderr).toContain("checks/house.yaml:1:1: error: the file is empty [empty-file]");
  expect(stderr).toContain("write something in it, or remove what names it");
});

test("a config that cannot be read leaves open what suites take from it", async () => {
  const broken = { ...FILES, "prompt-run.config.yaml": `${CONFIG}foo: 1\n` };
  const { stderr } = await validated({ ...broken, "suites/deep/a.yaml": `${SUITE}expct: []\n` });
  expect(stderr.match(/\[[a-z-]+\]/g)).toEqual(["[unknown-key]", "[unknown-key]"]);
  expect((await validated(broken)).stderr).toContain("1 error, 0 warnings");
});

test("a key of suites at the top of the config is sent to `defaults`", async () => {
  const { exitCode, stderr } = await validated({
    ...FILES,
    "prompt-run.config.yaml": "max_tokens: 5\nrecording: x\nfoo: 1\n",
  });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("a key of suites goes under `defaults` here: `defaults: { max_tokens: … }`");
  expect(stderr).toContain("did you mean `recordings`?");
  expect(stderr).toContain("known at the top level of the config: ");
});

test("a member of `request` is told of where it stands, whatever says more of `request` after it", async () => {
  const config = "defaults: { request: { of_config: 1 } }\n";
  const suite = `${SUITE}request: { ofSuite: 1 }\nexpect: [{ contains: fine }]\n`.replace(
    " of {{ who }}: {{ policy }}",
    "",
  );
  const { stderr } = await validated({ ...FILES, "prompt-run.config.yaml": config, "suites/deep/a.yaml": suite });
  expect(stderr).toMatch(/prompt-run\.config\.yaml:1:13: warning: .*`of_config`/);
  expect(stderr).toMatch(/suites\/deep\/a\.yaml:6:1: warning: .*`ofSuite`/);
});

test("`system: null` takes away the suite's system prompt, or the config's", async () => {
  const suite = `model: claude-haiku-5-5
prompts: { with: { user: hi }, without: { system: null, user: hi } }
expect: [{ contains: fine }]
cases: [{ id: a, simulate: fine }]
`;
  const config = "defaults: { system: Be kind. }\n";
  const both = { "prompt-run.config.yaml": config, "suites/deep/a.yaml": suite };
  expect(await validated(both)).toMatchObject({ exitCode: 0 });
  const none = { ...both, "suites/deep/a.yaml": `system: null\n${suite}` };
  expect((await validated(none)).stderr).toContain("[equal-arms]");
});

test.each([
  ["a number", "temperature=hot", "--set temperature: error: expected a number"],
  ["a share", "temperature=3", "--set temperature: error: must be at most 1"],
  ["a list", "stop_sequences.0=x", "--set stop_sequences.0: error: expected a list"],
  ["a list of tools", "tools=x", "--set tools: error: expected a list"],
])(
  "--set is held against the shape of %s, and not dropped as a setting that the model rejects",
  async (_, set, told) => {
    const suite = `unsupported: omit\n${SUITE.replace(": {{ policy }}", "")}expect: [{ contains: fine }]\n`;
    const cwd = temporaryProject({ ...FILES, "prompt-run.config.yaml": "defaults: {}\n", "suites/deep/a.yaml": suite });
    const { exitCode, stderr } = await runCli(["validate", "suites/deep/a.yaml", "--set", set], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(told);
  },
);

test.each([
  [
    "a rule of the config",
    "gate: { by_tag: { nope: { pass_rate: 1 } } }",
    [],
    /^prompt-run\.config\.yaml:2:21: error: no case has the tag/m,
  ],
  [
    "a gate of the config",
    "gate: { max_cost_usd: 1 }",
    [],
    /^prompt-run\.config\.yaml:2:3: warning: no rule of this gate/m,
  ],
  [
    "a baseline of the config",
    "gate: { not_worse_than: { baseline: base/b.json } }",
    [],
    /^prompt-run\.config\.yaml:2:39: warning: there is no baseline at base\/b\.json/m,
  ],
  [
    "a rule of an option",
    "trials: 1",
    ["--set", "gate.by_tag.nope.pass_rate=1"],
    /^--set gate\.by_tag\.nope\.pass_rate: error: no case has the tag/m,
  ],
  [
    "tool results of the config",
    "tools: [{ name: look, input_schema: { type: object } }]\n  tool_results: { find: [{ text: a }] }",
    [],
    /^prompt-run\.config\.yaml:3:19: warning: no tool/m,
  ],
])("what is wrong with %s is told where it is said", async (_, defaults, args, told) => {
  const suite =
    "model: claude-haiku-5-5\nprompt: hi\nexpect: [{ contains: fine }]\ncases: [{ id: a, simulate: fine }]\n";
  const cwd = temporaryProject({ "prompt-run.config.yaml": `defaults:\n  ${defaults}\n`, "suites/a.yaml": suite });
  expect((await runCli(["validate", "suites/a.yaml", ...args], { cwd })).stderr).toMatch(told);
});
