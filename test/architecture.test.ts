import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { expect, test } from "vitest";

/** Who may import whom: the picture of ARCHITECTURE.md in executable form. Every stage may also import itself. */
const STAGES = [
  "suite",
  "models",
  "plan",
  "providers",
  "run",
  "checks",
  "graders",
  "stats",
  "report",
  "telemetry",
] as const;
const layers: Readonly<Record<string, readonly string[]>> = {
  base: [],
  domain: ["base"],
  ...Object.fromEntries(STAGES.map((stage) => [stage, ["domain", "base"]])),
  pipeline: [...STAGES, "domain", "base"],
  cli: ["pipeline", "domain", "base"],
  "index.ts": ["pipeline", "domain", "base"],
};
/** Folders without effects: no Node modules but hashing, no clock, no randomness, no console. */
const PURE = ["domain", "base", "plan", "checks", "models", "stats", "report"];
const IMPURE_USE = /\b(Date\.now\(\)|new Date\(\)|Math\.random\(\)|process\.|console\.)/;
/** Engines that cost start-up time or weight: nothing that a command loads at once may lead to them. */
const LAZY = ["@anthropic-ai/sdk", "liquidjs", "ajv", "json-p3", "@marcbachmann/cel-js", "re2js", "csv-parse"];
/** Where loading begins: the entries, each command of the command line, and the pipeline behind it. */
const ROOTS = /^(cli\/main|index|cli\/commands\/[\w-]+|pipeline\/[\w-]+)\.ts$/;

interface Source {
  readonly path: string;
  readonly text: string;
}

function violations(sources: readonly Source[]): string[] {
  return [...layerViolations(sources), ...eagerEngines(sources), ...circles(sources)];
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

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
}

function layerViolations(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const room = path.split("/")[0] ?? "";
    const allowed = layers[room];
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

const planted = [
  { path: "checks/x.ts", text: 'import { a } from "../run/b.ts";', wants: "checks may not import run" },
  { path: "suite/x.ts", text: 'import type { A } from "../plan/b.ts";', wants: "suite may not import plan" },
  { path: "domain/x.ts", text: 'export * from "../suite/b.ts";', wants: "domain may not import suite" },
  { path: "cli/x.ts", text: 'const a = await import("../run/b.ts");', wants: "cli may not import run" },
  { path: "stats/x.ts", text: 'import { readFile } from "node:fs";', wants: "node:fs in a pure stage" },
  { path: "report/x.ts", text: "const at = Date.now();", wants: "Date.now() in a pure stage" },
  { path: "cli/main.ts", text: 'import Anthropic from "@anthropic-ai/sdk";', wants: "at once" },
  { path: "cli/commands/x.ts", text: 'import Ajv from "ajv/dist/2020.js";', wants: "at once" },
  { path: "attic/x.ts", text: "", wants: "no layer" },
];
test.each(planted)("a planted fault is found: $wants", ({ path, text, wants }) => {
  expect(violations([{ path, text }]).join()).toContain(wants);
});

test("an engine is found behind the files that lead to it", () => {
  const sources = [
    { path: "cli/main.ts", text: 'import { a } from "../pipeline/a.ts";' },
    { path: "pipeline/a.ts", text: 'import { b } from "../plan/b.ts";\nawait import("../plan/lazy.ts");' },
    { path: "plan/b.ts", text: 'import { Liquid } from "liquidjs";' },
    { path: "plan/lazy.ts", text: 'import { RE2JS } from "re2js";' },
  ];
  expect(violations(sources)).toEqual(["cli/main.ts → pipeline/a.ts → plan/b.ts: imports liquidjs at once"]);
});

test("a circle is found, types and lazy imports counted", () => {
  const sources = [
    { path: "run/a.ts", text: 'import type { B } from "./b.ts";' },
    { path: "run/b.ts", text: 'export const c = await import("./c.ts");' },
    { path: "run/c.ts", text: 'export * from "./a.ts";' },
  ];
  expect(violations(sources)).toEqual(["a circle of imports: run/a.ts → run/b.ts → run/c.ts → run/a.ts"]);
});
