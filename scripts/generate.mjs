// Makes what follows from schemas/: the types in src/domain/ (committed) and the
// precompiled validators (not committed; ajv's standalone code, bundled so that it imports nothing).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";
import { format } from "prettier";

const names = ["suite", "config", "report", "journal", "recordings", "baseline"];
const schemas = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [name, JSON.parse(await readFile(`schemas/${name}.schema.json`, "utf8"))]),
  ),
);

// A description beside a $ref would make json-schema-to-typescript name the type twice.
function withoutSiblings(node) {
  if (Array.isArray(node)) return node.map(withoutSiblings);
  if (node === null || typeof node !== "object") return node;
  if (typeof node.$ref === "string") return { $ref: node.$ref };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutSiblings(value)]));
}

const umbrella = (title, refs) => ({
  title,
  anyOf: refs.map((ref) => ({ $ref: ref })),
});

async function writeTypes(file, schema, title) {
  const source = await compile(withoutSiblings(schema), title, {
    cwd: `${process.cwd()}/schemas`,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    format: false,
    bannerComment: "// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.",
  });
  await writeFile(file, await format(source, { parser: "typescript", printWidth: 120 }));
}

async function writeValidator(name, file) {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: false,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    inlineRefs: false,
    code: { source: true, esm: true, optimize: true },
  });
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);
  const validate = ajv.getSchema(schemas[name].$id);
  await mkdir(new URL("../", new URL(file, `file://${process.cwd()}/`)), { recursive: true });
  await build({
    stdin: { contents: standalone.default(ajv, validate), resolveDir: process.cwd(), loader: "js" },
    bundle: true,
    format: "esm",
    minify: true,
    outfile: file,
    logLevel: "error",
  });
  await writeFile(
    file.replace(/\.js$/, ".d.ts"),
    `export interface ShapeError { readonly keyword: string; readonly instancePath: string; readonly schemaPath: string; readonly params: Record<string, unknown>; readonly message?: string }
declare const validate: { (data: unknown): boolean; errors?: ShapeError[] | null };
export default validate;
`,
  );
}

await writeTypes("src/domain/suite-spec.ts", schemas.suite, "SuiteSpec");
await writeTypes("src/domain/config-spec.ts", schemas.config, "ConfigSpec");
await writeTypes(
  "src/domain/records.ts",
  umbrella("AnyRecord", ["report.schema.json", "journal.schema.json", "recordings.schema.json"]),
  "AnyRecord",
);
await writeTypes("src/domain/baseline-spec.ts", schemas.baseline, "BaselineFile");
await writeValidator("suite", "src/suite/generated/suite-validator.js");
await writeValidator("config", "src/suite/generated/config-validator.js");
await writeValidator("report", "src/run/generated/report-validator.js");
await writeValidator("journal", "src/run/generated/journal-validator.js");
await writeValidator("recordings", "src/providers/recordings/generated/recordings-validator.js");
await writeValidator("baseline", "src/run/generated/baseline-validator.js");
