import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

interface Source {
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, "../../src");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes(`generated${sep}`))
  .map((path) => ({ path: path.split(sep).join("/"), text: readFileSync(join(root, path), "utf8") }));

interface Declared {
  readonly name: string;
  readonly isExported: boolean;
}

const typesOf = new WeakMap<Source, Declared[]>();

/** The types and classes that a source defines. What it passes on from elsewhere is named there. */
function declaredTypes(source: Source): Declared[] {
  const known = typesOf.get(source) ?? parsedTypes(source);
  typesOf.set(source, known);
  return known;
}

function parsedTypes({ path, text }: Source): Declared[] {
  return parseSync(path, text).program.body.flatMap((node) => {
    const isExported = node.type === "ExportNamedDeclaration";
    const declared = isExported ? node.declaration : node;
    if (declared?.type === "TSInterfaceDeclaration" || declared?.type === "TSTypeAliasDeclaration")
      return [{ name: declared.id.name, isExported }];
    return declared?.type === "ClassDeclaration" && declared.id !== null
      ? [{ name: declared.id.name, isExported }]
      : [];
  });
}

function exportedTypes(file: Source): string[] {
  return declaredTypes(file).flatMap(({ name, isExported }) => (isExported ? [name] : []));
}

/** Types of one file that have the name of a noun: what `domain/` exports, the catalogues' arguments aside. */
function shadowed(files: readonly Source[]): string[] {
  const nouns = new Set(files.filter(({ path }) => /^domain\/(?!.*\/english\/)/.test(path)).flatMap(exportedTypes));
  return files.flatMap((file) =>
    declaredTypes(file).flatMap(({ name, isExported }) =>
      !isExported && nouns.has(name) ? [`${file.path}: ${name}`] : [],
    ),
  );
}

/** Names that stand for two things, and where. */
function doubled(files: readonly Source[]): string[] {
  const places = new Map<string, string[]>();
  for (const file of files) {
    for (const name of exportedTypes(file)) places.set(name, [...(places.get(name) ?? []), file.path]);
  }
  return [...places].filter(([, at]) => at.length > 1).map(([name, at]) => `${name}: ${at.join(", ")}`);
}

test("one noun, one meaning: no exported type or class has another's name", () => {
  expect(sources.flatMap(exportedTypes).length).toBeGreaterThan(1_000);
  expect(doubled(sources)).toEqual([]);
});

test.each<[what: string, first: string, second: string]>([
  ["an interface and a type", "export interface Place { a: 1 }", "export type Place = string;"],
  ["a class and an interface", "export class Books {}", "export interface Books { a: 1 }"],
  ["two of one shape", "export type Side = 1;", "export type Side = 1;"],
])("the fault is found that is planted: %s", (_what, first, second) => {
  const planted = [
    { path: "a.ts", text: first },
    { path: "b/c.ts", text: second },
  ];
  expect(doubled(planted)).toHaveLength(1);
});

test("a noun of the domain has its meaning in every file", () => {
  expect(shadowed(sources)).toEqual([]);
  const planted = [
    { path: "domain/judge.ts", text: "export interface Judge { a: 1 }" },
    { path: "report/words.ts", text: "interface Judge { b: 1 }\nexport const one: Judge = { b: 1 };" },
  ];
  expect(shadowed(planted)).toEqual(["report/words.ts: Judge"]);
});

test("what is not exported, and what is passed on, is no second meaning", () => {
  const planted = [
    { path: "a.ts", text: "export interface Place { a: 1 }" },
    { path: "b.ts", text: "interface Place { b: 1 }\nexport const one: Place = { b: 1 };" },
    { path: "c.ts", text: 'export type { Place } from "./a.ts";' },
  ];
  expect(doubled(planted)).toEqual([]);
});

/** Members called "place" that are a number: a rank, or a seat. */
function ranks({ path, text }: Source): string[] {
  return [...text.matchAll(/\bplace\??: number\b/g)].map(() => path);
}

test("a place is where something stands that a person can look at; a number in an order is a rank", () => {
  expect(sources.flatMap(ranks)).toEqual([]);
  expect(ranks({ path: "a.ts", text: "interface Ordered { readonly place: number }" })).toEqual(["a.ts"]);
});
