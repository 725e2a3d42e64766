import { hashValue } from "../../base/hash.ts";
import type { CheckedSuite } from "../passes/preflight.ts";

/** Hash of the keys of all trials in plan order: equal hashes mean that ordinals mean the same trials. */
export function planHashOf(suites: readonly Pick<CheckedSuite, "planHash">[]): string {
  return hashValue(suites.map(({ planHash }) => planHash));
}
