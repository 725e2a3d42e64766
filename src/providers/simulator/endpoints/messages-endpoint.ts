import type { JsonObject } from "../../../domain/values/json.ts";
import type { Picodollars } from "../../../domain/values/money.ts";
import { type ApiFault, fault } from "../rules/api-fault.ts";
import { breakBody, earlyFault, type SentBody } from "../replies/broken-body.ts";
import { checkRequest } from "../rules/check-request.ts";
import type { Draft } from "../rules/draft.ts";
import type { Engine } from "./engine.ts";
import type { FaultPlan } from "../state/fault-plan.ts";
import { messagePieces } from "../replies/message-events.ts";
import { billedUsage, isFast, messageJson, type MessageParts, usageJson } from "../replies/message-json.ts";
import { billOfAnswer } from "../replies/answer-bill.ts";
import type { PromptTokens } from "../state/prompt-cache.ts";
import type { LimiterAnswer } from "../state/rate-limiter.ts";
import { composeReply, type Reply } from "../replies/reply.ts";
import { containerOf } from "./container.ts";
import { createReplyBody } from "../replies/reply-body.ts";
import { readBody } from "./request-body.ts";
import { ConnectionReset, type WireRequest, type WireResponse } from "../replies/wire.ts";

/** An error to answer with, and the rate limits as they stand. */
export interface EndpointRefusal {
  readonly fault: ApiFault;
  readonly headers: Readonly<Record<string, string>>;
}

export type EndpointAnswer =
  | { readonly status: "answered"; readonly response: WireResponse }
  | { readonly status: "refused"; readonly refusal: EndpointRefusal; readonly model: string | null };

interface Job {
  readonly engine: Engine;
  readonly request: WireRequest;
  readonly requestId: string;
  readonly draft: Draft;
  readonly plan: FaultPlan;
  readonly admission: LimiterAnswer;
  readonly parts: MessageParts;
  readonly begin: () => void;
}

/** POST /v1/messages: check, admit, wait, then answer or fail as planned. */
export async function answerMessage(engine: Engine, request: WireRequest, requestId: string): Promise<EndpointAnswer> {
  const read = readBody(request.body, engine.options.maxBodyBytes);
  if (!read.ok) return refuse(read.fault, null);
  const checked = checkRequest(read.body, { ...originOf(request), place: "messages" });
  if (!checked.ok) return refuse(checked.fault, null);
  const { draft } = checked;
  const model = draft.rules.id;
  const prompt = engine.cache.count(draft);
  const admission = engine.limiter.admit(draft.rules, isFast(draft), prompt.input + prompt.write5m + prompt.write1h);
  if (admission.retryAfterS !== null) return refuse(overLimit(admission.retryAfterS, admission.code), model, admission);
  const { id, simulated } = request.context;
  const plan = engine.drawPlan(id, request.body);
  if (plan.ttftMs > 0) await engine.options.clock.sleep(plan.ttftMs, request.signal ?? undefined);
  const fault = earlyFault(plan);
  // A request that is turned away is given no answer: the next equal one has it.
  const told = simulated ?? (fault === null ? engine.options.answer?.(read.body) : null) ?? null;
  const scripted = engine.scripted(told, id, request.body);
  const early = scripted !== null && scripted.status !== 200 ? scripted : fault;
  if (early !== null) return refuse(early, model, admission);
  const reply = composeReply(draft, told, requestId);
  const usage = usageJson(draft, prompt, reply, told);
  const parts = {
    id: engine.newId("msg"),
    model: told?.model ?? model,
    reply,
    usage,
    container: containerOf(draft, reply, engine),
  };
  const job: Job = { engine, request, requestId, draft, plan, admission, parts, begin: prompt.begin };
  return { status: "answered", response: send(job, scripted) };
}

/** What a request's headers say of how it is to be read. */
export function originOf(request: WireRequest): Pick<Draft, "version" | "betas"> {
  const betas = (request.header("anthropic-beta") ?? "").split(",").map((beta) => beta.trim());
  return { version: request.header("anthropic-version") ?? "", betas };
}

function refuse(refused: ApiFault, model: string | null, admission: LimiterAnswer | null = null): EndpointAnswer {
  return { status: "refused", refusal: { fault: refused, headers: admission?.headers() ?? {} }, model };
}

function overLimit(retryAfterS: number, code: string | null): ApiFault {
  const told = { ...fault(429, "This request would exceed your organization's rate limit"), retryAfterS };
  return code === null ? told : { ...told, code };
}

function send(job: Job, scripted: ApiFault | null): WireResponse {
  const { engine, plan, requestId, request } = job;
  if (plan.fault === "reset" || request.signal?.aborted === true) {
    settle(job, { tokens: null, status: null });
    throw new ConnectionReset("the connection was reset");
  }
  const body = breakBody(wholeBody(job), plan, scripted, requestId);
  const { perTokenMs } = engine.options.latency;
  return {
    status: 200,
    headers: { "content-type": body.contentType, ...job.admission.headers() },
    body: createReplyBody({
      pieces: body.pieces,
      end: body.end,
      perTokenMs,
      chunkBytes: engine.options.chunkBytes,
      clock: engine.options.clock,
      onBegin: job.begin,
      onEnd: (tokens, isWhole) => {
        job.admission.spendOutput(tokens);
        settle(job, { tokens: isWhole || body.isBroken ? null : tokens, status: 200, isBroken: body.isBroken });
      },
    }),
  };
}

function wholeBody({ draft, parts }: Job): SentBody {
  if (draft.body["stream"] === true) {
    const contentType = "text/event-stream; charset=utf-8";
    return { pieces: messagePieces(parts), end: "close", contentType, isBroken: false };
  }
  const text = JSON.stringify(messageJson(parts));
  const half = Math.floor(text.length / 2);
  const pieces = [
    { text: text.slice(0, half), tokens: parts.reply.outputTokens },
    { text: text.slice(half), tokens: 0 },
  ];
  return { pieces, end: "close", contentType: "application/json", isBroken: false };
}

interface Settlement {
  /** Output tokens to bill; null: all that the answer reports. */
  readonly tokens: number | null;
  readonly status: number | null;
  readonly isBroken?: boolean;
}

/** Enters the request in the books. What a fault of ours broke is billed in full: the worst that a client has to expect. */
function settle(
  { engine, request, requestId, draft, plan, parts }: Job,
  { tokens, status, isBroken }: Settlement,
): void {
  const usage = billedUsage(parts.usage, tokens);
  engine.books.enter({
    requestId,
    atMs: engine.options.clock.now(),
    id: request.context.id,
    model: parts.model,
    status,
    fault: isBroken === true || status === null ? (plan.fault ?? "error_event") : null,
    usage,
    billedPico: isFreeRefusal(parts.reply)
      ? 0n
      : regional(request, bill(engine, draft, { ...parts, outputTokens: tokens })),
  });
}

/** Regional endpoints of clouds cost 1.1 times the list (Bedrock's and Google's pages, 2026-08). */
function regional({ isRegional }: WireRequest, pico: Picodollars): Picodollars {
  return isRegional === true ? (pico * 11n) / 10n : pico;
}

/** A refusal before any output is not billed; the simulator gives none of the categories that are. */
export function isFreeRefusal({ stopReason, blocks }: Reply): boolean {
  return stopReason === "refusal" && blocks.every(({ type }) => type === "thinking");
}

/** The bill of an answer; `outputTokens`: those that were sent before it broke off, null for all of a whole one. */
export function bill(
  engine: Engine,
  draft: Draft,
  { usage, model, outputTokens }: Pick<MessageParts, "usage" | "model"> & { readonly outputTokens: number | null },
): Picodollars {
  return billOfAnswer(usage, outputTokens, {
    model,
    fast: isFast(draft),
    us: draft.body["inference_geo"] === "us",
    batch: draft.place === "batch",
    atMs: engine.options.clock.now(),
  });
}

/** POST /v1/messages/count_tokens: the prompt's tokens; caching plays no part. */
export function countTokens(engine: Engine, request: WireRequest): JsonObject | ApiFault {
  const read = readBody(request.body, engine.options.maxBodyBytes);
  if (!read.ok) return read.fault;
  const checked = checkRequest(read.body, { ...originOf(request), place: "count" });
  if (!checked.ok) return checked.fault;
  const { input, read: cached, write5m, write1h }: PromptTokens = engine.cache.count(checked.draft);
  return { input_tokens: input + cached + write5m + write1h };
}
