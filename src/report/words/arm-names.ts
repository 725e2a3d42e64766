import type { ArmSummary } from "../../domain/formats/records.ts";
import { safeLine } from "../../base/inert.ts";

/**
 * The names that reports call arms by, by id: the id, or the label alone where every arm's prompt is `default`.
 * Safe for a terminal.
 */
export function armNames(arms: readonly Pick<ArmSummary, "id">[]): ReadonlyMap<string, string> {
  const plain = arms.every((arm) => arm.id.endsWith("/default"));
  return new Map(arms.map((arm) => [arm.id, safeLine(plain ? arm.id.slice(0, -"/default".length) : arm.id, 120)]));
}
