import { isJsonObject } from "../../../domain/values/json.ts";
import type { WireResponse } from "../replies/wire.ts";
import { framedBody } from "./event-frames.ts";
import type { Shape } from "./platform-request.ts";

/** The API's answer as a platform gives it: its frames, its errors, its ids of requests; rate-limit headers are the Claude API's alone. */
export function wrapped(response: WireResponse, shape: Shape): WireResponse {
  if (shape === "claude" || shape === "mantle") return response;
  const headers = platformHeaders(response.headers, shape);
  if (response.status >= 400)
    return { ...response, headers: { ...headers, ...errorHeaders(response, shape) }, body: errorBody(response, shape) };
  const isStream = (headers["content-type"] ?? "").startsWith("text/event-stream");
  if (shape !== "invoke" || !isStream || typeof response.body === "string") return { ...response, headers };
  return {
    ...response,
    headers: { ...headers, "content-type": "application/vnd.amazon.eventstream" },
    body: framedBody(response.body),
  };
}

const REQUEST_ID: Readonly<Record<Shape, string>> = {
  claude: "request-id",
  mantle: "request-id",
  invoke: "x-amzn-requestid",
  vertex: "x-request-id",
  foundry: "apim-request-id",
};

function platformHeaders(headers: WireResponse["headers"], shape: Shape): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !/^(anthropic-|request-id$)/.test(name));
  return { ...Object.fromEntries(kept), [REQUEST_ID[shape]]: headers["request-id"] ?? "" };
}

const AWS_TYPES: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "UnrecognizedClientException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  429: "ThrottlingException",
  500: "InternalServerException",
  529: "ServiceUnavailableException",
};

function errorHeaders({ status }: WireResponse, shape: Shape): Record<string, string> {
  return shape === "invoke" ? { "x-amzn-errortype": AWS_TYPES[status] ?? "InternalServerException" } : {};
}

const GOOGLE_STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
};

function errorBody({ status, body }: WireResponse, shape: Shape): string {
  const message = messageOf(typeof body === "string" ? body : "");
  if (shape === "invoke") return JSON.stringify({ message });
  if (shape === "vertex")
    return JSON.stringify([{ error: { code: status, message, status: GOOGLE_STATUS[status] ?? "UNAVAILABLE" } }]);
  const code = status === 404 ? "DeploymentNotFound" : String(status);
  return JSON.stringify({ error: { code, message } });
}

function messageOf(text: string): string {
  const parsed: unknown = JSON.parse(text === "" ? "{}" : text);
  const error = isJsonObject(parsed) ? parsed["error"] : null;
  const message = isJsonObject(error) ? error["message"] : null;
  return typeof message === "string" ? message : "";
}
