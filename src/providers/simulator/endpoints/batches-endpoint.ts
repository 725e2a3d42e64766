import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import { textField } from "../../../domain/values/json-fields.ts";
import { type ApiFault, fault, faultBody } from "../rules/api-fault.ts";
import { checkRequest } from "../rules/check-request.ts";
import { listOf } from "../rules/draft.ts";
import type { Engine } from "./engine.ts";
import { billedUsage, messageJson, usageJson } from "../replies/message-json.ts";
import { bill, isFreeRefusal, originOf } from "./messages-endpoint.ts";
import { pageOf } from "./models-endpoint.ts";
import { composeReply } from "../replies/reply.ts";
import { readBody } from "./request-body.ts";
import type { WireRequest } from "../replies/wire.ts";

/** Message Batches: created, processed in one go after the option's delay, kept in memory. */
export interface Batches {
  create(request: WireRequest): JsonObject | ApiFault;
  get(id: string): JsonObject | ApiFault;
  list(query: URLSearchParams): JsonObject;
  cancel(id: string): JsonObject | ApiFault;
  delete(id: string): JsonObject | ApiFault;
  /** The results as JSON Lines. */
  results(id: string): string | ApiFault;
}

interface Batch {
  readonly id: string;
  readonly createdAtMs: number;
  readonly endsAtMs: number;
  readonly items: readonly Item[];
  readonly origin: ReturnType<typeof originOf>;
  cancelledAtMs: number | null;
  results: readonly JsonObject[] | null;
}

interface Item {
  readonly customId: string;
  readonly params: JsonObject;
}

const DAY_MS = 86_400_000;
const MAX_REQUESTS = 100_000;
const CUSTOM_ID = /^[a-zA-Z0-9_-]{1,64}$/;

export function createBatches(engine: Engine): Batches {
  const batches = new Map<string, Batch>();
  const { clock } = engine.options;

  /** Uses the batch as it is now: its results are made when its time has come. */
  function withBatch<T>(id: string, use: (batch: Batch) => T): T | ApiFault {
    const batch = batches.get(id);
    if (batch === undefined) return fault(404, `batch: ${id}`);
    if (batch.results === null && clock.now() >= batch.endsAtMs) {
      batch.results = batch.items.map((item) => resultOf(engine, batch, item));
    }
    return use(batch);
  }

  function create(request: WireRequest): JsonObject | ApiFault {
    const made = newBatch(engine, request);
    if (!("items" in made)) return made;
    batches.set(made.id, made);
    return withBatch(made.id, batchJson);
  }

  function list(query: URLSearchParams): JsonObject {
    const ids = [...batches.keys()].toReversed();
    return pageOf(
      ids.map((id) => withBatch(id, batchJson) as JsonObject),
      query,
    ); // all ids are known
  }

  function remove({ id, results }: Batch): JsonObject | ApiFault {
    if (results === null) return fault(400, "a batch in progress cannot be deleted");
    batches.delete(id);
    return { id, type: "message_batch_deleted" };
  }

  return {
    create,
    get: (id) => withBatch(id, batchJson),
    list,
    cancel: (id) => withBatch(id, (batch) => cancelBatch(batch, clock.now())),
    delete: (id) => withBatch(id, remove),
    results: (id) => withBatch(id, resultLines),
  };
}

function newBatch(engine: Engine, request: WireRequest): Batch | ApiFault {
  const read = readBody(request.body, engine.options.maxBodyBytes * 8);
  if (!read.ok) return read.fault;
  const items = itemsOf(read.body);
  if ("status" in items) return items;
  const createdAtMs = engine.options.clock.now();
  return {
    id: engine.newId("msgbatch"),
    createdAtMs,
    endsAtMs: createdAtMs + engine.options.batchDelayMs,
    items,
    origin: originOf(request),
    cancelledAtMs: null,
    results: null,
  };
}

function cancelBatch(batch: Batch, nowMs: number): JsonObject {
  if (batch.results === null) batch.cancelledAtMs ??= nowMs;
  return batchJson(batch);
}

function resultLines({ results }: Batch): string | ApiFault {
  if (results === null) return fault(400, "results are not available before the batch has ended");
  return results.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function itemsOf(body: JsonObject): readonly Item[] | ApiFault {
  const requests = listOf(body["requests"]);
  if (requests.length === 0) return fault(400, "requests: at least one request is required");
  if (requests.length > MAX_REQUESTS) return fault(413, `requests: at most ${MAX_REQUESTS} requests`);
  const items = requests.map(itemOf);
  const bad = items.findIndex((item) => item === null);
  if (bad >= 0) return fault(400, `requests.${bad}: custom_id and params are required`);
  const whole = items.filter((item) => item !== null);
  if (new Set(whole.map(({ customId }) => customId)).size < whole.length)
    return fault(400, "requests: custom_id must be unique");
  return whole;
}

function itemOf(request: Json): Item | null {
  if (!isJsonObject(request) || !isJsonObject(request["params"])) return null;
  const customId = textField(request, "custom_id") ?? "";
  return CUSTOM_ID.test(customId) ? { customId, params: request["params"] } : null;
}

function resultOf(engine: Engine, batch: Batch, { customId, params }: Item): JsonObject {
  if (batch.cancelledAtMs !== null) return { custom_id: customId, result: { type: "canceled" } };
  const checked = checkRequest(params, { ...batch.origin, place: "batch" });
  const requestId = engine.newId("req");
  if (!checked.ok) {
    const error = JSON.parse(faultBody(checked.fault, requestId)) as JsonObject; // made by ourselves
    return { custom_id: customId, result: { type: "errored", error } };
  }
  const { draft } = checked;
  const told = engine.options.answer?.(params) ?? null;
  const reply = composeReply(draft, told, requestId);
  const prompt = engine.cache.count(draft);
  prompt.begin();
  const usage = usageJson(draft, prompt, reply, told);
  const billed = billedUsage(usage, null);
  engine.books.enter({
    requestId,
    atMs: engine.options.clock.now(),
    id: null,
    model: draft.rules.id,
    status: 200,
    fault: null,
    usage: billed,
    billedPico: isFreeRefusal(reply) ? 0n : bill(engine, draft, { usage, model: draft.rules.id, outputTokens: null }),
  });
  const message = messageJson({ id: engine.newId("msg"), model: draft.rules.id, reply, usage, container: null });
  return { custom_id: customId, result: { type: "succeeded", message } };
}

function batchJson(batch: Batch): JsonObject {
  const { id, items, results, createdAtMs, endsAtMs, cancelledAtMs } = batch;
  const ended = results !== null;
  const count = (type: string): number =>
    (results ?? []).filter((line) => isJsonObject(line["result"]) && line["result"]["type"] === type).length;
  return {
    id,
    type: "message_batch",
    processing_status: ended ? "ended" : cancelledAtMs === null ? "in_progress" : "canceling",
    request_counts: {
      processing: ended ? 0 : items.length,
      succeeded: count("succeeded"),
      errored: count("errored"),
      canceled: count("canceled"),
      expired: 0,
    },
    created_at: new Date(createdAtMs).toISOString(),
    expires_at: new Date(createdAtMs + DAY_MS).toISOString(),
    ended_at: ended ? new Date(endsAtMs).toISOString() : null,
    cancel_initiated_at: cancelledAtMs === null ? null : new Date(cancelledAtMs).toISOString(),
    archived_at: null,
    results_url: ended ? `/v1/messages/batches/${id}/results` : null,
  };
}
