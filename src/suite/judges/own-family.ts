import { said } from "../../domain/diagnostics/said.ts";
import type { Judge } from "../../domain/judge.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Arm } from "../../domain/suite.ts";
import type { Resolving } from "../sources/resolving.ts";

/** Warns of a judge that is asked about answers of its own family; of each model of a judge once. */
export function reportOwnFamily(
  judges: readonly Judge[],
  arms: readonly Pick<Arm, "id" | "model">[],
  facts: Pick<ModelFacts, "family">,
  at: Resolving,
): void {
  for (const { name, senders } of judges) {
    for (const { model, place } of senders) {
      const family = facts.family(model);
      const kin = family === null ? undefined : arms.find((arm) => facts.family(arm.model) === family);
      if (kin === undefined) continue;
      at.reportAt(place, { severity: "warning", ...said("judge-of-own-family", { judge: name, model, arm: kin.id }) });
    }
  }
}
