import type { CallLine } from "../formats/records.ts";
import type { CallRole } from "./provider.ts";

/** What a recording is known by in its suite. */
export interface RecordingKey {
  readonly caseId: string;
  readonly requestHash: string;
  readonly n: number;
}

/** The key of a request: a judgement belongs to what is judged, in whichever case that came up. */
export function recordingKey({
  caseId,
  requestHash,
  n,
  role,
}: RecordingKey & { readonly role: CallRole }): RecordingKey {
  return { caseId: role === "judge" ? JUDGED : caseId, requestHash, n };
}

/** What stands for the case of a judgement. */
const JUDGED = "(judge)";

/** The key as one text. */
export function keyText({ caseId, requestHash, n }: RecordingKey): string {
  return `${caseId}\0${requestHash}\0${n}`;
}

/** The key of a call's answer. */
export function keyOfCall({ case: caseId, request_hash: requestHash, n, role = "turn" }: CallLine): RecordingKey {
  return recordingKey({ caseId, requestHash, n, role });
}

/** The key of a line of recordings. */
export function keyOfLine(line: { case: string; request_hash: string; n: number }): RecordingKey {
  return { caseId: line.case, requestHash: line.request_hash, n: line.n };
}
