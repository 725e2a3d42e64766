import { TextDecoder } from "node:util";
import { targetWords } from "../../domain/diagnostics/target-words.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  HttpTarget,
  OpenTarget,
  TargetContext,
  TargetFailure,
  TargetReply,
  TargetSession,
  TargetWorker,
} from "../../domain/run/target.ts";
import type { Fetch } from "../../domain/values/fetch.ts";
import { boundedFetch } from "../../host/bounded-fetch.ts";
import { failed } from "../failed.ts";
import { fillRequest, type FillTools, type ServiceRequest } from "./fill-request.ts";
import { urlProblem } from "./fill-text.ts";
import { readResponse, type ServiceResponse } from "./read-response.ts";
import { type CompilePath, type ReplyPaths, understandPaths } from "./reply-paths.ts";
import { type Service, startService } from "./service.ts";

/** What the stage is handed of others. */
export interface HttpTools extends Pick<FillTools, "render" | "renderValue" | "refusal"> {
  /** Follows no redirects. */
  readonly fetch: Fetch;
  readonly compilePath: CompilePath;
}

const MAX_BYTES = 32 * 1024 ** 2;
const MOST_ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;

/** Opens services that are asked over HTTP: starts one where the target says how, and reads its paths. */
export function createHttpTargets(tools: HttpTools): OpenTarget<HttpTarget> {
  return async (target, worker) => {
    const { name, url, start } = target;
    const wrong = urlProblem(url);
    if (wrong !== null) return failed(targetWords("wrong", { name, wrong }));
    const understood = await understandPaths(target, tools.compilePath);
    if (!understood.ok) return failed(understood.message);
    const { paths } = understood;
    const started = start === null ? null : await startService(name, start, worker, tools.fetch);
    if (started?.status === "failed") return started;
    return { status: "open", session: sessionOf({ target, paths, service: started?.service ?? null, worker, tools }) };
  };
}

interface Opened {
  readonly target: HttpTarget;
  readonly paths: ReplyPaths;
  readonly service: Service | null;
  readonly worker: TargetWorker;
  readonly tools: HttpTools;
}

function sessionOf(opened: Opened): TargetSession {
  const { target, service, worker, tools } = opened;
  return {
    async ask(turn, context) {
      const ended = service?.ended() ?? null;
      if (ended !== null) return failed(ended, { isLost: true });
      const filled = await fillRequest(target, turn, context, {
        ...tools,
        valueOf: (variable) => worker.valueOf(variable),
      });
      if (!filled.ok) return failed(targetWords("wrong", { name: target.name, wrong: filled }));
      return askUntilAnswered(opened, filled.request, context);
    },
    isLost: () => (service?.ended() ?? null) !== null,
    close: async () => service?.close(),
  };
}

/** Asks again after a status that `retry` names, while the turn has time. */
async function askUntilAnswered(
  { target, paths, service, tools }: Opened,
  request: ServiceRequest,
  { signal, deadlineMs }: TargetContext,
): Promise<TargetReply> {
  const { name, retryStatuses } = target;
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt++) {
    const leftMs = deadlineMs - (performance.now() - startedAt);
    const sent = await send(request, { signal, leftMs }, tools.fetch);
    if (!sent.ok) return connectionFailure(name, sent.message, service);
    const reply = readResponse(name, sent.response, paths);
    if (reply.status === "answered" || !retryStatuses.includes(sent.response.status)) return reply;
    const waitMs = sent.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
    const isOver = attempt >= MOST_ATTEMPTS || performance.now() - startedAt + waitMs >= deadlineMs;
    if (isOver || !(await waited(waitMs, signal))) {
      const message = targetWords("asked-often", { words: reply.message, times: attempt });
      return { ...reply, message, retryable: false }; // it has been
    }
  }
}

async function connectionFailure(name: string, message: string, service: Service | null): Promise<TargetFailure> {
  const ended = service === null ? null : await service.endedSoon();
  return ended === null
    ? failed(targetWords("broken-off", { name, reason: message }))
    : failed(ended, { isLost: true });
}

type Sent =
  | { readonly ok: true; readonly response: ServiceResponse; readonly retryAfterMs: number | null }
  | { readonly ok: false; readonly message: string };

interface Limits {
  readonly signal: AbortSignal;
  readonly leftMs: number;
}

async function send({ url, ...init }: ServiceRequest, { signal, leftMs }: Limits, fetch: Fetch): Promise<Sent> {
  try {
    const bounded = boundedFetch(fetch, { maxBytes: MAX_BYTES, timeoutMs: Math.max(1, leftMs) });
    const response = await bounded(url, { ...init, signal, redirect: "manual" });
    const body = await textOf(response);
    const { status, headers } = response;
    const retryAfterMs = retryAfter(headers.get("retry-after"));
    return { ok: true, response: { status, location: headers.get("location"), body }, retryAfterMs };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** In the charset that it names (RFC 9110 §8.3.2); in UTF-8 where it names none, or one that nobody knows. */
async function textOf(response: Response): Promise<string> {
  const [, charset = "utf-8"] =
    /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(response.headers.get("content-type") ?? "") ?? [];
  return decoderOf(charset).decode(await response.arrayBuffer());
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** RFC 9110 §10.2.3: seconds, or a date. Null: it does not say. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** False: the turn was over before. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
