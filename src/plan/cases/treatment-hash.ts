import { hashValue } from "../../base/hash.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import type { SimulateSource, Suite, ToolResultsSource } from "../../domain/suite.ts";
import { sharedInputs } from "./content-inputs.ts";
import type { PlannedCase } from "./planned-case.ts";

/** A hash of the suite's settings that change how its trials run and that no hash of a case holds. */
export function suiteTreatment({ limits, meter }: Pick<Suite, "limits" | "meter">): string {
  return hashValue([limits.maxToolRounds, meter.models, meter.ignore, meter.toleratesErrors]);
}

/**
 * Hash of how a case counts, and of what it is given on the way to its answer: what changes a trial's record or what is made
 * of it, and is neither part of what is asked first nor of what is expected. Places are left out.
 */
export function caseTreatment(planned: PlannedCase, files: FileAccess): string {
  const { id, tags, cluster, skip, quarantine } = planned;
  const simulated = [simulatedValues(planned), ...planned.turns.map(simulatedValues)];
  const tools = planned.toolResults.map((results) => toolInputs(results, files));
  return hashValue([id, tags, cluster, skip, quarantine, simulated, tools]);
}

function simulatedValues({ simulate, simulateJudge }: Pick<PlannedCase, "simulate" | "simulateJudge">): unknown[] {
  return [valueOf(simulate), valueOf(simulateJudge)];
}

function valueOf(source: SimulateSource | null): unknown {
  return source?.value ?? null;
}

/** The results of a turn as written, with the bytes of the files that they name. */
function toolInputs(results: ToolResultsSource, files: FileAccess): unknown {
  const inputs = Object.entries(results).map(([tool, given]) => [
    tool,
    given.map(({ when, content, isError }) => [when, sharedInputs(content, files), isError]),
  ]);
  return Object.fromEntries(inputs);
}
