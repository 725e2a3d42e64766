import { parseBoundedJson } from "../../base/bounded-json.ts";
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
  if (body.trim() === "") return failed(`${name} answered ${status} with an empty body`);
  if (Object.keys(paths).length === 0) return readReply(name, body);
  let json: Json;
  try {
    // What is parsed from JSON is JSON.
    json = parseBoundedJson(body) as Json;
  } catch (error) {
    const why = error instanceof Error && error.name === "JsonTooDeep" ? error.message : "no JSON";
    return failed(`${name} answered ${status} with ${why}: ${startOf(body)}`);
  }
  return replyOf(name, { json, body }, paths);
}

function statusFailure(name: string, { status, location, body }: ServiceResponse): TargetFailure {
  if (status >= 300 && status < 400 && location !== null) {
    const to = URL.canParse(location) ? new URL(location).host : "another path";
    return failed(
      `${name} answered ${status}, which sends on to ${to}; redirects are not followed: write the address itself`,
    );
  }
  return failed(`${name} answered ${status}${body.trim() === "" ? " with an empty body" : `: ${startOf(body)}`}`);
}

interface ReadBody {
  readonly json: Json;
  readonly body: string;
}

function replyOf(name: string, { json, body }: ReadBody, paths: ReplyPaths): TargetReply {
  const { output, tool_calls: calls, usage, error } = paths;
  const seen = startOf(body);
  const nothing = (path: ReplyPath): TargetFailure =>
    failed(`${name}: \`${path.key}: ${path.path}\` picks nothing in its reply: ${seen}`);
  const said = error?.query(json).find((value) => value !== null && value !== false && value !== "");
  if (said !== undefined) return failed(`${name} answered with an error: ${startOf(textOf(said))}`);
  const reply: Record<string, unknown> = { output: body };
  if (output !== undefined) {
    const picked = output.query(json);
    const [value = null] = picked;
    if (value === null) return nothing(output);
    if (picked.length > 1) {
      return failed(
        `${name}: \`output: ${output.path}\` picks ${picked.length} values where one is the answer: ${seen}`,
      );
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
