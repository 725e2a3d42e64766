// Makes dist/: the command line (dist/cli, CommonJS so that V8's code cache serves it), the library (dist/index.js,
// ES modules) and the library's types (dist/types).
import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { build, transform } from "esbuild";

/** The program of the threads that grade checks stands among the pieces: `pipeline/passes/check-worker-url.ts` looks for it there. */
const WORKER = { "chunks/check-worker": "src/pipeline/passes/check-worker.ts" };
const CLI = "dist/cli";
/** Split, so that what is imported lazily is loaded only when it is used. */
const common = {
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minify: true,
  // Where nobody catches an error Node shows the line that threw it: it has to fit on a screen.
  lineLimit: 200,
  legalComments: "none",
  logLevel: "warning",
  chunkNames: "chunks/[name]-[hash]",
  metafile: true,
  alias: {
    // yaml's build for browsers is the same parser as ES modules: it loads in half the time of the CommonJS one.
    yaml: resolve("node_modules/yaml/browser/index.js"),
    // CommonJS would lose its named exports where it is imported lazily.
    liquidjs: resolve("node_modules/liquidjs/dist/liquid.node.mjs"),
    "json-p3": resolve("node_modules/json-p3/dist/json-p3.esm.js"),
  },
  // CommonJS alone, and imported lazily: bundled, it would lose its named exports.
  external: ["vitest", "ajv", "ajv/*", "ajv-formats"],
};

/** What `import.meta.url` says in an ES module. */
const URL_OF_FILE = 'const __url = require("node:url").pathToFileURL(__filename).href;';

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

/**
 * What a piece exports, as plain values once it has run: esbuild makes two getters of each name, which every call from one
 * piece into another would go through. The price is that a piece may not assign to what it exports: `import/no-mutable-exports`
 * holds our source to it, and where a package does (the SDK's `isArray`, `has`, `uuid4`), both values do the same.
 */
const PLAIN_EXPORTS = 'module.exports=Object.defineProperty({...module.exports},"__esModule",{value:true});';

/** esbuild splits only ES modules: each piece is turned into CommonJS after the split. */
async function buildCli() {
  const entryPoints = { program: "src/cli/main.ts", ...WORKER };
  const { outputFiles, metafile } = await build({ ...common, entryPoints, outdir: CLI, write: false });
  await mkdir(`${CLI}/chunks`, { recursive: true });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: "cjs",
      platform: "node",
      target: common.target,
      minify: true,
      lineLimit: common.lineLimit,
      supported: { "dynamic-import": false },
      ...(text.includes("import.meta.url") ? { define: { "import.meta.url": "__url" }, banner: URL_OF_FILE } : {}),
    });
    await writeFile(path, code + PLAIN_EXPORTS);
  }
  await writeFile(`${CLI}/package.json`, '{ "type": "commonjs" }\n');
  await copyFile("scripts/launcher.cjs", `${CLI}/main.js`);
  await chmod(`${CLI}/main.js`, 0o755);
  run(process.execPath, "scripts/write-code-cache.cjs");
  return metafile;
}

async function buildLibrary() {
  // Bundled CommonJS packages ask for Node's own modules by require().
  const js =
    'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';
  const entryPoints = { index: "src/index.ts", vitest: "src/vitest.ts", ...WORKER };
  const { metafile } = await build({ ...common, entryPoints, outdir: "dist", banner: { js } });
  run("npx", "--no-install", "tsc", "--project", "tsconfig.types.json");
  await dropUnreachableTypes("dist/types", ["index.d.ts", "vitest.d.ts"]);
  return metafile;
}

/** Whoever installs the library needs the types that its face leads to, and no others. */
async function dropUnreachableTypes(folder, faces) {
  const reached = new Set();
  const visit = async (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = await readFile(join(folder, file), "utf8");
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)\.[jt]s"/g)) {
      await visit(join(dirname(file), `${target}.d.ts`));
    }
  };
  for (const face of faces) await visit(face);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = relative(folder, join(entry.parentPath, entry.name));
    if (entry.isFile() && !reached.has(file)) await rm(join(folder, file));
  }
}

/** The licences of what is bundled, as they ask for. */
async function writeNotices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const found = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  const packages = new Set(found.filter((name) => name !== undefined));
  const notices = (await Promise.all([...packages].map(noticeOf))).toSorted((a, b) => (a < b ? -1 : 1));
  await writeFile("dist/THIRD-PARTY-NOTICES.txt", notices.join("\n\n----------------------------------------\n\n"));
}

async function noticeOf(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : await readFile(`${folder}/${file}`, "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}`;
}

/** Packages that bundled ones look for and go on without. */
const DISPENSABLE = ["supports-color", "kerberos"];

/** What is not bundled must come with the package: nothing else is installed where it is. */
async function refuseUnlisted(metafiles) {
  const { dependencies, peerDependencies } = JSON.parse(await readFile("package.json", "utf8"));
  const listed = [...Object.keys(dependencies), ...Object.keys(peerDependencies), ...DISPENSABLE];
  const asked = metafiles
    .flatMap(({ outputs }) => Object.values(outputs).flatMap(({ imports }) => imports))
    .filter(({ path, external }) => external && !isBuiltin(path))
    .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  const unlisted = [...new Set(asked)].filter((name) => !listed.includes(name));
  if (unlisted.length > 0)
    throw new Error(`dist/ imports ${unlisted.join(", ")}: package.json lists no such dependency`);
}

await rm("dist", { recursive: true, force: true });
const metafiles = [await buildCli(), await buildLibrary()];
await refuseUnlisted(metafiles);
await writeNotices(metafiles);
