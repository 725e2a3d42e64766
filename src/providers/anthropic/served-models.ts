import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Anthropic } from "@anthropic-ai/sdk";
import type { Failure } from "../../domain/run/provider.ts";
import type { ServedModel } from "../../domain/run/served-model.ts";
import { boundedFetch } from "../../host/bounded-fetch.ts";
import { connectionFailure } from "./connection-failure.ts";
import { isCount } from "./usage.ts";
import { httpFailure } from "./http-failure.ts";
import { type LoadedSdk, loadSdk } from "./sdk-client.ts";
import type { SdkOptions } from "./sdk-options.ts";

export type ModelListing =
  | {
      readonly status: "listed";
      readonly models: readonly ServedModel[];
      /** The endpoint's clock (epoch ms), by its `date` header; null when it sent none. */
      readonly serverMs: number | null;
    }
  | { readonly status: "failed"; readonly failure: Failure };

/** A list of models is short: the Claude API has some twenty. */
const MAX_PAGES = 20;
const BOUNDS = { maxBytes: 4 * 1024 * 1024, timeoutMs: 30_000 };
const LIFECYCLES = ["active", "deprecated", "retired"] as const;

/** Every model that the endpoint lists, retired ones too: GET /v1/models is free, and tells whether the key is good. */
export async function listServedModels(options: SdkOptions): Promise<ModelListing> {
  const { client, errors } = await loadSdk({ ...options, fetch: boundedFetch(options.fetch, BOUNDS) });
  const host = new URL(options.baseUrl).host;
  const models: ServedModel[] = [];
  let params: ListParams = { lifecycle: [...LIFECYCLES], limit: 1000 };
  let serverMs: number | null = null;
  try {
    for (let pages = 1; ; pages++) {
      // The SDK's own pages break where an answer is not what its types promise.
      const response = await client.models.list(params).asResponse();
      const dateMs = Date.parse(response.headers.get("date") ?? "");
      serverMs ??= Number.isNaN(dateMs) ? null : dateMs;
      const page = fieldsOf(await response.json());
      models.push(...listedModels(page["data"]));
      const { has_more: hasMore, last_id: lastId } = page;
      if (hasMore !== true || typeof lastId !== "string") return { status: "listed", models, serverMs };
      if (pages === MAX_PAGES) return { status: "failed", failure: unreadable(host, failureWords("endless-models")) };
      params = { ...params, after_id: lastId };
    }
  } catch (error) {
    const failure = failureOf(error, host, errors);
    if (failure === null) throw error;
    return { status: "failed", failure };
  }
}

type ListParams = Anthropic.Models.ModelListParams;

function failureOf(error: unknown, host: string, errors: LoadedSdk["errors"]): Failure | null {
  if (error instanceof errors.APIConnectionError) return connectionFailure(error, host);
  if (error instanceof SyntaxError) return unreadable(host, failureWords("models-no-json"));
  if (!(error instanceof errors.APIError) || error.status === undefined) return null;
  return httpFailure(error, error.status, null, 0);
}

function unreadable(host: string, what: Sentence): Failure {
  return connectionFailure(new Error(what), host);
}

/** The models of a page: what has no id is none. A gateway may send anything, whatever the SDK's types promise. */
function listedModels(data: unknown): ServedModel[] {
  return (Array.isArray(data) ? data : []).flatMap((info: unknown) => {
    const model = fieldsOf(info);
    return typeof model["id"] === "string" ? [servedModel(model["id"], model)] : [];
  });
}

/** What an endpoint says of a model; null where it does not. */
function servedModel(id: string, info: Fields): ServedModel {
  const { lifecycle, retires_at: retires, max_input_tokens: context, max_tokens: output } = info;
  const capabilities = fieldsOf(info["capabilities"]);
  const thinking = fieldsOf(capabilities["thinking"])["types"];
  const structured = fieldsOf(capabilities["structured_outputs"])["supported"];
  return {
    id,
    lifecycle: LIFECYCLES.find((known) => known === lifecycle) ?? null,
    retires: typeof retires === "string" ? retires.slice(0, 10) : null,
    contextTokens: isCount(context) ? context : null,
    maxOutputTokens: isCount(output) ? output : null,
    thinking: supported(thinking),
    effort: supported(capabilities["effort"]),
    structuredOutputs: typeof structured === "boolean" ? structured : null,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  // A map of JSON, read by names that are there or not.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The names of the members that say they are supported; null where nothing is said. `supported` itself, of the whole, is no name. */
function supported(members: unknown): string[] | null {
  if (typeof members !== "object" || members === null) return null;
  return Object.entries(fieldsOf(members))
    .filter(([, value]) => fieldsOf(value)["supported"] === true)
    .map(([name]) => name);
}
