import type { CheckKind, Prepared } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import { clip } from "../../../base/inert.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentWarning } from "../../parts/argument-reader.ts";
import { compilePattern } from "../../engines/pattern.ts";
import { quote } from "../../parts/excerpts.ts";
import { fail, pass } from "../../parts/verdict.ts";

/** Characters of a pattern that reasons show. */
const MAX_SHOWN = 300;

/** The pattern matches somewhere in the text. */
export const matches: CheckKind = { type: "matches", prepare };

async function prepare(args: Json): Promise<Prepared | readonly Problem[]> {
  const read = new ArgumentReader(args, "pattern", ["pattern", "flags"]);
  const source = read.text("pattern");
  const flags = read.has("flags") ? read.text("flags") : "";
  if (read.problems.length > 0) return read.problems;
  const compiled = await compilePattern(source, flags);
  if (!compiled.ok) {
    read.reject(compiled.at, compiled.message, compiled.hint);
    return read.problems;
  }
  const { pattern } = compiled;
  const shown = `/${clip(source, MAX_SHOWN)}/${flags}`;
  return {
    worstNs: ({ text }) => pattern.worstNs(text.length),
    grade: ({ text }) =>
      pattern.test(text)
        ? pass({ code: "pattern.matches", pattern: shown })
        : fail({ code: "pattern.differs", pattern: shown, got: quote(text) }),
    warnings: pattern.test("")
      ? [argumentWarning(read.at("pattern"), "the pattern matches the empty text", "an empty answer passes this check")]
      : [],
  };
}
