import type { CheckKind, PreparedCheck } from "../../../domain/check.ts";
import { isJsonObject, type Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentProblem, wrongKind } from "../../parts/argument-reader.ts";
import { findJson, withoutJson, worstFindingNs } from "../../text/find-json.ts";
import { readSchema } from "../../engines/read-schema.ts";
import { showExact } from "../../parts/excerpts.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** The text holds JSON, valid under the schema if there is one. */
export const json: CheckKind = { type: "json", prepare };

async function prepare(args: Json): Promise<PreparedCheck | readonly Problem[]> {
  const read = new ArgumentReader(args === true ? {} : args, "value", ["schema", "strict"]);
  if (!isJsonObject(args) && args !== true) {
    return [argumentProblem([], wrongKind("json-options", args))];
  }
  const strict = read.flag("strict", false);
  const schema = read.has("schema") ? await readSchema(read, "schema") : null;
  if (read.problems.length > 0) return read.problems;
  const check = schema?.check ?? null;
  return {
    worstNs: ({ text }) => worstFindingNs(text) + (schema?.worstNs(text.length) ?? 0),
    grade: ({ text }) => {
      const json = findJson(text, strict);
      if (!json.found) return withoutJson(json);
      const wrong = check === null ? null : check(json);
      if (wrong !== null) return fail(wrong);
      return pass({ code: "json.holds", isValid: check !== null, value: showExact(json) });
    },
  };
}
