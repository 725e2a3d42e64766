import { hashText, hashValue } from "../../base/hash.ts";
import type { CaseHashes } from "../../domain/formats/records.ts";
import type { BlockSource } from "../../domain/suite.ts";
import type { FileAccess } from "../../domain/values/reading.ts";
import { sharedInputs } from "./content-inputs.ts";
import type { PlannedCase, PlannedCheck } from "./planned-case.ts";

/** Digits kept of each hash: 64 bits tell a suite's cases apart, and a baseline that is committed stays short. */
const DIGITS = 16;

/** What a case asks and what is expected of its answer, as hashes: equal for equal cases, wherever they stand. */
export function caseHashes(planned: PlannedCase, files: FileAccess): CaseHashes {
  const { inputHash, readHash, toolResults } = planned;
  const hasTools = toolResults.some((results) => Object.keys(results).length > 0);
  const tools = hasTools ? `${withoutPlaces(toolResults)}${attachedTo(toolResults, files)}` : "";
  const withTools = (hash: string): string => (hasTools ? hashText(hash + tools) : hash).slice(0, DIGITS);
  const read = readHash === inputHash ? {} : { read: withTools(readHash) };
  return { inputs: withTools(inputHash), ...read, checks: checksHash(planned).slice(0, DIGITS) };
}

/** The files that results of tools hold, by their bytes; "" where they hold none. */
function attachedTo(toolResults: PlannedCase["toolResults"], files: FileAccess): string {
  const contents = toolResults.flatMap((results) => Object.values(results).flat()).map(({ content }) => content);
  const attached = contents.filter(({ blocks }) => blocks.some(({ kind }) => !isWritten(kind)));
  return attached.length === 0 ? "" : JSON.stringify(attached.map((content) => sharedInputs(content, files)));
}

function isWritten(kind: BlockSource["kind"]): boolean {
  return kind === "raw" || kind === "text";
}

/** Both passes over a plan ask for the same cases where these are held. */
const known = new WeakMap<ExpectedOfCase, string>();

/** Hash of what is expected of a case's answer, to whichever prompt: the same however many of them run. */
export function checksHash(expected: ExpectedOfCase): string {
  let hash = known.get(expected);
  if (hash === undefined) known.set(expected, (hash = hashOfChecks(expected)));
  return hash;
}

function hashOfChecks({ checks, checksByPrompt, minScore }: ExpectedOfCase): string {
  // What is undefined is not in canonical JSON.
  const said = (list: readonly PlannedCheck[]): unknown =>
    list.map((check) => ({ ...check, place: undefined, answer: undefined }));
  const byPrompt = Object.entries(checksByPrompt).map(([name, list]) => [name, said(list)]);
  return hashValue([said(checks), minScore, ...(byPrompt.length === 0 ? [] : [byPrompt])]);
}

type ExpectedOfCase = Pick<PlannedCase, "checks" | "checksByPrompt" | "minScore">;

/** Keys of a source that hold what somebody wrote as it is: a `place` in there is theirs. */
const AS_WRITTEN: ReadonlySet<string> = new Set(["when", "block", "items", "extras"]);
const LEFT_OUT: ReadonlySet<string> = new Set(["place", "baseDir"]);

/**
 * What a source says as JSON, without where it says it: a line above it that comes or goes changes nothing, nor does the
 * folder of the checkout.
 */
export function withoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, member: unknown) => {
    if (LEFT_OUT.has(key)) return undefined;
    if (!AS_WRITTEN.has(key)) return member;
    const written = JSON.stringify(member);
    return /"(?:place|baseDir)":/.test(written) ? written : member;
  });
}
