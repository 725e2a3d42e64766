import type { Diagnostic } from "../../domain/values/problem.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { Arm } from "../../domain/suite.ts";
import type { HashList } from "../../base/lists/typed-list.ts";
import { isPending } from "../../base/maybe-promise.ts";
import { cachePrefixes } from "../../plan/requests/cache-prefix.ts";
import { trialKeyBase, turnRequest } from "../../plan/requests/plan-trial.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { RequestExaminer } from "../../providers/simulator/rules/request-examiner.ts";
import type { AlikeArms } from "../../plan/requests/alike-arms.ts";
import { boundRequest, type BoundingInput } from "./bound-request.ts";
import type { LoadedSuite } from "./loading/load-suites.ts";
import { createExaminer, requestProblems } from "./request-problems.ts";

/** What the first pass learned of one arm. */
export interface CheckedArm {
  readonly arm: Arm;
  readonly trials: number;
  /** Where money is capped: why the first request that has no bound has none. */
  readonly unbounded: Diagnostic | null;
}

/** An arm whose cases are being checked. */
export interface ArmInCheck {
  readonly found: { -readonly [Key in keyof CheckedArm]: CheckedArm[Key] };
  readonly examiner: RequestExaminer;
}

export interface ArmChecking extends BoundingInput {
  readonly loaded: LoadedSuite;
  /** Takes the prefixes that the prompt cache may keep, once for each trial that begins with them (at most twice a case). */
  readonly prefixes: HashList;
  readonly alike: AlikeArms;
}

export function newArm(arm: Arm): ArmInCheck {
  return { found: { arm, trials: 0, unbounded: null }, examiner: createExaminer(arm) };
}

/** A later turn is rendered with a stand-in reply: what a filter makes of it (`parse_json`) says nothing of the real one. */
function isCertain({ code }: Diagnostic): boolean {
  return code !== "template-error" && code !== "unprintable-value";
}

/** Takes problems of a case, and those of the arm's settings, which every case shows. */
export interface ArmReport {
  readonly ofCase: (problems: readonly Diagnostic[]) => void;
  readonly ofArm: (problems: readonly Diagnostic[]) => void;
}

/** Renders a case's turns on an arm; returns the key of its trials, or nothing when the first turn has none. */
export async function checkOnArm(
  { found, examiner }: ArmInCheck,
  planned: PlannedCase,
  input: ArmChecking,
  report: ArmReport,
): Promise<string> {
  const { loaded } = input;
  const { arm } = found;
  const at = { suite: loaded.suite, suiteIndex: 0, planned, arm, files: loaded.files };
  let key = "";
  found.trials += planned.trials;
  const turns = Math.max(1, planned.turns.length);
  for (let turn = 1; turn <= turns; turn++) {
    const replies = Array.from({ length: turn - 1 }, () => "reply");
    const rendered = turnRequest(at, turn, [], replies);
    const request = isPending(rendered) ? await rendered : rendered;
    if (!request.ok) {
      report.ofCase(turn === 1 ? request.problems : request.problems.filter(isCertain));
      continue;
    }
    if (arm.target !== undefined) {
      if (turn === 1) key = trialKeyBase(at, request.value);
      continue; // no API sees it
    }
    input.alike.see(arm, request.value);
    const refused = requestProblems({ request: request.value, planned, arm, turn }, examiner);
    report.ofCase(refused.ofCase);
    report.ofArm(refused.ofArm);
    if (turn === 1) {
      key = trialKeyBase(at, request.value);
      addPrefixes(request.value, planned.trials, input);
    }
    if (!input.isCapped || planned.skip !== null) continue;
    found.unbounded ??= (await boundRequest(request.value, { planned, arm }, input)).unbounded;
  }
  return key;
}

function addPrefixes(request: CompletionRequest, trials: number, { prefixes, facts }: ArmChecking): void {
  const { model } = request.body;
  for (const { hash, text } of cachePrefixes(request)) {
    if (!facts.canCache(typeof model === "string" ? model : "", text)) continue;
    for (let count = 0; count < Math.min(2, trials); count++) prefixes.push(hash);
  }
}
