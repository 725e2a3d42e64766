import { said } from "../../domain/diagnostics/said.ts";
import type { SuiteOverrides } from "../../domain/overrides.ts";
import type { Arm, MessageSource } from "../../domain/suite.ts";
import type { SuiteSpec, TargetSpec } from "../../domain/formats/suite-spec.ts";
import { inlineText } from "./content-source.ts";
import { promptVariants, type PromptVariant } from "./prompt-variants.ts";
import type { Resolving } from "../sources/resolving.ts";

/** Targets × prompts. `--model` asks for models: then no target is among the arms. */
export function targetArms(spec: SuiteSpec, { models, prompts }: SuiteOverrides, at: Resolving): Arm[] {
  if (spec.targets === undefined || models.length > 0) return [];
  // The models' arms have reported what is wrong with prompts, if there are any.
  const variants = promptVariants(spec, hasModels(spec) ? silent(at) : at);
  const chosen = prompts.length === 0 ? variants : variants.filter(({ name }) => prompts.includes(name));
  return Object.entries(spec.targets).flatMap(([name, target]) => {
    reportTarget(name, target, spec, at);
    return chosen.map((variant) => targetArm(name, target, variant, { spec, at }));
  });
}

/** Has a suite models beside its targets? */
export function hasModels({ model, models }: SuiteSpec): boolean {
  return model !== undefined || models !== undefined;
}

function silent(at: Resolving): Resolving {
  return { ...at, report: () => undefined, reportAt: () => undefined };
}

function reportTarget(name: string, target: TargetSpec, spec: SuiteSpec, at: Resolving): void {
  if (at.inMemory?.functions.targets.has(target.function) !== true) {
    at.report({ ...said("unknown-function", { name: target.function }), pointer: ["function"] }, ["targets", name]);
  }
  const labels = (spec.models ?? [spec.model]).map((model) =>
    typeof model === "object" ? (model.label ?? model.id) : model,
  );
  if (labels.includes(name)) at.report({ ...said("duplicate-arm.target", { name }), pointer: [name] }, ["targets"]);
}

function targetArm(
  name: string,
  target: TargetSpec,
  variant: PromptVariant,
  { spec, at }: { readonly spec: SuiteSpec; readonly at: Resolving },
): Arm {
  return {
    id: `${name}/${variant.name}`,
    label: name,
    model: name,
    prompt: variant.name,
    system: variant.system,
    messages: variant.messages.length > 0 ? variant.messages : inputMessage(spec, at),
    // What the function is in another run is not known: in every hash it is that of this run.
    endpoint: null,
    settings: { function: target.function, run: at.inMemory?.runId ?? "" },
    droppedSettings: [],
    settingPlaces: new Map(),
    headers: {},
    apiVersion: "2023-06-01",
    bucket: `target ${name}`,
    place: at.place(["targets", name]),
    target: { kind: "function", name, function: target.function, isMetered: target.meter !== false },
  };
}

function inputMessage({ input }: SuiteSpec, at: Resolving): MessageSource[] {
  if (input === undefined) return [];
  const source = inlineText(input, ["input"], at);
  return [{ role: "user", content: { plain: true, blocks: [{ kind: "text", source, cacheControl: null }] } }];
}
