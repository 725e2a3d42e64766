import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { ArmSummary } from "../../domain/formats/records.ts";
import type { CallTally } from "../spend/call-tally.ts";
import type { FiringTally } from "./firing-tally.ts";
import type { JudgeReport } from "./judge-report.ts";

/** An arm's summary with its corrected rate beside the judged one, and how much of that hangs on judges that are not believed. */
export function withCorrected(summary: ArmSummary, judges: JudgeReport | null, arm: number): ArmSummary {
  if (judges === null) return summary;
  const hanging = judges.asJudged[arm] ?? null;
  return {
    ...summary,
    ...(hanging === null ? {} : { as_judged: hanging }),
    corrected_pass_rate: judges.corrected[arm] ?? null,
  };
}

/** An arm's summary with what its cases say of when it uses a skill. */
export function withFiring(summary: ArmSummary, tally: FiringTally | undefined): ArmSummary {
  const firing = tally?.summary() ?? null;
  return firing === null ? summary : { ...summary, firing };
}

/** An arm's summary with the calls that its target made. */
export function withCalls(summary: ArmSummary, tally: CallTally | undefined): ArmSummary {
  const calls = tally?.summary() ?? null;
  return calls === null ? summary : { ...summary, calls };
}

/** What tallies, one an arm, have to say in words. */
export function armSentences(
  tallies: readonly { sentence(): Sentence | null }[],
  arms: readonly ArmSummary[],
): { readonly arm: string; readonly sentence: Sentence }[] {
  return tallies.flatMap((tally, index) => {
    const sentence = tally.sentence();
    return sentence === null ? [] : [{ arm: arms[index]?.id ?? "", sentence }];
  });
}
