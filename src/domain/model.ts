import type { Completion, Usage } from "./run/completion.ts";
import type { JsonObject } from "./values/json.ts";
import type { Picodollars } from "./values/money.ts";
import type { Problem } from "./values/problem.ts";
import type { ApiVersion, CompletionRequest } from "./run/provider.ts";

/** What the table says of an id, an alias of the API (`claude-haiku-4-5`) or a user's alias already resolved. */
export type ModelStanding =
  | { readonly status: "active"; readonly id: string }
  | { readonly status: "deprecated"; readonly id: string; readonly retires: string | null }
  | { readonly status: "retired"; readonly id: string; readonly retiredOn: string; readonly successor: string | null }
  | { readonly status: "misspelt"; readonly realId: string }
  | { readonly status: "unknown"; readonly nearest: string | null };

/**
 * A problem with one setting of a request; `droppable` names the body fields whose removal cures it (`unsupported: omit`).
 * `output_config.effort` is the member `effort` of the map `output_config`: see withoutField.
 */
export interface SettingProblem extends Problem {
  readonly droppable: readonly string[];
}

/** What the request looks like beside its settings, as far as capabilities depend on it. */
export interface RequestShape {
  /** Does the last message come from the assistant? */
  readonly hasPrefill: boolean;
  /** Is there a `system` role message, or a document in an assistant turn? */
  readonly hasSystemRole: boolean;
  readonly hasAssistantDocument: boolean;
  /** Extra HTTP headers, where they are known. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How many blocks of system and messages carry `cache_control`, where it is known. */
  readonly cacheBreakpoints?: number;
}

export interface SentSettings {
  readonly apiVersion: ApiVersion;
  /** The rate-limit bucket that requests with these settings share. */
  readonly bucket: string;
}

/** Everything that stages need to know of models: handed in by the pipeline, made by models/. */
export interface ModelFacts {
  standing(id: string): ModelStanding;
  /** Problems of `settings` (API body fields, without model and messages) on this model. Pointers begin with the field's name. */
  checkSettings(id: string, settings: JsonObject, shape: RequestShape): readonly SettingProblem[];
  /** The version and bucket that a request with these settings uses. */
  sentSettings(id: string, settings: JsonObject): SentSettings;
  /** The price of usage on a model, on the day `atMs` (UTC); null when a rate is unknown. */
  costOf(id: string, usage: Usage, atMs: number): Picodollars | null;
  /** The price of an answer to a request for `requested`: that of the models that served it; null when a rate is unknown. */
  answerCost(requested: string, answer: Pick<Completion, "modelServed" | "usage">, atMs: number): Picodollars | null;
  /** What a cap counts for an answer, no less than the table says, where the user overrides prices; absent: the price. */
  capCost?(requested: string, answer: Pick<Completion, "modelServed" | "usage">, atMs: number): Picodollars | null;
  /** The most that a request can cost as a cap counts it, output at max_tokens, cache writes and long-prompt rates assumed; null when unknown. */
  worstCost(request: CompletionRequest, inputTokens: number, atMs: number): Picodollars | null;
  /** What in a request may cost any amount (a server tool without `max_uses`), so that `worstCost` is null; null: nothing. */
  openEndedPart(request: CompletionRequest): string | null;
  /** Is a prompt that begins with this text probably long enough for the prompt cache to keep it? */
  canCache(id: string, prefix: string): boolean;
  /** Do prompts of this model and of other ones count tokens alike? Same string = same tokenizer. */
  tokenizer(id: string): string;
  /** The line that a model is of (`sonnet`); null: not known. */
  family(id: string): string | null;
  /** The same for what an endpoint of the config serves; null: the endpoint of the run, which these facts are of. */
  at(endpoint: string | null): ModelFacts;
  /** Names the price table: its date and overrides' hash. */
  readonly priceTable: string;
}

/** Settings without one field: `a`, or `a.b` for a member of the map a, which goes with its last member. */
export function withoutField(settings: JsonObject, name: string): JsonObject {
  const [outer = "", inner] = name.split(".");
  const { [outer]: value, ...others } = settings;
  if (value === undefined || inner === undefined) return others;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return settings;
  // Not a list: a map.
  const { [inner]: _, ...members } = value as JsonObject;
  return Object.keys(members).length === 0 ? others : { ...settings, [outer]: members };
}
