import type { JsonObject } from "../../../domain/values/json.ts";
import { allModels, type ModelRules, rulesOf } from "../rules/model-rules.ts";

/** GET /v1/models/{id}: a model by id or alias, or null. */
export function modelInfo(name: string): JsonObject | null {
  const rules = rulesOf(name);
  return rules === null ? null : infoOf(rules);
}

/** GET /v1/models: a page of the models that are not retired, unless `lifecycle[]` asks for those. */
export function listModels(query: URLSearchParams): JsonObject {
  const asked = query.getAll("lifecycle[]");
  const stages = asked.length === 0 ? ["active", "deprecated"] : asked;
  const wanted = allModels().filter(({ lifecycle }) => stages.includes(lifecycle.stage));
  return pageOf(wanted.map(infoOf), query);
}

/** A page of a list by the API's cursors: `after_id`, `before_id`, `limit` (default 20). */
export function pageOf(items: readonly JsonObject[], query: URLSearchParams): JsonObject {
  const limit = Number(query.get("limit") ?? 20);
  const after = items.findIndex(({ id }) => id === query.get("after_id"));
  const before = items.findIndex(({ id }) => id === query.get("before_id"));
  const rest = before < 0 ? items.slice(after + 1) : items.slice(Math.max(0, before - limit), before);
  const data = rest.slice(0, limit);
  const isMore = before < 0 ? rest.length > limit : before > limit;
  return { data, has_more: isMore, first_id: data[0]?.["id"] ?? null, last_id: data.at(-1)?.["id"] ?? null };
}

function midnight(day: string | null): string | null {
  return day === null ? null : `${day}T00:00:00Z`;
}

function infoOf(rules: ModelRules): JsonObject {
  const { stage, deprecatedOn, retiresOn } = rules.lifecycle;
  const supported = (yes: boolean): JsonObject => ({ supported: yes });
  const efforts = ["low", "medium", "high", "xhigh", "max"].map((level) => [
    level,
    supported(rules.efforts.includes(level)),
  ]);
  const modes = ["adaptive", "between_tools", "disabled", "enabled"] as const;
  return {
    type: "model",
    id: rules.id,
    display_name: rules.id.replace(/^claude-/, "Claude "),
    created_at: "2026-01-01T00:00:00Z",
    line: /haiku|sonnet|opus|fable|mythos/.exec(rules.id)?.[0] ?? null,
    lifecycle: stage,
    deprecated_at: midnight(deprecatedOn),
    retires_at: midnight(retiresOn),
    max_input_tokens: rules.context,
    max_tokens: rules.maxOutput,
    capabilities: {
      batch: supported(stage !== "retired"),
      effort: { supported: rules.efforts.length > 0, ...Object.fromEntries(efforts) },
      structured_outputs: supported(rules.structuredOutputs),
      thinking: {
        supported: rules.thinking.length > 0,
        types: Object.fromEntries(modes.map((mode) => [mode, supported(rules.thinking.includes(mode))])),
      },
    },
  };
}
