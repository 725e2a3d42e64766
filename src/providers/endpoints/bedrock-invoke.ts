import { textField } from "../../domain/values/json-fields.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import { AWS_KEYS, AWS_REGION } from "./aws.ts";
import { eventStreamAsSse } from "./event-stream.ts";
import type { Platform, WireBody } from "./platform.ts";

const GEOGRAPHIES: Readonly<Record<string, string>> = { us: "us", eu: "eu", jp: "jp", ap: "apac" };

/**
 * Amazon Bedrock's older way (InvokeModel, InvokeModelWithResponseStream): the model in the path, the version in the body, and the
 * events in AWS's binary frames.
 */
export const BEDROCK_INVOKE: Platform = {
  name: "bedrock-invoke",
  variables: { region: AWS_REGION, baseUrl: ["ANTHROPIC_BEDROCK_BASE_URL"] },
  needs: ["region"],
  baseUrl: ({ region }) => `https://bedrock-runtime.${region}.amazonaws.com`,
  auth: "bearer",
  ways: [{ auth: "bearer", variables: ["AWS_BEARER_TOKEN_BEDROCK"] }, AWS_KEYS],
  chain: "aws",
  signedAs: "bedrock",
  headers: () => ({}),
  // An inference profile of the region's geography; dated ids end in `-v1:0`, later ones in `-v1`.
  modelId: (id, { region }) => {
    const geography = GEOGRAPHIES[(region ?? "").split("-")[0] ?? ""] ?? "global";
    return `${geography}.anthropic.${id}${/-\d{8}$/.test(id) ? "-v1:0" : "-v1"}`;
  },
  canonicalModel: (id) => id.replace(/^(?:[a-z]+\.)?anthropic\./, "").replace(/-v\d+(?::\d+)?$/, ""),
  rewrite,
  decode: eventStreamAsSse,
  countsTokens: false,
  listsModels: false,
};

function rewrite({ url, body, headers }: WireBody & { readonly headers: Headers }): WireBody {
  const { model: _model, stream, ...rest } = body;
  const betas = (headers.get("anthropic-beta") ?? "").split(",").filter((beta) => beta.trim() !== "");
  const version = headers.get("anthropic-version") ?? "2023-06-01";
  headers.delete("anthropic-beta");
  headers.delete("anthropic-version");
  const moved = new URL(url);
  const verb = stream === true ? "invoke-with-response-stream" : "invoke";
  const path = `/model/${encodeURIComponent(textField(body, "model") ?? "")}/${verb}`;
  moved.pathname = url.pathname.replace(/\/v1\/messages$/, path);
  const added: JsonObject = { anthropic_version: version, ...(betas.length === 0 ? {} : { anthropic_beta: betas }) };
  return { url: moved, body: { ...rest, ...added } };
}
