import { dirname, extname, relative, sep } from "node:path";
import { hashBytes, hashValue } from "../../base/hash.ts";
import type { FileReader } from "../sources/read-file.ts";

/** So many modules of a script are looked at: more is no check but an application. */
const MAX_MODULES = 200;
const CODE: readonly string[] = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"];
/** What `require` tries where the path has no ending. */
const ENDINGS: readonly string[] = ["", ".js", ".cjs", ".json", "/index.js"];
/** `from "./a.mjs"`, `import "./a.mjs"`, `import("./a.mjs")`, `require("./a")`, `new URL("./words.json", import.meta.url)`. */
const RELATIVE = /\b(?:from|import|require|URL)\s*\(?\s*(["'`])(?<path>\.{1,2}\/[^"'`\n]+)\1/g;

type Reader = Pick<FileReader, "resolve" | "readBytes">;

/**
 * What a script is, for hashes: its text, and where it imports files by relative paths, theirs, as far as texts of code show them.
 * Packages are not looked into, nor is a path that is put together while it runs.
 */
export function scriptHash(file: string, bytes: Uint8Array, reader: Reader): string {
  const folder = dirname(file);
  const hashes = new Map<string, string>();
  addModules(hashes, { file, bytes }, reader, MAX_MODULES);
  // A script alone is known by its text, as it was before imports were looked at.
  if (hashes.size === 1) return hashBytes(bytes);
  const fromFolder = (path: string): string => relative(folder, path).split(sep).join("/");
  return hashValue(
    [...hashes].map(([path, hash]) => [fromFolder(path), hash]).toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
  );
}

/**
 * Adds the hash of a file, by its absolute path, and of what it imports by relative paths as far as it is code: those that are not
 * there yet, and no more than `most`.
 */
export function addModules(hashes: Map<string, string>, first: Module, reader: Reader, most: number): void {
  const mostHashes = hashes.size + most;
  const waiting = [first];
  for (let next = waiting.shift(); next !== undefined && hashes.size < mostHashes; next = waiting.shift()) {
    if (hashes.has(next.file)) continue;
    hashes.set(next.file, hashBytes(next.bytes));
    waiting.push(...importsOf(next.file, next.bytes, reader));
  }
}

/** A file, absolute, and what it holds. */
interface Module {
  readonly file: string;
  readonly bytes: Uint8Array;
}

function importsOf(file: string, bytes: Uint8Array, reader: Reader): Module[] {
  if (!CODE.includes(extname(file))) return [];
  const paths = [...Buffer.from(bytes).toString("utf8").matchAll(RELATIVE)].flatMap(
    ({ groups }) => groups?.["path"] ?? [],
  );
  return [...new Set(paths)].flatMap((path) => moduleAt(path.replace(/[?#].*$/, ""), dirname(file), reader) ?? []);
}

/** Null: it is not there, or may not be read. */
function moduleAt(path: string, folder: string, reader: Reader): Module | null {
  for (const ending of ENDINGS) {
    const resolved = reader.resolve(`${path}${ending}`, folder);
    const bytes = resolved.ok ? reader.readBytes(`${path}${ending}`, folder) : resolved;
    if (resolved.ok && bytes.ok) return { file: resolved.value, bytes: bytes.value };
  }
  return null;
}
