import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { failureBy } from "../../domain/run/failure-here.ts";
import type { Failure, FailureKind } from "../../domain/run/provider.ts";
import { readRetryAfterMs } from "./rate-limit-headers.ts";

/** What the SDK's `APIError` says of an error response or of an `error` event in a stream. */
export interface ApiErrorFacts {
  readonly status: number | undefined;
  readonly type: string | null;
  readonly errorCode: string | null;
  readonly apiMessage: string | null;
  /** The SDK's own wording: of a body that is not the API's JSON it holds the text. */
  readonly message: string;
}

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  401: "authentication",
  402: "billing",
  403: "permission",
  408: "server",
  407: "authentication",
  409: "conflict",
  413: "too_large",
  429: "rate_limited",
  501: "not_implemented",
  529: "overloaded",
};

const KIND_BY_TYPE: Readonly<Record<string, FailureKind>> = {
  api_error: "server",
  timeout_error: "server",
  overloaded_error: "overloaded",
  rate_limit_error: "rate_limited",
  conflict_error: "conflict",
  authentication_error: "authentication",
  billing_error: "billing",
  permission_error: "permission",
  request_too_large: "too_large",
  invalid_request_error: "invalid_request",
  // Exceptions in the middle of a stream of Amazon Bedrock.
  throttlingException: "rate_limited",
  serviceUnavailableException: "overloaded",
  internalServerException: "server",
  modelTimeoutException: "server",
  validationException: "invalid_request",
};

const SPEND_CODES: ReadonlySet<string> = new Set(["enforced_spend_limit_reached", "contract_spend_limit_reached"]);
/** Of the account, not of the request: no other request fares better, and waiting cures nothing (SDK 1.14.0, error classes). */
const ACCOUNT_CODES: ReadonlySet<string> = new Set([
  "organization_on_hold",
  "claude_code_key_creator_not_member",
  "cmek_key_disabled",
  "cmek_key_network_blocked",
  "user_profile_required",
  "workspace_human_review_disabled",
]);
const OWN_SPEND_LIMIT = /^You have reached your specified .*API usage limits/i;
const MAX_MESSAGE_CHARS = 500;

/** The failure that an error response stands for: the table of the API's error page. Such a response is not billed. */
export function httpFailure(error: ApiErrorFacts, status: number, headers: Headers | null, nowMs: number): Failure {
  const advice = headers?.get("x-should-retry") ?? null;
  return failureBy({
    kind: kindOfResponse(error, status),
    type: error.type ?? "http_error",
    code: error.errorCode,
    httpStatus: status,
    message: messageOf(error),
    retryAfterMs: readRetryAfterMs(headers, nowMs),
    ...(advice === "true" || advice === "false" ? { shouldRetry: advice === "true" } : {}),
  });
}

/** The failure of an `error` event after HTTP 200. It has no status of its own: its type decides. */
export function eventFailure(error: ApiErrorFacts): Failure {
  const kind = Object.hasOwn(KIND_BY_TYPE, error.type ?? "") ? KIND_BY_TYPE[error.type ?? ""] : undefined;
  return failureBy({
    kind: isSpendLimit(error) ? "spend_limit" : isOfAccount(error) ? "permission" : (kind ?? "stream"),
    type: error.type ?? "stream_error",
    code: error.errorCode,
    httpStatus: 200,
    message: messageOf(error),
    maybeBilled: true,
  });
}

function kindOfResponse(error: ApiErrorFacts, status: number): FailureKind {
  if ((status === 429 || status === 400) && isSpendLimit(error)) return "spend_limit";
  if (status === 400 && isOfAccount(error)) return "permission";
  if (status === 404 && (isMissingModel(error) || isMissingDeployment(error))) return "model_not_found";
  if (isMissingPath(error, status)) return "path_not_found";
  return KIND_BY_STATUS[status] ?? (status >= 500 ? "server" : "invalid_request");
}

function isOfAccount({ errorCode }: ApiErrorFacts): boolean {
  return ACCOUNT_CODES.has(errorCode ?? "");
}

function isSpendLimit(error: ApiErrorFacts): boolean {
  return SPEND_CODES.has(error.errorCode ?? "") || OWN_SPEND_LIMIT.test(error.apiMessage ?? "");
}

function isMissingModel(error: ApiErrorFacts): boolean {
  return error.type === "not_found_error" && /\bmodel\b/i.test(error.apiMessage ?? "");
}

/** Microsoft Foundry and Amazon Bedrock say so in words of their own. */
function isMissingDeployment({ message }: ApiErrorFacts): boolean {
  return /DeploymentNotFound|ResourceNotFoundException|publisher model/i.test(message);
}

/** No other request fares better: nothing answers on the path, or something that is not the API sends elsewhere. */
function isMissingPath({ type, apiMessage }: ApiErrorFacts, status: number): boolean {
  if (status === 405 || (status >= 300 && status < 400)) return true;
  if (status !== 404) return false;
  return (
    type === null || /^(?:not found|.*\b(?:path|route|url|endpoint|cannot post)\b.*)[.!]?$/i.test(apiMessage ?? "")
  );
}

function messageOf(error: ApiErrorFacts): Sentence {
  const says = error.apiMessage ?? error.message;
  return failureWords("api-says", {
    says: says.length > MAX_MESSAGE_CHARS ? `${says.slice(0, MAX_MESSAGE_CHARS)}…` : says,
  });
}
