import { type JsonObject, jsonObjectOf } from "../../../domain/values/json.ts";
import { type ApiFault, fault } from "../rules/api-fault.ts";
import type { WireRequest } from "../replies/wire.ts";
import { signatureFault } from "./signature.ts";

/** Whose shape a request has, told by its path. */
export type Shape = "claude" | "mantle" | "invoke" | "vertex" | "foundry";

/** A request of a cloud as the Claude API would have it. */
export interface Unwrapped {
  readonly shape: Shape;
  readonly request: WireRequest;
  /** Is it one of a region's, which costs a tenth more? */
  readonly isRegional: boolean;
  readonly fault: ApiFault | null;
}

const INVOKE = /^\/model\/([^/]+)\/(invoke|invoke-with-response-stream)$/;
const VERTEX = /^(?:\/v1)?\/projects\/[^/]+\/locations\/([^/]+)\/publishers\/anthropic\/models\/([^/:]+):(\w+)$/;

/** Takes a request of any platform's shape apart: path, model, version and signature stand where the Claude API has them. */
export function unwrap(request: WireRequest): Unwrapped {
  const invoke = INVOKE.exec(request.path);
  if (invoke !== null) return unwrapInvoke(request, decodeURIComponent(invoke[1] ?? ""), invoke[2] !== "invoke");
  const vertex = VERTEX.exec(request.path);
  if (vertex !== null)
    return unwrapVertex(request, {
      location: vertex[1] ?? "",
      model: decodeURIComponent(vertex[2] ?? ""),
      verb: vertex[3] ?? "",
    });
  if (request.path.startsWith("/anthropic/")) return unwrapPrefixed(request);
  return {
    shape: "claude",
    request: signedOr(request, "aws-external-anthropic"),
    isRegional: false,
    fault: signed(request, ["aws-external-anthropic"]),
  };
}

function signed(request: WireRequest, services: readonly string[]): ApiFault | null {
  const wrong = signatureFault(request, services);
  return wrong === null || wrong === "" ? null : fault(403, wrong);
}

/** A signature that holds is as good as a key. */
function signedOr(request: WireRequest, service: string): WireRequest {
  const isSigned = signatureFault(request, [service]) === "";
  return isSigned
    ? { ...request, header: (name) => (name === "x-api-key" ? "signed" : request.header(name)) }
    : request;
}

/** Mantle and Foundry: the Claude API's shape below `/anthropic`; an AWS id tells which. */
function unwrapPrefixed(request: WireRequest): Unwrapped {
  const body = bodyOf(request);
  const model = typeof body?.["model"] === "string" ? body["model"] : "";
  const path = request.path.slice("/anthropic".length);
  const isMantle = model.startsWith("anthropic.");
  const key = request.header("api-key");
  const header = (name: string): string | null =>
    name === "x-api-key" ? (key ?? request.header(name)) : request.header(name);
  if (!isMantle) return { shape: "foundry", request: { ...request, path, header }, isRegional: false, fault: null };
  const inner = { ...request, path, body: JSON.stringify({ ...body, model: model.slice("anthropic.".length) }) };
  const beta =
    request.header("anthropic-beta") === null ? null : fault(400, "anthropic-beta: this header is not supported");
  return {
    shape: "mantle",
    request: signedAs(inner, request, "bedrock-mantle"),
    isRegional: true,
    fault: signed(request, ["bedrock-mantle"]) ?? beta,
  };
}

function signedAs(inner: WireRequest, outer: WireRequest, service: string): WireRequest {
  const isSigned = signatureFault(outer, [service]) === "";
  return isSigned ? { ...inner, header: (name) => (name === "x-api-key" ? "signed" : inner.header(name)) } : inner;
}

function unwrapInvoke(request: WireRequest, id: string, stream: boolean): Unwrapped {
  const { anthropic_version: version, anthropic_beta: betas, ...body } = bodyOf(request) ?? {};
  const model = id.replace(/^[a-z]+\.anthropic\./, "").replace(/-v1(:0)?$/, "");
  const wrong =
    "model" in body
      ? "model: Extra inputs are not permitted"
      : "stream" in body
        ? "stream: Extra inputs are not permitted"
        : null;
  const inner = inside(request, { ...body, model, ...(stream ? { stream } : {}) }, version, betas);
  const isGlobal = id.startsWith("global.");
  return {
    shape: "invoke",
    request: signedAs(inner, request, "bedrock"),
    isRegional: !isGlobal,
    fault: signed(request, ["bedrock"]) ?? (wrong === null ? null : fault(400, wrong)),
  };
}

function unwrapVertex(
  request: WireRequest,
  { location, model, verb }: { readonly location: string; readonly model: string; readonly verb: string },
): Unwrapped {
  const { anthropic_version: version, ...body } = bodyOf(request) ?? {};
  const isCount = model === "count-tokens";
  const id = model.replace(/@(\d{8})$/, "-$1");
  const inner = inside(request, isCount ? body : { ...body, model: id }, version, undefined);
  const path = isCount ? "/v1/messages/count_tokens" : inner.path;
  const wrong = !isCount && "model" in body ? fault(400, "model: Extra inputs are not permitted") : null;
  const isWrongVerb = !isCount && (verb === "streamRawPredict") !== (body["stream"] === true);
  const odd = isWrongVerb
    ? fault(400, `${verb} does not go with stream: ${JSON.stringify(body["stream"] ?? false)}`)
    : null;
  return { shape: "vertex", request: { ...inner, path }, isRegional: location !== "global", fault: wrong ?? odd };
}

/** The same request with version and betas as headers. */
function inside(request: WireRequest, body: JsonObject, version: unknown, betas: unknown): WireRequest {
  const beta = Array.isArray(betas) ? betas.join(",") : null;
  const header = (name: string): string | null => {
    if (name === "anthropic-version") return typeof version === "string" ? version : null;
    return name === "anthropic-beta" ? (beta ?? request.header(name)) : request.header(name);
  };
  return { ...request, path: "/v1/messages", body: JSON.stringify(body), header };
}

/** Null: the API's own reader says what is wrong with it. */
function bodyOf({ body }: WireRequest): JsonObject | null {
  return jsonObjectOf(body);
}
