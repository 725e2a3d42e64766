import { existsSync } from "node:fs";
import { join } from "node:path";
import configSchema from "../../schemas/config.schema.json" with { type: "json" };
import type { ConfigSpec, MeterSpec } from "../domain/formats/config-spec.ts";
import { said } from "../domain/diagnostics/said.ts";
import type { EndpointSource } from "../domain/endpoint.ts";
import type { JsonObject } from "../domain/values/json.ts";
import { type Diagnostic, placeProblem } from "../domain/values/problem.ts";
import validateConfig from "./generated/config-validator.js";
import { configEndpoints } from "./endpoints.ts";
import { isKeyOfSuites, suiteShapeProblems } from "./shape/report-shape.ts";
import { type ShapeProblem, shapeProblems } from "./shape/shape-problems.ts";
import type { SourceStore } from "./sources/source-store.ts";

export const CONFIG_NAME = "prompt-run.config.yaml";

/** `prompt-run.config.yaml` at the project root; an empty one when there is none. */
export interface Config {
  readonly file: string | null;
  readonly aliases: Readonly<Record<string, string>>;
  readonly defaults: JsonObject;
  /** Judges by name, of the shape of a suite's. */
  readonly judges: JsonObject;
  readonly prices: NonNullable<ConfigSpec["prices"]>;
  readonly recordings: string | null;
  readonly baseUrl: string | null;
  readonly meter: MeterSpec;
  /** By name, and the one that is used unless something else names one. */
  readonly endpoints: ReadonlyMap<string, EndpointSource>;
  readonly endpoint: string | null;
}

export type LoadedConfig =
  | { readonly ok: true; readonly value: Config }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** Names that are meant to be the config's: what it says would be passed over without a word. */
const MISNAMED: readonly string[] = ["prompt-run.config.yml", "prompt-run.config.json"];

function misnamedProblem(file: string): Diagnostic {
  return { severity: "error", place: { kind: "file", file }, ...said("misnamed-config", { name: CONFIG_NAME }) };
}

/** What is said of a suite, said of the config. Whoever writes a suite's key at its top means it for all suites. */
function asOfConfig(problem: ShapeProblem): ShapeProblem {
  const [key = "", ...further] = problem.pointer.map(String);
  if (problem.code === "wrong-type" && key === "") {
    return { ...problem, ...said("wrong-type.map", { example: "models: { fast: claude-haiku-5-5 }" }) };
  }
  if (problem.code !== "unknown-key" || further.length > 0 || !isKeyOfSuites(key)) return problem;
  return { ...problem, ...said("unknown-key.default", { key }) };
}

/** What a project without a config has. */
export const NO_CONFIG: Config = {
  file: null,
  aliases: {},
  defaults: {},
  judges: {},
  prices: {},
  recordings: null,
  baseUrl: null,
  meter: {},
  endpoints: new Map(),
  endpoint: null,
};

export function loadConfig(root: string, store: SourceStore): LoadedConfig {
  const misnamed = MISNAMED.map((name) => join(root, name)).find((path) => existsSync(path));
  if (misnamed !== undefined) return { ok: false, problems: [misnamedProblem(misnamed)] };
  const file = join(root, CONFIG_NAME);
  if (!existsSync(file)) return { ok: true, value: NO_CONFIG };
  const loaded = store.load(file);
  // A config whose every line is commented out says nothing.
  if (!loaded.ok && loaded.problems.every(({ code }) => code === "empty-file")) return { ok: true, value: NO_CONFIG };
  if (!loaded.ok) return loaded;
  if (!validateConfig(loaded.value)) {
    const problems = shapeProblems(validateConfig.errors ?? [], loaded.value, configSchema).map(asOfConfig);
    return { ok: false, problems: problems.map((problem) => placeProblem(problem, file, [])) };
  }
  // Valid against the schema that the type is generated from.
  const spec = loaded.value as ConfigSpec;
  const defaults = (spec.defaults ?? {}) as JsonObject;
  const judges = (spec.judges ?? {}) as JsonObject;
  const placed = [
    ...suiteShapeProblems(defaults).map((problem) => placeProblem(problem, file, ["defaults"])),
    ...suiteShapeProblems({ judges }).map((problem) => placeProblem(problem, file, [])),
  ];
  if (placed.length > 0) return { ok: false, problems: placed };
  return {
    ok: true,
    value: {
      file,
      aliases: spec.models ?? {},
      defaults,
      judges,
      prices: spec.prices ?? {},
      recordings: spec.recordings ?? null,
      baseUrl: spec.base_url ?? null,
      meter: spec.meter ?? {},
      endpoints: configEndpoints(spec.endpoints ?? {}, file),
      endpoint: spec.endpoint ?? null,
    },
  };
}
