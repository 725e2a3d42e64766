/** How the simulator treats a model: written from the API's pages, apart from `src/models`, so that one wrong table cannot pass both. */
export interface ModelRules {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly lifecycle: ModelStage;
  /** Tokens of prompt and answer together; tokens of the answer. */
  readonly context: number;
  readonly maxOutput: number;
  readonly thinking: readonly ThinkingKind[];
  readonly thinksByDefault: boolean;
  /** `disabled` and `between_tools` are refused at effort xhigh and max. */
  readonly quietUpToHigh: boolean;
  readonly efforts: readonly string[];
  readonly forcedTools: boolean;
  readonly structuredOutputs: boolean;
  readonly prefill: boolean;
  /** Under 2023-06-01: `free` within bounds, `one` of temperature and top_p, or `fixed` at the default. */
  readonly sampling: "free" | "one" | "fixed";
  /** A `system` role inside `messages`. */
  readonly systemRole: boolean;
  readonly minCacheTokens: number;
  /** Tokens of a text, relative to a quarter of its bytes. */
  readonly tokenFactor: number;
  readonly fast: "yes" | "beta" | "ignored" | "no";
  readonly geo: boolean;
  /** Models of one bucket share their rate limits. */
  readonly bucket: string;
}

/** The stage, and the UTC days of deprecation and (planned) retirement; null: not known. */
export interface ModelStage {
  readonly stage: "active" | "deprecated" | "retired";
  readonly deprecatedOn: string | null;
  readonly retiresOn: string | null;
}

export type ThinkingKind = "adaptive" | "enabled" | "disabled" | "between_tools";

const ALL_EFFORTS = ["low", "medium", "high", "xhigh", "max"];
const EFFORTS_46 = ["low", "medium", "high", "max"];

const ACTIVE: ModelStage = { stage: "active", deprecatedOn: null, retiresOn: null };
const deprecated = (deprecatedOn: string, retiresOn: string | null): ModelStage => ({
  stage: "deprecated",
  deprecatedOn,
  retiresOn,
});
const NEWEST: Omit<ModelRules, "id" | "bucket"> = {
  aliases: [],
  lifecycle: ACTIVE,
  context: 1_000_000,
  maxOutput: 128_000,
  thinking: ["adaptive"],
  thinksByDefault: true,
  quietUpToHigh: false,
  efforts: ALL_EFFORTS,
  forcedTools: false,
  structuredOutputs: true,
  prefill: false,
  sampling: "fixed",
  systemRole: true,
  minCacheTokens: 512,
  tokenFactor: 1.3,
  fast: "no",
  geo: true,
};
const GENERATION_46: Omit<ModelRules, "id" | "bucket"> = {
  ...NEWEST,
  thinking: ["adaptive", "enabled", "disabled"],
  thinksByDefault: false,
  efforts: EFFORTS_46,
  forcedTools: true,
  sampling: "free",
  systemRole: false,
  tokenFactor: 1,
};
const GENERATION_45: Omit<ModelRules, "id" | "bucket"> = {
  ...GENERATION_46,
  context: 200_000,
  maxOutput: 64_000,
  thinking: ["enabled", "disabled"],
  efforts: [],
  prefill: true,
  sampling: "one",
  minCacheTokens: 4096,
  geo: false,
};
const retired = (retiresOn: string | null): Omit<ModelRules, "id"> => ({
  ...GENERATION_45,
  lifecycle: { stage: "retired", deprecatedOn: null, retiresOn },
  bucket: "retired",
});

const MODELS: readonly ModelRules[] = [
  { ...NEWEST, id: "claude-fable-5-2", bucket: "fable-5", fast: "yes" },
  { ...NEWEST, id: "claude-mythos-5-2", bucket: "mythos-5", forcedTools: true },
  { ...NEWEST, id: "claude-fable-5-1", bucket: "fable-5" },
  { ...NEWEST, id: "claude-mythos-5-1", bucket: "mythos-5" },
  { ...NEWEST, id: "claude-fable-5", bucket: "fable-5", forcedTools: true },
  { ...NEWEST, id: "claude-mythos-5", bucket: "mythos-5", forcedTools: true },
  { ...NEWEST, id: "claude-opus-5-5", bucket: "opus-5-5", fast: "yes" },
  {
    ...NEWEST,
    id: "claude-sonnet-5-5",
    bucket: "sonnet-5-5",
    thinking: ["adaptive", "between_tools"],
    quietUpToHigh: true,
  },
  {
    ...NEWEST,
    id: "claude-haiku-5-5",
    bucket: "haiku-5-5",
    thinking: ["adaptive", "disabled"],
    quietUpToHigh: true,
    forcedTools: true,
  },
  {
    ...NEWEST,
    id: "claude-opus-5",
    bucket: "opus-5",
    thinking: ["adaptive", "disabled"],
    quietUpToHigh: true,
    forcedTools: true,
    fast: "beta",
  },
  {
    ...NEWEST,
    id: "claude-sonnet-5",
    bucket: "sonnet-5",
    thinking: ["adaptive", "disabled"],
    forcedTools: true,
    systemRole: false,
    minCacheTokens: 1024,
  },
  {
    ...NEWEST,
    id: "claude-opus-4-8",
    bucket: "opus-4",
    thinking: ["adaptive", "disabled"],
    thinksByDefault: false,
    forcedTools: true,
    minCacheTokens: 1024,
    fast: "beta",
  },
  {
    ...NEWEST,
    id: "claude-opus-4-7",
    bucket: "opus-4",
    thinking: ["adaptive", "disabled"],
    thinksByDefault: false,
    forcedTools: true,
    systemRole: false,
    minCacheTokens: 2048,
  },
  {
    ...NEWEST,
    id: "claude-mythos-preview",
    lifecycle: deprecated("2026-06-09", "2026-06-30"),
    bucket: "mythos-preview",
    thinking: ["adaptive", "enabled"],
    efforts: EFFORTS_46,
    forcedTools: true,
    systemRole: false,
    minCacheTokens: 2048,
  },
  { ...GENERATION_46, id: "claude-opus-4-6", bucket: "opus-4", minCacheTokens: 4096, fast: "ignored" },
  { ...GENERATION_46, id: "claude-sonnet-4-6", bucket: "sonnet-4", minCacheTokens: 1024 },
  {
    ...GENERATION_45,
    id: "claude-opus-4-5-20251101",
    lifecycle: deprecated("2026-11-23", "2027-01-22"),
    aliases: ["claude-opus-4-5"],
    bucket: "opus-4",
    efforts: ["low", "medium", "high"],
  },
  { ...GENERATION_45, id: "claude-haiku-4-5-20251001", aliases: ["claude-haiku-4-5"], bucket: "haiku-4-5" },
  {
    ...GENERATION_45,
    id: "claude-sonnet-4-5-20250929",
    lifecycle: deprecated("2026-09-30", "2026-11-30"),
    aliases: ["claude-sonnet-4-5"],
    bucket: "sonnet-4",
    minCacheTokens: 1024,
  },
  { ...retired("2026-08-05"), id: "claude-opus-4-1-20250805", aliases: ["claude-opus-4-1"] },
  { ...retired("2026-06-15"), id: "claude-opus-4-20250514", aliases: ["claude-opus-4-0"] },
  { ...retired("2026-06-15"), id: "claude-sonnet-4-20250514", aliases: ["claude-sonnet-4-0"] },
  { ...retired(null), id: "claude-3-7-sonnet-20250219", aliases: ["claude-3-7-sonnet-latest"] },
  { ...retired("2026-02-19"), id: "claude-3-5-haiku-20241022", aliases: ["claude-3-5-haiku-latest"] },
  { ...retired(null), id: "claude-3-haiku-20240307" },
  { ...retired(null), id: "claude-3-opus-20240229", aliases: ["claude-3-opus-latest"] },
];

const byName: ReadonlyMap<string, ModelRules> = new Map(
  MODELS.flatMap((model) => [model.id, ...model.aliases].map((name) => [name, model] as const)),
);

/** The rules of a model by id or alias; null for one that is unknown or retired, which the API treats alike. */
export function rulesOf(name: string): ModelRules | null {
  const rules = byName.get(name);
  return rules === undefined || rules.lifecycle.stage === "retired" ? null : rules;
}

/** What nobody can hold against a model that is in no list: every rule that depends on the model is open. */
export function anyRules(id: string): ModelRules {
  return {
    ...NEWEST,
    id,
    bucket: id,
    context: Infinity,
    maxOutput: Infinity,
    thinking: ["adaptive", "enabled", "disabled", "between_tools"],
    forcedTools: true,
    prefill: true,
    sampling: "free",
    fast: "yes",
  };
}

/** All models, newest first, retired ones at the end. */
export function allModels(): readonly ModelRules[] {
  return MODELS;
}
