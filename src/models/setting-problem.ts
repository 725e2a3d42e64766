import type { SettingProblem } from "../domain/model.ts";
import type { Pointer } from "../domain/problem.ts";

/** A setting that a model rejects. `drop`: whether leaving the field out cures it (`unsupported: omit`). */
export function rejected(pointer: Pointer, message: string, hint: string | null, drop: boolean = true): SettingProblem {
  const [field] = pointer;
  const droppable = drop && typeof field === "string" ? [field] : [];
  return { code: "rejected-setting", pointer, at: "key", message, hint, droppable };
}

export const OMIT_HINT = "remove it, or say `unsupported: omit` to leave it out for models that reject it";
