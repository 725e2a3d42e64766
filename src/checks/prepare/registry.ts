import type { CheckKind, CheckType } from "../../domain/check.ts";
import { allOf } from "../kinds/composed/all-of.ts";
import { anyOf } from "../kinds/composed/any-of.ts";
import { calls } from "../kinds/conduct/calls.ts";
import { contains } from "../kinds/text/contains.ts";
import { containsAll } from "../kinds/text/contains-all.ts";
import { containsAny } from "../kinds/text/contains-any.ts";
import { cost } from "../kinds/conduct/cost.ts";
import { endsWith } from "../kinds/text/ends-with.ts";
import { equals } from "../kinds/text/equals.ts";
import { equalsAny } from "../kinds/text/equals-any.ts";
import { expr } from "../kinds/own-rules/expr.ts";
import { json } from "../kinds/structure/json.ts";
import { jsonPath } from "../kinds/structure/json-path.ts";
import { judge } from "../kinds/own-rules/judge.ts";
import { latency } from "../kinds/conduct/latency.ts";
import { length } from "../kinds/text/length.ts";
import { matches } from "../kinds/text/matches.ts";
import { not } from "../kinds/composed/not.ts";
import { number } from "../kinds/text/number.ts";
import { refusal } from "../kinds/conduct/refusal.ts";
import { script } from "../kinds/own-rules/script.ts";
import { similarity } from "../kinds/text/similarity.ts";
import { startsWith } from "../kinds/text/starts-with.ts";
import { stopReason } from "../kinds/conduct/stop-reason.ts";
import { tokens } from "../kinds/conduct/tokens.ts";
import { toolCall } from "../kinds/conduct/tool-call.ts";
import { ttft } from "../kinds/conduct/ttft.ts";

/**
 * Every check of the suite language. A new one is a branch of the schema, a file and a line here; where it says what no other
 * check says, a code of `domain/reasons/` and its sentence in the catalogue.
 */
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
