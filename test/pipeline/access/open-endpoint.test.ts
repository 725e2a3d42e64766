import { describe, expect, test } from "vitest";
import { createNamedValues } from "../../../src/pipeline/access/environment-values.ts";
import type { EndpointSpec } from "../../../src/domain/formats/config-spec.ts";
import { cloudMachine } from "../../../src/pipeline/access/found-chain.ts";
import { openEndpoint, type OpenedOrNot } from "../../../src/pipeline/access/open-endpoint.ts";
import { configEndpoints } from "../../../src/suite/endpoints.ts";

/** Nothing that a cloud's own tools keep on the machine of this test. */
const NO_CLOUD = { AWS_SHARED_CREDENTIALS_FILE: "/nowhere", AWS_CONFIG_FILE: "/nowhere", CLOUDSDK_CONFIG: "/nowhere" };
const MACHINE = cloudMachine(() => Promise.reject(new Error("nothing is sent")));

/** Opens one endpoint in this environment; `.env` holds what `fromFile` names. */
function opened(
  spec: EndpointSpec,
  env: Readonly<Record<string, string>>,
  fromFile: readonly string[] = [],
): OpenedOrNot {
  const source = configEndpoints({ it: spec }, "/p/prompt-run.config.yaml").get("it");
  if (source === undefined) throw new Error("no endpoint");
  const values = { ...NO_CLOUD, ...env };
  return openEndpoint(source, createNamedValues({ values, fromFile: new Set(fromFile) }), MACHINE);
}

function codes(result: OpenedOrNot): readonly string[] {
  return result.ok ? ["ok"] : result.problems.map(({ code }) => code);
}

const AWS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "a-secret-access-key" };
const GATEWAY: EndpointSpec = { base_url: "https://gw.example/anthropic", key: { env: "GW_KEY" } };

describe("a pull request can add an endpoint or a header, and gets nobody's key", () => {
  test.each<[string, EndpointSpec, Record<string, string>, string[], string]>([
    ["a gateway's key", GATEWAY, { GW_KEY: "k" }, [], "unblessed-secret"],
    ["blessed", GATEWAY, { GW_KEY: "k", PROMPT_RUN_SECRETS: "gw.example=GW_KEY" }, [], "ok"],
    [
      "blessed for another host",
      GATEWAY,
      { GW_KEY: "k", PROMPT_RUN_SECRETS: "evil.example=GW_KEY" },
      [],
      "unblessed-secret",
    ],
    [
      "blessed by .env",
      GATEWAY,
      { GW_KEY: "k", PROMPT_RUN_SECRETS: "gw.example=GW_KEY" },
      ["PROMPT_RUN_SECRETS"],
      "unblessed-secret",
    ],
    ["to loopback", { ...GATEWAY, base_url: "http://127.0.0.1:9" }, { GW_KEY: "k" }, [], "ok"],
    [
      "the key of the Claude API to a gateway",
      { base_url: "https://gw.example" },
      { ANTHROPIC_API_KEY: "k" },
      [],
      "unblessed-secret",
    ],
    [
      "the same, blessed",
      { base_url: "https://gw.example" },
      { ANTHROPIC_API_KEY: "k", PROMPT_RUN_SECRETS: "gw.example=ANTHROPIC_API_KEY" },
      [],
      "ok",
    ],
    [
      "keys of AWS to a region of the config",
      { platform: "bedrock", region: "eu-central-1" },
      AWS,
      [],
      "unblessed-secret",
    ],
    [
      "to the region of the environment",
      { platform: "bedrock", region: "eu-central-1" },
      { ...AWS, AWS_REGION: "eu-central-1" },
      [],
      "ok",
    ],
    [
      "to another region than the environment's",
      { platform: "bedrock", region: "eu-west-1" },
      { ...AWS, AWS_REGION: "eu-central-1" },
      [],
      "unblessed-secret",
    ],
    [
      "to a region of .env",
      { platform: "bedrock" },
      { ...AWS, AWS_REGION: "eu-central-1" },
      ["AWS_REGION"],
      "unblessed-secret",
    ],
    [
      "to an address of the config",
      { platform: "bedrock", region: "eu-central-1", base_url: "https://evil.example" },
      { ...AWS, AWS_REGION: "eu-central-1" },
      [],
      "unblessed-secret",
    ],
    [
      "a Foundry resource of the config",
      { platform: "foundry", resource: "evil" },
      { ANTHROPIC_FOUNDRY_API_KEY: "k", ANTHROPIC_FOUNDRY_RESOURCE: "mine" },
      [],
      "unblessed-secret",
    ],
    [
      "a Foundry resource of the environment",
      { platform: "foundry" },
      { ANTHROPIC_FOUNDRY_API_KEY: "k", ANTHROPIC_FOUNDRY_RESOURCE: "mine" },
      [],
      "ok",
    ],
    [
      "a Google project of the config",
      { platform: "vertex", project: "evil", region: "global" },
      { GOOGLE_OAUTH_ACCESS_TOKEN: "k", CLOUD_ML_REGION: "global", ANTHROPIC_VERTEX_PROJECT_ID: "mine" },
      [],
      "unblessed-secret",
    ],
    [
      "a secret header",
      { ...GATEWAY, key: { env: "B" }, headers: { x: { env: "A" } } },
      { A: "a", B: "b", PROMPT_RUN_SECRETS: "gw.example=B" },
      [],
      "unblessed-secret",
    ],
  ])("%s", (...[, spec, env, fromFile, code]) => {
    expect(codes(opened(spec, env, fromFile))).toContain(code);
  });
});

describe("what is wrong with an endpoint is told at its line", () => {
  test.each<[string, EndpointSpec, Record<string, string>, RegExp]>([
    ["no region", { platform: "bedrock" }, AWS, /has no `region`.*AWS_REGION/],
    ["no project", { platform: "vertex", region: "global" }, {}, /has no `project`.*ANTHROPIC_VERTEX_PROJECT_ID/],
    ["no resource", { platform: "foundry" }, {}, /has no `resource`/],
    ["a variable that is not there", { platform: "bedrock", region: { env: "NOWHERE" } }, AWS, /set NOWHERE/],
    ["no URL", { base_url: "gw.example" }, {}, /no http\(s\) URL/],
    [
      "a key where requests are signed",
      { platform: "bedrock", region: "eu-central-1", auth: "sigv4", key: { env: "A" } },
      { A: "x" },
      /names one key/,
    ],
    [
      "a header of the connection",
      { base_url: "http://127.0.0.1:1", headers: { Host: "evil" } },
      { ANTHROPIC_API_KEY: "k" },
      /header of the connection/,
    ],
    [
      "a header with a line break",
      { base_url: "http://127.0.0.1:1", headers: { a: { env: "A" } } },
      { A: "x\ny", ANTHROPIC_API_KEY: "k" },
      /cannot carry/,
    ],
    [
      "signatures where none are read",
      { base_url: "http://127.0.0.1:1", auth: "sigv4" },
      { ANTHROPIC_API_KEY: "k" },
      /takes no signatures.*leave out `auth:`/,
    ],
    [
      "signatures where none are read, and a key",
      { platform: "foundry", resource: "r", auth: "sigv4", key: { env: "A" } },
      { A: "k" },
      /takes no signatures/,
    ],
    ["no key at all", { base_url: "http://127.0.0.1:1" }, {}, /ANTHROPIC_API_KEY/],
  ])("%s", (_what, spec, env, says) => {
    const result = opened(spec, env);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.problems.map(({ message, hint }) => `${message} ${hint ?? ""}`).join()).toMatch(says);
    expect(result.problems[0]?.place).toMatchObject({
      file: "/p/prompt-run.config.yaml",
      pointer: ["endpoints", "it"],
    });
  });
});

test.each<[EndpointSpec, Record<string, string>, string]>([
  [
    { platform: "bedrock" },
    { ...AWS, AWS_REGION: "eu-central-1" },
    "https://bedrock-mantle.eu-central-1.api.aws/anthropic",
  ],
  [
    { platform: "bedrock-invoke" },
    { ...AWS, AWS_DEFAULT_REGION: "us-east-1" },
    "https://bedrock-runtime.us-east-1.amazonaws.com",
  ],
  [
    { platform: "claude-on-aws" },
    { ...AWS, AWS_REGION: "us-east-1", ANTHROPIC_AWS_WORKSPACE_ID: "w" },
    "https://aws-external-anthropic.us-east-1.api.aws",
  ],
  [
    { platform: "vertex" },
    { GOOGLE_OAUTH_ACCESS_TOKEN: "t", CLOUD_ML_REGION: "global", ANTHROPIC_VERTEX_PROJECT_ID: "p" },
    "https://aiplatform.googleapis.com/v1",
  ],
  [
    { platform: "vertex" },
    { GOOGLE_OAUTH_ACCESS_TOKEN: "t", CLOUD_ML_REGION: "europe-west1", ANTHROPIC_VERTEX_PROJECT_ID: "p" },
    "https://europe-west1-aiplatform.googleapis.com/v1",
  ],
  [
    { platform: "foundry" },
    { ANTHROPIC_FOUNDRY_API_KEY: "k", ANTHROPIC_FOUNDRY_RESOURCE: "mine" },
    "https://mine.services.ai.azure.com/anthropic",
  ],
])("%j is at its platform's address", (spec, env, url) => {
  const result = opened(spec, env);
  expect(result).toMatchObject({ ok: true, endpoint: { baseUrl: url } });
});

test.each(["https://gw.example/x?token=SECRET", "https://gw.example#SECRET"])(
  "attack 8: the base URL of an endpoint has neither query nor fragment: %s",
  (url) => {
    const env = { GW_KEY: "k", PROMPT_RUN_SECRETS: "gw.example=GW_KEY" };
    const result = opened({ ...GATEWAY, base_url: url }, env);
    expect(codes(result)).toEqual(["bad-endpoint"]);
    expect(JSON.stringify(result)).not.toContain("SECRET");
  },
);
