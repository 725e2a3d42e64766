import { hashText, hashValue } from "../../base/hash.ts";
import type { CaseHashes } from "../../domain/formats/records.ts";
import type { PlannedCase } from "./planned-case.ts";

/** Digits kept of each hash: 64 bits tell a suite's cases apart, and a baseline that is committed stays short. */
const DIGITS = 16;

/** What a case asks and what is expected of its answer, as hashes: equal for equal cases, wherever they stand. */
export function caseHashes({ inputHash, toolResults, checks, minScore }: PlannedCase): CaseHashes {
  const hasTools = toolResults.some((results) => Object.keys(results).length > 0);
  const inputs = hasTools ? hashText(inputHash + withoutPlaces(toolResults)) : inputHash;
  return { inputs: inputs.slice(0, DIGITS), checks: checksHash({ checks, minScore }).slice(0, DIGITS) };
}

/** Hash of what is expected of a case's answer. */
export function checksHash({ checks, minScore }: Pick<PlannedCase, "checks" | "minScore">): string {
  return hashValue([checks.map(({ place: _place, answer: _answer, ...said }) => said), minScore]);
}

/**
 * What a source says as JSON, without where it says it: a line above it that comes or goes changes nothing, nor does the
 * folder of the checkout.
 */
export function withoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => (key === "place" || key === "baseDir" ? undefined : member));
}
