import { targetWords } from "../../domain/diagnostics/target-words.ts";
import { JsonTooDeep, MAX_JSON_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import type { TargetFailure, TargetReply } from "../../domain/run/target.ts";
import type { Json } from "../../domain/values/json.ts";
import { failed, startOf } from "../failed.ts";
import { readReply } from "../read-reply.ts";
import type { ReplyPath, ReplyPaths } from "./reply-paths.ts";

/** What a service sent back, whole. */
export interface ServiceResponse {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

/** What a service answered, as an answer; a status, a body or a shape that is none is a failure that says what came. */
export function readResponse(name: string, response: ServiceResponse, paths: ReplyPaths): TargetReply {
  const { status, body } = response;
  if (status < 200 || status > 299) return statusFailure(name, response);
  if (body.trim() === "") return failed(targetWords("empty-body", { name, status }));
  if (Object.keys(paths).length === 0) return readReply(name, body);
  let json: Json;
  try {
    // What is parsed from JSON is JSON.
    json = parseBoundedJson(body) as Json;
  } catch (error) {
    const mostLevels = error instanceof JsonTooDeep ? MAX_JSON_LEVELS : null;
    return failed(targetWords("no-json", { name, status, start: startOf(body), mostLevels }));
  }
  return replyOf(name, { json, body }, paths);
}

function statusFailure(name: string, { status, location, body }: ServiceResponse): TargetFailure {
  if (status >= 300 && status < 400 && location !== null) {
    const host = URL.canParse(location) ? new URL(location).host : null;
    return failed(targetWords("redirect", { name, status, host }));
  }
  if (body.trim() === "") return failed(targetWords("empty-body", { name, status }));
  return failed(targetWords("status", { name, status, start: startOf(body) }));
}

interface ReadBody {
  readonly json: Json;
  readonly body: string;
}

function replyOf(name: string, { json, body }: ReadBody, paths: ReplyPaths): TargetReply {
  const { output, tool_calls: calls, usage, error } = paths;
  const seen = startOf(body);
  const nothing = (path: ReplyPath): TargetFailure =>
    failed(targetWords("picks-nothing", { name, key: path.key, path: path.path, start: seen }));
  const said = error?.query(json).find((value) => value !== null && value !== false && value !== "");
  if (said !== undefined) return failed(targetWords("says-error", { name, start: startOf(textOf(said)) }));
  const reply: Record<string, unknown> = { output: body };
  if (output !== undefined) {
    const picked = output.query(json);
    const [value = null] = picked;
    if (value === null) return nothing(output);
    if (picked.length > 1) {
      return failed(targetWords("picks-many", { name, path: output.path, count: picked.length, start: seen }));
    }
    reply["output"] = textOf(value);
  }
  if (calls !== undefined) {
    const list = callsOf(calls, json);
    if (list === null) return nothing(calls);
    reply["tool_calls"] = list;
  }
  if (usage !== undefined) {
    const [value] = usage.query(json);
    if (value === undefined) return nothing(usage);
    reply["usage"] = value;
  }
  return readReply(name, reply);
}

/** The calls that a path picks: the list at one place, or all that many places hold. Null: the one place is not there. */
function callsOf({ query, isSingular }: ReplyPath, json: Json): Json | null {
  const picked = query(json);
  if (!isSingular) return picked.flatMap((value) => (Array.isArray(value) ? (value as Json[]) : [value]));
  const [value] = picked;
  return value === undefined ? null : (value ?? []);
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
