import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { hashBytes } from "../../src/base/hash.ts";
import { scriptHash } from "../../src/suite/resolve/script-hash.ts";
import { createFileReader } from "../../src/suite/sources/read-file.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const SCRIPT = 'import { rhymes } from "./lib/rhymes.mjs";\nexport default ({ text }) => rhymes(text);\n';
const FILES = {
  "checks/rhymes.mjs": SCRIPT,
  "checks/lib/rhymes.mjs":
    'export * from "../words.cjs"; export { ends } from "./ends.mjs?v=1"; import fs from "node:fs";',
  "checks/lib/ends.mjs":
    'import "./rhymes.mjs"; export const ends = JSON.parse(read(new URL("./ends.json", import.meta.url)));',
  "checks/lib/ends.json": "[]",
  "checks/words.cjs": 'const { more } = require("./more"); exports.rhymes = () => more;',
  "checks/more/index.js": 'exports.more = () => import("./late.mjs");',
  "checks/more/late.mjs": "export default 1;",
  "checks/other.mjs": "export default 2;",
};

function hashOf(changes: Readonly<Record<string, string>> = {}, outside = "1"): string {
  const project = temporaryProject({ "outside.mjs": outside, "root/x": "" });
  const root = join(project, "root");
  for (const [name, text] of Object.entries({ ...FILES, ...changes })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const reader = createFileReader({ root, allowOutside: false });
  const read = [reader.resolve("checks/rhymes.mjs", root), reader.readBytes("checks/rhymes.mjs", root)] as const;
  if (!read[0].ok || !read[1].ok) throw new Error("the script is there");
  return scriptHash(read[0].value, read[1].value, reader);
}

test("a script is known by all that it imports by relative paths, wherever the checkout is", () => {
  expect(hashOf()).toBe(hashOf());
  for (const name of Object.keys(FILES).filter((file) => file !== "checks/other.mjs")) {
    expect([name, hashOf({ [name]: `${FILES[name as keyof typeof FILES]} ` })]).not.toEqual([name, hashOf()]);
  }
});

test("what it does not import is no part of it", () => {
  expect(hashOf({ "checks/other.mjs": "export default 3;" })).toBe(hashOf());
});

test("a script without such imports is its text alone, as stored baselines have it", () => {
  const text = 'import fs from "node:fs"; export default () => true;';
  expect(hashOf({ "checks/rhymes.mjs": text })).toBe(hashBytes(Buffer.from(text)));
});

test("what may not be read, or is not there, is left out", () => {
  const text = 'import "../../outside.mjs"; import "./gone.mjs"; import "../.env"; export default () => true;';
  const script = { "checks/rhymes.mjs": text, ".env": "KEY=1" };
  expect(hashOf(script, "1")).toBe(hashOf({ ...script, ".env": "KEY=2" }, "2"));
});
