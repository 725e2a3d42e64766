import type { CapInsight, DifferenceFact, RunInsights, SuiteInsights } from "../../domain/insights.ts";

/** What a value must be: a text, a number (`?`: or null), a list of shapes, a map whose keys (`?`: which may be absent) have shapes. */
type Shape =
  | "text"
  | "text?"
  | "number"
  | "number?"
  | "true or false"
  | readonly [Shape]
  | { readonly [key: string]: Shape };

/** What of a type is looked at: a new member that is not named in the shape does not compile. */
type ShapeOf<T> = T extends string
  ? "text"
  : T extends number
    ? "number"
    : T extends boolean
      ? "true or false"
      : T extends readonly (infer Item)[]
        ? readonly [ShapeOf<Item>]
        : {
            readonly [Key in keyof T & string as MayBeAbsent<T, Key> extends true ? `${Key}?` : Key]-?: FieldOf<T[Key]>;
          };

/** A text or number that may be null, or whatever else. */
type FieldOf<T> = [null] extends [T]
  ? NonNullable<T> extends string | number
    ? `${ShapeOf<NonNullable<T>>}?`
    : ShapeOf<NonNullable<T>>
  : ShapeOf<Exclude<T, undefined>>;

/** A field that is not there, or a list or map that is null. */
type MayBeAbsent<T, Key extends keyof T> =
  Pick<T, Key> extends Required<Pick<T, Key>>
    ? [null] extends [T[Key]]
      ? NonNullable<T[Key]> extends string | number
        ? false
        : true
      : false
    : true;

const COUNTED_ARM = { arm: "text", read_tokens: "number", written_tokens: "number", unread_tokens: "number" } as const;

const DIFFERENCE: ShapeOf<DifferenceFact> = {
  what: "text",
  arm: "text?",
  sentence: "text",
  "before?": "text",
  "after?": "text",
};

const CAP: ShapeOf<CapInsight> = {
  cap_usd: "number",
  is_short: "true or false",
  enough_usd: "number?",
  "least_usd?": "number",
};

export const RUN_INSIGHTS: ShapeOf<RunInsights> = {
  "notes?": ["text"],
  "budget?": { "run?": CAP, suites: [{ ...CAP, suite: "text", file: "text" }] },
  "sessions?": { count: "number", worked_ms: "number" },
  "asked?": [{ name: "text", value: "text?" }],
};

export const SUITE_INSIGHTS: ShapeOf<SuiteInsights> = {
  "missing?": { errored: "number", not_run: "number", "why?": "text" },
  "left_out?": [{ tag: "text", arm: "text", trials: "number" }],
  "left_out_by_arm?": [{ arm: "text", trials: "number" }],
  "repeats?": {
    flaky: [{ case: "text", arm: "text", passed: "number", failed: "number" }],
    flaky_total: "number",
    estimates: [{ arm: "text", k: "number", cases: "number", any_passes: "number", all_pass: "number" }],
  },
  "rates?": [{ arm: "text", sentence: "text" }],
  "served?": [{ arm: "text", models: ["text"] }],
  "cache?": [{ ...COUNTED_ARM, hit_rate: "number", saved_usd: "number?", lost_usd: "number?" }],
  "baseline?": { source: "text", runs: "number", "fewest_runs?": "number", differences: [DIFFERENCE] },
  "frontier?": {
    arms: [
      {
        arm: "text",
        cost_usd: "number",
        pass_rate: "number",
        "dominated_by?": { arm: "text", shown: "true or false" },
      },
    ],
    sentences: ["text"],
  },
  "prompts?": [{ arms: ["text"], text: "text" }],
  "judges?": ["text"],
  "gate_line?": "number",
  "baseline_near?": "text",
  "unlabelled?": ["text"],
  "labels_wanted?": [{ judge: "text", rule: "text?", wanted: "number", answers: "number", waiting: "number" }],
  "preferences?": [
    {
      baseline: "text",
      candidate: "text",
      asked: "number",
      undecided: "number",
      unasked: "number",
      pairs: [
        {
          case: "text",
          trial: "number",
          outcome: "text",
          reason: "text",
          baseline: "text",
          candidate: "text",
          evidence: ["text"],
        },
      ],
    },
  ],
  "sequential?": { "looks?": "number", decided_after: "number?", cases: "number", trials_saved: "number" },
};

/**
 * The insights with what is not of their shape left out: they are for people alone and in no schema, and a file that says
 * something odd in one of them loses it. Null when they are no map at all.
 */
export function soundInsights(value: unknown, shape: Shape): object | null {
  if (typeof shape === "string" || !isFields(value)) return null;
  const known = new Map(Object.entries(shape).map(([key, inner]) => [key.replace("?", ""), inner]));
  const kept = Object.entries(value).filter(([key, inner]) => {
    const wanted = known.get(key);
    return wanted === undefined || hasShape(inner, wanted);
  });
  return Object.fromEntries(kept);
}

function hasShape(value: unknown, shape: Shape): boolean {
  if (shape === "text") return typeof value === "string";
  if (shape === "text?") return value === null || typeof value === "string";
  if (shape === "number") return typeof value === "number";
  if (shape === "number?") return value === null || typeof value === "number";
  if (shape === "true or false") return typeof value === "boolean";
  if (isList(shape)) return Array.isArray(value) && value.every((item) => hasShape(item, shape[0]));
  return isFields(value) && Object.entries(shape).every(([key, inner]) => hasField(value, key, inner));
}

function hasField(value: Readonly<Record<string, unknown>>, key: string, shape: Shape): boolean {
  const name = key.replace("?", "");
  const field = Object.hasOwn(value, name) ? value[name] : undefined;
  if (key.endsWith("?") && (field === undefined || field === null)) return true;
  return hasShape(field, shape);
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
