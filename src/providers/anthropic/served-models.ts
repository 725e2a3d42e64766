import type { Anthropic } from "@anthropic-ai/sdk";
import type { Failure } from "../../domain/run/provider.ts";
import type { ServedModel } from "../../domain/run/served-model.ts";
import { connectionFailure } from "./connection-failure.ts";
import { httpFailure } from "./http-failure.ts";
import { type LoadedSdk, loadSdk, type SdkOptions } from "./sdk-client.ts";

export type ServedModels =
  | {
      readonly status: "listed";
      readonly models: readonly ServedModel[];
      /** The endpoint's clock (epoch ms), by its `date` header; null when it sent none. */
      readonly serverMs: number | null;
    }
  | { readonly status: "failed"; readonly failure: Failure };

/** Every model that the endpoint lists, retired ones too: GET /v1/models is free, and tells whether the key is good. */
export async function listServedModels(options: SdkOptions): Promise<ServedModels> {
  const { client, errors } = await loadSdk(options);
  try {
    const lifecycle: NonNullable<ListParams["lifecycle"]> = ["active", "deprecated", "retired"];
    const { data: firstPage, response } = await client.models.list({ lifecycle, limit: 1000 }).withResponse();
    const models: ServedModel[] = [];
    for await (const info of firstPage) models.push(servedModel(info));
    const serverMs = Date.parse(response.headers.get("date") ?? "");
    return { status: "listed", models, serverMs: Number.isNaN(serverMs) ? null : serverMs };
  } catch (error) {
    const failure = failureOf(error, new URL(options.baseUrl).host, errors);
    if (failure === null) throw error;
    return { status: "failed", failure };
  }
}

type ListParams = Anthropic.Models.ModelListParams;

function failureOf(error: unknown, host: string, errors: LoadedSdk["errors"]): Failure | null {
  if (error instanceof errors.APIConnectionError) return connectionFailure(error, host);
  if (!(error instanceof errors.APIError) || error.status === undefined) return null;
  return httpFailure(error, error.status, null, 0);
}

function servedModel(info: Anthropic.Models.ModelInfo): ServedModel {
  const { capabilities } = info;
  return {
    id: info.id,
    lifecycle: info.lifecycle,
    retires: info.retires_at?.slice(0, 10) ?? null,
    contextTokens: info.max_input_tokens,
    maxOutputTokens: info.max_tokens,
    thinking: capabilities === null ? null : supported({ ...capabilities.thinking.types }),
    effort: capabilities === null ? null : supported({ ...capabilities.effort }),
    structuredOutputs: capabilities?.structured_outputs.supported ?? null,
  };
}

/** The names of the members that say they are supported. `supported` itself, of the whole, is no name. */
function supported(members: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(members)
    .filter(
      ([, value]) => typeof value === "object" && value !== null && "supported" in value && value.supported === true,
    )
    .map(([name]) => name);
}
