import { expect, test } from "vitest";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const AT_MS = Date.parse("2026-11-28T12:00:00Z");
const MODEL = "model: claude-haiku-5-5\n";
const HEAD = `${MODEL}prompt: "{{ q }}"\n`;
const CASE = "cases: [{ vars: { q: x }, expect: [{ contains: a }] }]\n";
const FILES = { "prompts/p.md": "hi {{ q }}", "suites/tools.yaml": "[]", "prompts/.env": "A=b" };

async function told(suite: string, suites = ["suites/s.yaml"]): Promise<string[]> {
  return toldOf({ ...FILES, "suites/s.yaml": suite }, suites);
}

async function toldOf(files: Readonly<Record<string, string>>, suites = ["suites/s.yaml"]): Promise<string[]> {
  const cwd = temporaryProject(files);
  const checked = await checkSuites(invocationOf(cwd, { suites }), AT_MS);
  await checked.close();
  return [...checked.errors, ...checked.warnings].map(({ place, message, hint }) => {
    const { line, column } = checked.locate(place);
    return `${line ?? "-"}:${column ?? "-"} ${message} → ${hint ?? "NOTHING"}`;
  });
}

const promptfoo = `prompts: ["Hello {{name}}", file://p.md]
providers: [anthropic:messages:claude-haiku-4-5]
defaultTest: { assert: [{ type: latency, threshold: 1000 }] }
tests: [{ vars: { name: Ann }, assert: [{ type: contains, value: Ann }, { type: llm-rubric, value: kind }] }]
`;

test.each<[name: string, suite: string, steps: readonly RegExp[]]>([
  [
    "a colon in a value of { }",
    `${HEAD}cases: [{ vars: { q: Note: this } }]\n`,
    [/^3:22 .*→ quote it.*: "Note: this"$/],
  ],
  ["a colon in a value", `${MODEL}prompt: Say: yes\n${CASE}`, [/^2:9 .*→ quote it.*: "Say: yes"$/]],
  ["a colon in a check", `${HEAD}cases: [{ expect: [{ contains: a: b }] }]\n`, [/^3:.*→ quote it.*: "a: b"$/]],
  [
    "a key indented by one too many",
    `${HEAD}cases:\n  - vars: { q: x }\n     expect: []\n`,
    [/^5:1 .*→ `vars` in line 4 begins in column 5/],
  ],
  [
    "a key below a value, indented by one too many",
    `${HEAD}cases:\n  - id: a\n     vars: { q: x }\n`,
    [/^4:9 .*→ line 5 begins in column 6: begin it in column 5/],
  ],
  ["a top-level key indented", `${HEAD} ${CASE}`, [/^3:1 .*→ `prompt` in line 2 begins in column 1/]],
  [
    "a variable beside vars",
    `${HEAD}cases: [{ vars: { r: x }, q: x, expect: [{ contains: a }] }]\n`,
    [/^3:27 unknown key `q` → a variable goes under `vars`: `vars: \{ q: … \}`/],
  ],
  [
    "another tool's checks",
    `${HEAD}cases: [{ vars: { q: x }, expect: [{ not-contains: a }, { icontains: b }, { not-icontains: b }, { contains-any: [a] }] }]\n`,
    [
      /`not-contains` → write it as `not: \{ contains: … \}`$/,
      /`icontains` → write it as `contains: \{ value: …, ignore_case: true \}`$/,
      /`not-icontains` → write it as `not: \{ contains: \{ value: …, ignore_case: true \} \}`$/,
      /`contains-any` → did you mean `contains_any`\?$/,
    ],
  ],
  [
    "another tool's rubric",
    `${HEAD}cases: [{ vars: { q: x }, expect: [{ llm-rubric: is nice }] }]\n`,
    [/`llm-rubric` → did you mean `judge`\?$/],
  ],
  [
    "another tool's form of a check",
    `${HEAD}cases: [{ vars: { q: x }, expect: [{ type: contains, value: x }, { type: llm-rubric, value: y, threshold: 1 }] }]\n`,
    [/unknown key `type` → a check is its own key: `- contains: …`$/, /unknown key `type` → did you mean `judge`\?$/],
  ],
  [
    "a whole promptfoo config",
    promptfoo,
    [
      /^2:1 this is a promptfoo config.*→ write `providers` as `models`, `tests` as.*`type: latency` as `latency: LIMIT`, .*`type: llm-rubric` as `judge`; docs\/from-promptfoo\.md/,
    ],
  ],
  [
    "a path from the root",
    `${MODEL}prompt: { file: prompts/p.md }\n${CASE}`,
    [/^2:17 there is no file .*→ .*did you mean `\.\.\/prompts\/p\.md`\?$/],
  ],
  [
    "a path from the root as if from there",
    `${MODEL}prompt: { file: ./prompts/p.md }\n${CASE}`,
    [/→ .*did you mean `\.\.\/prompts\/p\.md`\?$/],
  ],
  [
    "a file as another tool names it",
    `${MODEL}prompt: file://../prompts/p.md\n${CASE}`,
    [
      /^2:9 the text is `\.\.\/prompts\/p\.md`.*→ write `\{ file: \.\.\/prompts\/p\.md \}` for what is in the file$/,
      /`q` is read by no template/,
    ],
  ],
  [
    "a first not_worse_than",
    `${HEAD}${CASE}gate: { not_worse_than: { baseline: ../b.json } }\n`,
    [/there is no baseline at b\.json yet.*→ after this run, make it: `prompt-run accept latest --as b\.json`/],
  ],
  [
    "a first not_worse_than without a file",
    `${HEAD}${CASE}gate: { not_worse_than: {} }\n`,
    [/→ after this run, make it: `prompt-run accept latest --as FILE`, and name it with --baseline FILE/],
  ],
  [
    "one file of tools",
    `${HEAD}tools: { file: tools.yaml }\n${CASE}`,
    [/→ write a list: `tools: \[\{ file: "tools\.yaml" \}\]`$/],
  ],
  ["prompts as a list", `${MODEL}prompts: ["{{ q }}"]\n${CASE}`, [/→ give each variant a name: `prompts: \{ v1: …/]],
  [
    "vars without a value",
    `${HEAD}cases: [{ vars: , expect: [{ contains: a }] }]\n`,
    [/→ give it a value, or remove the key$/],
  ],
])("D10: %s has a next step", async (_name, suite, steps) => {
  const found = await told(suite);
  expect(found).toHaveLength(steps.length);
  for (const [index, step] of steps.entries()) expect(found[index]).toMatch(step);
});

test("D10: a folder as argument is the suites in it", async () => {
  expect((await told("modle: x", ["suites"]))[0]).toMatch(/^1:1 unknown key `modle` → did you mean `model`/);
});

test("D10: no path is looked for outside the project, nor a secret file named", async () => {
  expect((await told(`${MODEL}prompt: { file: etc/hostname }\n${CASE}`))[0]).not.toContain("did you mean");
  expect((await told(`${MODEL}prompt: { file: prompts/.env }\n${CASE}`))[0]).toContain("is never read");
});

test("D12: a deprecated model is warned of once, however often it stands in a suite", async () => {
  const twice = "models: [claude-sonnet-4-5, { id: claude-sonnet-4-5, label: cold, temperature: 0 }]\n";
  const found = await told(`${twice}prompt: "{{ q }}"\n${CASE}`);
  expect(found.filter((line) => line.includes("is deprecated"))).toHaveLength(1);
});

const ONE = 'cases: [{ id: a, vars: { q: x }, expect: [{ contains: "a" }] }]\n';
const judge = (rubric: string): string =>
  `${HEAD}judges: { kind: { model: claude-opus-4-8, rubric: ${rubric}, require: none } }\n` +
  "gate: { pass_rate: 0.9 }\ncases: [{ vars: { q: x }, expect: [{ judge: kind }] }]\n";
const expecting = (check: string): string => `${HEAD}cases: [{ id: a, vars: { q: x }, expect: [${check}] }]\n`;

test.each<[name: string, suite: string, steps: readonly RegExp[]]>([
  [
    "11: a prompt that is a path",
    `${MODEL}prompt: ../prompts/p.md\n${CASE.replace("vars: { q: x }, ", "")}`,
    [/^2:9 the text is `\.\.\/prompts\/p\.md`, and that file exists.*→ write `\{ file: \.\.\/prompts\/p\.md \}`/],
  ],
  [
    "11: a system text that is a path, and one that is nowhere",
    `${MODEL}system: ../prompts/p.md\nprompts: { a: "{{ q }}", b: { system: prompts/gone.md, user: "{{ q }}!" } }\n${CASE}`,
    [/^2:9 .* exists/, /^3:39 .*`prompts\/gone\.md`, which looks like a path/],
  ],
  ["11: a rubric that is a path", judge("../prompts/p.md"), [/^3:51 .*`\.\.\/prompts\/p\.md`, and that file exists/]],
  [
    "11: a schema and a check that are paths",
    expecting("{ json: { schema: data/s.json } }, { json: data/s.json }"),
    [/→ for what is in a file, write `\{ file: data\/s\.json \}`$/, /`json: \{ schema: \{ file: data\/s\.json \} \}`$/],
  ],
  ["11: cases that are a path", `${HEAD}cases: data/t.csv\n`, [/write `cases: \[\{ file: data\/t\.csv \}\]`$/]],
  ["11: a sentence that ends like a file", `${MODEL}prompt: "Say {{ q }} to example.com"\n${CASE}`, []],
  [
    "several texts of one",
    expecting("{ contains: [a, b] }"),
    [/→ for several, write `contains_any` or `contains_all`$/],
  ],
  ["12: an empty text to equal", expecting('{ equals: "" }'), [/the text is empty: nothing but an empty answer.*→ /]],
  ["12: one of many", expecting('{ equals_any: ["a", ""] }'), [/one of the texts is empty: an empty answer passes/]],
  ["12: what is not to be empty", expecting('{ not: { equals: "" } }'), []],
  ["12: a member that is empty", expecting('{ json_path: { path: $.a, equals: "" } }'), []],
  ["26a: a latency with its unit", expecting("{ latency: 2s }"), [/→ it is in milliseconds, without a unit: 2000$/]],
  ["26a: a minute", expecting("{ ttft: { max_ms: 1.5 min } }"), [/in milliseconds, without a unit: 90000$/]],
  ["26a: a timeout", `${HEAD}limits: { timeout_s: 500ms }\n${ONE}`, [/→ it is in seconds, without a unit: 0\.5$/]],
  ["26a: money", `${HEAD}limits: { max_cost_usd: $0.50 }\n${ONE}`, [/→ it is in US dollars, without a unit: 0\.5$/]],
  [
    "26b: a misspelt file in another folder",
    `${MODEL}prompt: { file: ../prompts/q.md }\n${CASE}`,
    [/→ did you mean `\.\.\/prompts\/p\.md`\?$/],
  ],
  [
    "26d: a misspelt variable",
    `${MODEL}prompt: "{{ message }}"\ncases: [{ vars: { mesage: x }, expect: [{ contains: a }] }]\n`,
    [/`message` is not defined/, /→ `message` is read, which is not set here: call the variable so, or remove it$/],
  ],
  [
    "26e: a model as promptfoo names it",
    `model: anthropic:messages:claude-haiku-5-5\nprompt: hi\ncases: [{ id: a, expect: [{ contains: a }] }]\n`,
    [/there is no model `anthropic:messages:claude-haiku-5-5` → did you mean `claude-haiku-5-5`\?$/],
  ],
])("%s", async (_name, suite, steps) => {
  const found = await told(suite);
  expect(found).toHaveLength(steps.length);
  for (const [index, step] of steps.entries()) expect(found[index]).toMatch(step);
});

test("rows of which nothing is expected are told together", async () => {
  const suite = `${HEAD}cases: [{ file: t.csv }]\n`;
  const found = await toldOf({ "suites/t.csv": "q\na\nb\nc\n", "suites/s.yaml": suite });
  expect(found).toEqual([expect.stringMatching(/^-:- nothing is expected/)]);
});

test("checks that a row of a data file brings are no checks, and that is said", async () => {
  const rowOf = (value: unknown): string => `${JSON.stringify({ id: "a", q: "x", expect: value })}\n`;
  const told = (value: unknown, check: string): Promise<string[]> =>
    toldOf({
      "suites/t.jsonl": rowOf(value),
      "suites/s.yaml": `${HEAD}cases: [{ file: t.jsonl, expect: [${check}] }]\n`,
    });
  expect(await told([{ contains: "NOPE" }], "{ contains: x }")).toEqual([
    expect.stringMatching(/^1:- `expect` is a variable of this row.*→ .*include: FILE/),
  ]);
  // What a suite reads, and what is no list of checks, is data.
  expect(await told([{ contains: "x" }], '{ json_path: { path: $.a, equals: "{{ expect }}" } }')).toEqual([]);
  expect(await told(["x"], "{ contains: x }")).toEqual([]);
});

test("of very many problems the first are told, and how many are left", async () => {
  const rows = Array.from({ length: 500 }, () => "a,x").join("\n");
  const suite = `${HEAD}cases: [{ file: t.csv, id: "{{ id }}", expect: [{ contains: x }] }]\n`;
  const found = await toldOf({ "suites/t.csv": `id,q\n${rows}\n`, "suites/s.yaml": suite });
  expect(found).toHaveLength(201);
  expect(found.at(-1)).toMatch(/show 299 more errors than are told here/);
});

test("12, 26c: a cell that is empty, and a header that ends with a blank", async () => {
  const data = (table: string, suite: string): Promise<string[]> =>
    toldOf({ "suites/t.csv": table, "suites/s.yaml": suite });
  const labels = `${HEAD}cases: [{ file: t.csv, expect: [{ equals: "{{ label }}" }] }]\n`;
  expect(await data("id,q,label\na,hello,\nb,x,y\n", labels)).toEqual([expect.stringContaining("the text is empty")]);
  const [blank] = await data("id,q ,label\na,hello,x\n", labels);
  expect(blank).toMatch(/`q` is not defined → there is "q ", which ends with a blank: mend it where it is named/);
});

const schema = (text: string): string => expecting(`{ json: { schema: ${text} } }`);

test.each<[name: string, suite: string, steps: readonly RegExp[]]>([
  [
    "a misspelt type",
    schema("{ type: objct }"),
    [/^3:69 `type` in a schema is `array`, .*or `string`; found the text "objct" → did you mean `object`\?$/],
  ],
  [
    "a misspelt keyword, deep inside",
    schema("{ properties: { a: { items: { requird: [b] } } } }"),
    [/^3:91 JSON Schema has no keyword `requird` → did you mean `required`\?$/],
  ],
  [
    "a text for a number",
    schema("{ minLength: x }"),
    [/`minLength` in a schema is a whole number; found the text "x"/],
  ],
  ["a text for a list", schema("{ required: a }"), [/`required` in a schema is a list; found the text "a"/]],
  ["a list for a map", schema("{ properties: [a] }"), [/`properties` in a schema is a map; found a list/]],
  ["below the least", schema("{ minLength: -1 }"), [/`minLength` in a schema must be >= 0/]],
  [
    "a reference that leads nowhere",
    schema('{ $defs: { item: {} }, items: { $ref: "#/$defs/itm" } }'),
    [/`\$ref: #\/\$defs\/itm` leads nowhere in the schema → did you mean `#\/\$defs\/item`\?$/],
  ],
  ["a pattern", schema('{ pattern: "(" }'), [/^3:72 the pattern is not valid: missing closing \)/]],
  [
    "a misspelt format",
    schema("{ format: emial }"),
    [/`format` in a schema is .*; found the text "emial" → did you mean `email`/],
  ],
  ["several at once", schema("{ typ: object, requird: [a] }"), [/`typ`/, /`requird`/]],
])("25: a schema with %s", async (_name, suite, steps) => {
  const found = await told(suite);
  expect(found).toHaveLength(steps.length);
  for (const [index, step] of steps.entries()) expect(found[index]).toMatch(step);
});

test("25: a schema in a file is told of at its line there, also what is no JSON", async () => {
  const found = async (member: string): Promise<readonly (readonly unknown[])[]> => {
    const cwd = temporaryProject({
      "s.yaml": schema("{ file: a.json }"),
      "a.json": `{\n  "type": "object",\n  "properties": { "a": ${member} }\n}\n`,
    });
    const checked = await checkSuites(invocationOf(cwd, { suites: ["s.yaml"] }), AT_MS);
    await checked.close();
    return checked.errors.map(({ place, message }) => {
      const { file, line, column } = checked.locate(place);
      return [`${file}:${line}:${column}`, message];
    });
  };
  expect(await found('{ "type": "strng" }')).toEqual([
    ["a.json:3:34", expect.stringContaining('found the text "strng"')],
  ]);
  expect(await found('{ "type": "string" },')).toEqual([["a.json:3:46", "this is not JSON from here on"]]);
});
