// Measures the source as a reader meets it: files, functions, folders and their imports. `npm run measure` prints the table
// that docs/decisions/ compares with other codebases. `--json` prints the figures alone.
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseSync } from "oxc-parser";

const LINES_OF_A_LONG_FILE = 250;
const LINES_OF_A_SHORT_FILE = 30;
const LINES_OF_A_LONG_FUNCTION = 50;
const MANY_PARAMETERS = 5;
/** Written by `npm run generate`. */
const GENERATED = /(^|\/)generated\/|^domain\/formats\//;

const sources = readdirSync("src", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => posix.relative("src", posix.join(entry.parentPath, entry.name)))
  .filter((path) => !GENERATED.test(path))
  .map((path) => ({ path, text: readFileSync(`src/${path}`, "utf8") }));

const functions = sources.flatMap(({ text }) => functionsOf(text));
const files = sources.map(({ text }) => lineCount(text));
const edges = folderEdges();
const figures = {
  files: sources.length,
  lines_per_file: spread(files),
  files_over_250: files.filter((lines) => lines > LINES_OF_A_LONG_FILE).length,
  files_under_30: files.filter((lines) => lines < LINES_OF_A_SHORT_FILE).length,
  functions: functions.length,
  lines_per_function: spread(functions.map(({ lines }) => lines)),
  functions_over_50: functions.filter(({ lines }) => lines > LINES_OF_A_LONG_FUNCTION).length,
  most_parameters: Math.max(...functions.map(({ parameters }) => parameters)),
  functions_with_5_parameters: functions.filter(({ parameters }) => parameters >= MANY_PARAMETERS).length,
  folder_edges: edges.size,
  mutual_folder_pairs: [...edges].filter((edge) => edges.has(edge.split(" ").toReversed().join(" "))).length / 2,
  fullest_folders: fullestFolders(),
  comment_lines_percent: commentShare(),
};

if (process.argv.includes("--json")) console.log(JSON.stringify(figures, null, 2));
else
  for (const [name, value] of Object.entries(figures)) console.log(`${name.replaceAll("_", " ").padEnd(30)} ${value}`);

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
      found.push({ lines: text.slice(node.start, node.end).split("\n").length, parameters: node.params.length });
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(parseSync("file.ts", text).program.body);
  return found;
}

/** Which folder imports which, types counted, as "from to". */
function folderEdges() {
  const found = new Set();
  for (const { path, text } of sources) {
    const from = posix.dirname(path);
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
      const to = posix.dirname(posix.join(from, target));
      if (to !== from && !to.startsWith("..") && !GENERATED.test(`${to}/`)) found.add(`${from} ${to}`);
    }
  }
  return found;
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
