import type { ServedModel } from "../domain/run/served-model.ts";
import { CURRENT_MODELS } from "./tables/current-models.ts";
import { findModel } from "./tables/find-model.ts";
import type { ModelEntry } from "./tables/model-entry.ts";

/** Where the table and the endpoint say different things of a model. */
export interface ModelDrift {
  readonly id: string;
  readonly message: string;
}

/**
 * What the endpoint says otherwise than the table. `served`: every model it lists, retired ones included where it lists
 * them. What either side does not say is no difference.
 */
export function tableDrift(served: readonly ServedModel[]): readonly ModelDrift[] {
  const names = new Set(served.map(({ id }) => id));
  const missing = CURRENT_MODELS.filter((entry) => ![entry.id, ...entry.aliases].some((name) => names.has(name)));
  return [
    ...served.flatMap((model) => differences(model)),
    ...missing.map(({ id }) => ({ id, message: "the table has it, the endpoint does not list it" })),
  ];
}

function differences(model: ServedModel): ModelDrift[] {
  const entry = findModel(model.id);
  if (entry === null) return [{ id: model.id, message: "the endpoint lists it, the table does not have it" }];
  const standing: readonly ComparedFact[] = [
    ["status", entry.lifecycle.status, model.lifecycle],
    ["retirement", retirementOf(entry), model.retires],
  ];
  // What a retired model could do is no longer of use.
  const facts = model.lifecycle === "retired" ? standing : [...standing, ...capabilities(entry, model)];
  return facts
    .filter(([, table, told]) => table !== null && told !== null && table !== told)
    .map(([what, table, told]) => ({
      id: model.id,
      message: `${what}: ${table} in the table, ${told} at the endpoint`,
    }));
}

function capabilities(entry: ModelEntry, model: ServedModel): readonly ComparedFact[] {
  return [
    ["context tokens", entry.contextTokens, model.contextTokens],
    ["most output tokens", entry.maxOutputTokens, model.maxOutputTokens],
    ["thinking", listed(entry.thinking), listed(model.thinking)],
    ["effort", listed(entry.effort?.levels ?? []), listed(model.effort)],
    ["structured outputs", entry.structuredOutputs, model.structuredOutputs],
  ];
}

/** null on either side: not said. */
type Fact = string | number | boolean | null;
type ComparedFact = readonly [what: string, table: Fact, served: Fact];

/** A planned or past day of retirement; null for a model that has none. */
function retirementOf({ lifecycle }: ModelEntry): string | null {
  if (lifecycle.status === "active") return null;
  return lifecycle.status === "retired" ? lifecycle.retiredOn : lifecycle.retires;
}

function listed(names: readonly string[] | null): string | null {
  if (names === null) return null;
  return names.length === 0 ? "none" : [...names].sort().join(", ");
}
