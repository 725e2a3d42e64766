import { Ajv } from "ajv";
import { default as addFormats } from "ajv-formats";
import { schema } from "ctrf";

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
/** The format's own schema, compiled once: its package compiles it anew for every document. */
const validate = ajv.compile(schema);

/** What the schema of CTRF finds wrong with a document. */
export function ctrfProblems(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
