import type { JsonObject } from "../../../domain/values/json.ts";
import { type ApiFault, fault, faultBody } from "../rules/api-fault.ts";
import type { Batches } from "./batches-endpoint.ts";
import type { Engine } from "./engine.ts";
import { answerMessage, countTokens, type EndpointRefusal } from "./messages-endpoint.ts";
import { isOver, mintToken } from "./token-endpoint.ts";
import { listModels, modelInfo } from "./models-endpoint.ts";
import { unwrap } from "../platforms/platform-request.ts";
import { wrapped } from "../platforms/platform-response.ts";
import { jsonResponse, type WireRequest, type WireResponse } from "../replies/wire.ts";

const VERSIONS = ["2023-01-01", "2023-06-01", "2026-10-21"];
const ORGANIZATION = "00000000-0000-4000-8000-000000000000";

/** Answers any request of the API. */
export async function route(engine: Engine, batches: Batches, received: WireRequest): Promise<WireResponse> {
  const { shape, request, isRegional, fault: misshapen } = unwrap(received);
  const response = await routeClaude(engine, batches, { ...request, isRegional, misshapen });
  return wrapped(response, shape);
}

/** A request in the Claude API's own shape; `misshapen`: what its platform says against it. */
type Received = WireRequest & { readonly misshapen: ApiFault | null };

async function routeClaude(engine: Engine, batches: Batches, request: Received): Promise<WireResponse> {
  if (request.path === "/v1/oauth/token") return mintToken(engine, request);
  const requestId = engine.newId("req");
  const denied = request.misshapen ?? deny(engine, request);
  const response =
    request.path === "/v1/messages"
      ? await messages(engine, request, { requestId, denied })
      : denied === null
        ? other(engine, batches, request)
        : denied;
  const wire = "headers" in response ? response : refusalResponse({ fault: response, headers: {} }, requestId);
  return {
    ...wire,
    headers: { ...wire.headers, "request-id": requestId, "anthropic-organization-id": ORGANIZATION },
  };
}

/** What is wrong before the body is looked at: credential and version. */
function deny(engine: Engine, { header }: WireRequest): ApiFault | null {
  const { options } = engine;
  const bearer = /^Bearer\s+(.*)$/i.exec(header("authorization") ?? "")?.[1];
  const key = (header("x-api-key") ?? bearer ?? "").trim();
  if (key === "") return fault(401, "x-api-key header is required");
  if (options.apiKey !== null && key !== options.apiKey) return fault(401, "invalid x-api-key");
  if (isOver(engine, key)) return fault(401, "OAuth token has expired. Please obtain a new token.");
  const version = header("anthropic-version");
  if (version === null) return fault(400, "anthropic-version: header is required");
  return VERSIONS.includes(version) ? null : fault(400, `anthropic-version: "${version}" is not a valid version`);
}

interface Arrival {
  readonly requestId: string;
  readonly denied: ApiFault | null;
}

async function messages(engine: Engine, request: WireRequest, { requestId, denied }: Arrival): Promise<WireResponse> {
  const wrong = denied ?? (request.method === "POST" ? null : fault(405, "Method Not Allowed"));
  const answer =
    wrong === null
      ? await answerMessage(engine, request, requestId)
      : ({ status: "refused", refusal: { fault: wrong, headers: {} }, model: null } as const);
  if (answer.status === "answered") return answer.response;
  engine.books.enter({
    requestId,
    atMs: engine.options.clock.now(),
    id: request.context.id,
    model: answer.model,
    status: answer.refusal.fault.status,
    fault: answer.refusal.fault.type,
    usage: null,
    billedPico: 0n,
  });
  return refusalResponse(answer.refusal, requestId);
}

function refusalResponse({ fault: refused, headers }: EndpointRefusal, requestId: string): WireResponse {
  const wait = refused.retryAfterS === undefined ? {} : { "retry-after": String(refused.retryAfterS) };
  const all = { "content-type": "application/json", ...headers, ...wait };
  return { status: refused.status, headers: all, body: faultBody(refused, requestId) };
}

function other(engine: Engine, batches: Batches, request: WireRequest): WireResponse | ApiFault {
  const { method, path, query } = request;
  const [, , collection, sub, id, action] = path.split("/");
  if (method === "POST" && path === "/v1/messages/count_tokens") return jsonOr(countTokens(engine, request));
  if (method === "GET" && path === "/v1/models") return jsonResponse(listModels(query));
  if (method === "GET" && collection === "models" && sub !== undefined) {
    return jsonOr(modelInfo(decodeURIComponent(sub)) ?? fault(404, `model: ${sub}`));
  }
  if (collection !== "messages" || sub !== "batches") return fault(404, "Not Found");
  const made = batchCall(batches, request, `${method} ${action ?? (id === undefined ? "" : "one")}`, id ?? "");
  if (typeof made !== "string") return jsonOr(made);
  return { status: 200, headers: { "content-type": "application/x-jsonl" }, body: made };
}

function batchCall(batches: Batches, request: WireRequest, call: string, id: string): JsonObject | ApiFault | string {
  switch (call) {
    case "POST ":
      return batches.create(request);
    case "GET ":
      return batches.list(request.query);
    case "GET one":
      return batches.get(id);
    case "DELETE one":
      return batches.delete(id);
    case "POST cancel":
      return batches.cancel(id);
    case "GET results":
      return batches.results(id);
    default:
      return fault(404, "Not Found");
  }
}

function jsonOr(made: JsonObject | ApiFault): WireResponse | ApiFault {
  return isFault(made) ? made : jsonResponse(made);
}

/** Only a fault has a numeric `status`; no object of the API has. */
function isFault(made: JsonObject | ApiFault): made is ApiFault {
  return typeof made["status" as keyof typeof made] === "number";
}
