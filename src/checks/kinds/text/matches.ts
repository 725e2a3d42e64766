import { quote } from "../../../base/printable.ts";
import { type Said, said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import { clip } from "../../../base/inert.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentWarning } from "../../parts/argument-reader.ts";
import { compilePattern, type Pattern } from "../../engines/pattern.ts";
import { fail, pass } from "../../parts/verdict.ts";
import { isDead, matchesAll } from "../../engines/constant-pattern.ts";

/** Characters of a pattern that reasons show. */
const MAX_SHOWN = 300;

/** The pattern matches somewhere in the text. */
export const matches: CheckKind = { type: "matches", prepare };

async function prepare(args: Json): Promise<PreparedCheck | readonly Problem[]> {
  const read = new ArgumentReader(args, "pattern", ["pattern", "flags"]);
  const source = read.text("pattern");
  const flags = read.has("flags") ? read.text("flags") : "";
  if (read.problems.length > 0) return read.problems;
  const compiled = await compilePattern(source, flags);
  if (!compiled.ok) {
    read.reject(compiled.at, compiled.wrong);
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
    ...constancy(read, pattern, { source, flags }),
  };
}

/** What the pattern says of every text, and what looks wrong with it. */
function constancy(
  read: ArgumentReader,
  pattern: Pattern,
  { source, flags }: { readonly source: string; readonly flags: string },
): Pick<PreparedCheck, "always" | "warnings"> {
  const warning = (what: Said): Problem => argumentWarning(read.at("pattern"), what);
  if (isDead(source, flags)) return { always: "fail", warnings: [warning(said("doubtful-check.nothing-matches"))] };
  if (!pattern.test("")) return { warnings: [] };
  if (matchesAll(pattern, source)) return { always: "pass", warnings: [] };
  return { warnings: [warning(said("doubtful-check.empty-match"))] };
}
