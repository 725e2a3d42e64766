import { type Said, said } from "../../domain/diagnostics/said.ts";

/** A regular expression that runs in linear time (RE2). It sees texts in normalisation form C. */
export interface Pattern {
  /** Does it match anywhere in the text? */
  readonly test: (text: string) => boolean;
  /**
   * A match: its first group that took part, or all of it if the pattern has no group; null if nothing matches, or no group
   * took part.
   */
  readonly groupOf: (which: "first" | "last", text: string) => string | null;
  /** The text without all that matches. */
  readonly without: (text: string) => string;
  /** At most how many nanoseconds one match takes in a text of so many characters: RE2 looks at every state at each. */
  readonly worstNs: (characters: number) => number;
}

export type CompiledPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  | {
      readonly ok: false;
      readonly at: "pattern" | "flags";
      readonly wrong: Said;
      /** What is wrong with the pattern, in the engine's words. */
      readonly engine: string | null;
    };

/** `flags` are of `i` (ignore case), `m` (^ and $ at lines) and `s` (. matches newlines). */
export type CompilePattern = (source: string, flags: string) => CompiledPattern;

/** As measured: `\\p{L}{1000}\\p{Lu}` takes 60 s in a text of 1 MB. */
const NS_PER_STATE = 60;
const NS_PER_GROUP = 10;
const FLAGS = "ims";

/** Compiles a pattern. */
export async function compilePattern(source: string, flags: string): Promise<CompiledPattern> {
  const compile = await loadPatterns();
  return compile(source, flags);
}

/** Loads the engine, for those who cannot wait for each pattern. */
export async function loadPatterns(): Promise<CompilePattern> {
  const { RE2JS } = await import("re2js");
  return (source, flags) => {
    const badFlag = flagProblem(flags);
    if (badFlag !== null) return badFlag;
    const bits =
      (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
      (flags.includes("m") ? RE2JS.MULTILINE : 0) |
      (flags.includes("s") ? RE2JS.DOTALL : 0);
    try {
      const compiled = RE2JS.compile(RE2JS.translateRegExp(source.normalize("NFC")), bits);
      return { ok: true, pattern: patternOf(compiled) };
    } catch (error) {
      return syntaxProblem(error);
    }
  };
}

function flagProblem(flags: string): CompiledPattern | null {
  const odd = Array.from(flags).find((flag, index) => !FLAGS.includes(flag) || flags.indexOf(flag) !== index);
  if (odd === undefined) return null;
  const wrong = said("bad-check-argument.flag", { flag: odd, isNeedless: "gu".includes(odd) });
  return { ok: false, at: "flags", wrong, engine: null };
}

function syntaxProblem(error: unknown): CompiledPattern {
  const engine = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
  const isBacktracking = /Perl syntax|escape sequence: `\\\d|named capture/.test(engine);
  return { ok: false, at: "pattern", wrong: said("bad-check-argument.pattern", { engine, isBacktracking }), engine };
}

/** The part of RE2JS's compiled pattern that is used here. */
interface Compiled {
  test(text: string): boolean;
  groupCount(): number;
  programSize(): number;
  matcher(text: string): {
    replaceAll(replacement: string): string;
    find(): boolean;
    group(group: number): string | null;
  };
}

function groupIn(matcher: ReturnType<Compiled["matcher"]>, groups: number): string | null {
  for (let group = 1; group <= groups; group++) {
    const text = matcher.group(group);
    if (text !== null) return text;
  }
  return groups === 0 ? matcher.group(0) : null;
}

function patternOf(compiled: Compiled): Pattern {
  const groups = compiled.groupCount();
  const nsPerCharacter = compiled.programSize() * (NS_PER_STATE + NS_PER_GROUP * groups);
  return {
    worstNs: (characters) => (characters + 1) * nsPerCharacter,
    test: (text) => compiled.test(text.normalize("NFC")),
    without: (text) => compiled.matcher(text.normalize("NFC")).replaceAll(""),
    groupOf: (which, text) => {
      const matcher = compiled.matcher(text.normalize("NFC"));
      let found: string | null = null;
      while (matcher.find()) {
        found = groupIn(matcher, groups);
        if (which === "first") return found;
      }
      return found;
    },
  };
}
