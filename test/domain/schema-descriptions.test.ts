import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "schemas");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".schema.json"));

type Node = Readonly<Record<string, unknown>>;

const documents = new Map(FILES.map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Node]));

/** What a reference of one of our schemas leads to. */
function target(file: string, reference: string): Node {
  const [document = "", path = ""] = reference.split("#");
  let node: unknown = documents.get(document === "" ? file : document);
  for (const step of path.split("/").filter((part) => part !== "")) node = (node as Node)[step];
  return node as Node;
}

/** Every key of a schema with its place: those under `properties`, at any depth. */
function keysOf(node: unknown, path: string): { readonly key: string; readonly schema: Node }[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((part) => keysOf(part, path));
  return Object.entries(node).flatMap(([word, inner]: [string, unknown]) => {
    if (["enum", "const", "required", "x-check"].includes(word)) return [];
    if (word !== "properties") return keysOf(inner, word === "$defs" ? path : `${path}/${word}`);
    return Object.entries(inner as Record<string, Node>).flatMap(([key, schema]) => [
      { key: `${path}/${key}`, schema },
      ...keysOf(schema, `${path}/${key}`),
    ]);
  });
}

test.each(FILES)("D15: every key of %s has a description, its own or that of what it refers to", (file) => {
  const keys = keysOf(documents.get(file), "");
  expect(keys.length).toBeGreaterThan(5);
  const silent = keys.filter(({ schema }) => {
    const { description, $ref } = schema;
    const text = description ?? (typeof $ref === "string" ? target(file, $ref)["description"] : undefined);
    return typeof text !== "string" || text.trim() === "";
  });
  expect(silent.map(({ key }) => key)).toEqual([]);
});

test.each(["gate", "limits", "compare", "case", "turn", "extraction", "toolResults"])(
  "D15: the pages name every key of `%s`",
  (name) => {
    // Judges have a page of their own.
    const elsewhere = ["by_judge", "simulate_judge", "prefer"];
    const pages = ["suites", "checks", "gates", "comparing"].map((page) =>
      readFileSync(join(ROOT, `docs/${page}.md`), "utf8"),
    );
    const schema = target("suite.schema.json", `#/$defs/${name}`);
    const keys = keysOf(schema, "").map(({ key }) => key.split("/").at(-1) ?? "");
    expect(
      keys.filter((key) => !elsewhere.includes(key) && !new RegExp(`\\b${key}\\b`).test(pages.join("\n"))),
    ).toEqual([]);
  },
);
