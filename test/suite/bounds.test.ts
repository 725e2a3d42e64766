import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/suite/config.ts";
import { parseYaml } from "../../src/suite/sources/yaml-source.ts";
import { createSourceStore } from "../../src/suite/sources/source-store.ts";
import { expandVars } from "../../src/plan/cases/expand-vars.ts";
import { createFileAccess } from "../../src/suite/sources/file-access.ts";
import { createFileReader } from "../../src/suite/sources/read-file.ts";
import { problemsOf } from "../helpers/load-project.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const HEAD = 'model: new-model\nprompt: "{{ a }}"\n';
const axis = (name: string, values: number): string =>
  `${name}: [${Array.from({ length: values }, (_, n) => n).join(", ")}]`;
const matrix = (axes: readonly (readonly [string, number])[], expect = "[{ contains: a }]"): string =>
  `  - { matrix: { ${axes.map(([name, values]) => axis(name, values)).join(", ")} }, expect: ${expect} }\n`;

/** The variables of a matrix here stand for its size alone: that nothing reads them is told elsewhere. */
const isOfSize = (problem: string): boolean => !problem.endsWith(" unused-variable");

describe("A15: a matrix has a size", () => {
  const hundreds = "abcdef".split("").map((name) => [name, 100] as const);
  test.each<readonly [string, string, readonly string[]]>([
    ["100 to the sixth", matrix(hundreds), ["4:5 matrix-too-large"]],
    [
      "more than can be counted",
      matrix("abcdefghijklmnopqrst".split("").map((name) => [name, 100] as const)),
      ["4:5 matrix-too-large"],
    ],
    [
      "several that are too large together",
      matrix([
        ["a", 300],
        ["b", 300],
      ]) +
        matrix([
          ["a", 300],
          ["b", 300],
        ]),
      ["5:5 matrix-too-large"],
    ],
    [
      "as large as it may be",
      matrix([
        ["a", 1000],
        ["b", 100],
      ]),
      [],
    ],
  ])("%s", (_, cases, wanted) => {
    const found = problemsOf(temporaryProject({ "suite.yaml": `${HEAD}cases:\n${cases}` }));
    expect(found.filter(isOfSize)).toEqual(wanted);
  });

  test("included ones count, too", () => {
    const files = { "suite.yaml": `${HEAD}cases: [{ include: more.yaml }]\n`, "more.yaml": matrix(hundreds) };
    expect(problemsOf(temporaryProject(files)).filter(isOfSize)).toEqual(["more.yaml:1:5 matrix-too-large"]);
  });
});

describe("files that are taken in have a size together", () => {
  const suite = `${HEAD}expect: [{ file: checks.yaml }]\ncases: [{ include: cases.yaml }]\n`;
  const items = (item: string, count: number): string => `[${Array.from({ length: count }, () => item).join(", ")}]`;
  const small = { "suite.yaml": suite, "cases.yaml": "- { vars: { a: b } }\n", "checks.yaml": "- { contains: a }\n" };

  /** Each names the next one twenty times: 20 × 20 × 600 empty lists. */
  const lists = {
    "b.yaml": items("{ file: c.yaml }", 20),
    "c.yaml": items("{ file: d.yaml }", 20),
    "d.yaml": items("[]", 600),
  };

  test.each<readonly [string, Record<string, string>, readonly string[]]>([
    [
      "lists of checks that multiply",
      { ...lists, "checks.yaml": "- { file: b.yaml }\n" },
      ["c.yaml:1:226 include-too-large"],
    ],
    [
      "cases that multiply, with their checks, told once",
      {
        ...lists,
        "cases.yaml": items("{ include: e.yaml }", 20),
        "e.yaml": "- { vars: { a: b }, expect: [{ file: c.yaml }] }\n",
      },
      ["c.yaml:1:226 include-too-large"],
    ],
    [
      "a hundred files inside each other",
      Object.fromEntries(
        Array.from({ length: 120 }, (_, n) => [
          n === 0 ? "cases.yaml" : `c${n}.yaml`,
          `- { include: c${n + 1}.yaml }\n`,
        ]),
      ),
      ["c99.yaml:1:14 include-too-large"],
    ],
  ])("%s", (_, files, wanted) => {
    expect(problemsOf(temporaryProject({ ...small, ...files }))).toEqual(wanted);
  });
});

describe("aliases have a size, and finding what they name takes no time", () => {
  const list = (item: string, count: number): string => `[${Array.from({ length: count }, () => item).join(", ")}]`;

  test("a list that is named often is told of", () => {
    const text = `${HEAD}x-a: &a ${list("{ contains: a }", 1000)}\nexpect: ${list("*a", 600)}\ncases: [{ vars: { a: b } }]\n`;
    expect(problemsOf(temporaryProject({ "suite.yaml": text })).map((told) => told.split(" ")[1])).toEqual([
      "yaml-alias",
    ]);
  });

  test("numbers behind an alias, which each is looked up as it is written", () => {
    const text = `${HEAD}x-a: &a { a: ${list("1", 1000)} }\nexpect: [{ contains: a }]\ncases: ${list("{ vars: *a }", 20)}\n`;
    const before = process.cpuUsage().user;
    expect(problemsOf(temporaryProject({ "suite.yaml": text }))).toEqual([]);
    // It took a minute.
    expect(process.cpuUsage(undefined).user - before).toBeLessThan(10e6);
  });

  test("the last anchor before an alias is what it names", () => {
    const parsed = parseYaml("- &a 01\n- *a\n- &a 02\n- *a\n- { <<: &m { k: 03 } }\n- { <<: *m }\n");
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { source } = parsed;
    const found = [[1], [3], [4, "k"], [5, "k"], [5, "x"], [9]].map((pointer) => source.written(pointer));
    expect(found).toEqual(["01", "02", "03", "03", null, null]);
  });
});

describe("A15: a glob looks at the project alone", () => {
  const glob = async (folder: string, pattern: string, allowOutside = false) => {
    const found = await createFileAccess(createFileReader({ root: folder, allowOutside })).glob(
      pattern,
      join(folder, "data"),
    );
    return found.ok ? found.value : found.problem.code;
  };
  const project = (): string => {
    const folder = temporaryProject({ "data/a.md": "a", "data/sub/b.md": "b", "top.md": "t" });
    symlinkSync("/", join(folder, "data/machine"));
    symlinkSync(join(folder, "data"), join(folder, "data/sub/loop"));
    symlinkSync(join(folder, "top.md"), join(folder, "data/link.md"));
    return folder;
  };

  test.each<readonly [string, unknown]>([
    ["/**/passwd", "outside-root"],
    ["../../**/*.md", "outside-root"],
    ["../*.md", ["../top.md"]],
    ["*.md", ["a.md", "link.md"]],
    ["{*.md,sub/*.md}", ["a.md", "link.md", "sub/b.md"]],
    ["machine/**/passwd", "outside-root"],
    ["**/b.md", ["sub/b.md", "sub/loop/sub/b.md"]],
    ["sub/*/*.md", ["sub/loop/a.md", "sub/loop/link.md"]],
    ["{*.md,../../**/passwd}", "outside-root"],
    ["none/*.md", "missing-file"],
  ])("%s", async (pattern, wanted) => {
    expect(await glob(project(), pattern)).toEqual(wanted);
  });

  test("--allow-outside lets it look at the whole machine, where it ends after so many entries", async () => {
    const other = temporaryProject(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`${n % 6}/${n}.md`, "x"])));
    const reader = createFileReader({ root: project(), allowOutside: true });
    const found = [30, 300].map((most) => createFileAccess(reader, most).glob("**/*3.md", other));
    expect(await Promise.all(found)).toMatchObject([
      { ok: false, problem: { code: "too-many-files" } },
      { ok: true, value: { length: 6 } },
    ]);
  });

  test("the files of one variable have a size together", async () => {
    const folder = temporaryProject({ "data/none.txt": "" });
    for (let n = 0; n < 3; n++) writeFileSync(join(folder, `data/${n}.md`), "x".repeat(9 * 1024 * 1024));
    const files = createFileAccess(createFileReader({ root: folder, allowOutside: false }));
    const place = { kind: "argument" as const, argument: "a" };
    const expanded = await expandVars(
      { a: { value: { files: "*.md" }, place, baseDir: join(folder, "data") } },
      null,
      files,
    );
    expect(expanded).toMatchObject({ ok: false, problems: [{ code: "file-too-large" }] });
  });
});

describe("what comes from outside has a bound", () => {
  test("a config that is null is no config", () => {
    const cwd = temporaryProject({ "suite.yaml": `${HEAD}cases: []\n`, "prompt-run.config.yaml": "&a \n" });
    const found = loadConfig(cwd, createSourceStore(cwd));
    expect(found.ok ? [] : found.problems.map(({ code }) => code)).toEqual(["wrong-type"]);
  });
});
