import { expect, test } from "vitest";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { NO_OVERRIDES } from "../../../src/domain/overrides.ts";
import { createCheckPreparer } from "../../../src/checks/prepare/check-preparer.ts";
import { streamCases } from "../../../src/pipeline/passes/case-stream.ts";
import { loadSuites } from "../../../src/pipeline/passes/loading/load-suites.ts";
import { createJudging } from "../../../src/pipeline/judging/judging.ts";
import { createAttachmentTokens } from "../../../src/pipeline/passes/attachment-tokens.ts";
import { type Preflight, preflight } from "../../../src/pipeline/passes/preflight.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const NOTHING_SELECTED = { cases: [], tags: [] };

interface Passed extends Preflight {
  /** How often the cases were read. */
  readonly passes: number;
  readonly ids: readonly string[];
}

async function passOf(files: Readonly<Record<string, string>>): Promise<Passed> {
  const cwd = temporaryProject(files);
  const invocation = {
    cwd,
    suites: ["suite.yaml"],
    overrides: NO_OVERRIDES,
    allowOutside: false,
  } as unknown as Invocation; // all that loading looks at
  const { suites, facts, problems } = await loadSuites(invocation);
  const [loaded] = suites;
  if (loaded === undefined) throw new Error(JSON.stringify(problems));
  let passes = 0;
  const openCases = (): ReturnType<typeof loaded.suite.openCases> => {
    passes += 1;
    return loaded.suite.openCases();
  };
  const counted = { ...loaded, suite: { ...loaded.suite, openCases } };
  const prepare = createCheckPreparer(() => Promise.reject(new Error("no script here")));
  const result = await preflight({
    loaded: counted,
    selection: NOTHING_SELECTED,
    facts,
    prepare,
    judging: createJudging([], facts),
    nowMs: 0,
    baseline: null,
    attachments: createAttachmentTokens(null),
    isCapped: false,
  });
  const ids: string[] = [];
  for await (const streamed of streamCases(loaded, NOTHING_SELECTED, result.suite.shared)) {
    if (streamed.ok) ids.push(streamed.planned.id);
  }
  return { ...result, passes, ids };
}

const suite = (cases: string): string => `model: claude-haiku-5-5
prompt: "Say {{ word }}"
expect: [{ contains: "{{ word }}" }]
answer: last_line
cases:
${cases}
`;

test("cases with ids, or with inputs of their own, are read once", async () => {
  const rows = "id,word\nx,one\ny,one\n";
  const {
    passes,
    problems,
    ids,
    suite: checked,
  } = await passOf({
    "suite.yaml": suite("  - { file: rows.csv }\n  - { vars: { word: two } }"),
    "rows.csv": rows,
  });
  expect({ passes, problems, cases: checked.cases }).toEqual({ passes: 1, problems: [], cases: 3 });
  expect(ids.slice(0, 2)).toEqual(["x", "y"]);
});

test("equal inputs without ids are numbered, with one warning, and are the cases of the second pass", async () => {
  const same = "  - { vars: { word: one } }\n".repeat(3);
  const {
    passes,
    problems,
    ids,
    suite: checked,
  } = await passOf({ "suite.yaml": suite(`${same}  - { vars: { word: two } }`) });
  expect(passes).toBe(2);
  expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning equal-inputs"]);
  const [first] = ids;
  expect(ids.slice(0, 3)).toEqual([first, `${first}-2`, `${first}-3`]);
  expect(checked).toMatchObject({ cases: 4, trials: 4 });
  expect(checked.inputs.length).toBe(4);
});

const NAMED = (more = ""): string =>
  ["a", "b", "c"].map((id) => `  - { id: ${id}, vars: { word: one }${more} }\n`).join("");

test.each([
  { name: "one question in several cases", cases: NAMED(), gate: "{ pass_rate: 0.5, confidence: 0.9 }", told: 1 },
  {
    name: "the same in one cluster",
    cases: NAMED(", cluster: x"),
    gate: "{ pass_rate: 0.5, confidence: 0.9 }",
    told: 0,
  },
  { name: "the same, skipped", cases: NAMED(", skip: later"), gate: "{ pass_rate: 0.5, confidence: 0.9 }", told: 0 },
  { name: "a gate that infers nothing", cases: NAMED(), gate: "{ pass_rate: 0.5 }", told: 0 },
  { name: "a gate that compares", cases: NAMED(), gate: "{ not_worse_than: { baseline: b.json } }", told: 1 },
])("equal inputs of cases with ids: $name", async ({ cases, gate, told }) => {
  const text = suite(`${cases}  - { id: d, vars: { word: two } }`).replace("\ncases:", `\ngate: ${gate}\ncases:`);
  const { problems } = await passOf({ "suite.yaml": text });
  expect(problems.filter(({ code }) => code === "equal-inputs").map(({ severity }) => severity)).toEqual(
    Array.from({ length: told }, () => "warning"),
  );
});

test("a line above changes no hash", async () => {
  const text = suite("  - { id: a, vars: { word: one } }");
  const [before, after] = [await passOf({ "suite.yaml": text }), await passOf({ "suite.yaml": `# a line\n${text}` })];
  expect(after.suite.hashes).toEqual(before.suite.hashes);
  expect(after.suite.planHash).toBe(before.suite.planHash);
});

const arms = (prompts: string, cases: string): string => `model: claude-haiku-5-5
prompts: ${prompts}
expect: [{ contains: x }]
cases: ${cases}
`;
const B_AND_C = "{ a: { system: s, user: a }, b: { user: b }, c: { system: s, user: c } }";

test.each([
  [
    "written otherwise",
    '{ a: "{{ q }}", b: "{{q}}", c: "{{ q }}." }',
    "[{ vars: { q: 1 } }, { vars: { q: 2 } }]",
    "a = b",
  ],
  [
    "a case apart",
    '{ a: "a {{ q }}", b: "a {{ q | default: 0 }}" }',
    "[{ vars: { q: 1 } }, { vars: { q: false } }]",
    "",
  ],
  [
    "that case is not sent",
    '{ a: "a {{ q }}", b: "a {{ q | default: 0 }}" }',
    "[{ vars: { q: 1 } }, { vars: { q: false }, skip: no }]",
    "a = b",
  ],
  ["three", `{ a: "{{ q }}", b: "{{q}}", c: '{{ q | append: "" }}' }`, "[{ vars: { q: x } }]", "a = b, a = c"],
])("arms that send the same in every case are an error: %s", async (_, prompts, cases, pairs) => {
  const { problems } = await passOf({ "suite.yaml": arms(prompts, cases) });
  const found = problems.map(({ code, message }) => [
    code,
    [...message.matchAll(/`claude-haiku-5-5\/(\w)`/g)].map(([, name]) => name).join(" = "),
  ]);
  expect(found).toEqual(pairs === "" ? [] : pairs.split(", ").map((pair) => ["equal-arms", pair]));
});

test("prompts of one system, each with its own, are one to a case with turns", async () => {
  await expect(passOf({ "suite.yaml": arms(B_AND_C, "[{ turns: [{ user: u }] }]") })).rejects.toThrow("equal-arms");
});

test("warnings, however many, leave room for an error", async () => {
  const rows = Array.from({ length: 201 }, (_, row) => `${row},tool${row},x`).join("\n");
  const expecting = 'expect: [{ tool_call: "{{ tool }}" }, { contains: "{{ text }}" }]';
  const written = `model: claude-haiku-5-5
prompt: "{{ n }}"
tools: [{ name: known, input_schema: { type: object } }]
cases: [{ file: rows.csv, ${expecting} }]
`;
  const { problems } = await passOf({ "suite.yaml": written, "rows.csv": `n,tool,text\n${rows}\n900,known,\n` });
  expect(problems.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
    "bad-check-argument",
  ]);
});
