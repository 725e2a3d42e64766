import { said } from "../../domain/diagnostics/said.ts";
import { nearestWord } from "../../base/nearest-word.ts";
import type { Json, JsonObject } from "../../domain/values/json.ts";
import { type ModelFacts, type RequestShape, type SettingProblem, withoutField } from "../../domain/model.ts";
import type { Place } from "../../domain/values/problem.ts";
import type { Arm, BlockSource } from "../../domain/suite.ts";
import { reportEqualArms } from "./equal-arms.ts";
import { reportReferences } from "./environment-problems.ts";
import { withHeaderFields } from "./header-fields.ts";
import { reportHeaders } from "./header-problems.ts";
import type { ModelChoice } from "./model-choices.ts";
import { promptVariants, type PromptVariant } from "./prompt-variants.ts";
import type { Resolving } from "../sources/resolving.ts";
import { isAddedByRequest, reportRequestKeys } from "./request-keys.ts";
import { mergeSettings, type MergedSettings, type SettingsLayer } from "./settings.ts";
import { withSettingFiles } from "./setting-files.ts";
import type { SuiteSpec } from "../../domain/formats/suite-spec.ts";

export interface ArmsInput {
  readonly spec: SuiteSpec;
  readonly models: readonly ModelChoice[];
  /** Layers below the model (config, suite) and above the prompt (command line). */
  readonly below: readonly SettingsLayer[];
  readonly above: readonly SettingsLayer[];
  readonly promptNames: readonly string[];
  readonly facts: ModelFacts;
}

/** Models × prompts, each with its settings merged and held against what the model accepts. */
export function resolveArms(input: ArmsInput, at: Resolving): Arm[] {
  const variants = selectedVariants(promptVariants(input.spec, at), input.promptNames, at);
  const arms = input.models.flatMap((model) => variants.map((variant) => resolveArm(input, model, variant, at)));
  reportEqualArms(arms, at);
  return arms;
}

/** The ids of all arms of a suite as it is written, before any is selected. */
export function writtenArmIds({ model, models, prompts, targets = {} }: SuiteSpec): string[] {
  const labels = (models ?? (model === undefined ? [] : [model])).map((written) =>
    typeof written === "string" ? written : (written.label ?? withEndpoint(written)),
  );
  const names = prompts === undefined ? ["default"] : Object.keys(prompts);
  return [...labels, ...Object.keys(targets)].flatMap((label) => names.map((name) => `${label}/${name}`));
}

function withEndpoint({ id, endpoint }: { readonly id: string; readonly endpoint?: string }): string {
  return endpoint === undefined ? id : `${id}@${endpoint}`;
}

function selectedVariants(variants: PromptVariant[], names: readonly string[], at: Resolving): PromptVariant[] {
  const known = variants.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const file = at.store.display(at.file);
    at.reportAt(
      { kind: "argument", argument: `--prompt ${unknown}` },
      said("unknown-prompt", { file, name: unknown, nearest: nearestWord(unknown, known), known }),
    );
  }
  return names.length === 0 ? variants : variants.filter(({ name }) => names.includes(name));
}

function resolveArm(input: ArmsInput, model: ModelChoice, variant: PromptVariant, at: Resolving): Arm {
  const layers = [...input.below, model.layer, variant.layer, ...input.above].filter((layer) => layer !== null);
  const written = mergeSettings(layers);
  const { headers, body } = withHeaderFields({
    headers: written.headers,
    body: withSettingFiles(written.body, written.places, at),
  });
  const merged = { ...written, headers, body };
  reportRequestKeys(layers, at);
  reportHeaders(layers, at);
  reportReferences(merged, at);
  const shape = requestShape(variant, merged.headers);
  const omit = input.spec.unsupported === "omit";
  const facts = input.facts.at(model.endpoint);
  const { settings, dropped, problems } = supportedSettings(facts, model.id, merged, { shape, omit });
  const ownLists = { ...merged, isWhole: (key: string) => lengthOf(written.body[key]) === lengthOf(merged.body[key]) };
  for (const problem of problems) reportSetting(problem, ownLists, model.place, at);
  const sent = facts.sentSettings(model.id, settings);
  return {
    id: `${model.label}/${variant.name}`,
    label: model.label,
    model: model.id,
    prompt: variant.name,
    system: variant.system,
    messages: variant.messages,
    settings,
    droppedSettings: dropped,
    settingPlaces: merged.places,
    headers: merged.headers,
    apiVersion: sent.apiVersion,
    endpoint: model.endpoint,
    bucket: model.endpoint === null ? sent.bucket : `${sent.bucket}@${model.endpoint}`,
    place: model.place,
  };
}

interface Support {
  readonly settings: JsonObject;
  readonly dropped: readonly string[];
  readonly problems: readonly SettingProblem[];
}

/** With `omit`, drops what the model rejects until nothing droppable is left to complain of. */
function supportedSettings(
  facts: ModelFacts,
  model: string,
  { body, request }: Pick<MergedSettings, "body" | "request">,
  { shape, omit }: { readonly shape: RequestShape; readonly omit: boolean },
): Support {
  const dropped = new Set<string>();
  for (;;) {
    const settings = [...dropped].reduce(withoutField, body);
    const problems = facts.checkSettings(model, settings, shape).filter(({ pointer: [key = "", member = ""] }) => {
      return !isAddedByRequest(request, String(key), String(member)); // that is told already
    });
    const droppable = omit ? problems.flatMap((problem) => problem.droppable).filter((name) => !dropped.has(name)) : [];
    if (droppable.length === 0) return { settings, dropped: [...dropped], problems };
    for (const name of droppable) dropped.add(name);
  }
}

/** Settings whose lists may have grown by the files that they name: `isWhole` says that one has not. */
type PlacedSettings = Pick<MergedSettings, "places"> & { readonly isWhole: (key: string) => boolean };

function reportSetting(problem: SettingProblem, merged: PlacedSettings, fallback: Place, at: Resolving): void {
  const [key = "", index] = problem.pointer;
  const said = merged.places.get(String(key)) ?? fallback;
  // The list stands where it was last said, whole; a map may come from several layers.
  const isItem = said.kind === "node" && typeof index === "number" && merged.isWhole(String(key));
  const place = isItem ? { ...said, pointer: [...said.pointer, index], at: "value" as const } : said;
  at.reportAt(place, { ...problem, severity: problem.severity ?? "error" });
}

function lengthOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

function requestShape(variant: PromptVariant, headers: MergedSettings["headers"]): RequestShape {
  const contents = [
    ...(variant.system === null ? [] : [variant.system]),
    ...variant.messages.map(({ content }) => content),
  ];
  const assistant = variant.messages.filter(({ role }) => role === "assistant");
  return {
    hasPrefill: variant.messages.at(-1)?.role === "assistant",
    hasSystemRole: variant.messages.some(({ role }) => role === "system"),
    hasAssistantDocument: assistant.some(({ content }) => content.blocks.some(({ kind }) => kind === "document")),
    headers,
    cacheBreakpoints: contents.flatMap(({ blocks }) => blocks).filter(hasBreakpoint).length,
  };
}

function hasBreakpoint(block: BlockSource): boolean {
  return block.kind === "raw" ? (block.block["cache_control"] ?? null) !== null : block.cacheControl !== null;
}
