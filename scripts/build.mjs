// Bundles the command line and the library into dist/, split so that engines load only when used.
import { chmod, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";

await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: { "cli/main": "src/cli/main.ts", index: "src/index.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minify: true,
  legalComments: "none",
  chunkNames: "chunks/[name]-[hash]",
  // Bundled CommonJS packages ask for Node's own modules by require().
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  // yaml's build for browsers is the same parser as ES modules: it loads in half the time of the CommonJS one.
  alias: { yaml: resolve("node_modules/yaml/browser/index.js") },
  // CommonJS engines that are imported lazily stay outside: bundled, they would lose their named exports.
  external: ["ajv", "ajv/*", "ajv-formats", "liquidjs", "json-p3"],
  logLevel: "warning",
});
await chmod("dist/cli/main.js", 0o755);
