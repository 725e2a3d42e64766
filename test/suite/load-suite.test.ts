import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadProject, problemsOf } from "../helpers/load-project.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const HEAD = "model: new-model\nprompt: hi {{ x }}\n";
const CASE = "cases: [{ vars: { x: 1 }, expect: [{ equals: a }] }]\n";

const bad = [
  ["a syntax error", "model: [new-model\nprompt: x\n", "2:1 yaml-bad-indent"],
  ["a duplicate key", `${HEAD}prompt: y\n${CASE}`, "3:1 yaml-duplicate-key"],
  ["two documents", `${HEAD}${CASE}---\na: 1\n`, "4:1 yaml-multiple-docs"],
  ["an empty file", "", "1:1 empty-file"],
  ["only a comment", "# nothing\n", "1:1 empty-file"],
  ["a list instead of a map", "- a\n", "1:1 wrong-type"],
  ["an unknown key", `${HEAD}exect: []\n${CASE}`, "3:1 unknown-key"],
  ["an unknown key of a case", `${HEAD}cases:\n  - { vrs: {}, expect: [] }\n`, "4:7 unknown-key"],
  ["an unknown key of a turn", `${HEAD}cases:\n  - turns: [{ user: a, expct: [] }]\n`, "4:24 unknown-key"],
  ["an unknown key of a model", "model: { id: new-model, temprature: 0 }\nprompt: a\n", "1:25 unknown-key"],
  ["an unknown key of limits", `${HEAD}${CASE}limits: { max_cost: 1 }\n`, "4:11 unknown-key"],
  ["an unknown check", `${HEAD}expect: [{ contians: a }]\n${CASE}`, "3:12 unknown-key"],
  ["two checks in one item", `${HEAD}expect: [{ equals: a, contains: b }]\n${CASE}`, "3:23 two-checks"],
  ["no check in an item", `${HEAD}expect: [{ name: a }]\n${CASE}`, "3:10 no-check"],
  ["an unquoted number", `${HEAD}expect: [{ equals: 42 }]\n${CASE}`, "3:20 wrong-type"],
  ["an unquoted template", `model: new-model\nprompt: {{ x }}\n${CASE}`, "2:9 unquoted-template"],
  ["an unquoted template and more", `model: new-model\nprompt: {{ x }} please\n${CASE}`, "2:9 unquoted-template"],
  ["a wrong type", `${HEAD}trials: three\n${CASE}`, "3:9 wrong-type"],
  ["a number out of range", `${HEAD}trials: 0\n${CASE}`, "3:9 bad-value"],
  [
    "a simulated reply with a misspelt key",
    `${HEAD}cases: [{ expect: [], simulate: { txet: a } }]\n`,
    "3:35 unknown-arm",
  ],
  [
    "a misspelt key beside a right one",
    `${HEAD}cases: [{ expect: [], simulate: { text: a, eror: {} } }]\n`,
    "3:44 unknown-key",
  ],
  [
    "a simulated error in words",
    `${HEAD}cases: [{ expect: [], simulate: { error: overloaded } }]\n`,
    "3:42 wrong-type",
  ],
  [
    "a negative count of a simulated answer",
    `${HEAD}cases: [{ expect: [], simulate: { usage: { output_tokens: -5 } } }]\n`,
    "3:59 bad-value",
  ],
  [
    "a fractional count of a simulated answer",
    `${HEAD}cases: [{ expect: [], simulate: { usage: { cache_creation: { ephemeral_1h_input_tokens: 0.5 } } } }]\n`,
    "3:89 bad-value",
  ],
  [
    "a stop reason that there is none of",
    `${HEAD}cases: [{ expect: [], simulate: { stop_reason: banana } }]\n`,
    "3:48 unknown-stop-reason",
  ],
  [
    "a misspelt key of a simulated tool use, in a list",
    `${HEAD}cases: [{ expect: [], simulate: [a, { tool_use: [{ nmae: f }] }] }]\n`,
    "3:52 unknown-key",
  ],
  [
    "a reply for an arm that there is none of",
    `${HEAD}cases: [{ expect: [], simulate: { new-model: a, old: b } }]\n`,
    "3:49 unknown-arm",
  ],
  ["a prompt's name with a slash", `model: new-model\nprompts: { a/b: hi, c: ho }\n${CASE}`, "2:12 bad-value"],
  ["a prompt without a name", `model: new-model\nprompts: { "": hi }\n${CASE}`, "2:12 bad-value"],
  ["no model", `prompt: a\n${CASE}`, "1:1 no-model"],
  ["no prompt", `model: new-model\n${CASE}`, "2:9 no-prompt"],
  ["no cases", HEAD, "1:1 no-cases"],
  ["an empty list of cases", `${HEAD}cases: []\n`, "3:8 no-cases"],
  ["a retired model", `model: old-model\nprompt: a\n${CASE}`, "1:8 retired-model"],
  ["a misspelt model", `model: haiku-new\nprompt: a\n${CASE}`, "1:8 misspelt-model"],
  ["a rejected setting", `${HEAD}top_k: 3\n${CASE}`, "3:1 unsupported-setting"],
  ["a request key that the language has", `${HEAD}request: { max_tokens: 3 }\n${CASE}`, "3:1 bad-request-key"],
  ["equal arms", `models: [new-model, { id: new-model, label: b }]\nprompt: a\n${CASE}`, "1:27 equal-arms"],
  ["a missing prompt file", `model: new-model\nprompt: { file: nope.md }\n${CASE}`, "2:17 missing-file"],
  ["an unknown arm in the gate", `${HEAD}${CASE}gate: { arms: [nobody] }\n`, "4:16 unknown-arm"],
  ["an unknown gate word", `${HEAD}${CASE}gate: nothing\n`, "4:7 unknown-value"],
  ["a bad extraction", `${HEAD}answer: lastline\n${CASE}`, "3:9 unknown-value"],
  ["a key", `${HEAD}${CASE}description: sk-ant-api03-aaaaaaaaaaaaaaaaaaaa\n`, "4:14 secret-in-suite"],
  ["C10: an alias without its anchor", `${HEAD}${CASE}x-a: *b\n`, "4:6 yaml-alias"],
  ["an alias of what it stands in", `${HEAD}${CASE}x-a: &a { b: [*a] }\n`, "4:15 yaml-alias"],
  ["infinity", `${HEAD}vars: { x: .inf }\n${CASE}`, "3:12 bad-number"],
  ["no number", `${HEAD}vars: { x: .NaN }\n${CASE}`, "3:12 bad-number"],
  ["a number beyond all numbers", `${HEAD}vars: { x: -1e400 }\n${CASE}`, "3:12 bad-number"],
  ["a number that would lose digits", `${HEAD}vars: { x: 12345678901234567890 }\n${CASE}`, "3:12 bad-number"],
  ["a hexadecimal one", `${HEAD}vars: { x: 0xffffffffffffffff }\n${CASE}`, "3:12 bad-number"],
  ["a key that would lose digits", `${HEAD}vars: { 12345678901234567890: a }\n${CASE}`, "3:9 bad-number"],
  ["a key in a header", `${HEAD}headers: { X-Api-Key: abc }\n${CASE}`, "3:12 credential-in-suite"],
  ...[
    "Host",
    "hOST",
    "Connection",
    "Transfer-Encoding",
    "Content-Length",
    "Expect",
    "Upgrade",
    "TE",
    "Trailer",
    "Cookie",
    "Proxy-Connection",
    "proxy-anything",
    "X-Forwarded-Host",
  ].map((name): [string, string, string] => [
    `A3: the header ${name}`,
    `${HEAD}headers: { ${name}: evil.example }\n${CASE}`,
    "3:12 connection-header",
  ]),
  ["a token in a header", `${HEAD}headers: { authorization: Bearer a }\n${CASE}`, "3:12 credential-in-suite"],
  ["a custom tag", `${HEAD}${CASE}x-a: !env HOME\n`, "4:6 yaml-tag-resolve-failed"],
] as const;

test.each(bad)("%s is told at its place", (_name, text, problem) => {
  expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toContain(problem);
});

test.each(["9007199254740991", "0.12345678901234568", "1.5e+300", '"12345678901234567890"', "1e+21", "-0.5"])(
  "%s is taken as it is",
  (value) => {
    const text = `${HEAD}vars: { x: ${value} }\n${CASE}`;
    expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toEqual([]);
  },
);

const JUDGED =
  "judges: { tone: { rubric: It is polite., model: new-model, require: none } }\nexpect: [{ judge: tone }]\n";
const noDemands = [
  ["pass_rate: 0", "4:20"],
  ["case_pass_rate: 0", "4:25"],
  ["mean_score: 0", "4:21"],
  ["by_tag: { a: { pass_rate: 0 } }", "4:35"],
  ["by_judge: { tone: { pass_rate: 0 } }", "4:40"],
] as const;
test.each(noDemands)("a gate of %s is warned of at its place", (rule, place) => {
  const text = `${HEAD}${CASE}gate: { ${rule} }\n${JUDGED}`;
  const { loaded, store } = loadProject(temporaryProject({ "suite.yaml": text }));
  const warnings = loaded.ok ? loaded.warnings : [];
  const at = warnings
    .filter(({ code }) => code === "gate-without-demand")
    .map((warning) => store.locate(warning.place));
  expect(at.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
});

const TWO_PROMPTS = 'prompts: { a: "one {{ v }}", b: "two {{ v }}" }';
const TWO_MODELS = "models: [claude-haiku-5-5, claude-sonnet-5-5]";
test.each([
  ["prompt", `model: claude-haiku-5-5\nprompt: "{{ v }}"`, true],
  ["prompt", `${TWO_MODELS}\nprompt: "{{ v }}"`, true],
  ["prompt", `model: claude-haiku-5-5\n${TWO_PROMPTS}`, false],
  ["model", `model: claude-haiku-5-5\n${TWO_PROMPTS}`, true],
  ["model", `${TWO_MODELS}\n${TWO_PROMPTS}`, false],
  ["first", `model: claude-haiku-5-5\nprompt: "{{ v }}"`, true],
  ["first", `model: claude-haiku-5-5\n${TWO_PROMPTS}`, false],
  ["none", `model: claude-haiku-5-5\nprompt: "{{ v }}"`, false],
  [null, `model: claude-haiku-5-5\nprompt: "{{ v }}"`, false],
])("compare by %s of %j: is it said that nothing is compared? %s", (by, arms, isSaid) => {
  const compare = by === null ? "" : `compare: { by: ${by} }\n`;
  const text = `${arms}\n${compare}cases: [{ vars: { v: 1 }, expect: [{ contains: x }] }]\n`;
  const { loaded } = loadProject(temporaryProject({ "suite.yaml": text }));
  const found = loaded.ok ? loaded.warnings : loaded.problems;
  const codes = found.map(({ code }) => code).filter((code) => code !== "unknown-model");
  expect(codes).toEqual(isSaid ? ["unpaired-arms"] : []);
});

test("C10: an alias bomb is refused where it becomes one", () => {
  const layers = Array.from({ length: 10 }, (_, i) => `x-${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`).join("\n");
  const text = `x-0: &l0 [a, a]\n${layers}\n${HEAD}${CASE}`;
  expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toEqual(["11:58 yaml-alias"]);
});

test("a suite over 5 MB is refused without being read", () => {
  const folder = temporaryProject({ "suite.yaml": `# ${"x".repeat(6 * 1024 * 1024)}\n` });
  expect(problemsOf(folder)).toEqual(["suite.yaml file-too-large"]);
});

test("all problems come at once", () => {
  const text = "modle: x\nprompt: { fil: a }\ncases:\n  - { expect: [{ equals: 1 }] }\n";
  expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toEqual([
    "1:1 unknown-key",
    "2:11 unknown-key",
    "4:26 wrong-type",
    // `fil` being meant as `file`.
    "2:16 missing-file",
  ]);
});

test.each([
  ["a prompt that cannot be read is told once", "prompt: { file: nope.md }", ["2:17 missing-file"]],
  ["two of them are not equal arms", "prompts: { a: { file: x.md }, b: { file: y.md } }", ["2:23", "2:42"]],
])("%s", (_what, prompt, wanted) => {
  const found = problemsOf(temporaryProject({ "suite.yaml": `model: new-model\n${prompt}\n${CASE}` }));
  expect(found.map((problem) => problem.split(" ")[1])).toEqual(wanted.map(() => "missing-file"));
  expect(found.every((problem, index) => problem.startsWith(wanted[index] ?? "?"))).toBe(true);
});

test("an unknown key names the nearest", () => {
  const { loaded } = loadProject(temporaryProject({ "suite.yaml": `${HEAD}expct: []\n${CASE}` }));
  expect(!loaded.ok && loaded.problems[0]).toMatchObject({
    message: "unknown key `expct`",
    hint: "did you mean `expect`?",
  });
});

describe("files", () => {
  const suite = (path: string): string => `model: new-model\nprompt: { file: ${path} }\n${CASE}`;

  test("may not lie outside the root, nor be reached by a link", () => {
    const other = temporaryProject({ "secret.md": "secret" });
    const folder = temporaryProject({ "suite.yaml": suite("link.md") });
    symlinkSync(join(other, "secret.md"), join(folder, "link.md"));
    expect(problemsOf(folder)).toContain("2:17 outside-root");
    writeFileSync(join(folder, "suite.yaml"), suite(join(other, "secret.md")));
    expect(problemsOf(folder)).toContain("2:17 outside-root");
    expect(loadProject(folder, {}, true).loaded.ok).toBe(true);
  });

  test.each([".env", ".env.local"])("%s is never read", (name) => {
    const folder = temporaryProject({ "suite.yaml": suite(name), [name]: "KEY=1" });
    expect(problemsOf(folder)).toContain("2:17 env-file");
  });

  test("a link to .env is never read", () => {
    const folder = temporaryProject({ "suite.yaml": suite("a.md"), ".env": "KEY=1" });
    symlinkSync(join(folder, ".env"), join(folder, "a.md"));
    expect(problemsOf(folder)).toContain("2:17 env-file");
  });

  test("must be files, and UTF-8", () => {
    const folder = temporaryProject({ "suite.yaml": suite("dir") });
    mkdirSync(join(folder, "dir"));
    expect(problemsOf(folder)).toContain("2:17 not-a-file");
    writeFileSync(join(folder, "suite.yaml"), suite("latin.md"));
    writeFileSync(join(folder, "latin.md"), Buffer.from([0xff, 0xfe, 0x41]));
    expect(problemsOf(folder)).toContain("2:17 not-utf8");
  });
});

describe("settings", () => {
  const arms = (text: string, overrides = {}, files: Record<string, string> = {}) => {
    const { loaded } = loadProject(temporaryProject({ "suite.yaml": text, ...files }), overrides);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return loaded.value.arms;
  };

  test("config < suite < model < prompt < command line; maps merge, lists replace, null removes", () => {
    const [arm] = arms(
      `models: [{ id: new-model, max_tokens: 20, output_config: { effort: low }, stop_sequences: [b] }]
prompts: { v1: { user: "hi {{ x }}", max_tokens: 30, thinking: null } }
max_tokens: 10
thinking: { type: adaptive }
stop_sequences: [a]
output_config: { format: { type: json_schema } }
${CASE}`,
      { set: [{ path: ["output_config", "effort"], value: "high" }] },
      { "prompt-run.config.yaml": "defaults: { service_tier: auto, max_tokens: 5 }\n" },
    );
    expect(arm?.settings).toEqual({
      max_tokens: 30,
      stop_sequences: ["b"],
      output_config: { format: { type: "json_schema" }, effort: "high" },
      service_tier: "auto",
    });
    expect(arm?.id).toBe("new-model/v1");
  });

  test("max_tokens is 4096 where nobody says it, and nothing else is sent", () => {
    expect(arms(`${HEAD}${CASE}`)[0]?.settings).toEqual({ max_tokens: 4096 });
  });

  test("`unsupported: omit` drops what the model rejects and says so", () => {
    const [arm] = arms(`${HEAD}top_k: 3\nunsupported: omit\n${CASE}`);
    expect(arm).toMatchObject({ settings: { max_tokens: 4096 }, droppedSettings: ["top_k"] });
  });

  test("tools and output schemas may stand in files", () => {
    const text = `${HEAD}tools: [{ file: one.json }, { name: b, input_schema: {} }, { file: more.yaml }]
output_config: { format: { type: json_schema, schema: { file: answer.json } } }
${CASE}`;
    const files = {
      "one.json": '{"name": "a", "input_schema": {}}',
      "more.yaml": "- { name: c, input_schema: {} }\n- { name: d, input_schema: {} }\n",
      "answer.json": '{"type": "object"}',
    };
    const [arm] = arms(text, {}, files);
    expect(arm?.settings["tools"]).toMatchObject([{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }]);
    expect(arm?.settings["output_config"]).toEqual({ format: { type: "json_schema", schema: { type: "object" } } });
    const missing = `${HEAD}tools: [{ file: nope.json }]\n${CASE}`;
    expect(problemsOf(temporaryProject({ "suite.yaml": missing }))).toEqual(["3:1 missing-file"]);
  });

  test("aliases of the config are resolved, and label the arm", () => {
    const config = { "prompt-run.config.yaml": "models: { fast: new-haiku }\n" };
    const [arm] = arms(`model: fast\nprompt: a\n${CASE}`, {}, config);
    expect(arm).toMatchObject({ id: "fast/default", model: "new-haiku" });
  });

  test("--model selects a model of the suite with its settings, or names another", () => {
    const text = `models: [new-a, { id: new-b, label: cold, max_tokens: 7 }]\nprompt: a\n${CASE}`;
    expect(arms(text, { models: ["cold"] })).toMatchObject([{ id: "cold/default", settings: { max_tokens: 7 } }]);
    expect(arms(text, { models: ["new-c"] })).toMatchObject([{ id: "new-c/default", model: "new-c" }]);
  });
});

describe("files that take in themselves", () => {
  const SUITE = `${HEAD}expect: [{ file: a.yaml }]\n${CASE}`;
  test.each([
    ["by themselves", { "a.yaml": "- { file: a.yaml }\n" }, ["a.yaml:1:11 include-circle"]],
    [
      "by another",
      { "a.yaml": "- { file: b.yaml }\n", "b.yaml": "- [{ file: a.yaml }]\n" },
      ["b.yaml:1:12 include-circle"],
    ],
  ])("attack 10: a list of checks is told of its circle: %s", (_, files, expected) => {
    expect(problemsOf(temporaryProject({ "suite.yaml": SUITE, ...files }))).toEqual(expected);
  });

  test("attack 10: one list may stand in two places", () => {
    const files = { "a.yaml": "- { file: c.yaml }\n- { file: c.yaml }\n", "c.yaml": "- { contains: x }\n" };
    expect(problemsOf(temporaryProject({ "suite.yaml": SUITE, ...files }))).toEqual([]);
  });

  test("attack 10: cases are told of their circle, and of their checks'", () => {
    const files = {
      "suite.yaml": `model: new-a\nprompt: a\ncases: [{ include: c.yaml }]\n`,
      "c.yaml": "- { id: x, expect: [{ file: a.yaml }] }\n- { include: c.yaml }\n",
      "a.yaml": "- { file: a.yaml }\n",
    };
    expect(problemsOf(temporaryProject(files))).toEqual(["a.yaml:1:11 include-circle", "c.yaml:2:14 include-circle"]);
  });
});
