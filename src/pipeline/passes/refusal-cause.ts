import type { RefusalCause } from "../../domain/diagnostics/english/requests.ts";

/** Causes by the API's words, the first that fits. */
const CAUSES: readonly (readonly [RegExp, RefusalCause])[] = [
  [/max_tokens: Field required/, "max-tokens"],
  [/first message must use/, "first-role"],
  [/trailing whitespace/, "trailing-space"],
  [/low surrogate/, "surrogate"],
  [/^betas:/, "betas"],
  [/^(temperature|top_p|top_k): Extra/, "sampling"],
  [/Tool names must be unique/, "tool-names"],
  [/^tools\.\d+\.\w+_\d{8}\.name: /, "api-tool-name"],
  [/\.name: (String should match|Field required)/, "tool-name"],
  [/input_schema/, "input-schema"],
  [/while providing tools/, "no-tools"],
  [/^metadata\./, "metadata"],
  [/^cache_control\.ttl: a ttl/, "cache-order"],
  [/^cache_control/, "cache-control"],
  [/breakpoint|blocks with cache_control/, "breakpoints"],
  [/citations/, "citations"],
  [/stop_sequences/, "stop-sequences"],
  [/tool_use_id|tool_use/, "tool-use"],
  [/non-whitespace|non-empty/, "blank"],
];

/** Why the API would refuse a request, by what it would say; null where its words say all there is to say. */
export function refusalCause(complaint: string): RefusalCause | null {
  return CAUSES.find(([words]) => words.test(complaint))?.[1] ?? null;
}
