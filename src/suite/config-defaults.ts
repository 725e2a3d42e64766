import { ownMember } from "../base/own-member.ts";
import type { SuiteSpec } from "../domain/formats/suite-spec.ts";
import { isJsonObject, type Json, type JsonObject } from "../domain/values/json.ts";
import type { Config } from "./config.ts";
import type { ConfigDefaults } from "./sources/resolving.ts";

/** Of these the config's members and the suite's make one map; of the other keys the suite's replaces the config's. */
const MERGED: readonly string[] = ["vars", "limits"];

/** A suite of the right shape with the config's defaults below it. */
export function withDefaults(shaped: Json, config: Config): SuiteSpec {
  // Valid against the schema that the type is generated from; so are the defaults, key by key.
  const spec = shaped as unknown as SuiteSpec & JsonObject;
  const { vars, limits, ...defaults } = defaultsUnder(spec, config);
  return {
    ...defaults,
    ...spec,
    vars: { ...(vars as JsonObject | undefined), ...spec.vars },
    limits: { ...(limits as JsonObject | undefined), ...spec.limits },
  };
}

/** What the config says in place of a suite as it is written, whatever its shape; null where there is no config. */
export function configDefaults(written: Json, config: Config): ConfigDefaults | null {
  if (config.file === null || !isJsonObject(written)) return null;
  const defaults = defaultsUnder(written, config);
  return {
    file: config.file,
    says([key, member]) {
      if (key === undefined) return false;
      const [own, under] = [ownMember(written, String(key)), ownMember(defaults, String(key))];
      if (own === undefined || under === undefined) return under !== undefined;
      if (!MERGED.includes(String(key)) || member === undefined) return false;
      return memberOf(own, member) === undefined && memberOf(under, member) !== undefined;
    },
  };
}

function memberOf(value: Json, key: string | number): Json | undefined {
  return isJsonObject(value) ? ownMember(value, String(key)) : undefined;
}

/** The defaults that the suite lets stand: a default `model` must not stand beside its `models`, nor a default prompt beside its prompts. */
function defaultsUnder(spec: JsonObject, { defaults }: Config): JsonObject {
  const { models, model, targets, prompt, prompts } = spec;
  const replaced = [
    "judges", // see `suiteJudges`
    ...([models, model, targets].some((form) => form !== undefined) ? ["model", "models"] : []),
    ...([prompt, prompts].some((form) => form !== undefined) ? ["prompt", "prompts"] : []),
  ];
  return Object.fromEntries(Object.entries(defaults).filter(([key]) => !replaced.includes(key)));
}
