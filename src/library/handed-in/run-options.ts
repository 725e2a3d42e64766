import type { OptionKind } from "../../domain/diagnostics/english/suites/suites.ts";
import { isCap } from "../../domain/values/money.ts";
import type { Json } from "../../domain/values/json.ts";

/** A name, or several. */
type Names = string | readonly string[];

/** How suites are run: the options of the command line, and what a program has beside them. */
export interface RunOptions {
  /** Answers from the simulator in this process: nothing is sent, nothing is paid. */
  readonly simulate?: boolean;
  /** Recorded answers where there are some; the rest is sent. */
  readonly reuse?: boolean;
  /** Recorded answers alone; what was not recorded is an errored trial. */
  readonly offline?: boolean;
  /** Merge live answers into a recordings folder that the config names. */
  readonly record?: boolean;
  /** Ids, labels or aliases of models; what the suite does not have is a model of its own. */
  readonly model?: Names;
  readonly target?: Names;
  readonly prompt?: Names;
  /** Globs over case ids. */
  readonly case?: Names;
  /** Any of them suffices; `!tag` excludes. */
  readonly tag?: Names;
  readonly vars?: Readonly<Record<string, Json>>;
  /** Dotted paths in the suite language: `{ "limits.timeout_s": 60 }`. */
  readonly set?: Readonly<Record<string, Json>>;
  readonly trials?: number;
  readonly concurrency?: number;
  /** For the whole run; a suite's own limits hold as well. */
  readonly maxCostUsd?: number;
  readonly timeoutS?: number;
  readonly maxAttempts?: number;
  /** An endpoint of the config: a gateway or a cloud. */
  readonly endpoint?: string;
  readonly baseUrl?: string;
  /** Of order, simulator and resampling; default 0. */
  readonly seed?: number;
  readonly sequential?: boolean;
  /** How often a sequential run looks, default 5; "any": after every case, by bets. */
  readonly looks?: number | "any";
  readonly failFast?: boolean;
  readonly strict?: boolean;
  readonly failOnInconclusive?: boolean;
  /** A baseline's file, or a run. */
  readonly baseline?: string;
  readonly allowMissingBaseline?: boolean;
  readonly allowOutside?: boolean;
  /** What paths are relative to; default `process.cwd()`. */
  readonly cwd?: string;
  /** Where the run is kept, default `.prompt-run`; null: in a temporary folder that is removed when the run is over. */
  readonly store?: string | null;
  /** Where the key is looked for (`ANTHROPIC_API_KEY`); default `process.env`. No `.env` is read. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Stops the run: what is in flight may finish for 5 s, the report says `interrupted`, and `resume` goes on. */
  readonly signal?: AbortSignal;
  /** The id of a run in the store, or its folder: does what is missing of it. */
  readonly resume?: string;
}

/** What a value of an option has to be. */
export interface Kind {
  readonly expected: OptionKind;
  accepts(value: unknown): boolean;
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isNumber = (value: unknown, least: number): boolean =>
  typeof value === "number" && Number.isFinite(value) && value >= least;
const isMap = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

export const FLAG: Kind = { expected: "flag", accepts: (value) => typeof value === "boolean" };
export const TEXT: Kind = { expected: "text", accepts: isText };
const NAMES: Kind = {
  expected: "texts",
  accepts: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
};
const COUNT: Kind = {
  expected: "count",
  accepts: (value) => isNumber(value, 1) && Number.isInteger(value),
};
const AMOUNT: Kind = { expected: "amount", accepts: (value) => isNumber(value, Number.MIN_VALUE) };
export const SHARE: Kind = { expected: "share", accepts: (value) => isNumber(value, 0) && Number(value) <= 1 };
const DOLLARS: Kind = { expected: "dollars", accepts: isCap };
export const MAP: Kind = { expected: "map", accepts: isMap };

const FUNCTION: Kind = { expected: "function", accepts: (value) => typeof value === "function" };

/** What is known of every option: one that is misspelt could be a cap that does not hold. */
export const OPTION_KINDS: { readonly [Name in keyof RunOptions]-?: Kind } = {
  simulate: FLAG,
  reuse: FLAG,
  offline: FLAG,
  record: FLAG,
  model: NAMES,
  target: NAMES,
  prompt: NAMES,
  case: NAMES,
  tag: NAMES,
  vars: MAP,
  set: MAP,
  trials: COUNT,
  concurrency: COUNT,
  maxCostUsd: DOLLARS,
  timeoutS: AMOUNT,
  maxAttempts: COUNT,
  endpoint: TEXT,
  baseUrl: TEXT,
  seed: { expected: "whole", accepts: Number.isInteger },
  sequential: FLAG,
  looks: { expected: "looks", accepts: (value) => value === "any" || COUNT.accepts(value) },
  failFast: FLAG,
  strict: FLAG,
  failOnInconclusive: FLAG,
  baseline: TEXT,
  allowMissingBaseline: FLAG,
  allowOutside: FLAG,
  cwd: TEXT,
  store: { expected: "store", accepts: (value) => value === null || isText(value) },
  env: MAP,
  signal: { expected: "signal", accepts: (value) => isMap(value) && "aborted" in (value as object) },
  resume: TEXT,
};

/** What `run` takes beside them. */
export const PROGRAM_OPTION_KINDS: Readonly<Record<string, Kind>> = { ...OPTION_KINDS, onTrial: FUNCTION };
