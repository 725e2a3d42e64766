import type { CheckKind, CheckType } from "../domain/check.ts";
import { allOf } from "./all-of.ts";
import { anyOf } from "./any-of.ts";
import { contains } from "./contains.ts";
import { containsAll } from "./contains-all.ts";
import { containsAny } from "./contains-any.ts";
import { cost } from "./cost.ts";
import { endsWith } from "./ends-with.ts";
import { equals } from "./equals.ts";
import { equalsAny } from "./equals-any.ts";
import { expr } from "./expr.ts";
import { json } from "./json.ts";
import { jsonPath } from "./json-path.ts";
import { judge } from "./judge.ts";
import { latency } from "./latency.ts";
import { length } from "./length.ts";
import { matches } from "./matches.ts";
import { not } from "./not.ts";
import { number } from "./number.ts";
import { refusal } from "./refusal.ts";
import { script } from "./script.ts";
import { similarity } from "./similarity.ts";
import { startsWith } from "./starts-with.ts";
import { stopReason } from "./stop-reason.ts";
import { tokens } from "./tokens.ts";
import { toolCall } from "./tool-call.ts";
import { ttft } from "./ttft.ts";

/** Every check of the suite language. A new one is a branch of the schema, a file and a line here. */
export const registry: { readonly [T in CheckType]: CheckKind } = {
  equals,
  contains,
  starts_with: startsWith,
  ends_with: endsWith,
  equals_any: equalsAny,
  contains_any: containsAny,
  contains_all: containsAll,
  matches,
  json,
  json_path: jsonPath,
  number,
  length,
  similarity,
  tool_call: toolCall,
  stop_reason: stopReason,
  refusal,
  cost,
  latency,
  ttft,
  tokens,
  expr,
  script,
  judge,
  not,
  all_of: allOf,
  any_of: anyOf,
};

/** Is this the name of a check? */
export function isCheckType(key: string): key is CheckType {
  return Object.hasOwn(registry, key);
}
