import { said } from "../../domain/diagnostics/said.ts";
import { thrownWords } from "../../domain/values/thrown-words.ts";
import { refusal } from "./ended-report.ts";
import { keep, keptRun, type RunOrName } from "./kept-run.ts";
import { unawaited } from "../handed-in/unawaited.ts";

/** Refuses what is neither a report nor the name of one: a promise of it, above all. */
export function refuseNoReport(run: unknown): void {
  if (typeof run === "string") return;
  const wrong = typeof run !== "object" || run === null || Array.isArray(run);
  if (wrong) throw refusal(said("wrong-type.report", { value: run }));
  const promised = unawaited(run);
  if (promised !== null) throw refusal(promised);
}

/** A report as it is now, and what it was made from: what the program changes of it afterwards changes nothing. */
export function takenReport(run: RunOrName): RunOrName {
  refuseNoReport(run);
  if (typeof run === "string") return run;
  const kept = keptRun(run);
  try {
    const copy = structuredClone(run);
    return kept === null ? copy : keep(copy, kept);
  } catch (error) {
    throw refusal(said("not-data.unreadable", { words: thrownWords(error).words }));
  }
}
