import type { Words } from "../../../domain/diagnostics/wording/words-of.ts";
import { findingWords } from "../../../domain/diagnostics/finding-words.ts";
import type { Clock } from "../../../domain/values/clock.ts";
import type { ModelFacts } from "../../../domain/model.ts";
import { toUsd } from "../../../domain/values/money.ts";
import type { AttemptResult, CompletionRequest, Failure, Provider } from "../../../domain/run/provider.ts";
import { rateLimitLines } from "../../output/rate-limit-words.ts";
import { type DoctorFinding, ok } from "./finding.ts";

/** What a look at one's rate limits takes. */
export interface LimitsProbe {
  /** The API's id. */
  readonly model: string;
  readonly facts: ModelFacts;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly failure: (failure: Failure) => DoctorFinding;
}

const MAX_WAIT_MS = 60_000;

/**
 * Sends one request of `max_tokens: 1`, its worst cost said first, and tells what the answer's headers say of each rate-limit
 * bucket, and which service tier answered. Limits are told nowhere else.
 */
export async function* probeLimits(probe: LimitsProbe): AsyncIterable<DoctorFinding> {
  const { model, facts, provider, clock } = probe;
  const request = smallestRequest(model, facts);
  const worst = facts.worstCost(request, Buffer.byteLength(JSON.stringify(request.body)), clock.now());
  const worstUsd = worst === null ? null : toUsd(worst);
  yield ok("request", findingWords("request", { model, worstUsd }));
  const id = { suite: "doctor", caseId: "limits", armId: model, trial: 1, turn: 1, round: 1, attempt: 1 };
  const result = await provider.send(request, { id, signal: AbortSignal.timeout(MAX_WAIT_MS), simulated: null });
  // Headers of a refusal (429) tell the limits, too.
  yield* limitFindings(result, clock.now());
  if (result.status === "failed") yield probe.failure(result.failure);
  else yield ok("tier", tierWords(result.completion.usage.serviceTier));
}

function smallestRequest(model: string, facts: ModelFacts): CompletionRequest {
  const settings = { max_tokens: 1 };
  const { apiVersion } = facts.sentSettings(model, settings);
  return { body: { model, ...settings, messages: [{ role: "user", content: "hi" }] }, headers: {}, apiVersion };
}

function limitFindings({ status, rateLimits }: AttemptResult, nowMs: number): DoctorFinding[] {
  const lines = rateLimitLines(rateLimits, nowMs);
  if (lines.length > 0) return lines.map((message) => ok("limits", { message, hint: null }));
  return status === "failed" ? [] : [ok("limits", findingWords("no-limits"))];
}

function tierWords(tier: string | null): Words {
  return tier === null ? findingWords("no-tier") : findingWords("tier", { tier });
}
