// Bundles the command line and the library into dist/, split so that engines load only when used.
import { chmod, rm } from "node:fs/promises";
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
  // CommonJS engines that are imported lazily stay outside: bundled, they would lose their named exports.
  external: ["ajv", "ajv/*", "ajv-formats", "liquidjs", "json-p3"],
  logLevel: "warning",
});
await chmod("dist/cli/main.js", 0o755);
