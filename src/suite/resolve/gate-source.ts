import { said } from "../../domain/diagnostics/said.ts";
import { resolve } from "node:path";
import { nearestWord } from "../../base/nearest-word.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import type { AnswerRule } from "../../domain/gate-rules.ts";
import type { Gate, SuiteLimits, NotWorseThan, PassRateGate } from "../../domain/suite.ts";
import type { GateSpec, LimitsSpec, NotWorseThanSpec } from "../../domain/formats/suite-spec.ts";
import type { Resolving } from "../sources/resolving.ts";

/** The arms of a run, and those that the suite has and the run was told to leave out. */
export interface KnownArms {
  readonly armIds: readonly string[];
  readonly leftOut: readonly string[];
  /** The judges that checks ask. */
  readonly judges?: readonly { readonly name: string }[];
}

/** The gate of a suite, its arm ids held against those of the run: of arms that were left out it demands nothing. */
export function gateSource(spec: GateSpec | undefined, known: KnownArms, at: Resolving): Gate {
  if (spec === undefined) return { kind: "default" };
  if (typeof spec === "string") return { kind: "none" };
  warnOfNoDemand(spec, at);
  for (const [index, arm] of (spec.arms ?? []).entries()) reportUnknownArm(arm, known, ["gate", "arms", index], at);
  const present = spec.arms?.filter((arm) => !known.leftOut.includes(arm)) ?? [];
  return {
    kind: "rules",
    arms: present.length === 0 ? null : present,
    passRate: spec.pass_rate ?? null,
    confidence: spec.confidence ?? null,
    casePassRate: spec.case_pass_rate ?? null,
    meanScore: spec.mean_score ?? null,
    byTag: Object.fromEntries(
      Object.entries(spec.by_tag ?? {}).map(([tag, rule]) => [tag, { passRate: rule.pass_rate }]),
    ),
    byJudge: byJudge(spec, known.judges?.map(({ name }) => name) ?? [], at),
    maxCostUsd: spec.max_cost_usd ?? null,
    maxCostPerTrialUsd: spec.max_cost_per_trial_usd ?? null,
    maxP95LatencyMs: spec.max_p95_latency_ms ?? null,
    notWorseThan: spec.not_worse_than === undefined ? null : notWorseThan(spec.not_worse_than, known, at),
    onInconclusive: spec.on_inconclusive ?? null,
    note: spec.note ?? null,
  };
}

/** What is asked of the answers that judges have judged; each must be asked by some check. */
function byJudge(
  { by_judge: rules }: Exclude<GateSpec, string>,
  judges: readonly string[],
  at: Resolving,
): PassRateGate["byJudge"] {
  for (const name of Object.keys(rules ?? {})) {
    if (judges.includes(name)) continue;
    at.report({ ...said("bad-gate.by-judge", { name, known: judges }), pointer: ["by_judge", name], at: "key" }, [
      "gate",
    ]);
  }
  return Object.fromEntries(
    Object.entries(rules ?? {}).map(([name, rule]) => [
      name,
      { passRate: rule.pass_rate, confidence: rule.confidence ?? null },
    ]),
  );
}

type Demand = readonly [pointer: Pointer, demanded: number | undefined];

/** A rule that demands nothing looks like a gate and is none. */
function warnOfNoDemand(spec: Exclude<GateSpec, string>, at: Resolving): void {
  const ofArms: Readonly<Record<AnswerRule, Demand>> = {
    passRate: [["pass_rate"], spec.pass_rate],
    casePassRate: [["case_pass_rate"], spec.case_pass_rate],
    meanScore: [["mean_score"], spec.mean_score],
  };
  const ofGroups = (["by_tag", "by_judge"] as const).flatMap((key) =>
    Object.entries(spec[key] ?? {}).map(([name, rule]): Demand => [[key, name, "pass_rate"], rule.pass_rate]),
  );
  for (const [pointer, demanded] of [...Object.values(ofArms), ...ofGroups]) {
    if (demanded !== 0) continue;
    at.report({ severity: "warning", ...said("gate-without-demand"), pointer }, ["gate"]);
  }
}

function reportUnknownArm(arm: string, { armIds, leftOut }: KnownArms, pointer: Pointer, at: Resolving): void {
  if (armIds.includes(arm)) return;
  if (leftOut.includes(arm)) {
    at.report({ severity: "warning", ...said("arm-left-out", { arm, looked: armIds }), pointer: [] }, pointer);
    return;
  }
  const nearest = nearestWord(arm, armIds);
  at.report({ ...said("unknown-arm.gate", { arm, nearest, known: armIds }), pointer: [] }, pointer);
}

function notWorseThan(spec: NotWorseThanSpec, known: KnownArms, at: Resolving): NotWorseThan {
  const pointer = ["gate", "not_worse_than"];
  if (spec.baseline !== undefined && spec.arm !== undefined) {
    at.report({ ...said("bad-gate"), pointer: [] }, pointer);
  }
  if (spec.arm !== undefined) reportUnknownArm(spec.arm, known, [...pointer, "arm"], at);
  for (const candidate of Object.keys(spec.arms ?? {})) {
    reportUnknownArm(candidate, known, [...pointer, "arms", candidate], at);
  }
  return {
    baseline: spec.baseline === undefined ? null : baselinePath(spec.baseline, at),
    arm: spec.arm ?? null,
    on: spec.on ?? "pass_rate",
    margin: spec.margin ?? 0.05,
    alpha: spec.alpha ?? 0.05,
    minPaired: spec.min_paired ?? 0.9,
    arms: spec.arms ?? {},
  };
}

/** The file that a gate names, absolute. One that is not there yet is no problem of the suite; one that may not be read is. */
function baselinePath(path: string, at: Resolving): string {
  const resolved = at.files.resolve(path, at.baseDir);
  if (resolved.ok) return resolved.value;
  if (resolved.problem.code !== "missing-file") at.report(resolved.problem, ["gate", "not_worse_than", "baseline"]);
  return resolve(at.baseDir, path);
}

/** Defaults, as schemas/suite.schema.json describes them: concurrency 50, 300 s, 5 attempts, 8 tool rounds; no cap on money. */
export function limitsSource(spec: LimitsSpec | undefined): SuiteLimits {
  return {
    maxCostUsd: spec?.max_cost_usd ?? null,
    concurrency: spec?.concurrency ?? 50,
    timeoutMs: (spec?.timeout_s ?? 300) * 1000,
    maxAttempts: spec?.max_attempts ?? 5,
    maxToolRounds: spec?.max_tool_rounds ?? 8,
    rpm: spec?.rpm ?? null,
    itpm: spec?.itpm ?? null,
    otpm: spec?.otpm ?? null,
    share: spec?.share ?? null,
  };
}
