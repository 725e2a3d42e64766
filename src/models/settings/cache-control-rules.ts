import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { SettingProblem } from "../../domain/model.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { field, listIn, rejected, type SettingRule, shown } from "./setting-rule.ts";

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
  const message = `the request sets ${count} cache breakpoints; ${MAX_BREAKPOINTS} are allowed`;
  const cure = count === MAX_BREAKPOINTS + 1 && automatic !== undefined ? ["cache_control"] : [];
  return [...problems, rejected(pointer, message, "keep the `cache_control` of the longest stable parts", cure)];
};

function controlProblems(control: Json, pointer: Pointer, cure: readonly string[]): SettingProblem[] {
  if (isCacheControl(control)) return [];
  const hint = "write `{ type: ephemeral }`, with `ttl: 1h` for an hour";
  return [rejected(pointer, `\`cache_control\` is ${shown(control)}`, hint, cure)];
}

function isCacheControl(value: Json): boolean {
  if (!isJsonObject(value) || value["type"] !== "ephemeral") return false;
  const ttl = value["ttl"];
  const hasLife = ttl === undefined || ttl === null || ttl === "5m" || ttl === "1h";
  return hasLife && Object.keys(value).every((name) => name === "type" || name === "ttl");
}
