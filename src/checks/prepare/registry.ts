import type { CheckKind, CheckType } from "../../domain/check.ts";
import { allOf } from "../kinds/all-of.ts";
import { anyOf } from "../kinds/any-of.ts";
import { calls } from "../kinds/calls.ts";
import { contains } from "../kinds/contains.ts";
import { containsAll } from "../kinds/contains-all.ts";
import { containsAny } from "../kinds/contains-any.ts";
import { cost } from "../kinds/cost.ts";
import { endsWith } from "../kinds/ends-with.ts";
import { equals } from "../kinds/equals.ts";
import { equalsAny } from "../kinds/equals-any.ts";
import { expr } from "../kinds/expr.ts";
import { json } from "../kinds/json.ts";
import { jsonPath } from "../kinds/json-path.ts";
import { judge } from "../kinds/judge.ts";
import { latency } from "../kinds/latency.ts";
import { length } from "../kinds/length.ts";
import { matches } from "../kinds/matches.ts";
import { not } from "../kinds/not.ts";
import { number } from "../kinds/number.ts";
import { refusal } from "../kinds/refusal.ts";
import { script } from "../kinds/script.ts";
import { similarity } from "../kinds/similarity.ts";
import { startsWith } from "../kinds/starts-with.ts";
import { stopReason } from "../kinds/stop-reason.ts";
import { tokens } from "../kinds/tokens.ts";
import { toolCall } from "../kinds/tool-call.ts";
import { ttft } from "../kinds/ttft.ts";

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
  calls,
  expr,
  script,
  judge,
  not,
  all_of: allOf,
  any_of: anyOf,
};
