import { said } from "../../domain/diagnostics/said.ts";
import { ownMember } from "../../base/own-member.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import type { JudgeSender } from "../../domain/judge.ts";
import type { ModelFacts, RequestShape } from "../../domain/model.ts";
import { withHeaderFields } from "../resolve/header-fields.ts";
import { reportHeaders } from "../resolve/header-problems.ts";
import { reportReferences } from "../resolve/environment-problems.ts";
import { standingProblem } from "../resolve/model-choices.ts";
import { reportRequestKeys } from "../resolve/request-keys.ts";
import { mergeSettings, settingsLayer } from "../resolve/settings.ts";
import type { Resolving } from "../sources/resolving.ts";
import type { Pointer } from "../../domain/values/problem.ts";

/** What judges are resolved with. */
export interface JudgeSenderFacts {
  readonly facts: ModelFacts;
  /** Short names of models, of the config. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** Settings under which a judge would not answer in one message of its form. */
const IN_THE_WAY: readonly string[] = ["tools", "tool_choice", "stop_sequences"];
const PROBE = { type: "json_schema", schema: { type: "object", properties: {}, additionalProperties: false } };
const SHAPE: Omit<RequestShape, "headers"> = { hasPrefill: false, hasSystemRole: false, hasAssistantDocument: false };

/** The models of a judge (`names`, with the pointer of each) with its settings, held against what each of them accepts. */
export function judgeSenders(
  spec: { readonly endpoint?: string },
  names: readonly { readonly name: string; readonly pointer: Pointer }[],
  { facts: allFacts, aliases, pointer }: JudgeSenderFacts & { readonly pointer: Pointer },
  at: Resolving,
): JudgeSender[] {
  const { endpoint = null } = spec;
  const facts = allFacts.at(endpoint);
  const layer = settingsLayer(spec, (key) => at.place([...pointer, key], "key"));
  const given = mergeSettings([layer]);
  const merged = { ...given, ...withHeaderFields(given) };
  reportRequestKeys([layer], at);
  reportHeaders([layer], at);
  reportReferences(merged, at);
  for (const key of IN_THE_WAY) {
    if (merged.body[key] !== undefined)
      at.report({ ...said("bad-judge.setting", { key }), pointer: [key], at: "key" }, pointer);
  }
  const { output_config: config } = merged.body;
  if (isJsonObject(config) && config["format"] !== undefined) {
    at.report({ ...said("bad-judge.format"), pointer: ["output_config"] }, pointer);
  }
  return names.flatMap(({ name, pointer: written }): JudgeSender[] => {
    const model = ownMember(aliases, name) ?? name;
    const place = at.place(written);
    const standing = standingProblem(model, facts, Object.keys(aliases));
    if (standing !== null) at.reportAt(place, standing);
    if (standing?.severity === "error") return [];
    const shape = { ...SHAPE, headers: merged.headers };
    for (const problem of facts.checkSettings(model, merged.body, shape)) {
      const [key = ""] = problem.pointer;
      at.reportAt(merged.places.get(String(key)) ?? place, { ...problem, severity: problem.severity ?? "error" });
    }
    const output = isJsonObject(config) ? config : {};
    const structured = { ...merged.body, output_config: { ...output, format: PROBE } };
    const isStructured = !facts
      .checkSettings(model, structured, shape)
      .some(({ pointer: [key, member] }) => key === "output_config" && member === "format");
    const { apiVersion, bucket: own } = facts.sentSettings(model, merged.body);
    const bucket = endpoint === null ? own : `${own}@${endpoint}`;
    const { body: settings, headers, places: settingPlaces } = merged;
    return [{ model, settings, settingPlaces, headers, apiVersion, endpoint, bucket, isStructured, place }];
  });
}
