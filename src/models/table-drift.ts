import type { DriftingFact, ModelDrift, ModelFact } from "../domain/diagnostics/english/findings/findings.ts";
import type { ServedModel } from "../domain/run/served-model.ts";
import { CURRENT_MODELS } from "./tables/current-models.ts";
import { findModel } from "./tables/find-model.ts";
import type { ModelEntry } from "./tables/model-entry.ts";

/**
 * What the endpoint says otherwise than the table. `served`: every model it lists, retired ones included where it lists
 * them. What either side does not say is no difference.
 */
export function tableDrift(served: readonly ServedModel[]): readonly ModelDrift[] {
  const names = new Set(served.map(({ id }) => id));
  const missing = CURRENT_MODELS.filter((entry) => ![entry.id, ...entry.aliases].some((name) => names.has(name)));
  return [
    ...served.flatMap((model) => differences(model)),
    ...missing.map(({ id }) => ({ id, kind: "not listed" as const })),
  ];
}

function differences(model: ServedModel): ModelDrift[] {
  const entry = findModel(model.id);
  if (entry === null) return [{ id: model.id, kind: "not in table" }];
  const standing: readonly ComparedFact[] = [
    ["status", entry.lifecycle.status, model.lifecycle],
    ["retirement", retirementOf(entry), model.retires],
  ];
  // What a retired model could do is no longer of use.
  const facts = model.lifecycle === "retired" ? standing : [...standing, ...capabilities(entry, model)];
  return facts.flatMap(([what, table, served]): ModelDrift[] => {
    if (table === null || served === null || isSame(table, served)) return [];
    return [{ id: model.id, kind: "differs", what, table, served }];
  });
}

function capabilities(entry: ModelEntry, model: ServedModel): readonly ComparedFact[] {
  return [
    ["contextTokens", entry.contextTokens, model.contextTokens],
    ["maxOutputTokens", entry.maxOutputTokens, model.maxOutputTokens],
    ["thinking", sorted(entry.thinking), sorted(model.thinking)],
    ["effort", sorted(entry.effort?.levels ?? []), sorted(model.effort)],
    ["structuredOutputs", entry.structuredOutputs, model.structuredOutputs],
  ];
}

/** null on either side: not said. */
type ComparedFact = readonly [what: DriftingFact, table: ModelFact | null, served: ModelFact | null];

/** A planned or past day of retirement; null for a model that has none. */
function retirementOf({ lifecycle }: ModelEntry): string | null {
  if (lifecycle.status === "active") return null;
  return lifecycle.status === "retired" ? lifecycle.retiredOn : lifecycle.retires;
}

function sorted(names: readonly string[] | null): readonly string[] | null {
  return names === null ? null : [...names].sort();
}

function isSame(a: ModelFact, b: ModelFact): boolean {
  return String(a) === String(b);
}
