import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validateXML } from "xmllint-wasm";

const SCHEMA = readFileSync(join(import.meta.dirname, "../../fixtures/junit.xsd"), "utf8");
/** 256 MB: documents of some megabytes are validated. */
const MEMORY_PAGES = 4096;

/** What libxml2 finds wrong with each of these documents under test/fixtures/junit.xsd: each call starts it anew. */
export async function schemaProblems(documents: readonly string[]): Promise<string[][]> {
  const xml = documents.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors, rawOutput } = await validateXML({ xml, schema: SCHEMA, maxMemoryPages: MEMORY_PAGES });
  const lines = new Set(rawOutput.split("\n"));
  return xml.map(({ fileName }) => {
    if (lines.has(`${fileName} validates`)) return [];
    const found = errors.filter(({ loc }) => loc?.fileName === fileName).map(({ message }) => message);
    return found.length > 0 ? found : [`${fileName} was not validated`];
  });
}
