import type { Uncorrected } from "../../domain/diagnostics/english/labels.ts";
import { isJudgedCheck } from "../../domain/check-facts.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { rulesAsked } from "../../domain/gate-rules.ts";
import type { Judge } from "../../domain/judge.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Diagnostic, Place, Pointer } from "../../domain/values/problem.ts";
import { checksOnAny, type PlannedCase } from "../../plan/cases/planned-case.ts";
import { JudgeBook, type JudgeFacts } from "../../stats/judges/judge-book.ts";
import { judgedIn } from "./judge-problems.ts";

/** Is a run to stop as soon as its gate is decided? Then nothing may be left to be put right afterwards. */
export interface EarlyStop {
  readonly sequential: boolean;
  readonly failFast: boolean;
}

/**
 * Finds the rules of a suite's gate that the verdicts of its judges cannot decide: rules that no correction reaches, rules
 * on judges that are not measured, and stopping early on either. A judge with `require: none` is believed as it is.
 */
export function judgeGateProblems(suite: Suite, facts: readonly JudgeFacts[], stop: EarlyStop | null): Diagnostic[] {
  if (suite.prefer !== null && stop?.sequential === true) return [earlyPairs(suite.prefer)];
  const doubted = doubtedOf(suite);
  if (doubted.length === 0) return [];
  const early = stop?.sequential === true ? "--sequential" : stop?.failFast === true ? "--fail-fast" : null;
  if (early !== null) return [earlyProblem(doubted, early)];
  const unmeasured = unmeasuredProblems(suite, doubted, new JudgeBook(facts, suite.judgeErrorsAreEqual, 0));
  return [...unmeasured, ...uncorrectable(suite, doubted)];
}

/** The same of a case: of what it expects and asks for by itself, that is not said of the whole suite already. */
export function caseGateProblems(
  { checks, checksByPrompt, minScore, place }: Pick<PlannedCase, "checks" | "checksByPrompt" | "minScore" | "place">,
  suite: Suite,
): Diagnostic[] {
  const doubted = doubtedOf(suite);
  if (doubted.length === 0) return [];
  const known = new Set(suite.checks.map((check) => JSON.stringify(check.place)));
  const all = checksOnAny({ checks, checksByPrompt });
  const nested = all.filter((check) => isNested(check, doubted) && !known.has(JSON.stringify(check.place)));
  const isScored = minScore !== null && minScore !== suite.minScore && all.some((check) => asksAny(check, doubted));
  const warn = warnerOf(doubted);
  return [
    ...(isScored ? [warn(place, keyed("min_score"))] : []),
    ...nested.map((check) => warn(check.place, { kind: "check", check: check.type })),
  ];
}

/** Judges that a gate does not believe as they are; none where there is no gate. */
function doubtedOf({ judges, gate }: Suite): readonly Judge[] {
  return gate.kind === "none" ? [] : judges.filter(({ require }) => require !== "none");
}

function earlyProblem([judge]: readonly Judge[], option: string): Diagnostic {
  const place: Place = judge?.place ?? { kind: "argument", argument: option };
  return { severity: "error", place, ...said("judge-not-corrected.early", { judge: judge?.name ?? "", option }) };
}

function earlyPairs({ name, place }: Judge): Diagnostic {
  return { severity: "error", place, ...said("bad-judge.pairs-early", { judge: name }) };
}

function unmeasuredProblems({ displayFile: file }: Suite, judges: readonly Judge[], book: JudgeBook): Diagnostic[] {
  return judges.flatMap(({ name, place, labels }) => {
    const why = book.whyNot([name]);
    if (why === null) return [];
    const { unjudged: waiting = 0, standing } = book.judges.get(name) ?? {};
    return {
      severity: "warning" as const,
      place,
      ...said("unmeasured-judge", {
        why,
        judge: name,
        file,
        waiting,
        isBare: labels === null,
        isUnfit: standing?.status === "unfit",
      }),
    };
  });
}

/** Rules and checks that a judge's errors cannot be taken out of, each at its line. */
function uncorrectable(suite: Suite, doubted: readonly Judge[]): Diagnostic[] {
  const { gate } = suite;
  const [first] = doubted;
  if (first === undefined) return [];
  const at = (pointer: Pointer): Place => suite.placeOf(pointer, "key");
  const warn = warnerOf(doubted);
  const rules = gate.kind === "rules" ? gate : null;
  const isDefault = gate.kind === "default" || (rules !== null && rulesAsked(rules).length === 0);
  const nested = suite.checks.filter((check) => isNested(check, doubted));
  return [
    ...(isDefault ? [warn(first.place, { kind: "default gate" })] : []),
    ...(rules?.casePassRate != null ? [warn(at(["gate", "case_pass_rate"]), keyed("case_pass_rate"))] : []),
    ...(rules?.meanScore != null ? [warn(at(["gate", "mean_score"]), keyed("mean_score"))] : []),
    ...(suite.minScore === null ? [] : [warn(at(["min_score"]), keyed("min_score"))]),
    ...rulesOfOneJudge(suite).map((key) => warn(at(["gate", key]), { kind: "several", key })),
    ...nested.map((check) => warn(check.place, { kind: "check", check: check.type })),
  ];
}

/** The keys of rules that take a judge's errors into account, where the suite has several required judged checks. */
function rulesOfOneJudge({ gate, checks }: Suite): readonly string[] {
  const asked = checks.filter(({ type, required }) => isJudgedCheck(type) && required);
  if (gate.kind !== "rules" || asked.length < 2) return [];
  return [
    ...(gate.passRate === null ? [] : ["pass_rate"]),
    ...(Object.keys(gate.byTag).length === 0 ? [] : ["by_tag"]),
    ...(gate.notWorseThan === null ? [] : ["not_worse_than"]),
  ];
}

function warnerOf(doubted: readonly Judge[]): (place: Place, rule: Uncorrected) => Diagnostic {
  const judges = doubted.map(({ name }) => name).join(", ");
  return (place, rule) => ({ severity: "warning", place, ...said("judge-not-corrected", { judges, rule }) });
}

function keyed(key: string): Uncorrected {
  return { kind: "key", key };
}

/** Does a check around others ask one of these judges? */
function isNested(check: CheckAsked, judges: readonly Judge[]): boolean {
  return !isJudgedCheck(check.type) && asksAny(check, judges);
}

type CheckAsked = Parameters<typeof judgedIn>[0];

function asksAny(check: CheckAsked, judges: readonly Judge[]): boolean {
  return judgedIn(check).some(({ judge }) => judges.some(({ hash }) => hash === judge));
}
