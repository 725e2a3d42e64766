import { formatUsd } from "../../base/figures.ts";
import { safeLine } from "../../base/inert.ts";
import type { StoredRun } from "../stored/stored-runs.ts";

/** A run on one line: id, start, verdict, cost, suites. What is not known is a dash. */
export function runText({ id, line, head }: StoredRun): string {
  const startedAt = line?.started_at.slice(0, 16).replace("T", " ") ?? "–";
  const verdict = head?.verdict ?? "unfinished";
  const simulated = line?.replies === "simulated" ? " (SIMULATED)" : "";
  const cost = formatUsd(head?.totals.cost_usd ?? null);
  const suites = line?.suites.map(({ name }) => safeLine(name, 120)).join(", ") ?? "–";
  return `${safeLine(id)}  ${startedAt}  ${verdict.padEnd(12)}  ${cost.padStart(8)}  ${suites}${simulated}\n`;
}
