import type { Picodollars } from "../domain/money.ts";
import type { Diagnostic } from "../domain/problem.ts";
import type { CompletionRequest } from "../domain/provider.ts";
import type { Arm } from "../domain/suite.ts";
import type { HashList } from "../base/typed-list.ts";
import { cachePrefixes } from "../plan/cache-prefix.ts";
import { trialKeyBase, turnRequest } from "../plan/plan-trial.ts";
import type { PlannedCase } from "../plan/planned-case.ts";
import { boundRequest, type BoundingInput } from "./bound-request.ts";
import type { LoadedSuite } from "./load-suites.ts";

/** What the first pass learned of one arm. */
export interface ArmForecast {
  readonly arm: Arm;
  readonly trials: number;
  /** The first requests of all trials: tokens expected, and the most that all turns can cost. */
  readonly inputTokens: number;
  /** Null: not known, and `unbounded` says why for the first request that has no bound. */
  readonly worstPico: Picodollars | null;
  readonly unbounded: Diagnostic | null;
}

/** A forecast that is being made. */
export type Forecast = { -readonly [Key in keyof ArmForecast]: ArmForecast[Key] };

export interface ForecastInput extends BoundingInput {
  readonly loaded: LoadedSuite;
  /** Takes the prefixes that the prompt cache may keep, once for each trial that begins with them (at most twice a case). */
  readonly prefixes: HashList;
}

export function newForecast(arm: Arm): Forecast {
  return { arm, trials: 0, inputTokens: 0, worstPico: 0n, unbounded: null };
}

/** A later turn is rendered with a stand-in reply: what a filter makes of it (`parse_json`) says nothing of the real one. */
function isCertain({ code }: Diagnostic): boolean {
  return code !== "template-error" && code !== "unprintable-value";
}

/** Adds a case to an arm's forecast; returns the key of its trials, or nothing when the first turn has none. */
export async function addArm(
  forecast: Forecast,
  planned: PlannedCase,
  input: ForecastInput,
  report: (problems: readonly Diagnostic[]) => void,
): Promise<string> {
  const { loaded } = input;
  const at = { suite: loaded.suite, suiteIndex: 0, planned, arm: forecast.arm, files: loaded.files };
  let key = "";
  forecast.trials += planned.trials;
  const turns = Math.max(1, planned.turns.length);
  for (let turn = 1; turn <= turns; turn++) {
    const request = await turnRequest(
      at,
      turn,
      [],
      Array.from({ length: turn - 1 }, () => "reply"),
    );
    if (!request.ok) {
      report(turn === 1 ? request.problems : request.problems.filter(isCertain));
      continue;
    }
    if (turn === 1) {
      key = trialKeyBase(at, request.value);
      addPrefixes(request.value, planned.trials, input);
    }
    await addRequest(forecast, request.value, planned, input);
  }
  return key;
}

function addPrefixes(request: CompletionRequest, trials: number, { prefixes, facts }: ForecastInput): void {
  const { model } = request.body;
  for (const { hash, text } of cachePrefixes(request)) {
    if (!facts.canCache(typeof model === "string" ? model : "", text)) continue;
    for (let count = 0; count < Math.min(2, trials); count++) prefixes.push(hash);
  }
}

async function addRequest(
  forecast: Forecast,
  request: CompletionRequest,
  planned: PlannedCase,
  input: ForecastInput,
): Promise<void> {
  const bounded = await boundRequest(request, { planned, arm: forecast.arm }, input);
  forecast.inputTokens += bounded.expectedTokens * planned.trials;
  forecast.unbounded ??= bounded.unbounded;
  forecast.worstPico =
    bounded.worstPico === null || forecast.worstPico === null
      ? null
      : forecast.worstPico + bounded.worstPico * BigInt(planned.trials);
}
