import { said } from "../../domain/diagnostics/said.ts";
import type { Judge } from "../../domain/judge.ts";
import type { CheckSource, Suite } from "../../domain/suite.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { Diagnostic, Place, Pointer } from "../../domain/values/problem.ts";
import { JudgeBook, type JudgeFacts } from "../../stats/judges/judge-book.ts";

/** Is a run to stop as soon as its gate is decided? Then nothing may be left to be put right afterwards. */
export interface EarlyStop {
  readonly sequential: boolean;
  readonly failFast: boolean;
}

/**
 * What of a suite's gate the verdicts of its judges cannot decide: rules that no correction reaches, judges that are not
 * measured, and stopping early on either. A judge with `require: none` is believed as it is.
 */
export function judgeGateProblems(suite: Suite, facts: readonly JudgeFacts[], stop: EarlyStop | null): Diagnostic[] {
  if (suite.prefer !== null && stop?.sequential === true) return [earlyPairs(suite.prefer)];
  const doubted = suite.judges.filter(({ require }) => require !== "none");
  if (doubted.length === 0 || suite.gate.kind === "none") return [];
  const early = stop?.sequential === true ? "--sequential" : stop?.failFast === true ? "--fail-fast" : null;
  if (early !== null) return [earlyProblem(doubted, early)];
  const unmeasured = unmeasuredProblems(doubted, new JudgeBook(facts, suite.judgeErrorsAreEqual, 0));
  return [...unmeasured, ...uncorrectable(suite, doubted)];
}

function earlyProblem([judge]: readonly Judge[], option: string): Diagnostic {
  const place: Place = judge?.place ?? { kind: "argument", argument: option };
  return { severity: "error", place, ...said("judge-not-corrected.early", { judge: judge?.name ?? "", option }) };
}

function earlyPairs({ name, place }: Judge): Diagnostic {
  return { severity: "error", place, ...said("bad-judge.pairs-early", { judge: name }) };
}

function unmeasuredProblems(judges: readonly Judge[], book: JudgeBook): Diagnostic[] {
  return judges.flatMap(({ name, place }) => {
    const why = book.whyNot([name]);
    return why === null ? [] : [{ severity: "warning" as const, place, ...said("unmeasured-judge", { why }) }];
  });
}

/** Rules and checks that a judge's errors cannot be taken out of, each at its line. */
function uncorrectable(suite: Suite, doubted: readonly Judge[]): Diagnostic[] {
  const { file, gate } = suite;
  const [first] = doubted;
  if (first === undefined) return [];
  const names = doubted.map(({ name }) => name).join(", ");
  const at = (pointer: Pointer): Place => ({ kind: "node", file, pointer, at: "key" });
  const warn = (place: Place, what: string): Diagnostic => ({
    severity: "warning",
    place,
    ...said("judge-not-corrected", { judges: names, what }),
  });
  const rules = gate.kind === "rules" ? gate : null;
  const hasRule = rules !== null && (rules.passRate ?? rules.notWorseThan) !== null;
  const isDefault = gate.kind === "default" || (rules !== null && !hasRule && isEmptyGate(rules));
  return [
    ...(isDefault ? [warn(first.place, "the default gate, that every trial passes,")] : []),
    ...(rules?.casePassRate != null ? [warn(at(["gate", "case_pass_rate"]), "`case_pass_rate`")] : []),
    ...(rules?.meanScore != null ? [warn(at(["gate", "mean_score"]), "`mean_score`")] : []),
    ...(suite.minScore === null ? [] : [warn(at(["min_score"]), "`min_score`")]),
    ...suite.checks.filter(isNested).map((check) => warn(check.place, `a judge inside \`${check.type}\``)),
  ];
}

function isEmptyGate({ casePassRate, meanScore, byTag, byJudge }: Extract<Suite["gate"], { kind: "rules" }>): boolean {
  return casePassRate === null && meanScore === null && Object.keys(byTag).length + Object.keys(byJudge).length === 0;
}

function isNested({ type, args }: CheckSource): boolean {
  return type !== "judge" && holdsJudge(args);
}

function holdsJudge(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsJudge);
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => key === "judge" || holdsJudge(inner));
}
