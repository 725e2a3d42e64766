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
  const chosen = wanted.length === 0 ? written : wanted.flatMap((id) => selectModel(id, written, aliases));
  if (chosen.length === 0 && wanted.length === 0) {
    const hint = "add `model: claude-haiku-5-5`, or run with --model";
    at.report({ code: "no-model", pointer: [], message: "the suite names no model", hint }, []);
  }
  return chosen.flatMap((choice) => standingModel(choice, { facts, aliases }, at));
}

function writtenModels(spec: SuiteSpec, aliases: Readonly<Record<string, string>>, at: Resolving): ModelChoice[] {
  if (spec.model !== undefined && spec.models !== undefined) {
    const message = "a suite has `model` or `models`, not both";
    at.report({ code: "two-forms", pointer: ["model"], at: "key", message, hint: "move it into `models`" }, []);
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
  if (typeof spec === "string") return { id, label: written, layer: null, place: at.place(pointer) };
  const layer = settingsLayer(spec, (key) => at.place([...pointer, key], "key"));
  return { id, label: spec.label ?? written, layer, place: at.place([...pointer, "id"]) };
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
  return [{ id: ownMember(aliases, wanted) ?? wanted, label: wanted, layer: null, place }];
}

/** The choice under the API's own id, unless the table says that the id cannot work. */
function standingModel(
  choice: ModelChoice,
  { facts, aliases }: { readonly facts: ModelFacts; readonly aliases: Readonly<Record<string, string>> },
  at: Resolving,
): ModelChoice[] {
  const problem = standingProblem(choice.id, facts, Object.keys(aliases));
  if (problem !== null) at.reportAt(choice.place, problem);
  return problem?.severity === "error" ? [] : [choice];
}

function standingProblem(id: string, facts: ModelFacts, aliases: readonly string[]): Omit<Problem, "pointer"> | null {
  const standing = facts.standing(id);
  switch (standing.status) {
    case "active":
      return null;
    case "deprecated": {
      const when = standing.retires === null ? "" : `; its end of life is ${standing.retires}`;
      const message = `the model \`${id}\` is deprecated${when}`;
      return { severity: "warning", code: "deprecated-model", message, hint: "plan the move to a newer model" };
    }
    case "retired": {
      const hint = standing.successor === null ? "choose a newer model" : `use \`${standing.successor}\``;
      const message = `the model \`${id}\` was retired on ${standing.retiredOn}`;
      return { severity: "error", code: "retired-model", message, hint };
    }
    case "misspelt": {
      const message = `there is no model \`${id}\``;
      return { severity: "error", code: "misspelt-model", message, hint: `did you mean \`${standing.realId}\`?` };
    }
    case "unknown":
      return unknownModel(id, standing.nearest, aliases);
  }
}

function unknownModel(id: string, nearest: string | null, aliases: readonly string[]): Omit<Problem, "pointer"> {
  const known = aliases.length === 0 ? "" : `; aliases of the config: ${aliases.join(", ")}`;
  const hint =
    nearest === null
      ? `its settings and price cannot be checked; \`prompt-run models\` lists the known ones${known}`
      : `did you mean \`${nearest}\`?`;
  const message = `the model \`${id}\` is in no list of prompt-run's`;
  return { severity: "warning", code: "unknown-model", message, hint };
}
