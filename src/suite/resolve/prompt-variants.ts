import { said } from "../../domain/diagnostics/said.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { ContentSource, MessageSource, PromptExpectation } from "../../domain/suite.ts";
import type { PromptSpec, SuiteSpec, SystemSpec } from "../../domain/formats/suite-spec.ts";
import { answerSource, checkSources } from "./check-source.ts";
import { contentSource, fileText, messageSources, writtenText } from "./content-source.ts";
import type { Resolving } from "../sources/resolving.ts";
import { settingsLayer, type SettingsLayer } from "./settings.ts";

/** A prompt of the suite, before it meets a model. `pointer`: where it stands. */
export interface PromptVariant {
  readonly name: string;
  readonly system: ContentSource | null;
  readonly messages: readonly MessageSource[];
  readonly layer: SettingsLayer | null;
  readonly pointer: Pointer;
}

type PromptObject = Exclude<PromptSpec, string>;

/** The prompt variants of a suite; one without messages, named `default`, when it has none (cases bring turns). */
export function promptVariants(spec: SuiteSpec, at: Resolving): PromptVariant[] {
  const suiteSystem = systemSource(spec.system ?? null, ["system"], at.of(["system"]));
  if (spec.prompt !== undefined && spec.prompts !== undefined) {
    at.report({ ...said("two-forms.prompts"), pointer: ["prompt"], at: "key" }, []);
  }
  if (spec.prompts !== undefined) {
    reportNames(Object.keys(spec.prompts), at);
    return Object.entries(spec.prompts).map(([name, prompt]) =>
      promptVariant({ name, prompt, pointer: ["prompts", name], suiteSystem }, at.of(["prompts"])),
    );
  }
  if (spec.prompt !== undefined) {
    return [
      promptVariant({ name: "default", prompt: spec.prompt, pointer: ["prompt"], suiteSystem }, at.of(["prompt"])),
    ];
  }
  return [{ name: "default", system: suiteSystem, messages: [], layer: null, pointer: [] }];
}

/** An arm's id is split at its last `/`: what stands behind that is the prompt. */
function reportNames(names: readonly string[], at: Resolving): void {
  for (const name of names.filter((one) => one === "" || one.includes("/"))) {
    at.report({ ...said("bad-value.prompt-name", { name }), pointer: ["prompts", name], at: "key" }, []);
  }
}

/** What the prompts of a suite expect of their own answers, by name; those that say nothing are left out. */
export function promptExpectations({ prompt, prompts }: SuiteSpec, at: Resolving): Record<string, PromptExpectation> {
  const written: [string, PromptSpec, Pointer][] =
    prompts === undefined
      ? [["default", prompt ?? "", ["prompt"]]]
      : Object.entries(prompts).map(([name, variant]) => [name, variant, ["prompts", name]]);
  return Object.fromEntries(
    written.flatMap(([name, variant, pointer]) => {
      if (typeof variant === "string" || (variant.answer === undefined && variant.expect === undefined)) return [];
      const checks = checkSources(variant.expect ?? [], [...pointer, "expect"], at.of(pointer));
      return [[name, { answer: answerSource(variant.answer, [...pointer, "answer"], at), checks }]];
    }),
  );
}

interface Written {
  readonly name: string;
  readonly prompt: PromptSpec;
  readonly pointer: Pointer;
  readonly suiteSystem: ContentSource | null;
}

function promptVariant({ name, prompt, pointer, suiteSystem }: Written, at: Resolving): PromptVariant {
  if (typeof prompt === "string") {
    const messages = userMessage(textContent(writtenText(prompt, pointer, at)));
    return { name, system: suiteSystem, messages, layer: null, pointer };
  }
  reportForms(prompt, pointer, at);
  const system = prompt.system === undefined ? suiteSystem : systemSource(prompt.system, [...pointer, "system"], at);
  const layer = settingsLayer(prompt, (key) => at.place([...pointer, key], "key"));
  return { name, system, messages: promptMessages(prompt, pointer, at), layer, pointer };
}

function systemSource(system: SystemSpec, pointer: Pointer, at: Resolving): ContentSource | null {
  return system === null ? null : contentSource(system, pointer, at);
}

function promptMessages(prompt: PromptObject, pointer: Pointer, at: Resolving): MessageSource[] {
  if (prompt.file !== undefined) {
    const source = fileText({ ...prompt, file: prompt.file }, pointer, at);
    return source === null ? [] : userMessage(textContent(source));
  }
  if (prompt.messages !== undefined) return messageSources(prompt.messages, [...pointer, "messages"], at);
  if (prompt.user === undefined) return [];
  const content = contentSource(prompt.user, [...pointer, "user"], at);
  return content === null ? [] : userMessage(content);
}

/** A variant says its user text once: as a file, as `user`, or as `messages`. */
function reportForms(prompt: PromptObject, pointer: Pointer, at: Resolving): void {
  const forms = (["file", "user", "messages"] as const).filter((form) => prompt[form] !== undefined);
  const [first, second] = forms;
  if (first === undefined || second === undefined) return;
  at.report({ ...said("two-forms.prompt", { first, second }), pointer: [second], at: "key" }, pointer);
}

function textContent(source: ReturnType<typeof writtenText>): ContentSource {
  return { plain: true, blocks: [{ kind: "text", source, cacheControl: null }] };
}

function userMessage(content: ContentSource): MessageSource[] {
  return [{ role: "user", content }];
}
