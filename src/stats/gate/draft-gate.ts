import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { GateRecord, RuleRecord } from "../../domain/formats/records.ts";
import { type ArmRule, askedOf } from "../../domain/gate-rules.ts";
import type { Gate, NotWorseThan, PassRateGate } from "../../domain/suite.ts";
import type { ArmEvidence, GateEvidence, PairEvidence } from "../evidence.ts";
import { ruleAllPass, ruleCasePassRate, ruleCost, ruleCostPerTrial, ruleLatency } from "./arm-rules.ts";
import { gatedArms } from "./gated-arms.ts";
import { judgedDifferenceRule } from "./judged-difference-rule.ts";
import { judgedRateRule, ruleByJudge } from "./judged-rate-rule.ts";
import { absentReason, missingBaseline } from "./absent-baseline.ts";
import { doubtOf } from "./rule-doubt.ts";
import { explained, shortWayOut, waysOut } from "./judges-in-words.ts";
import { ruleMeanScore } from "./mean-score-rule.ts";
import { ruleNotWorse, type NotWorseRule, notWorseSubject } from "./not-worse-rule.ts";
import { rulePassRate } from "./pass-rate-rule.ts";
import { ruled, NO_FIGURES, type Ruling, settleRulings, worstVerdict } from "./ruling.ts";

/** A gate's rules before those that are tests know of the tests of other suites; null without a gate. */
export interface GateDraft {
  readonly note: string | null;
  readonly rulings: readonly Ruling[] | null;
}

/**
 * Rules on a suite's gate: every rule on every gated arm, the gate takes the worst. `none` gives no verdict, and a gate of
 * rules that names no rule asks what the default asks: that every trial passes. A baseline that `--baseline` asks for and
 * that is not there leaves any gate incomplete, `none` too: what was to be held against it was held against nothing.
 */
export function draftGate(gate: Gate, evidence: GateEvidence): GateDraft {
  const demanded = usesBaseline(gate) ? [] : missingBaseline(asRuled(evidence));
  if (gate.kind === "none" && demanded.length === 0) return { note: null, rulings: null };
  const rulings = [...gateRulings(gate, evidence), ...demanded];
  const note = gate.kind === "rules" ? gate.note : null;
  return { note, rulings: replaceBySequential(rulings, evidence.sequentialRules) };
}

/** The gates of all suites of a run: one chance of a false red over all their tests. */
export function settleGates(drafts: readonly GateDraft[]): GateRecord[] {
  const settled = settleRulings(drafts.map(({ rulings }) => rulings ?? []));
  return drafts.map(({ note, rulings }, suite) => {
    const rules = settled[suite] ?? [];
    return { verdict: rulings === null ? null : worstVerdict(rules.map(({ verdict }) => verdict)), note, rules };
  });
}

function gateRulings(gate: Gate, given: GateEvidence): Ruling[] {
  if (gate.kind === "none") return [];
  const evidence = asRuled(given);
  if (gate.kind === "default") return evidence.arms.map((arm) => allPass(arm, evidence));
  return rulingsOf(gate, evidence);
}

/** The evidence in which nobody knows what hangs on a judge that is not believed: rules that correct it take it apart again. */
function asRuled(evidence: GateEvidence): GateEvidence {
  if (evidence.judges === undefined) return evidence;
  const { arms, slices, pairs } = evidence.judges;
  return { ...evidence, arms, slices, pairs };
}

function allPass(arm: ArmEvidence, evidence: GateEvidence): Ruling {
  return withJudges(ruleAllPass(arm), arm, { evidence, canCorrect: false });
}

/** An incomplete rule of an arm whose verdicts hang on judges says so, and what would help. */
function withJudges(
  ruling: Ruling,
  arm: ArmEvidence,
  { evidence, canCorrect }: { readonly evidence: GateEvidence; readonly canCorrect: boolean },
): Ruling {
  const { judges, arms } = evidence;
  const doubt = judges === undefined ? null : doubtOf(judges, arms.indexOf(arm), canCorrect);
  if (judges === undefined || doubt === null) return ruling;
  return explained(ruling, waysOut(judges.book, doubt), shortWayOut(judges.book, doubt));
}

/** Whether a rule of the gate compares with the suite's baseline (and not with an arm of the run). */
export function usesBaseline(gate: Gate): boolean {
  return gate.kind === "rules" && gate.notWorseThan !== null && gate.notWorseThan.arm === null;
}

/** A test of fixed size after a sequential stop would be wrong: the sequential verdict takes its place, before Holm counts it. */
function replaceBySequential(rulings: readonly Ruling[], sequential: readonly RuleRecord[] | null): readonly Ruling[] {
  if (sequential === null) return rulings;
  return rulings.map((ruling) => {
    const { rule, arm, tag } = ruling.kind === "ruled" ? ruling.record : ruling.subject;
    const record = sequential.find((other) => other.rule === rule && other.arm === arm && other.tag === tag);
    return record === undefined ? ruling : { kind: "ruled", record };
  });
}

function rulingsOf(gate: PassRateGate, evidence: GateEvidence): Ruling[] {
  const ids = evidence.arms.map((arm) => arm.facts.id);
  const gated = gatedArms(gate, ids);
  const strangers = gated.filter((id) => !ids.includes(id)).map(unknownArm);
  const arms = evidence.arms.filter((arm) => gated.includes(arm.facts.id));
  const rulings = arms.flatMap((arm) => [
    ...armRulings(gate, arm, evidence),
    ...tagRulings(gate, arm, evidence),
    ...judgeRulings(gate, arm, evidence),
    ...(gate.notWorseThan === null ? [] : notWorseRulings(gate.notWorseThan, arm, evidence)),
  ]);
  return [...strangers, ...(rulings.length === 0 ? arms.map((arm) => allPass(arm, evidence)) : rulings)];
}

function unknownArm(id: string): Ruling {
  const subject = { rule: "arms", arm: id, tag: null, limit: null };
  return ruled(subject, NO_FIGURES, "incomplete", rulingWords("unknown-arm", { arm: id }));
}

function armRulings(gate: PassRateGate, arm: ArmEvidence, evidence: GateEvidence): Ruling[] {
  const { confidence } = gate;
  const { isSketch } = evidence;
  const told = (ruling: Ruling): Ruling => withJudges(ruling, arm, { evidence, canCorrect: false });
  const rules: Readonly<Record<ArmRule, (limit: number) => Ruling>> = {
    passRate: (limit) => passRateOf(arm, limit, confidence, evidence),
    casePassRate: (limit) => told(ruleCasePassRate(arm, limit)),
    meanScore: (limit) => told(meanScoreOf(arm, limit, confidence, isSketch)),
    maxCostUsd: (limit) => ruleCost(arm, limit),
    maxCostPerTrialUsd: (limit) => ruleCostPerTrial(arm, limit),
    maxP95LatencyMs: (limit) => ruleLatency(arm, limit),
  };
  return askedOf(gate, rules);
}

function passRateOf(arm: ArmEvidence, limit: number, confidence: number | null, evidence: GateEvidence): Ruling {
  const subject = { rule: "pass_rate", arm: arm.facts.id, tag: null, limit };
  const { judges, isSketch } = evidence;
  const judged = judges?.judged[evidence.arms.indexOf(arm)]?.whole;
  if (judges !== undefined && judged !== undefined) {
    const corrected = judgedRateRule(judges, judged, subject, confidence);
    if (corrected !== null) return corrected;
  }
  const rule = { subject, confidence, rate: arm.rate, costPerCaseUsd: costPerCase(arm), isSketch };
  return withJudges(rulePassRate(rule), arm, { evidence, canCorrect: true });
}

function judgeRulings(gate: PassRateGate, arm: ArmEvidence, { judges, arms }: GateEvidence): Ruling[] {
  return Object.entries(gate.byJudge).map(([name, { passRate, confidence }]) => {
    const subject = { rule: "by_judge", arm: arm.facts.id, tag: null, limit: passRate, judge: name };
    const judged = judges?.judged[arms.indexOf(arm)];
    if (judges === undefined || judged === undefined) {
      return ruled(subject, NO_FIGURES, "incomplete", rulingWords("not-judged-by", { judge: name }));
    }
    return ruleByJudge(judges, judged, { subject, name, confidence });
  });
}

function meanScoreOf(arm: ArmEvidence, limit: number, confidence: number | null, isSketch: boolean): Ruling {
  const subject = { rule: "mean_score", arm: arm.facts.id, tag: null, limit };
  return ruleMeanScore({ subject, confidence, score: arm.score, costPerCaseUsd: costPerCase(arm), isSketch });
}

function tagRulings(gate: PassRateGate, arm: ArmEvidence, evidence: GateEvidence): Ruling[] {
  const index = evidence.arms.indexOf(arm);
  return Object.entries(gate.byTag).map(([tag, { passRate }]) => {
    const subject = { rule: "by_tag", arm: arm.facts.id, tag, limit: passRate };
    const slice = evidence.slices.find(tag, index);
    if (slice === null) return ruled(subject, NO_FIGURES, "incomplete", rulingWords("tag-without-cases", { tag }));
    const { confidence } = gate;
    const { judges, isSketch } = evidence;
    const judged = judges?.judged[index]?.byTag.get(tag);
    const corrected =
      judges === undefined || judged === undefined ? null : judgedRateRule(judges, judged, subject, confidence);
    const costPerCaseUsd = costPerCase(arm);
    const rule = { subject, confidence, rate: slice.rate, costPerCaseUsd, isSketch };
    return corrected ?? withJudges(rulePassRate(rule), arm, { evidence, canCorrect: true });
  });
}

function notWorseRulings(rule: NotWorseThan, arm: ArmEvidence, evidence: GateEvidence): Ruling[] {
  const candidate = arm.facts.id;
  if (candidate === rule.arm) return [];
  const pair = evidence.pairs.pairFor(rule, candidate);
  if (pair === undefined) return [notComparable(rule, candidate, evidence)];
  const { margin, alpha, minPaired, on } = rule;
  const asked: NotWorseRule = {
    candidate,
    on,
    margin,
    alpha,
    minPaired,
    isSketch: evidence.isSketch,
    baseline: pair.baseline,
    pairs: on === "score" ? (pair.pairs.scores ?? pair.pairs) : pair.pairs,
    candidateCases: arm.rate.worst.count,
    baselineCases: baselineCases(pair, evidence.arms),
    whyUnpaired: pair.baselineArm?.coverage?.why ?? null,
    leftOut: pair.baselineArm?.coverage?.leftOut ?? null,
    costPerCaseUsd: costOfPair(arm, pair, evidence.arms),
    isBaselineStored: pair.baselineIndex === null,
  };
  return [
    judgedNotWorse(asked, pair, arm, evidence) ??
      withJudges(ruleNotWorse(asked), arm, { evidence, canCorrect: rule.on !== "score" }),
  ];
}

/** Where one measured judge decides on both sides; null where no correction reaches. */
function judgedNotWorse(
  rule: NotWorseRule,
  pair: PairEvidence,
  arm: ArmEvidence,
  { judges, arms }: GateEvidence,
): Ruling | null {
  if (judges === undefined || rule.on === "score") return null;
  const sides = [judges.judged[arms.indexOf(arm)], judges.judged[pair.baselineIndex ?? -1]].filter(
    (side) => side !== undefined,
  );
  return judgedDifferenceRule(judges, rule, { pair, sides: sides.map(({ whole }) => whole) });
}

/** The cases of a pair's baseline, those that left it since included. */
function baselineCases({ baselineArm, baselineIndex }: PairEvidence, arms: readonly ArmEvidence[]): number {
  if (baselineArm !== null) return baselineArm.coverage?.expected ?? baselineArm.caseIds.length;
  return arms[baselineIndex ?? -1]?.rate.worst.count ?? 0;
}

function notComparable(rule: NotWorseThan, candidate: string, evidence: GateEvidence): Ruling {
  const { baseline, pairs } = evidence;
  const subject = notWorseSubject(candidate, rule);
  if (rule.arm !== null) {
    return ruled(subject, NO_FIGURES, "incomplete", rulingWords("unknown-compared-arm", { arm: rule.arm }));
  }
  if (baseline?.status === "loaded") {
    const reason = pairs.unpairedReason ?? rulingWords("no-arm-of-baseline", { arm: candidate });
    return ruled(subject, NO_FIGURES, "incomplete", reason);
  }
  if (baseline === null) return ruled(subject, NO_FIGURES, "incomplete", rulingWords("no-baseline-given"));
  return ruled(subject, NO_FIGURES, baseline.verdict, absentReason(baseline, evidence));
}

function costPerCase(arm: ArmEvidence): number | null {
  const { totalUsd } = arm.cost;
  const cases = arm.rate.observed.count;
  return totalUsd === null || cases === 0 ? null : totalUsd / cases;
}

/** A further case costs both arms, unless the other side is a baseline that is paid for. */
function costOfPair(arm: ArmEvidence, pair: PairEvidence, arms: readonly ArmEvidence[]): number | null {
  const own = costPerCase(arm);
  const other = pair.baselineIndex === null ? undefined : arms[pair.baselineIndex];
  if (other === undefined || own === null) return own;
  const others = costPerCase(other);
  return others === null ? null : own + others;
}
