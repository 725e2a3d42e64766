import { nearestWord } from "../../../base/nearest-word.ts";
import { said } from "../../../domain/diagnostics/said.ts";
import type { SuiteOverrides } from "../../../domain/overrides.ts";
import type { Arm, MessageSource } from "../../../domain/suite.ts";
import type { SuiteMeterSpec, SuiteSpec } from "../../../domain/formats/suite-spec.ts";
import type { SuiteMeter } from "../../../domain/run/metering.ts";
import type { Target } from "../../../domain/run/target.ts";
import type { JsonObject } from "../../../domain/values/json.ts";
import { inlineText } from "../content-source.ts";
import { promptVariants, type PromptVariant } from "../prompt-variants.ts";
import type { Resolving } from "../../sources/resolving.ts";
import { hashedTarget, targetSettings } from "./target-settings.ts";

/** Targets × prompts. `--model` asks for models: then no target is among the arms. */
export function targetArms(spec: SuiteSpec, { models, targets, prompts }: SuiteOverrides, at: Resolving): Arm[] {
  reportUnknown(spec, targets, at);
  if (spec.targets === undefined || (models.length > 0 && targets.length === 0)) return [];
  // The models' arms have reported what is wrong with prompts, if there are any.
  const variants = promptVariants(spec, hasModels(spec) ? silent(at) : at);
  const chosen = prompts.length === 0 ? variants : variants.filter(({ name }) => prompts.includes(name));
  return Object.entries(spec.targets).flatMap(([name, target]) => {
    const settings = targetSettings({ name, spec: target, at });
    if (settings === null) return [];
    reportTarget(settings, spec, at);
    const isChosen = targets.length === 0 || targets.includes(name);
    return (isChosen ? chosen : []).map((variant) => targetArm(settings, hashedTarget(target), variant, { spec, at }));
  });
}

/** Has a suite models beside its targets? */
export function hasModels({ model, models }: SuiteSpec): boolean {
  return model !== undefined || models !== undefined;
}

/** Does a suite test applications alone? */
export function isOfTargets(spec: SuiteSpec): boolean {
  return spec.targets !== undefined && !hasModels(spec);
}

/** Is a part of the suite's arms asked for? */
export function isSelecting({ models, targets, prompts }: SuiteOverrides): boolean {
  return models.length + targets.length + prompts.length > 0;
}

function reportUnknown({ targets = {} }: SuiteSpec, names: readonly string[], at: Resolving): void {
  const known = Object.keys(targets);
  const name = names.find((asked) => !known.includes(asked));
  if (name === undefined) return;
  const file = at.store.display(at.file);
  const unknown = said("unknown-arm.target", { file, name, nearest: nearestWord(name, known), known });
  at.reportAt({ kind: "argument", argument: `--target ${name}` }, unknown);
}

function silent(at: Resolving): Resolving {
  return { ...at, report: () => undefined, reportAt: () => undefined };
}

function reportTarget(target: Target, spec: SuiteSpec, at: Resolving): void {
  const { kind, name } = target;
  const pointer = ["targets", name];
  if (kind === "function" && at.inMemory?.functions.targets.has(target.function) !== true) {
    at.report({ ...said("unknown-function", { name: target.function }), pointer: ["function"] }, pointer);
  }
  const labels = (spec.models ?? [spec.model]).map((model) =>
    typeof model === "object" ? (model.label ?? model.id) : model,
  );
  if (labels.includes(name)) at.report({ ...said("duplicate-arm.target", { name }), pointer: [name] }, ["targets"]);
}

function targetArm(
  target: Target,
  hashed: JsonObject,
  variant: PromptVariant,
  { spec, at }: { readonly spec: SuiteSpec; readonly at: Resolving },
): Arm {
  const { name } = target;
  return {
    id: `${name}/${variant.name}`,
    label: name,
    model: name,
    prompt: variant.name,
    system: variant.system,
    messages: variant.messages.length > 0 ? variant.messages : inputMessage(spec, at),
    endpoint: null,
    // What a function is in another run is not known: in every hash it is that of this run.
    settings: target.kind === "function" ? { function: target.function, run: at.inMemory?.runId ?? "" } : hashed,
    droppedSettings: [],
    settingPlaces: new Map(),
    headers: {},
    apiVersion: "2023-06-01",
    bucket: `target ${name}`,
    place: at.place(["targets", name]),
    target,
  };
}

function inputMessage({ input }: SuiteSpec, at: Resolving): MessageSource[] {
  if (input === undefined) return [];
  const source = inlineText(input, ["input"], at);
  return [{ role: "user", content: { plain: true, blocks: [{ kind: "text", source, cacheControl: null }] } }];
}

interface MeterDefaults {
  readonly meter: SuiteMeterSpec;
  readonly aliases: Readonly<Record<string, string>>;
}

/** What a suite says of the meter, over what the config says of it. */
export function suiteMeter(spec: SuiteMeterSpec | undefined, { meter, aliases }: MeterDefaults): SuiteMeter {
  const models = { ...meter.models, ...spec?.models };
  return {
    models: Object.fromEntries(Object.entries(models).map(([asked, sent]) => [asked, aliases[sent] ?? sent])),
    ignore: spec?.ignore ?? meter.ignore ?? [],
    ignoresItself: spec?.ignore !== undefined,
    toleratesErrors: spec?.tolerate_errors ?? meter.tolerate_errors ?? false,
  };
}
