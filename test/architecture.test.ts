import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { expect, test } from "vitest";
import { FULLEST_FOLDER, LAYERS, PURE, ROOMS, STILL_MUTUAL } from "./architecture-rooms.ts";

const IMPURE_USE = /\b(Date\.now\(\)|new Date\(\)|Math\.random\(\)|process\.|console\.)/;
/** Engines that cost start-up time or weight: nothing that a command loads at once may lead to them. */
const LAZY = ["@anthropic-ai/sdk", "liquidjs", "ajv", "json-p3", "@marcbachmann/cel-js", "re2js", "csv-parse"];
/** Where loading begins: the entries, each command of the command line, and the pipeline behind it. */
const ROOTS = /^(cli\/main|index|cli\/commands\/[\w-]+|pipeline\/(?:[\w-]+\/)+[\w-]+)\.ts$/;

interface Source {
  readonly path: string;
  readonly text: string;
}

function violations(sources: readonly Source[]): string[] {
  return [
    ...layerViolations(sources),
    ...roomViolations(sources),
    ...mutualFolders(sources),
    ...fullFolders(sources),
    ...eagerEngines(sources),
    ...circles(sources),
  ];
}

/** Files that import each other in a circle, types counted: neither can be read without the other. */
function circles(sources: readonly Source[]): string[] {
  const targets = new Map(
    sources.map(({ path, text }) => {
      const own = imports(withoutComments(text)).filter((target) => target.startsWith("."));
      return [path, own.map((target) => posix.join(posix.dirname(path), target))];
    }),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push(`a circle of imports: ${[...way.slice(at), path].join(" → ")}`);
    if (at >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return found;
}

/** The engines that static imports lead to from a root, each with the files on the way. */
function eagerEngines(sources: readonly Source[]): string[] {
  const texts = new Map(sources.map(({ path, text }) => [path, withoutComments(text)]));
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const text = texts.get(path);
    if (text === undefined || seen.has(path)) return;
    seen.add(path);
    for (const target of staticImports(text)) {
      if (LAZY.some((name) => target === name || target.startsWith(`${name}/`)))
        found.push(`${[...way, path].join(" → ")}: imports ${target} at once`);
      if (target.startsWith(".")) visit(posix.join(posix.dirname(path), target), [...way, path]);
    }
  };
  for (const { path } of sources) if (ROOTS.test(path)) visit(path, []);
  return found;
}

/** Imports inside a stage that go against the order of its rooms. */
function roomViolations(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const [stage = "", room = ""] = roomOf(path);
    const order = ROOMS[stage];
    if (order === undefined) return [];
    if (!order.includes(room)) return [`${path}: ${stage}/ has no room ${room === "" ? "at its top" : room}`];
    return ownImports(path, text).flatMap((target) => {
      const [toStage = "", toRoom = ""] = roomOf(target);
      if (toStage !== stage || order.indexOf(toRoom) <= order.indexOf(room)) return [];
      return [`${path}: ${stage}/${room} may not import ${stage}/${toRoom} (the order is ${order.join(" ← ")})`];
    });
  });
}

/** The stage and the room in it of a file; a file at the top of its stage is in the room "". */
function roomOf(path: string): string[] {
  const parts = path.split("/");
  return [parts[0] ?? "", parts.length > 2 ? (parts[1] ?? "") : ""];
}

/** Folders that import each other: neither can be read without the other. */
function mutualFolders(sources: readonly Source[]): string[] {
  const pairs = new Set<string>();
  const edges = new Set<string>();
  for (const { path, text } of sources) {
    for (const target of ownImports(path, text)) {
      const [from, to] = [posix.dirname(path), posix.dirname(target)];
      if (from === to) continue;
      edges.add(`${from} ${to}`);
      if (edges.has(`${to} ${from}`)) pairs.add([from, to].toSorted().join(" and "));
    }
  }
  return [...pairs].filter((pair) => !STILL_MUTUAL.includes(pair)).map((pair) => `${pair} import each other`);
}

/** Folders in which nobody finds a file any more. */
function fullFolders(sources: readonly Source[]): string[] {
  const counts = new Map<string, number>();
  for (const { path } of sources) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > FULLEST_FOLDER)
    .map(([folder, count]) => `${folder}/ holds ${count} files side by side; at most ${FULLEST_FOLDER}`);
}

/** What a file imports of our own source, as paths from src/. */
function ownImports(path: string, text: string): string[] {
  return imports(withoutComments(text))
    .filter((target) => target.startsWith("."))
    .map((target) => posix.join(posix.dirname(path), target))
    .filter((target) => !target.startsWith("..") && !target.includes("/generated/"));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
}

function layerViolations(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const room = path.split("/")[0] ?? "";
    const allowed = LAYERS[room];
    if (allowed === undefined) return [`${path}: no layer is called ${room}`];
    const code = withoutComments(text);
    return [
      ...imports(code).flatMap((target) => importProblem(path, room, allowed, target)),
      ...(PURE.includes(room) && IMPURE_USE.test(code)
        ? [`${path}: ${IMPURE_USE.exec(code)?.[0]} in a pure stage`]
        : []),
    ];
  });
}

function importProblem(path: string, room: string, allowed: readonly string[], target: string): string[] {
  if (target.startsWith("node:")) {
    return PURE.includes(room) && target !== "node:crypto" ? [`${path}: imports ${target} in a pure stage`] : [];
  }
  // The schemas (the source of truth for every file format) and the package's own facts are data, not code.
  if (!target.startsWith(".") || /\/(schemas\/\w+\.schema|package)\.json$/.test(target)) return [];
  const to = posix.join(posix.dirname(path), target).split("/")[0] ?? "";
  return to === room || allowed.includes(to) ? [] : [`${path}: ${room} may not import ${to} (${target})`];
}

function imports(code: string): string[] {
  return [...code.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

function staticImports(code: string): string[] {
  return [...code.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s*"([^"]+)"/gm)].map((match) => match[1] ?? "");
}

function sourceTree(root: string): Source[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name) && !entry.parentPath.includes("generated"))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { path: relative(root, file).replaceAll("\\", "/"), text: readFileSync(file, "utf8") };
    });
}

test("the source keeps to its layers", () => {
  const sources = sourceTree(join(import.meta.dirname, "../src"));
  expect(sources.length).toBeGreaterThan(19);
  expect(violations(sources)).toEqual([]);
});

test("no folder of tests holds more than can be looked through", () => {
  expect(fullFolders(sourceTree(import.meta.dirname))).toEqual([]);
});

const planted = [
  {
    path: "checks/kinds/text/x.ts",
    text: 'import { a } from "../../../run/calls/b.ts";',
    wants: "checks may not import run",
  },
  { path: "suite/x.ts", text: 'import type { A } from "../plan/cases/b.ts";', wants: "suite may not import plan" },
  { path: "domain/x.ts", text: 'export * from "../suite/b.ts";', wants: "domain may not import suite" },
  { path: "cli/x.ts", text: 'const a = await import("../run/calls/b.ts");', wants: "cli may not import run" },
  { path: "stats/x.ts", text: 'import { readFile } from "node:fs";', wants: "node:fs in a pure stage" },
  { path: "report/x.ts", text: "const at = Date.now();", wants: "Date.now() in a pure stage" },
  { path: "cli/main.ts", text: 'import Anthropic from "@anthropic-ai/sdk";', wants: "at once" },
  { path: "cli/commands/x.ts", text: 'import Ajv from "ajv/dist/2020.js";', wants: "at once" },
  { path: "attic/x.ts", text: "", wants: "no layer" },
  { path: "host/x.ts", text: 'import { a } from "../run/calls/b.ts";', wants: "host may not import run" },
  { path: "plan/cases/x.ts", text: 'import { a } from "../../host/b.ts";', wants: "plan may not import host" },
  { path: "run/calls/x.ts", text: 'import { a } from "../trials/b.ts";', wants: "run/calls may not import run/trials" },
  { path: "stats/rate/x.ts", text: 'import { a } from "../gate/b.ts";', wants: "stats/rate may not import stats/gate" },
  {
    path: "providers/relay/x.ts",
    text: 'import type { A } from "../endpoints/b.ts";',
    wants: "providers/relay may not import providers/endpoints",
  },
  { path: "targets/x.ts", text: 'import { a } from "./http/b.ts";', wants: "targets/ may not import targets/http" },
  { path: "providers/x.ts", text: "", wants: "providers/ has no room at its top" },
  { path: "run/x.ts", text: "", wants: "run/ has no room at its top" },
  { path: "run/attic/x.ts", text: "", wants: "run/ has no room attic" },
];
test.each(planted)("a planted fault is found: $wants", ({ path, text, wants }) => {
  expect(violations([{ path, text }]).join()).toContain(wants);
});

test("an engine is found behind the files that lead to it", () => {
  const sources = [
    { path: "cli/main.ts", text: 'import { a } from "../pipeline/output/a.ts";' },
    {
      path: "pipeline/output/a.ts",
      text: 'import { b } from "../../plan/cases/b.ts";\nawait import("../../plan/cases/lazy.ts");',
    },
    { path: "plan/cases/b.ts", text: 'import { Liquid } from "liquidjs";' },
    { path: "plan/cases/lazy.ts", text: 'import { RE2JS } from "re2js";' },
  ];
  expect(violations(sources)).toEqual([
    "cli/main.ts → pipeline/output/a.ts → plan/cases/b.ts: imports liquidjs at once",
  ]);
});

test("two folders that import each other are found", () => {
  const sources = [
    { path: "report/html/plots/a.ts", text: 'import type { B } from "../pieces/b.ts";' },
    { path: "report/html/pieces/c.ts", text: 'import { d } from "../plots/d.ts";' },
  ];
  expect(violations(sources)).toEqual(["report/html/pieces and report/html/plots import each other"]);
});

test("a folder with too many files is found", () => {
  const files = (folder: string): Source[] =>
    Array.from({ length: FULLEST_FOLDER + 1 }, (_, index) => ({ path: `${folder}/f${index}.ts`, text: "" }));
  expect(violations(files("report/html"))).toEqual([
    `report/html/ holds ${FULLEST_FOLDER + 1} files side by side; at most ${FULLEST_FOLDER}`,
  ]);
});

test("a circle is found, types and lazy imports counted", () => {
  const sources = [
    { path: "run/calls/a.ts", text: 'import type { B } from "./b.ts";' },
    { path: "run/calls/b.ts", text: 'export const c = await import("./c.ts");' },
    { path: "run/calls/c.ts", text: 'export * from "./a.ts";' },
  ];
  expect(violations(sources)).toEqual([
    "a circle of imports: run/calls/a.ts → run/calls/b.ts → run/calls/c.ts → run/calls/a.ts",
  ]);
});
