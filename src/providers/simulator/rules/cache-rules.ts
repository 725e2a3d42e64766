import { isJsonObject, type Json } from "../../../domain/values/json.ts";
import { type Draft, extraField, firstOf, type Rule } from "./draft.ts";
import { promptBlocks } from "./prompt.ts";

export const cacheRules: readonly Rule[] = [checkControls];

const MAX_BREAKPOINTS = 4;

function checkControls({ body }: Draft): string | null {
  const blocks = promptBlocks(body)
    .map(({ block }) => block)
    .filter((block) => (block["cache_control"] ?? null) !== null);
  const thinking = blocks.find((block) => block["type"] === "thinking" || block["type"] === "redacted_thinking");
  if (thinking !== undefined) return "cache_control: thinking blocks cannot be cached directly";
  const automatic = body["cache_control"] ?? null;
  const controls = [
    ...blocks.map((block) => block["cache_control"] ?? null),
    ...(automatic === null ? [] : [automatic]),
  ];
  const wrong = firstOf(controls, checkControl);
  if (wrong !== null) return wrong;
  if (controls.length > MAX_BREAKPOINTS)
    return `A maximum of ${MAX_BREAKPOINTS} blocks with cache_control may be provided. Found ${controls.length}.`;
  const lives = controls.map(ttlOf);
  return lives.lastIndexOf("1h") > lives.indexOf("5m") && lives.includes("5m")
    ? "cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block."
    : null;
}

/** The life that a `cache_control` asks for. */
export function ttlOf(control: Json): "5m" | "1h" {
  return isJsonObject(control) && control["ttl"] === "1h" ? "1h" : "5m";
}

function checkControl(control: Json): string | null {
  if (!isJsonObject(control)) return "cache_control: Input should be an object";
  if (control["type"] !== "ephemeral") return "cache_control.type: Input should be 'ephemeral'";
  const ttl = control["ttl"] ?? "5m";
  if (ttl !== "5m" && ttl !== "1h") return "cache_control.ttl: Input should be '5m' or '1h'";
  return extraField(control, ["type", "ttl"], "cache_control");
}
