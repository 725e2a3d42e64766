import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { field, listIn, rejected, type SettingRule } from "./setting-rule.ts";

const MAX_BREAKPOINTS = 4;

/** `cache_control` in settings and tools. At most four breakpoints; top-level `cache_control` sets one more of its own (docs page prompt-caching, 2026-10). */
export const cacheControlRules: SettingRule = ({ settings, shape }) => {
  const automatic = field(settings, "cache_control");
  const inTools = listIn(settings, "tools").flatMap((tool, index) => {
    const control = isJsonObject(tool) ? field(tool, "cache_control") : undefined;
    return control === undefined ? [] : [{ control, pointer: ["tools", index, "cache_control"] }];
  });
  const problems = [
    ...(automatic === undefined ? [] : controlProblems(automatic, ["cache_control"], ["cache_control"])),
    ...inTools.flatMap(({ control, pointer }) => controlProblems(control, pointer, [])),
  ];
  const count = inTools.length + (shape.cacheBreakpoints ?? 0) + (automatic === undefined ? 0 : 1);
  if (count <= MAX_BREAKPOINTS) return problems;
  const pointer = automatic === undefined ? ["tools"] : ["cache_control"];
  const what = said("unsupported-setting.cache-breakpoints", { count, most: MAX_BREAKPOINTS });
  const cure = count === MAX_BREAKPOINTS + 1 && automatic !== undefined ? ["cache_control"] : [];
  return [...problems, rejected(pointer, what, cure)];
};

function controlProblems(control: Json, pointer: Pointer, cure: readonly string[]): SettingProblem[] {
  if (isCacheControl(control)) return [];
  return [rejected(pointer, said("unsupported-setting.cache-control", { value: control }), cure)];
}

function isCacheControl(value: Json): boolean {
  if (!isJsonObject(value) || value["type"] !== "ephemeral") return false;
  const ttl = value["ttl"];
  const hasLife = ttl === undefined || ttl === null || ttl === "5m" || ttl === "1h";
  return hasLife && Object.keys(value).every((name) => name === "type" || name === "ttl");
}
