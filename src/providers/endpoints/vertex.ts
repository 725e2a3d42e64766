import { textField } from "../../domain/values/json-fields.ts";
import type { EndpointSettings, Platform, WireBody } from "./platform.ts";

const DATED = /-(\d{8})$/;
/** Multi-region endpoints have hosts of their own kind. */
const MULTI_REGIONS: readonly string[] = ["us", "eu"];

/** Google Cloud: project, region and model stand in the path, the version in the body. */
export const VERTEX: Platform = {
  name: "vertex",
  variables: {
    region: ["CLOUD_ML_REGION"],
    project: ["ANTHROPIC_VERTEX_PROJECT_ID", "GOOGLE_CLOUD_PROJECT"],
    baseUrl: ["ANTHROPIC_VERTEX_BASE_URL"],
  },
  needs: ["project", "region"],
  baseUrl: ({ region }) => `https://${hostOf(region ?? "global")}/v1`,
  auth: "bearer",
  ways: [
    { auth: "bearer", variables: ["CLOUDSDK_AUTH_ACCESS_TOKEN"] },
    { auth: "bearer", variables: ["GOOGLE_OAUTH_ACCESS_TOKEN"] },
  ],
  chain: "google",
  headers: () => ({}),
  modelId: (id) => id.replace(DATED, "@$1"),
  canonicalModel: (id) => id.replace(/@(\d{8})$/, "-$1").replace(/@default$/, ""),
  rewrite,
  countsTokens: true,
  listsModels: false,
};

function hostOf(region: string): string {
  if (region === "global") return "aiplatform.googleapis.com";
  if (MULTI_REGIONS.includes(region)) return `aiplatform.${region}.rep.googleapis.com`;
  return `${region}-aiplatform.googleapis.com`;
}

function rewrite(
  { url, body, headers }: WireBody & { readonly headers: Headers },
  settings: EndpointSettings,
): WireBody {
  const { model: _, ...rest } = body;
  const version = headers.get("anthropic-version") ?? "2023-06-01";
  headers.delete("anthropic-version");
  const models = `/projects/${settings.project}/locations/${settings.region}/publishers/anthropic/models`;
  const moved = new URL(url);
  if (url.pathname.endsWith("/v1/messages/count_tokens")) {
    moved.pathname = url.pathname.replace(/\/v1\/messages\/count_tokens$/, `${models}/count-tokens:rawPredict`);
    return { url: moved, body: { ...body, anthropic_version: version } };
  }
  const verb = body["stream"] === true ? "streamRawPredict" : "rawPredict";
  moved.pathname = url.pathname.replace(
    /\/v1\/messages$/,
    `${models}/${encodeURIComponent(textField(body, "model") ?? "")}:${verb}`,
  );
  return { url: moved, body: { ...rest, anthropic_version: version } };
}
