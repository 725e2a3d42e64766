// Functions of the project's own source, bundled in memory: what a benchmark measures is what users run.
import { join } from "node:path";
import { build } from "esbuild";

/** What those exports come to. `exports`: names by file, files relative to src/. */
export async function ownSource(exports) {
  const contents = Object.entries(exports)
    .map(([file, names]) => `export { ${names.join(", ")} } from "./src/${file}";`)
    .join("\n");
  const stdin = { contents, resolveDir: join(import.meta.dirname, "..") };
  const bundle = await build({ stdin, bundle: true, write: false, format: "esm", platform: "node" });
  const [file] = bundle.outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(file.contents).toString("base64")}`);
}
