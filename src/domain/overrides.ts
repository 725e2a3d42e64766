import type { Json, JsonObject } from "./values/json.ts";

/** What the command line changes in every suite it names. */
export interface SuiteOverrides {
  /** `--model`: a label or id of the suite selects it with its settings; another id is a model of its own. */
  readonly models: readonly string[];
  /** `--target`: the targets to run; empty = all, and none beside `--model`. */
  readonly targets: readonly string[];
  /** `--prompt`: the variants to run; empty = all. */
  readonly prompts: readonly string[];
  /** `--var`. */
  readonly vars: JsonObject;
  /** `--set KEY=VALUE`: a dotted path in the suite language and its value. */
  readonly set: readonly { readonly path: readonly string[]; readonly value: Json }[];
  readonly trials: number | null;
  readonly timeoutMs: number | null;
  readonly maxAttempts: number | null;
}

export const NO_OVERRIDES: SuiteOverrides = {
  models: [],
  targets: [],
  prompts: [],
  vars: {},
  set: [],
  trials: null,
  timeoutMs: null,
  maxAttempts: null,
};
