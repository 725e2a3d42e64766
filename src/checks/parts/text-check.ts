import type { CheckKind, CheckType, PreparedCheck, Verdict } from "../../domain/check.ts";
import type { EmptyMeans } from "../../domain/diagnostics/english/arguments.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Json } from "../../domain/values/json.ts";
import type { Problem } from "../../domain/values/problem.ts";
import { ArgumentReader, argumentWarning } from "./argument-reader.ts";
import { comparable, type Likening } from "./comparable-text.ts";
import { appearance, lookAlike } from "./unseen.ts";

/** A check that compares the text with one or several others. */
export interface TextComparison {
  readonly type: CheckType;
  /** The long form's key, which the short form stands for. */
  readonly key: "value" | "values";
  readonly trims: boolean;
  /** What every text does with an empty one, which is a mistake then; null where it means something. */
  readonly emptyMeans: EmptyMeans | null;
  /** `text` and `wanted` are comparable; `shown` and `originals` are as they were. */
  compare(comparison: Compared, shown: ShownText): Verdict;
}

/** Normalising, folding, and looking for what cannot be seen. */
const NS_PER_CHARACTER = 300;

/** Would the check hold of the texts as they look? Then its reason would show the same text twice. */
function looksRight(comparison: TextComparison, { text, wanted }: Compared, shown: ShownText): boolean {
  const seen = { text: appearance(text), wanted: wanted.map(appearance) };
  if (seen.wanted.includes("") && !wanted.includes("")) return false;
  return comparison.compare(seen, shown).status === "pass";
}

interface Compared {
  readonly text: string;
  readonly wanted: readonly string[];
}

interface ShownText {
  readonly text: string;
  readonly wanted: readonly string[];
}

/** The kind of check that a comparison of texts makes, with `ignore_case` and `trim`. */
export function textCheck(comparison: TextComparison): CheckKind {
  return {
    type: comparison.type,
    prepare: (args) => prepareComparison(comparison, args),
  };
}

/** A text that is empty where nothing is looked for: mostly a cell of a table that nobody filled in. */
function emptyWarnings(read: ArgumentReader, key: string, wanted: readonly string[]): readonly Problem[] {
  const empty = wanted.indexOf("");
  if (empty === -1) return [];
  const pointer = key === "value" ? read.at(key) : read.at(key, empty);
  return [argumentWarning(pointer, said("empty-expectation", { isOneOfMany: wanted.length > 1 }))];
}

function prepareComparison(comparison: TextComparison, args: Json): PreparedCheck | readonly Problem[] {
  const { key } = comparison;
  const read = new ArgumentReader(args, key, [key, "ignore_case", "trim"]);
  const originals = key === "value" ? [read.text(key)] : read.texts(key, false);
  const likening: Likening = { ignoreCase: read.flag("ignore_case", false), trim: read.flag("trim", comparison.trims) };
  if (read.problems.length > 0) return read.problems;
  const wanted = originals.map((text) => comparable(text, likening));
  const searched = wanted.reduce((sum, text) => sum + text.length, 0);
  if (comparison.emptyMeans !== null && wanted.includes("")) {
    read.reject(key, said("bad-check-argument.empty-search", { means: comparison.emptyMeans }));
    return read.problems;
  }
  return {
    warnings: emptyWarnings(read, key, wanted),
    // A search compares, at worst, all of what is wanted at every place.
    worstNs: ({ text }) => text.length * (NS_PER_CHARACTER + searched),
    grade: (answer) => {
      const text = comparable(answer.text, likening);
      const shown = { text: answer.text, wanted: originals };
      const verdict = comparison.compare({ text, wanted }, shown);
      return verdict.status === "fail" && looksRight(comparison, { text, wanted }, shown)
        ? { ...verdict, reason: lookAlike(verdict.reason, answer.text, originals) }
        : verdict;
    },
  };
}
