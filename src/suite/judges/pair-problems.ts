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

/** A judge of pairs where there are none. `isPart`: were only some of the arms asked for? Then there may be, of all. */
export function reportPairs(
  {
    judge,
    compare,
    arms,
    isPart,
  }: { readonly judge: Judge | null; readonly isPart: boolean } & Pick<Suite, "compare" | "arms">,
  at: Resolving,
): void {
  if (judge === null || isPart || at.isBroken(["models"]) || at.isBroken(["prompts"])) return;
  const groups = new Set(
    arms.map(({ label, prompt }) => (compare === "model" ? prompt : compare === "prompt" ? label : "")),
  );
  if (compare !== "none" && arms.length > groups.size) return;
  if (arms.length === 0) return;
  at.report({ ...said("bad-judge.no-pairs", { judge: judge.name }), pointer: [] }, ["compare", "prefer"]);
}
