import { createVerify, generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EndpointSpec } from "../../../src/domain/formats/config-spec.ts";
import type { Fetch } from "../../../src/domain/values/fetch.ts";
import type { CloudMachine } from "../../../src/pipeline/access/found-chain.ts";
import { createNamedValues } from "../../../src/pipeline/access/environment-values.ts";
import { type OpenedOrNot, openEndpoint } from "../../../src/pipeline/access/open-endpoint.ts";
import { endpointFetch } from "../../../src/providers/endpoints/endpoint-fetch.ts";
import { KNOWN_KEYS } from "../../../src/providers/simulator/platforms/signature.ts";
import { createSimulatorFetch } from "../../../src/providers/simulator/simulator-fetch.ts";
import { createSimulator } from "../../../src/providers/simulator/simulator.ts";
import { configEndpoints } from "../../../src/suite/endpoints.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const VERTEX: EndpointSpec = { platform: "vertex", project: "p", region: "global", base_url: "http://127.0.0.1:1/v1" };
const BEDROCK: EndpointSpec = { platform: "bedrock", region: "eu-central-1", base_url: "http://127.0.0.1:1/anthropic" };
const NO_CLOUD = { AWS_SHARED_CREDENTIALS_FILE: "/nowhere", AWS_CONFIG_FILE: "/nowhere", CLOUDSDK_CONFIG: "/nowhere" };
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const USER = { type: "authorized_user", client_id: "c", client_secret: "s", refresh_token: "r" };
const SERVICE = {
  type: "service_account",
  private_key_id: "k1",
  client_email: "me@p.iam",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
};

interface World {
  /** What the token endpoint was sent. */
  readonly forms: URLSearchParams[];
  /** What let the requests in. */
  readonly keys: (string | null)[];
  /** Answers of the token endpoint, the first for the first. */
  readonly answers: Response[];
  readonly machine: CloudMachine;
}

function world(peers: Readonly<Record<string, unknown>> = {}): World {
  const [forms, keys, answers]: [URLSearchParams[], (string | null)[], Response[]] = [[], [], []];
  const simulated = createSimulatorFetch(createSimulator());
  const fetch: Fetch = (input, init) => {
    const url = new URL(typeof input === "string" ? input : "");
    if (url.hostname === "oauth2.googleapis.com") {
      forms.push(new URLSearchParams(typeof init?.body === "string" ? init.body : ""));
      return Promise.resolve(
        answers.shift() ?? Response.json({ access_token: `ya29.${forms.length}`, expires_in: 3600 }),
      );
    }
    const headers = new Headers(init?.headers);
    keys.push(headers.get("authorization"));
    headers.set("host", url.host); // it is signed, and HTTP's own to write
    return simulated(input, { ...init, headers });
  };
  const machine: CloudMachine = {
    fetch,
    peers: { has: (name) => name in peers, load: (name) => Promise.resolve(peers[name]) },
  };
  return { forms, keys, answers, machine };
}

function opened(
  spec: EndpointSpec,
  env: Readonly<Record<string, string>>,
  { machine }: World,
  real = true,
): OpenedOrNot {
  const source = configEndpoints({ it: spec }, "/p/prompt-run.config.yaml").get("it");
  if (source === undefined) throw new Error("no endpoint");
  const values = { ...NO_CLOUD, ...env };
  const fromFile = new Set(real ? [] : Object.keys(env));
  return openEndpoint(source, createNamedValues({ values, fromFile }), machine);
}

/** Asks the endpoint once. */
async function ask(result: OpenedOrNot, { machine }: World): Promise<number> {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { platform, settings, baseUrl, headers, key } = result.endpoint;
  const fetch = endpointFetch(machine.fetch, { platform, settings, headers, key, now: Date.now });
  const model = platform.modelId("claude-haiku-4-5-20251001", settings);
  const messages = [{ role: "user", content: "hi" }];
  const body = JSON.stringify({ model, max_tokens: 9, messages, stream: true });
  const sent = {
    "content-type": "application/json",
    "anthropic-version": "2023-06-01",
    authorization: "Bearer stand-in",
  };
  return (await fetch(`${baseUrl}/v1/messages`, { method: "POST", headers: sent, body })).status;
}

function credentials(value: object): Record<string, string> {
  const cwd = temporaryProject({ "adc.json": JSON.stringify(value) });
  return { GOOGLE_APPLICATION_CREDENTIALS: join(cwd, "adc.json") };
}

function problem(result: OpenedOrNot): string {
  return result.ok ? "ok" : result.problems.map(({ code, message, hint }) => `${code}: ${message}; ${hint}`).join();
}

describe("application default credentials of Google", () => {
  test("a user's refresh token is exchanged once, and kept", async () => {
    const at = world();
    const result = opened(VERTEX, credentials(USER), at);
    expect([await ask(result, at)]).toEqual([200]);
    expect(at.keys).toEqual(["Bearer ya29.1"]);
    const form = { grant_type: "refresh_token", client_id: "c", client_secret: "s", refresh_token: "r" };
    expect(at.forms.map((sent) => Object.fromEntries(sent))).toEqual([form]);
  });

  test("the key of a service account signs an assertion (RFC 7523)", async () => {
    const at = world();
    expect(await ask(opened(VERTEX, credentials(SERVICE), at), at)).toBe(200);
    const [head = "", claims = "", signature = ""] = at.forms[0]?.get("assertion")?.split(".") ?? [];
    expect(createVerify("RSA-SHA256").update(`${head}.${claims}`).verify(publicKey, signature, "base64url")).toBe(true);
    const said: unknown = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect(said).toMatchObject({ iss: "me@p.iam", aud: "https://oauth2.googleapis.com/token" });
  });

  test("what gcloud wrote into its own folder counts too", async () => {
    const at = world();
    const folder = temporaryProject({ "application_default_credentials.json": JSON.stringify(USER) });
    expect(await ask(opened(VERTEX, { CLOUDSDK_CONFIG: folder }, at), at)).toBe(200);
  });

  test("an exchange that is refused names who refused it, and what it said", async () => {
    const at = world();
    at.answers.push(
      Response.json({ error: "invalid_grant", error_description: "Token has been expired" }, { status: 400 }),
    );
    await expect(ask(opened(VERTEX, credentials(USER), at), at)).rejects.toMatchObject({
      passes: false,
      message: "no token: oauth2.googleapis.com says (HTTP 400): Token has been expired",
    });
  });

  test("other kinds are left to Google's library, by the one command that installs it", async () => {
    const at = world();
    const env = credentials({ type: "external_account" });
    expect(problem(opened(VERTEX, env, at))).toMatch(/^missing-peer: .*npm install google-auth-library /);
    const GoogleAuth = class {
      getAccessToken = (): Promise<string> => Promise.resolve("ya29.library");
    };
    const with_ = world({ "google-auth-library": { GoogleAuth } });
    expect(await ask(opened(VERTEX, env, with_), with_)).toBe(200);
    expect(with_.keys).toEqual(["Bearer ya29.library"]);
  });

  test("a token_uri over plain HTTP gets nothing", async () => {
    const at = world();
    const env = credentials({ ...USER, token_uri: "http://evil.example/token" });
    await expect(ask(opened(VERTEX, env, at), at)).rejects.toThrow("`token_uri` is no https URL");
    expect(at.forms).toEqual([]);
  });
});

describe("AWS's own chain", () => {
  const PEER = "@aws-sdk/credential-providers";

  test("its keys sign each request, and new ones are taken when they change", async () => {
    let calls = 0;
    const fromNodeProviderChain = () => (): Promise<object> => {
      calls += 1;
      return Promise.resolve(calls === 2 ? { accessKeyId: "gone", secretAccessKey: "x" } : KNOWN_KEYS);
    };
    const at = world({ [PEER]: { fromNodeProviderChain } });
    const result = opened(BEDROCK, { AWS_PROFILE: "dev" }, at);
    expect([await ask(result, at), await ask(result, at), await ask(result, at)]).toEqual([200, 403, 200]);
  });

  test.each([
    ["a profile", BEDROCK, { AWS_PROFILE: "dev" }],
    ["a job's role", BEDROCK, { AWS_WEB_IDENTITY_TOKEN_FILE: "/token" }],
    ["a file of profiles", BEDROCK, { AWS_CONFIG_FILE: import.meta.filename }],
    [
      "an instance's role, which leaves no trace, where the config says sigv4",
      { ...BEDROCK, auth: "sigv4" as const },
      {},
    ],
  ])("%s without the package is told with the one command that installs it", (_what, spec, env) => {
    const told = problem(opened(spec, env, world()));
    expect(told).toMatch(
      /^missing-peer: .*npm install @aws-sdk\/credential-providers .*aws configure export-credentials/,
    );
  });
});

test.each([
  { what: "nothing of a cloud's tools", spec: BEDROCK, env: {}, code: "no-credential" },
  { what: "no credentials of Google", spec: VERTEX, env: {}, code: "no-credential" },
  { what: "a profile of .env", spec: BEDROCK, env: { AWS_PROFILE: "dev" }, isFromFile: true, code: "no-credential" },
  {
    what: "a region of the config alone",
    spec: { platform: "bedrock" as const, region: "r" },
    env: { AWS_PROFILE: "dev" },
    code: "unblessed-secret",
  },
])("$what: $code", ({ spec, env, isFromFile = false, code }) => {
  const given: Record<string, string> = { ...env };
  expect(problem(opened(spec, given, world(), !isFromFile)).split(":")[0]).toBe(code);
});

test("a pair of PROMPT_RUN_SECRETS lets a cloud's own credentials go to another host", () => {
  const spec: EndpointSpec = { platform: "vertex", project: "p", region: "global", base_url: "https://gw.example" };
  const env = { ...credentials(USER), PROMPT_RUN_SECRETS: "gw.example=GOOGLE_APPLICATION_CREDENTIALS" };
  expect(problem(opened(spec, env, world()))).toBe("ok");
});
