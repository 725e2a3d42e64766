import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

interface Source {
  /** From `src/`. */
  readonly path: string;
  readonly text: string;
}

const root = join(import.meta.dirname, "../..");
const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes(`generated${sep}`))
  .map((path) => ({ path: path.split(sep).join("/"), text: readFileSync(join(root, "src", path), "utf8") }));

const comments = new WeakMap<Source, readonly string[]>();

/** What a source says beside its code; each is read once. */
function commentsOf(source: Source): readonly string[] {
  const known = comments.get(source) ?? parseSync(source.path, source.text).comments.map(({ value }) => value);
  comments.set(source, known);
  return known;
}

/** The files that a comment sends its reader to: pages of docs, schemas, sources and tests. */
function namedFiles(comment: string): string[] {
  return [...comment.matchAll(/(?<![\w./-])(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:md|ts|mjs|cjs|schema\.json)\b/g)].map(
    ([name]) => name,
  );
}

/** Files are named from the project, from `src/` or `test/`, from the room of the comment, or are of its own folder. */
function isThere(name: string, path: string): boolean {
  const folders = ["", "src", "test", "scripts", join("src", path.split("/")[0] ?? ""), join("src", dirname(path))];
  return folders.some((folder) => existsSync(join(root, folder, name)));
}

/** References of comments to what is not there. */
function lost(source: Source): string[] {
  return commentsOf(source).flatMap((comment) => [
    ...namedFiles(comment).flatMap((name) => (isThere(name, source.path) ? [] : [`${source.path}: ${name}`])),
    ...[...comment.matchAll(/\bdesign §\d*/g)].map(([words]) => `${source.path}: ${words}`),
  ]);
}

/** Backslashes before a quoted name, which somebody wrote as if in a template. */
function escaped(source: Source): string[] {
  return commentsOf(source).flatMap((comment) => (/\\`[\w.]+\\`/.test(comment) ? [source.path] : []));
}

test("a comment sends its reader only to what is in the repository", () => {
  expect(sources.flatMap(commentsOf).length).toBeGreaterThan(2_000);
  expect(sources.flatMap(lost)).toEqual([]);
});

test("no comment has the backslashes of a template", () => {
  expect(sources.flatMap(escaped)).toEqual([]);
});

test.each<[what: string, text: string, found: number]>([
  ["a page that is there", "/** Exit codes: docs/errors.md. */", 0],
  ["a page that is not", "/** Exit codes: docs/exits.md. */", 1],
  ["a source that is there", "// See `domain/exit-code.ts`.", 0],
  ["a source that moved", "// See `domain/exit-codes.ts`.", 1],
  ["a section of a design", "/** The codes of design §6. */", 1],
])("the reference is looked up: %s", (_what, text, found) => {
  expect(lost({ path: "domain/planted.ts", text })).toHaveLength(found);
});
