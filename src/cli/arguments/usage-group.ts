import { usage } from "../../domain/diagnostics/usage.ts";
import type { UsageFile } from "../../domain/formats/records.ts";
import { UnexpectedValue } from "./worded-command.ts";

const GROUPS = ["day", "model", "suite", "arm"] as const satisfies readonly UsageFile["by"][];

/** What the rows of `usage` are. */
export function usageGroup(text: string): UsageFile["by"] {
  const group = GROUPS.find((known) => known === text);
  if (group === undefined) throw new UnexpectedValue(usage("groups", { known: GROUPS }));
  return group;
}
