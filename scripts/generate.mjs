// Makes what follows from schemas/: the types in src/domain/ (committed) and the precompiled validators (not committed;
// ajv's standalone code, bundled so that it imports nothing). And the script and style of HTML pages as strings (not committed).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";
import { format } from "oxfmt";

const names = [
  "suite",
  "config",
  "report",
  "journal",
  "recordings",
  "baseline",
  "comparison",
  "labels",
  "judged",
  "shards",
  "usage",
];
const schemas = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [name, JSON.parse(await readFile(`schemas/${name}.schema.json`, "utf8"))]),
  ),
);

// Schemas that are handed out alone repeat a list of another: it is written once, and copied here.
const COPIED_LISTS = [
  {
    from: schemas.config.$defs.endpoint.properties.platform,
    name: "report",
    to: schemas.report.$defs.run.properties.platform,
  },
];
for (const { from, name, to } of COPIED_LISTS) {
  if (JSON.stringify(to.enum) === JSON.stringify(from.enum)) continue;
  to.enum = from.enum;
  await writeFormatted(`schemas/${name}.schema.json`, JSON.stringify(schemas[name], null, 2));
}

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

async function writeFormatted(file, source) {
  const { code, errors } = await format(file, source, { printWidth: 120 });
  if (errors.length > 0) throw new Error(`${file} cannot be formatted: ${errors[0].message}`);
  await writeFile(file, code);
}

async function writeTypes(file, schema, title) {
  const source = await compile(withoutSiblings(schema), title, {
    cwd: `${process.cwd()}/schemas`,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    format: false,
    bannerComment: "// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.",
  });
  await writeFormatted(file, source);
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
  // What a check says of itself beside its shape: src/domain/check-facts.ts reads it.
  ajv.addKeyword("x-check");
  ajv.addKeyword("tsType");
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

/** The keys that a part of a schema has, in its order, and those of what they hold; null: nothing is said of keys there. */
function layoutOf(part, root) {
  if (part.$ref !== undefined) return layoutOf(root.$defs[part.$ref.split("/").at(-1)], root);
  if (part.items !== undefined) return layoutOf(part.items, root);
  if (part.anyOf !== undefined) {
    return part.anyOf.map((choice) => layoutOf(choice, root)).find((layout) => layout !== null) ?? null;
  }
  if (part.properties === undefined) return null;
  return Object.fromEntries(Object.entries(part.properties).map(([key, inner]) => [key, layoutOf(inner, root)]));
}

async function writeLayouts(file, layouts) {
  const consts = Object.entries(layouts).map(
    ([name, [type, layout]]) => `export const ${name}: LayoutOf<${type}> = ${JSON.stringify(layout)};`,
  );
  const source = `// Generated from schemas/ by \`npm run generate\`. Edit the schema, not this file.
import type { ReportHead, SuiteHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { LayoutOf } from "./arrange.ts";

${consts.join("\n\n")}
`;
  await writeFormatted(file, source);
}

/** What a browser runs, as a module that exports it as text: pages are self-contained. */
async function writePagePart(name, entryPoint, file) {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    format: "iife",
    minify: true,
    target: ["chrome111", "firefox115", "safari16.4"],
    charset: "ascii",
    legalComments: "none",
    write: false,
    logLevel: "error",
  });
  // Bare tabs stand in strings only; a page holds no control characters.
  const text = outputFiles[0].text.trim().replaceAll("\t", "\\t");
  // Inside its element nothing may end it or hide the rest of the page.
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${entryPoint} holds what ends its own element`);
  await mkdir(new URL("./", new URL(file, `file://${process.cwd()}/`)), { recursive: true });
  await writeFile(file, `export const ${name}: string = ${JSON.stringify(text)};\n`);
}

await writeTypes("src/domain/formats/suite-spec.ts", schemas.suite, "SuiteSpec");
await writeTypes("src/domain/formats/config-spec.ts", schemas.config, "ConfigSpec");
await writeTypes(
  "src/domain/formats/records.ts",
  // One call: what several formats hold is one type.
  umbrella(
    "AnyRecord",
    ["report", "journal", "recordings", "baseline", "comparison", "labels", "judged", "shards", "usage"].map(
      (name) => `${name}.schema.json`,
    ),
  ),
  "AnyRecord",
);
const { report } = schemas;
// Trials are written one by one, not with their suite.
const { trials: trialLayout, ...suiteLayout } = layoutOf(report.$defs.suite, report);
await writeLayouts("src/report/formats/report-layout.ts", {
  TRIAL_LAYOUT: ["TrialRecord", trialLayout],
  SUITE_LAYOUT: ['Omit<SuiteHead, "insights">', suiteLayout],
  HEAD_LAYOUT: ['Omit<ReportHead, "insights">', { ...layoutOf(report, report), suites: suiteLayout }],
});
await writeValidator("suite", "src/suite/generated/suite-validator.js");
await writeValidator("config", "src/suite/generated/config-validator.js");
await writeValidator("report", "src/store/generated/report-validator.js");
await writeValidator("journal", "src/store/generated/journal-validator.js");
await writeValidator("recordings", "src/providers/recordings/generated/recordings-validator.js");
await writeValidator("baseline", "src/store/generated/baseline-validator.js");
await writeValidator("labels", "src/store/generated/labels-validator.js");
await writeValidator("judged", "src/store/generated/judged-validator.js");
await writeValidator("shards", "src/store/generated/shards-validator.js");
await writePagePart("PAGE_SCRIPT", "src/report/html/client/main.ts", "src/report/html/generated/page-script.ts");
await writePagePart("PAGE_STYLE", "src/report/html/client/page.css", "src/report/html/generated/page-style.ts");
