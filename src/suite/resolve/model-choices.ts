import { said } from "../../domain/diagnostics/said.ts";
import { ownMember } from "../../base/own-member.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Place, Pointer, Problem } from "../../domain/values/problem.ts";
import type { ModelSpec, SuiteSpec } from "../../domain/formats/suite-spec.ts";
import type { Resolving } from "../sources/resolving.ts";
import { settingsLayer, type SettingsLayer } from "./settings.ts";

/** A model that the suite runs on, its alias resolved. */
export interface ModelChoice {
  readonly id: string;
  readonly label: string;
  /** Of the config, by name; null: that of the run. */
  readonly endpoint: string | null;
  readonly layer: SettingsLayer | null;
  readonly place: Place;
}

/** The models of a suite, or those that `--model` selects or names. */
export function modelChoices(
  spec: SuiteSpec,
  wanted: readonly string[],
  { aliases, facts }: { readonly aliases: Readonly<Record<string, string>>; readonly facts: ModelFacts },
  at: Resolving,
): ModelChoice[] {
  const written = writtenModels(spec, aliases, at);
  const named = [...new Set(wanted)].flatMap((id) => selectModel(id, written, aliases));
  // A model may be named by its id and by its label.
  const chosen = wanted.length === 0 ? written : [...new Set(named)];
  if (chosen.length === 0 && wanted.length === 0) {
    at.report({ ...said("no-model"), pointer: [] }, []);
  }
  const warned = new Set<string>();
  return chosen.flatMap((choice) => standingModel(choice, { facts, aliases, warned }, at));
}

function writtenModels(spec: SuiteSpec, aliases: Readonly<Record<string, string>>, at: Resolving): ModelChoice[] {
  if (spec.model !== undefined && spec.models !== undefined) {
    at.report({ ...said("two-forms.models"), pointer: ["model"], at: "key" }, []);
  }
  if (spec.models !== undefined) {
    return spec.models.map((model, index) => modelChoice(model, ["models", index], aliases, at));
  }
  return spec.model === undefined ? [] : [modelChoice(spec.model, ["model"], aliases, at)];
}

function modelChoice(
  spec: ModelSpec,
  pointer: Pointer,
  aliases: Readonly<Record<string, string>>,
  at: Resolving,
): ModelChoice {
  const written = typeof spec === "string" ? spec : spec.id;
  const id = ownMember(aliases, written) ?? written;
  if (typeof spec === "string") return { id, label: written, endpoint: null, layer: null, place: at.place(pointer) };
  const layer = settingsLayer(spec, (key) => at.place([...pointer, key], "key"));
  const endpoint = spec.endpoint ?? null;
  const label = spec.label ?? (endpoint === null ? written : `${written}@${endpoint}`);
  return { id, label, endpoint, layer, place: at.place([...pointer, "id"]) };
}

function selectModel(
  wanted: string,
  written: readonly ModelChoice[],
  aliases: Readonly<Record<string, string>>,
): ModelChoice[] {
  const selected = written.filter(
    ({ id, label }) => label === wanted || id === wanted || id === ownMember(aliases, wanted),
  );
  if (selected.length > 0) return selected;
  const place: Place = { kind: "argument", argument: `--model ${wanted}` };
  return [{ id: ownMember(aliases, wanted) ?? wanted, label: wanted, endpoint: null, layer: null, place }];
}

interface Standings {
  readonly facts: ModelFacts;
  readonly aliases: Readonly<Record<string, string>>;
  /** Ids that were warned of. */
  readonly warned: Set<string>;
}

/** The choice under the API's own id, unless the table says that the id cannot work. */
function standingModel(choice: ModelChoice, { facts, aliases, warned }: Standings, at: Resolving): ModelChoice[] {
  const problem = standingProblem(choice.id, facts, Object.keys(aliases));
  if (problem !== null && !warned.has(choice.id)) at.reportAt(choice.place, problem);
  // What may be run in several ways is warned of once.
  if (problem?.severity === "warning") warned.add(choice.id);
  return problem?.severity === "error" ? [] : [choice];
}

/** How promptfoo names a model; no endpoint knows it by that. */
const OTHER_TOOLS = /^anthropic:(?:messages:|completion:)?(?<bare>.+)$/;

/** What the table says against a model's id, or null. */
export function standingProblem(
  id: string,
  facts: ModelFacts,
  aliases: readonly string[],
): Omit<Problem, "pointer"> | null {
  const bare = OTHER_TOOLS.exec(id)?.groups?.["bare"];
  if (bare !== undefined) return { severity: "error", ...said("misspelt-model", { id, realId: bare }) };
  const standing = facts.standing(id);
  switch (standing.status) {
    case "active":
      return null;
    case "deprecated":
      return { severity: "warning", ...said("deprecated-model", { id, retires: standing.retires }) };
    case "retired": {
      const { retiredOn, successor } = standing;
      return { severity: "error", ...said("retired-model", { id, retiredOn, successor }) };
    }
    case "misspelt":
      return { severity: "error", ...said("misspelt-model", { id, realId: standing.realId }) };
    case "unknown":
      return { severity: "warning", ...said("unknown-model", { id, nearest: standing.nearest, aliases }) };
  }
}
