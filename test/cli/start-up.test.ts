import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const CLI = join(import.meta.dirname, "../../dist/cli");
/** Only the SDK's own code holds this header. */
const SDK_MARK = /x-stainless-/i;
/** Only LiquidJS's own code calls this method of what it prints. */
const LIQUID_MARK = /liquidMethodMissing/;
const ENGINES: Readonly<Record<string, (file: string) => boolean>> = {
  sdk: (file) => SDK_MARK.test(readFileSync(file, "utf8")),
  liquid: (file) => LIQUID_MARK.test(readFileSync(file, "utf8")),
  ajv: (file) => file.includes("/ajv/"),
  // What PRELOAD says when texts are cut, or numbers written, as a language does it. Loading that takes 20 ms.
  icu: (file) => file.endsWith("/icu.js"),
};
const PRELOAD = `
const fs = require("node:fs");
const { readFileSync, writeFileSync } = fs;
const files = new Set();
fs.readFileSync = function (file, ...rest) { files.add(String(file)); return readFileSync.call(this, file, ...rest); };
const { toLocaleString } = Number.prototype;
Number.prototype.toLocaleString = function (...rest) { files.add(__dirname + "/icu.js"); return toLocaleString.apply(this, rest); };
for (const name of ["NumberFormat", "DateTimeFormat", "Segmenter", "Collator"])
  Intl[name] = new Proxy(Intl[name], { construct(made, given) { files.add(__dirname + "/icu.js"); return new made(...given); } });
process.on("exit", () => writeFileSync(process.env.FILES_READ, [...files].join("\\n")));
`;

/** A folder with a suite of one case. */
function project(template = "Say {{ word }}"): string {
  return temporaryProject({
    "preload.cjs": PRELOAD,
    "icu.js": "",
    "suite.yaml": `model: claude-haiku-5-5\nprompt: "${template}"\ncases: [{ vars: { word: a }, expect: [{ contains: a }] }]\n`,
  });
}

/** The engines that a command reads from disk. */
function enginesReadBy(folder: string, args: readonly string[]): string[] {
  const list = join(folder, "files-read");
  const env = { PATH: process.env["PATH"] ?? "", FILES_READ: list };
  const main = ["--require", join(folder, "preload.cjs"), join(CLI, "main.js")];
  const { status, stderr } = spawnSync(process.execPath, [...main, ...args], { cwd: folder, env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const files = readFileSync(list, "utf8")
    .split("\n")
    .filter((file) => file.endsWith(".js") || file.endsWith(".cjs"));
  return Object.keys(ENGINES).filter((name) => files.some((file) => ENGINES[name]?.(file)));
}

test.each([
  { args: ["--help"], template: "Say {{ word }}", engines: [] },
  { args: ["validate", "suite.yaml"], template: "Say {{ word }}", engines: [] },
  // What the rows above miss would be seen: these commands do need an engine.
  { args: ["validate", "suite.yaml"], template: "Say {{ word | upcase }}", engines: ["liquid"] },
  { args: ["suite.yaml", "--simulate"], template: "Say {{ word }}", engines: ["sdk", "icu"] },
])("$args with $template loads $engines", ({ args, template, engines }) => {
  expect(enginesReadBy(project(template), args)).toEqual(engines);
});

test("what a piece exports is a plain value: a call from one into another goes through no getter", () => {
  const load = createRequire(import.meta.url);
  const pieces = readdirSync(join(CLI, "chunks")).filter((file) => /^chunk-.*\.js$/.test(file));
  const exported = pieces.slice(0, 50).flatMap((file) => {
    const values: object = load(join(CLI, "chunks", file));
    return Object.values(Object.getOwnPropertyDescriptors(values));
  });
  expect(exported.length).toBeGreaterThan(50);
  expect(exported.filter((descriptor) => !("value" in descriptor))).toEqual([]);
});

const caches = [
  { name: "without a code cache", change: (file: string) => rmSync(file) },
  { name: "with a code cache of something else", change: (file: string) => writeFileSync(file, "no code") },
];
test.each(caches)("the program starts $name", ({ change }) => {
  const folder = project();
  const copy = join(folder, "cli");
  cpSync(CLI, copy, { recursive: true });
  const files = readdirSync(copy, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".cache"));
  if (process.versions.node.startsWith("20.")) expect(files).not.toEqual([]);
  for (const file of files) change(join(copy, file));
  const { status, stdout } = spawnSync(process.execPath, [join(copy, "main.js"), "validate", "suite.yaml"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "ok  suite.yaml: 1 case, 1 arm, 1 trial\n" });
});
