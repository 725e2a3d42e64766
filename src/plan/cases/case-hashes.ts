import { hashText, hashValue } from "../../base/hash.ts";
import type { CaseHashes } from "../../domain/formats/records.ts";
import type { PlannedCase, PlannedCheck } from "./planned-case.ts";

/** Digits kept of each hash: 64 bits tell a suite's cases apart, and a baseline that is committed stays short. */
const DIGITS = 16;

/** What a case asks and what is expected of its answer, as hashes: equal for equal cases, wherever they stand. */
export function caseHashes(planned: PlannedCase): CaseHashes {
  const { inputHash, readHash, toolResults } = planned;
  const hasTools = toolResults.some((results) => Object.keys(results).length > 0);
  const withTools = (hash: string): string =>
    (hasTools ? hashText(hash + withoutPlaces(toolResults)) : hash).slice(0, DIGITS);
  const read = readHash === inputHash ? {} : { read: withTools(readHash) };
  return { inputs: withTools(inputHash), ...read, checks: checksHash(planned).slice(0, DIGITS) };
}

/** Hash of what is expected of a case's answer, to whichever prompt: the same however many of them run. */
export function checksHash({ checks, checksByPrompt, minScore }: ExpectedOfCase): string {
  const said = (list: readonly PlannedCheck[]): unknown =>
    list.map(({ place: _place, answer: _answer, ...check }) => check);
  const byPrompt = Object.entries(checksByPrompt).map(([name, list]) => [name, said(list)]);
  return hashValue([said(checks), minScore, ...(byPrompt.length === 0 ? [] : [byPrompt])]);
}

type ExpectedOfCase = Pick<PlannedCase, "checks" | "checksByPrompt" | "minScore">;

/**
 * What a source says as JSON, without where it says it: a line above it that comes or goes changes nothing, nor does the
 * folder of the checkout.
 */
export function withoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => (key === "place" || key === "baseDir" ? undefined : member));
}
