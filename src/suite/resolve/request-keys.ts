import { said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/values/json.ts";
import type { Resolving } from "../sources/resolving.ts";
import { SETTING_KEYS, type SettingsLayer } from "./settings.ts";

/** Maps of the language, and the members that it knows there: those are written in the map itself. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  output_config: ["effort", "format"],
  thinking: ["type", "budget_tokens", "display"],
  cache_control: ["type", "ttl"],
  metadata: ["user_id"],
  tool_choice: ["type", "name", "disable_parallel_tool_use"],
};
const OWN_KEYS: readonly string[] = [...SETTING_KEYS, "model", "messages", "system", "stream"];

/** Does `request` add this member to a map of the language? Then it goes out as it is written, whatever is known of it. */
export function isAddedByRequest(request: JsonObject, key: string, member: string): boolean {
  const map = request[key];
  return isJsonObject(map) && Object.hasOwn(map, member) && MEMBERS[key]?.includes(member) === false;
}

/** Reports what `request` may not name, and warns of what it adds to a map that the language has. */
export function reportRequestKeys(layers: readonly SettingsLayer[], at: Resolving): void {
  for (const layer of layers) {
    const request = layer.values["request"];
    if (!isJsonObject(request)) continue;
    for (const key of Object.keys(request).filter((name) => OWN_KEYS.includes(name))) {
      for (const problem of keyProblems(key, request[key] ?? null)) at.reportAt(layer.place("request"), problem);
    }
  }
}

type KeyProblem = Parameters<Resolving["reportAt"]>[1];

function keyProblems(key: string, value: Json): KeyProblem[] {
  const known = Object.hasOwn(MEMBERS, key) ? MEMBERS[key] : undefined;
  if (known === undefined || !isJsonObject(value)) return [mayNotName(key, key)];
  return Object.keys(value).map((member) =>
    known.includes(member) ? mayNotName(`${key}.${member}`, key) : unchecked(`${key}.${member}`),
  );
}

function mayNotName(name: string, key: string): KeyProblem {
  return said("bad-request-key", { name, key });
}

function unchecked(name: string): KeyProblem {
  return { severity: "warning", ...said("unchecked-setting", { name }) };
}
