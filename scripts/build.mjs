// Makes dist/: the command line (dist/cli, CommonJS so that V8's code cache serves it), the library (dist/index.js,
// ES modules) and the library's types (dist/types).
import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build, transform } from "esbuild";

/** The program of the threads that judge checks stands among the pieces: `pipeline/passes/check-worker-url.ts` looks for it there. */
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
  legalComments: "none",
  logLevel: "warning",
  chunkNames: "chunks/[name]-[hash]",
  // yaml's build for browsers is the same parser as ES modules: it loads in half the time of the CommonJS one.
  alias: { yaml: resolve("node_modules/yaml/browser/index.js") },
  // CommonJS engines that are imported lazily stay outside: bundled, they would lose their named exports.
  external: ["ajv", "ajv/*", "ajv-formats", "liquidjs", "json-p3"],
};

/** What `import.meta.url` says in an ES module. */
const URL_OF_FILE = 'const __url = require("node:url").pathToFileURL(__filename).href;';

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

/** esbuild splits only ES modules: each piece is turned into CommonJS after the split. */
async function buildCli() {
  const entryPoints = { program: "src/cli/main.ts", ...WORKER };
  const { outputFiles } = await build({ ...common, entryPoints, outdir: CLI, write: false });
  await mkdir(`${CLI}/chunks`, { recursive: true });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: "cjs",
      platform: "node",
      target: common.target,
      minify: true,
      supported: { "dynamic-import": false },
      ...(text.includes("import.meta.url") ? { define: { "import.meta.url": "__url" }, banner: URL_OF_FILE } : {}),
    });
    await writeFile(path, code);
  }
  await writeFile(`${CLI}/package.json`, '{ "type": "commonjs" }\n');
  await copyFile("scripts/launcher.cjs", `${CLI}/main.js`);
  await chmod(`${CLI}/main.js`, 0o755);
  run(process.execPath, "scripts/write-code-cache.cjs");
}

async function buildLibrary() {
  // Bundled CommonJS packages ask for Node's own modules by require().
  const js =
    'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';
  await build({ ...common, entryPoints: { index: "src/index.ts", ...WORKER }, outdir: "dist", banner: { js } });
  run("npx", "--no-install", "tsc", "--project", "tsconfig.types.json");
}

await rm("dist", { recursive: true, force: true });
await buildCli();
await buildLibrary();
