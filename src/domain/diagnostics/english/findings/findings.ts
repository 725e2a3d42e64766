import { formatCount, formatMs, formatSmallUsd, plural } from "../../../../base/figures.ts";
import type { Text } from "../phrases/text.ts";

/** What `doctor` looks at, as its lines name it. */
export const SUBJECTS = {
  node: (): string => "Node",
  project: (): string => "project",
  store: (): string => "store",
  credential: (): string => "credential",
  network: (): string => "network",
  endpoint: (): string => "endpoint",
  clock: (): string => "clock",
  models: (): string => "models",
  request: (): string => "request",
  limits: (): string => "limits",
  tier: (): string => "tier",
};

/** What `doctor` finds, and the next step where it is not well. */
export const FINDINGS = {
  node: ({ version }: { readonly version: string }): Text => well(version),
  "old-node": ({ version, needed }: { readonly version: string; readonly needed: string }): Text => ({
    message: `${version} is too old`,
    hint: `install ${needed} or newer`,
  }),
  /** `config`: null: there is none. */
  project: ({ root, config }: { readonly root: string; readonly config: string | null }): Text =>
    well(`${root}, ${config ?? "no prompt-run.config.yaml"}`),
  store: ({ store }: Store): Text => well(`${store} can be written`),
  "unwritable-store": ({ store, reason }: Store & { readonly reason: string }): Text => ({
    message: `${store} cannot be written: ${reason}`,
    hint: "make it writable, or choose another with --store",
  }),
  "linked-store": ({ why }: { readonly why: string }): Text => ({
    message: why,
    hint: "remove the link, or name a place with --store",
  }),

  "no-key": (): Text => ({
    message: "ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are not set",
    hint: "set one for live runs; --simulate and --offline need none",
  }),
  tokens: ({ source }: { readonly source: TokenSourceName }): Text =>
    well(
      source.kind === "federation"
        ? `tokens by federation by the rule ${source.name}`
        : `tokens by the profile ${source.name}`,
    ),
  "quoted-key": ({ variable }: Variable): Text => ({
    message: `${variable} begins or ends with a quote or white space`,
    hint: "set it without",
  }),
  "foreign-key": ({ variable }: Variable): Text => ({
    message: `${variable} is set, but does not begin with sk-ant- as keys of the Claude API do`,
    hint: "right for another endpoint; else copy the key anew",
  }),
  key: ({ variable }: Variable): Text => well(`${variable} is set`),

  /** `except`: as NO_PROXY lists it; "": nothing. */
  proxy: ({ proxy, except }: { readonly proxy: string; readonly except: string }): Text =>
    well(`through the proxy ${proxy}${except === "" ? "" : `, but not for ${except}`}`),
  "client-certificate": ({ file }: { readonly file: string }): Text => well(`with the client certificate ${file}`),

  "unasked-without-key": ({ endpoint }: Endpoint): Text => well(`${endpoint}, not asked: there is no key`),
  "unasked-bad-key": ({ endpoint }: Endpoint): Text => well(`${endpoint}, not asked: the key cannot be sent`),
  "unasked-costly": ({ endpoint }: Endpoint): Text =>
    well(`${endpoint}, not asked: it has no list of models, and all else costs`),
  served: ({ endpoint, models }: Endpoint & { readonly models: number }): Text =>
    well(`${endpoint} takes the key and lists ${plural(models, "model")}`),
  /** `says`: as the endpoint, or the connection to it, says it. */
  "endpoint-fails": ({ endpoint, says, status, kind }: Endpoint & EndpointFailure): Text => ({
    message: `${endpoint}: ${says}${status === null ? "" : ` (${status})`}`,
    hint: STEPS[kind],
  }),

  clock: (): Text => well("agrees with the endpoint's"),
  "wrong-clock": ({ seconds, isAhead }: { readonly seconds: number; readonly isAhead: boolean }): Text => ({
    message: `is ${plural(seconds, "second")} ${isAhead ? "ahead of" : "behind"} the endpoint's`,
    hint: "set it: prices are those of the day, and rate limits name moments",
  }),

  models: (): Text => well("the endpoint says what the tables of prompt-run say"),
  drift: (drift: ModelDrift): Text => ({
    message: `${drift.id}: ${driftText(drift)}`,
    hint: "prompt-run goes by its tables: a newer version may know; prices of unknown models go into the config",
  }),

  "unasked-limits": (): Text => ({
    message: "not asked: there is no key",
    hint: "set one: they come with an answer",
  }),
  /** `worstUsd`: null: not known. */
  request: ({ model, worstUsd }: { readonly model: string; readonly worstUsd: number | null }): Text => {
    const cost = worstUsd === null ? "what that costs is not known" : `at most ${formatSmallUsd(worstUsd)}`;
    return well(`one to ${model} with max_tokens 1: ${cost}`);
  },
  limit: ({ bucket, limit, remaining, fullInMs }: LimitOfBucket): Text => {
    const full = fullInMs === null ? "full" : `full in ${formatMs(fullInMs)}`;
    return well(`${BUCKETS[bucket]}: ${formatCount(remaining)} of ${formatCount(limit)} a minute left, ${full}`);
  },
  "no-limits": (): Text => well("the answer's headers tell of none"),
  tier: ({ tier }: { readonly tier: string }): Text => well(tier),
  "no-tier": (): Text => well("the answer does not say which service tier it had"),
};

/** Where tokens come from without a key: a rule of workload identity federation, or a profile on disk. */
export interface TokenSourceName {
  readonly kind: "federation" | "profile";
  readonly name: string;
}

/** Where the table and the endpoint say different things of a model. */
export type ModelDrift =
  /** One of the two does not have it. */
  | { readonly id: string; readonly kind: "not listed" | "not in table" }
  | {
      readonly id: string;
      readonly kind: "differs";
      readonly what: DriftingFact;
      readonly table: ModelFact;
      readonly served: ModelFact;
    };

export type ModelFact = string | number | boolean | readonly string[];
export type DriftingFact = keyof typeof FACTS;

/** A rate-limit bucket by an answer's headers. `fullInMs`: null: it is full. */
export interface LimitOfBucket {
  readonly bucket: keyof typeof BUCKETS;
  readonly limit: number;
  readonly remaining: number;
  readonly fullInMs: number | null;
}

interface Store {
  readonly store: string;
}

interface Variable {
  readonly variable: string;
}

interface Endpoint {
  readonly endpoint: string;
}

interface EndpointFailure {
  readonly says: string;
  /** Of HTTP; null: there was no answer. */
  readonly status: number | null;
  readonly kind: keyof typeof STEPS;
}

const STEPS = {
  authentication: "the key is wrong, expired or revoked: make a new one in the Console",
  permission: "the key's workspace may not do this: ask whoever manages it",
  connection: "look at the network, a proxy, or --base-url",
  other: "try again later; if it stays, the endpoint may not be the Messages API",
};

/** The buckets of a reading, as people call them. */
const BUCKETS = {
  requests: "requests",
  tokens: "tokens",
  inputTokens: "input tokens",
  outputTokens: "output tokens",
};

const FACTS = {
  status: "status",
  retirement: "retirement",
  contextTokens: "context tokens",
  maxOutputTokens: "most output tokens",
  thinking: "thinking",
  effort: "effort",
  structuredOutputs: "structured outputs",
};

function well(message: string): Text {
  return { message, hint: null };
}

function driftText(drift: ModelDrift): string {
  switch (drift.kind) {
    case "not listed":
      return "the table has it, the endpoint does not list it";
    case "not in table":
      return "the endpoint lists it, the table does not have it";
    case "differs":
      return `${FACTS[drift.what]}: ${factText(drift.table)} in the table, ${factText(drift.served)} at the endpoint`;
  }
}

function factText(fact: ModelFact): string {
  if (typeof fact !== "object") return String(fact);
  return fact.length === 0 ? "none" : fact.join(", ");
}
