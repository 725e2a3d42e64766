import { said } from "../../domain/diagnostics/said.ts";
import type { Judge } from "../../domain/judge.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { JudgeSpec } from "../../domain/formats/suite-spec.ts";
import type { Resolving } from "../sources/resolving.ts";

/** Keys of what no judge of pairs has: people label answers, and a gate rules on them. */
const OF_ANSWERS = ["labels", "require"] as const;

/** What a judge of pairs cannot be told, or shown. */
export function reportPairJudge(spec: JudgeSpec, pointer: Pointer, at: Resolving): void {
  const judge = String(pointer.at(-1) ?? "");
  for (const key of OF_ANSWERS) {
    if (spec[key] === undefined) continue;
    at.report({ ...said("bad-judge.of-pairs", { key, judge }), pointer: [key], at: "key" }, pointer);
  }
  for (const [index, part] of (spec.see ?? []).entries()) {
    if (part === "input" || part === "output") continue;
    at.report({ ...said("bad-judge.pairs-see", { part }), pointer: ["see", index] }, pointer);
  }
}

/** What `compare` says in so many words, and no two arms are held against each other by: nothing will be compared. */
export function reportUnpaired(
  { compare, arms, isPart }: { readonly isPart: boolean } & Pick<Suite, "compare" | "arms">,
  at: Resolving,
): void {
  if (compare === "none" || isPart || hasPairs({ arms, compare }, at) !== false) return;
  at.report({ severity: "warning", ...said("unpaired-arms", { by: compare, arms: arms.length }), pointer: [] }, [
    "compare",
    "by",
  ]);
}

/** Are any two arms held against each other? Null: what the arms are is not known. */
function hasPairs({ arms, compare }: Pick<Suite, "compare" | "arms">, at: Resolving): boolean | null {
  if (arms.length === 0 || ["models", "prompts", "targets"].some((key) => at.isBroken([key]))) return null;
  const isOfPrompts = compare === "model" || compare === "target";
  const groups = new Set(arms.map(({ label, prompt }) => (isOfPrompts ? prompt : compare === "prompt" ? label : "")));
  return compare !== "none" && arms.length > groups.size;
}

/** A judge of pairs where there are none. `isPart`: were only some of the arms asked for? Then there may be, of all. */
export function reportPairs(
  {
    judge,
    compare,
    arms,
    isPart,
  }: { readonly judge: Judge; readonly isPart: boolean } & Pick<Suite, "compare" | "arms">,
  at: Resolving,
): void {
  if (isPart || hasPairs({ arms, compare }, at) !== false) return;
  at.report({ ...said("bad-judge.no-pairs", { judge: judge.name }), pointer: [] }, ["compare", "prefer"]);
}
