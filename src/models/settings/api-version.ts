import type { JsonObject } from "../../domain/values/json.ts";
import type { ApiVersion } from "../../domain/run/provider.ts";
import { SAMPLING_SETTINGS } from "./sampling-rules.ts";
import { field } from "./setting-rule.ts";

/** Sampling settings exist only under 2023-06-01; without them the current version is used (docs page api/versioning). */
export function apiVersionOf(settings: JsonObject): ApiVersion {
  return SAMPLING_SETTINGS.some((name) => field(settings, name) !== undefined) ? "2023-06-01" : "2026-10-21";
}
