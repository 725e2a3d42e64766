import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validateXML } from "xmllint-wasm";

const SCHEMA = readFileSync(join(import.meta.dirname, "../../fixtures/junit.xsd"), "utf8");
/** 256 MB: documents of some megabytes are validated. */
const MEMORY_PAGES = 4096;

/** What libxml2 finds wrong with a document under test/fixtures/junit.xsd. */
export async function schemaProblems(document: string): Promise<string[]> {
  const xml = { fileName: "junit.xml", contents: document };
  const { valid, errors } = await validateXML({ xml, schema: SCHEMA, maxMemoryPages: MEMORY_PAGES });
  return valid ? [] : errors.map(({ message }) => message);
}
