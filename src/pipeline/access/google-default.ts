import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { createSign } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import { textField } from "../../domain/values/json-fields.ts";
import { isJsonObject, type JsonObject } from "../../domain/values/json.ts";
import type { Fetch } from "../../domain/values/fetch.ts";
import { boundedFetch } from "../../host/bounded-fetch.ts";
import { readRegularText } from "../../host/regular-file.ts";
import { NoToken } from "../../providers/anthropic/no-token.ts";
import type { AccessToken, TokenProvider } from "../../providers/anthropic/token-provider.ts";
import type { CloudMachine, FoundChain } from "./found-chain.ts";

const PEER = "google-auth-library";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const TOKEN_URI = "https://oauth2.googleapis.com/token";
const MAX_FILE_BYTES = 256 * 1024;
const BOUNDS = { maxBytes: 256 * 1024, timeoutMs: 30_000 };
/** An assertion may hold an hour (Google, "Using OAuth 2.0 for Server to Server Applications"). */
const ASSERTION_S = 3_600;
/** The library keeps its token and renews it: it is asked again so often. */
const ASK_AGAIN_S = 300;

type Real = (name: string) => string | null;

/**
 * Application default credentials: the file of `GOOGLE_APPLICATION_CREDENTIALS`, or of `gcloud auth application-default
 * login`; null: there is none. Users' refresh tokens and keys of service accounts are exchanged here; what else there is
 * (workload identity federation, impersonation) is left to Google's own library.
 */
export function googleDefault(real: Real, { fetch, peers }: CloudMachine): FoundChain | null {
  const named = real("GOOGLE_APPLICATION_CREDENTIALS");
  const file = named ?? join(real("CLOUDSDK_CONFIG") ?? gcloudFolder(real), "application_default_credentials.json");
  if (named === null && !existsSync(file)) return null;
  const exchange = boundedFetch(fetch, BOUNDS);
  const isOurs = ["authorized_user", "service_account"].includes(typeOf(file));
  const mint = isOurs ? () => exchanged(file, exchange) : libraryTokens(file, { fetch, peers });
  const missing = isOurs || peers.has(PEER) ? null : PEER;
  return { variable: "GOOGLE_APPLICATION_CREDENTIALS", key: { auth: "tokens", mint }, missing };
}

function gcloudFolder(real: Real): string {
  const appData = real("APPDATA");
  return process.platform === "win32" && appData !== null
    ? join(appData, "gcloud")
    : join(homedir(), ".config", "gcloud");
}

/** What kind of credentials a file holds; a file that cannot be read is told when it is used. */
function typeOf(file: string): string {
  try {
    return textField(readCredentials(file), "type") ?? "";
  } catch {
    return "authorized_user";
  }
}

function readCredentials(file: string): JsonObject {
  const text = readRegularText(file, MAX_FILE_BYTES);
  const value = parseBoundedJson(text, MAX_STORED_LEVELS);
  if (!isJsonObject(value)) throw new Error(failureWords("no-credentials", { file }));
  return value;
}

/** Reads the file anew each time: `gcloud` may have written another. */
async function exchanged(file: string, fetch: Fetch): Promise<AccessToken> {
  const credentials = readCredentials(file);
  const { uri, form } = grantOf(credentials, file);
  const response = await fetch(uri, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
    redirect: "manual",
  });
  const answer = await answerOf(response);
  const token = textField(answer, "access_token");
  const lifeS = answer["expires_in"];
  if (response.ok && token !== null && typeof lifeS === "number") {
    return { token, expiresAt: Date.now() / 1000 + lifeS };
  }
  const says = (textField(answer, "error_description") ?? textField(answer, "error"))?.slice(0, 300) ?? null;
  const { status } = response;
  throw NoToken.ofStatus(failureWords("token-refused", { host: new URL(uri).host, status, says }), status);
}

async function answerOf(response: Response): Promise<JsonObject> {
  const value: unknown = await response.json().catch(() => null); // a page of a proxy is no answer
  return isJsonObject(value) ? value : {};
}

interface Grant {
  readonly uri: string;
  readonly form: Readonly<Record<string, string>>;
}

function grantOf(credentials: JsonObject, file: string): Grant {
  const field = (name: string): string => {
    const text = textField(credentials, name);
    if (text === null || text === "") throw new Error(failureWords("no-credential-field", { file, name }));
    return text;
  };
  const uri = textField(credentials, "token_uri") ?? TOKEN_URI;
  if (!/^(https:\/\/|http:\/\/127\.0\.0\.1[:/])/.test(uri))
    throw new Error(failureWords("insecure-token-url", { file }));
  if (field("type") === "authorized_user") {
    const form = { client_id: field("client_id"), client_secret: field("client_secret") };
    return { uri, form: { grant_type: "refresh_token", ...form, refresh_token: field("refresh_token") } };
  }
  const assertion = signedAssertion(uri, field);
  return { uri, form: { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion } };
}

/** A JWT (RFC 7523) by the key of a service account. */
function signedAssertion(uri: string, field: (name: string) => string): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = part({ alg: "RS256", typ: "JWT", kid: field("private_key_id") });
  const claims = part({ iss: field("client_email"), scope: SCOPE, aud: uri, iat: now, exp: now + ASSERTION_S });
  const signature = createSign("RSA-SHA256").update(`${head}.${claims}`).sign(field("private_key"), "base64url");
  return `${head}.${claims}.${signature}`;
}

interface GoogleAuth {
  getAccessToken(): Promise<string | null | undefined>;
}

interface Peer {
  readonly GoogleAuth: new (options: object) => GoogleAuth;
}

function libraryTokens(keyFilename: string, { fetch, peers }: CloudMachine): TokenProvider {
  let auth: Promise<GoogleAuth> | null = null;
  return async () => {
    auth ??= peers.load(PEER).then((peer) => {
      // The package's own types are not there when this is built: it is an optional peer.
      const { GoogleAuth } = peer as Peer;
      const clientOptions = { transporterOptions: { fetchImplementation: fetch } };
      return new GoogleAuth({ scopes: SCOPE, keyFilename, clientOptions });
    });
    const token = await (await auth).getAccessToken();
    if (typeof token !== "string") throw new Error(failureWords("no-token-of", { file: keyFilename }));
    return { token, expiresAt: Date.now() / 1000 + ASK_AGAIN_S };
  };
}
