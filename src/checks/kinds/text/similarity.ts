import { said } from "../../../domain/diagnostics/said.ts";
import type { CheckKind, PreparedCheck, Verdict } from "../../../domain/check.ts";
import type { Json } from "../../../domain/values/json.ts";
import type { Problem } from "../../../domain/values/problem.ts";
import { ArgumentReader, argumentWarning } from "../../parts/argument-reader.ts";
import { worstSegmentingNs } from "../../text/segments.ts";
import { measure, type Metric, METRICS } from "../../similarity/metrics.ts";
import { hidesWords, type Tokenizer, tokenize } from "../../similarity/tokenize.ts";
import { fail, pass, undecided } from "../../parts/verdict.ts";

/** The text is like a reference by a metric of the field; the score is the best over the references. */
export const similarity: CheckKind = { type: "similarity", prepare };

const TOKENIZERS = ["reference", "words", "chars"] as const;
/** Six orders of n-grams are made and counted. */
const NS_PER_TOKEN = 2_000;
const BLANK = /^\s*$/;

interface Reference {
  readonly tokens: readonly string[];
  readonly isHidden: boolean;
}

interface SimilarityArgs {
  readonly metric: Metric;
  readonly tokenizer: Tokenizer;
  readonly min: number;
  readonly references: readonly Reference[];
}

function prepare(args: Json): PreparedCheck | readonly Problem[] {
  const read = new ArgumentReader(args, null, ["to", "metric", "min", "tokenize"]);
  const texts = read.texts("to", true).map((text) => text.normalize("NFC"));
  const metric = readMetric(read);
  const tokenizer = read.word("tokenize", TOKENIZERS) ?? "reference";
  if (metric === "chrf" && tokenizer === "words")
    read.reject("tokenize", said("bad-check-argument.no-metric-words", { metric }));
  const min = readMin(read);
  if (texts.some((text) => BLANK.test(text))) read.reject("to", said("bad-check-argument.empty-reference"));
  if (metric === null || read.problems.length > 0) return read.problems;
  const references = texts.map((text) => ({
    tokens: tokenize(text, metric, tokenizer),
    isHidden: hidesWords(text, metric, tokenizer),
  }));
  const comparison = { metric, tokenizer, min, references };
  return {
    worstNs: ({ text }) => worstNs(text, comparison),
    grade: ({ text }) => grade(text.normalize("NFC"), comparison),
    warnings: warnings(read, comparison),
    ...(min === 0 ? { always: "pass" } : {}),
  };
}

function readMetric(read: ArgumentReader): Metric | null {
  const metric = read.word("metric", METRICS);
  if (!read.has("metric")) read.reject("metric", said("bad-check-argument.no-word", { words: METRICS }));
  return metric;
}

function readMin(read: ArgumentReader): number {
  const min = read.amount("min");
  if (!read.has("min")) read.reject("min", said("bad-check-argument.no-similarity"));
  if (min !== null && min > 1) read.reject("min", said("bad-check-argument.similarity", { min }));
  return min ?? 0;
}

function warnings(read: ArgumentReader, { metric, min, references }: SimilarityArgs): readonly Problem[] {
  const hidden = references.some(({ isHidden }) => isHidden);
  return [
    ...(hidden ? [argumentWarning(read.at("to"), said("doubtful-check.no-words", { metric }))] : []),
    ...(min === 0 ? [argumentWarning(read.at("min"), said("doubtful-check.min-0"))] : []),
  ];
}

function grade(text: string, { metric, tokenizer, min, references }: SimilarityArgs): Verdict {
  if (hidesWords(text, metric, tokenizer)) return undecided({ code: "similarity.no-words", metric, of: "text" });
  const tokens = tokenize(text, metric, tokenizer);
  const scores = references
    .filter(({ isHidden }) => !isHidden)
    .map((reference) => measure(metric, tokens, reference.tokens))
    .filter((score) => score !== null);
  if (scores.length === 0) {
    const hidden = references.every(({ isHidden }) => isHidden);
    return undecided(
      hidden ? { code: "similarity.no-words", metric, of: "reference" } : { code: "similarity.too-long", metric },
    );
  }
  const score = Math.max(...scores);
  const reason = { code: "similarity.is", metric, got: shown(score, min), min } as const;
  return score >= min ? pass(reason, score) : fail(reason, score);
}

/** Tokens are at most as many as characters; two metrics compare each with each. */
function worstNs(text: string, { metric, references }: SimilarityArgs): number {
  const inReferences = references.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const nsPerPair = metric === "levenshtein" ? 0.5 : metric === "rouge_l" ? 5 : 0;
  const counting = NS_PER_TOKEN * (text.length * references.length + inReferences);
  return worstSegmentingNs(text) + counting + nsPerPair * text.length * inReferences;
}

/** Three decimals, or as many as it takes to tell the score from the bound. */
function shown(score: number, min: number): string {
  const short = score.toFixed(3);
  return Number(short) >= min === score >= min ? short : String(score);
}
