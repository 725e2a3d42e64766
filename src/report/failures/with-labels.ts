import type { SuiteHead } from "../../domain/reporter.ts";
import { withoutHashedIds } from "../words/case-label.ts";

/** The suite as people read it: cases without an id of their own are called by their place. `labels`: by id. */
export function withLabels(suite: SuiteHead, labels: ReadonlyMap<string, string>): SuiteHead {
  if (labels.size === 0) return suite;
  const named = (id: string): string => labels.get(id) ?? id;
  const { insights, comparisons, gate } = suite;
  const { repeats } = insights ?? {};
  const flaky = repeats?.flaky.map((one) => ({ ...one, case: named(one.case) }));
  return {
    ...suite,
    gate: { ...gate, rules: gate.rules.map((rule) => ({ ...rule, reason: withoutHashedIds(rule.reason) })) },
    comparisons: comparisons.map((one) => {
      return { ...one, regressed: one.regressed.map(named), improved: one.improved.map(named) };
    }),
    ...(insights === undefined
      ? {}
      : {
          insights: {
            ...insights,
            ...(repeats === undefined || flaky === undefined ? {} : { repeats: { ...repeats, flaky } }),
          },
        }),
  };
}
