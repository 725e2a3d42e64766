import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mentionsOf } from "../../../src/base/template-words.ts";
import { READERS } from "../../../src/domain/check-facts.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Sort {{ message }}"
gate: { not_worse_than: { margin: 0.5 } }
cases:
  - file: data.csv
    id: "{{ id }}"
    tags: ["lang={{ lang }}"]
    expect: [{ equals: "{{ label }}" }]
    simulate: "{{ label }}"
`;

const DATA = ["id,message,label,lang,note", ...Array.from({ length: 12 }, (_, n) => `t${n},text ${n},other,en,x`)];
/** The data without its last columns. */
const cut = (columns: number): string => DATA.map((row) => row.split(",").slice(0, columns).join(",")).join("\n");

interface Side {
  readonly data: string;
  readonly suite?: string;
}

interface Ran {
  readonly cwd: string;
  readonly id: string;
}

const runsBefore = new Map<string, Promise<Ran>>();

const filesOf = ({ data, suite = SUITE }: Side): Record<string, string> => ({
  "check.mjs": "export default () => true;",
  "data.csv": data,
  "suite.yaml": suite,
});

/** A run that others are held against; each side is run once. */
function ranBefore(side: Side): Promise<Ran> {
  const key = JSON.stringify(side);
  const known = runsBefore.get(key) ?? ranAnew(side);
  runsBefore.set(key, known);
  return known;
}

async function ranAnew(side: Side): Promise<Ran> {
  const cwd = permanentProject(filesOf(side));
  return { cwd, id: (await runSuite(cwd)).head.run.id };
}

/** What a run that is held against another one says: its verdict, why, and what differs. */
async function held(before: Side, after: Side): Promise<{ verdict: string; reason: string; differs: string }> {
  const old = await ranBefore(before);
  const cwd = temporaryProject({});
  cpSync(old.cwd, cwd, { recursive: true });
  for (const [path, text] of Object.entries(filesOf(after))) writeFileSync(join(cwd, path), text);
  const { head } = await runSuite(cwd, { baseline: old.id });
  const [suite] = head.suites;
  return {
    verdict: head.verdict,
    reason: suite?.gate.rules.find(({ rule }) => rule === "not_worse_than")?.reason ?? "",
    differs: (suite?.insights?.baseline?.differences ?? []).map(({ sentence }) => sentence).join("; "),
  };
}

describe("finding 6: a case is another one when what is read of it is", () => {
  const READING = SUITE.replace("Sort {{ message }}", "Sort {{ message }} {{ note }}");
  const SCRIPTED = SUITE.replace('[{ equals: "{{ label }}" }]', "[{ script: check.mjs }]");
  const DYNAMIC = SUITE.replace('[{ equals: "{{ label }}" }]', "[{ expr: 'size(vars) > 0' }]");
  test.each<[string, Side, Side, string]>([
    ["a column more that nothing reads", { data: cut(4) }, { data: cut(5) }, ""],
    ["a column less that nothing reads", { data: cut(5) }, { data: cut(4) }, ""],
    ["another value of what only tags read", { data: cut(4) }, { data: cut(4).replaceAll(",en", ",ja") }, ""],
    [
      "a prompt that begins to read what was there",
      { data: cut(5) },
      { data: cut(5), suite: READING },
      "the prompt of claude-haiku-5-5/default changed",
    ],
  ])("compared: %s", async (_, before, after, differs) => {
    expect(await held(before, after)).toMatchObject({ verdict: "pass", differs });
  });

  test.each<[string, Side, Side, string]>([
    ["new and read", { data: cut(4) }, { data: cut(5), suite: READING }, "`note` is new"],
    ["gone and was read", { data: cut(5), suite: READING }, { data: cut(4) }, "`note` is gone"],
    ["another text", { data: cut(4) }, { data: cut(4).replaceAll("text", "words") }, "`message` is another"],
    ["a script is handed all", { data: cut(4), suite: SCRIPTED }, { data: cut(5), suite: SCRIPTED }, "`note` is new"],
    ["an expression reads all", { data: cut(4), suite: DYNAMIC }, { data: cut(5), suite: DYNAMIC }, "`note` is new"],
  ])("not compared, with the variable and the way on: %s", async (_, before, after, named) => {
    const { verdict, reason, differs } = await held(before, after);
    expect(verdict).toBe("incomplete");
    expect(reason).toBe(
      `no case pairs with claude-haiku-5-5/default: nothing was compared; 12 cases have other inputs (${named}): put them back, or accept a run of main with the cases as they are now`,
    );
    expect(differs).toMatch(/^12 cases with other inputs, not compared: t0, .*t11 \(/);
    expect(differs).toContain(`t11 (${named})`);
  });

  test("of some cases alone: how many", async () => {
    const { differs } = await held({ data: cut(4) }, { data: cut(4).replace("text 3", "words") });
    expect(differs).toBe("1 case with other inputs, not compared: t3 (`message` is another)");
  });
});

test.each([
  ["{{ [key] }}", true],
  ["{{ a[0] }} {{ b['x'] }}", false],
  ["{% assign x = [key] %}", true],
])("%s reads any variable: %j", (template, isAny) => {
  expect(mentionsOf([template]).mentions("other")).toBe(isAny);
});

test.each([
  ["vars.a == 1 && vars['b'] == 2 && vars . c == 3", false],
  ["vars[output] == 1", true],
  ["vars.exists(k, k == output)", true],
  ["size(vars) == 1", true],
  ["output in ['vars']", true],
  ["json.vars2 == 1", false],
])("the expression %s reads any variable: %j", (expr, isAny) => {
  expect(mentionsOf([{ expr }], READERS).mentions("other")).toBe(isAny);
});
