// Measures the source as a reader meets it: files, functions, folders and their imports. `npm run measure` prints the table
// that docs/decisions/ compares with other codebases. `--json` prints the figures alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";

const LINES_OF_A_LONG_FILE = 250;
const LINES_OF_A_SHORT_FILE = 30;
const LINES_OF_A_LONG_FUNCTION = 50;
const MANY_PARAMETERS = 5;
/** So many lines that stand twice, blank ones, comments and imports left out, are one passage written twice. */
const LINES_OF_A_PASSAGE = 8;
/** Written by `npm run generate`: the folder is called so, or the first line of the file says so. */
const GENERATED_FOLDER = /(^|\/)generated\//;
const GENERATED_LINE = /^\/\/ Generated /;

const sources = readdirSync("src", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => posix.relative("src", posix.join(entry.parentPath, entry.name)))
  .map((path) => ({ path, text: readFileSync(`src/${path}`, "utf8") }))
  .filter(({ path, text }) => !GENERATED_FOLDER.test(path) && !GENERATED_LINE.test(text));
const paths = new Set(sources.map(({ path }) => path));

const functions = sources.flatMap(({ text }) => functionsOf(text));
const withBlocks = functions.filter(({ hasBlock }) => hasBlock);
const files = sources.map(({ text }) => lineCount(text));
const imports = sources.flatMap(importsOf);
const unused = unusedExports();
const figures = {
  files: sources.length,
  lines_per_file: spread(files),
  files_over_250: files.filter((lines) => lines > LINES_OF_A_LONG_FILE).length,
  files_under_30: files.filter((lines) => lines < LINES_OF_A_SHORT_FILE).length,
  functions: functions.length,
  lines_per_function: spread(functions.map(({ lines }) => lines)),
  functions_with_a_block: withBlocks.length,
  lines_per_function_with_a_block: spread(withBlocks.map(({ lines }) => lines)),
  functions_over_50: functions.filter(({ lines }) => lines > LINES_OF_A_LONG_FUNCTION).length,
  most_parameters: Math.max(...functions.map(({ parameters }) => parameters)),
  functions_with_5_parameters: functions.filter(({ parameters }) => parameters >= MANY_PARAMETERS).length,
  mutual_folder_pairs: mutualPairs(imports, folderOf),
  mutual_folder_pairs_by_values: mutualPairs(
    imports.filter(({ isValue }) => isValue),
    folderOf,
  ),
  mutual_top_level_pairs: mutualPairs(imports, topOf),
  fullest_folders: fullestFolders(),
  comment_lines_percent: commentShare(),
  unused_exports: unused.nowhere,
  exports_used_in_their_file_alone: unused.inTheirFileAlone,
  passages_written_twice: repeatedPassages(),
};

if (process.argv.includes("--json")) console.log(JSON.stringify(figures, null, 2));
else
  for (const [name, value] of Object.entries(figures)) console.log(`${name.replaceAll("_", " ").padEnd(34)} ${value}`);

function lineCount(text) {
  return text.split("\n").length - 1;
}

/** Median, nine tenths and the longest. */
function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return [at(0.5), at(0.9), sorted.at(-1)].join(" · ");
}

/** Every function of a file with its lines and parameters, those inside others too. */
function functionsOf(text) {
  const found = [];
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach(visit);
    // A signature without a body is a type.
    if (/Function/.test(node.type ?? "") && node.body) {
      const lines = text.slice(node.start, node.end).split("\n").length;
      found.push({
        lines,
        parameters: node.params.length,
        hasBlock: !node.expression,
      });
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(parseSync("file.ts", text).program.body);
  return found;
}

/** What a file imports of our own hand-written source; lazy imports are of values. */
function importsOf({ path, text }) {
  const statements = text.matchAll(/(?:^(?:import|export)\s+([^"';]*?)\s*from\s*|import\s*\(?\s*)"(\.[^"]+)"/gm);
  return [...statements]
    .map(([, names, target]) => ({
      from: path,
      to: posix.join(posix.dirname(path), target),
      isValue: isOfValues(names),
    }))
    .filter(({ to }) => paths.has(to));
}

function isOfValues(names = "") {
  if (/^type\b/.test(names)) return false;
  const listed = /^\{(.*)\}$/s.exec(names)?.[1];
  return listed === undefined || listed.split(",").some((name) => name.trim() !== "" && !/^\s*type\s/.test(name));
}

function folderOf(path) {
  return posix.dirname(path);
}

function topOf(path) {
  return path.split("/")[0];
}

/** "pairs that import each other of pairs of which one imports the other". */
function mutualPairs(all, placeOf) {
  const edges = new Set(
    all
      .map(({ from, to }) => [placeOf(from), placeOf(to)])
      .filter(([a, b]) => a !== b)
      .map(String),
  );
  const mutual = [...edges].filter((edge) => edges.has(edge.split(",").toReversed().join())).length / 2;
  return `${mutual} of ${edges.size}`;
}

/** What knip finds: exports and types that nobody names, tests included, and those that in `src` only their own file names. */
function unusedExports() {
  const config = JSON.parse(readFileSync("knip.json", "utf8"));
  const ofSource = {
    ...config,
    entry: config.entry.filter((path) => path.startsWith("src/")),
    project: ["src/**/*.ts"],
  };
  const strict = { ...ofSource, ignoreExportsUsedInFile: false };
  return { nowhere: countUnused(config), inTheirFileAlone: countUnused(strict) - countUnused(ofSource) };
}

function countUnused(config) {
  const folder = mkdtempSync(join(tmpdir(), "measure-"));
  writeFileSync(join(folder, "knip.json"), JSON.stringify({ ...config, $schema: undefined }));
  const options = ["--reporter", "json", "--no-exit-code", "--include", "exports,types"];
  const { stdout } = spawnSync("npx", ["--no-install", "knip", "--config", join(folder, "knip.json"), ...options], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  rmSync(folder, { recursive: true });
  const issues = JSON.parse(stdout).issues.filter(({ file }) => file.startsWith("src/"));
  return issues.reduce((sum, { exports: values = [], types = [] }) => sum + values.length + types.length, 0);
}

/** How often a passage stands that stands before already, in the same file or another. */
function repeatedPassages() {
  const seen = new Map();
  const found = [];
  for (const { path, text } of sources) {
    const lines = text.split("\n").map((line) => line.trim());
    const code = lines.filter((line) => line.length > 2 && !/^(\/\/|\/?\*|import |\} from )/.test(line));
    for (let at = 0; at + LINES_OF_A_PASSAGE <= code.length; at++) {
      const passage = code.slice(at, at + LINES_OF_A_PASSAGE).join("\n");
      const first = seen.get(passage);
      if (first === undefined) seen.set(passage, path);
      else {
        found.push(`${first} and ${path}`);
        at += LINES_OF_A_PASSAGE - 1;
      }
    }
  }
  return [found.length, ...found.slice(0, 4)].join(" · ");
}

function fullestFolders() {
  const counts = new Map();
  for (const { path } of sources) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([folder, count]) => `${folder} ${count}`)
    .join(" · ");
}

function commentShare() {
  const lines = sources.flatMap(({ text }) => text.split("\n"));
  const comments = lines.filter((line) => /^\s*(\/\/|\/?\*)/.test(line));
  return ((100 * comments.length) / lines.length).toFixed(1);
}
