/** What a recording is known by in its suite. */
export interface RecordingKey {
  readonly caseId: string;
  readonly requestHash: string;
  readonly n: number;
}

/** The key as one text; sorted by code units, the lines of a case stand together and n counts up. */
export function keyText({ caseId, requestHash, n }: RecordingKey): string {
  return `${caseId}\0${requestHash}\0${String(n).padStart(9, "0")}`;
}

/** The key of a line of recordings. */
export function keyOfLine(line: { case: string; request_hash: string; n: number }): RecordingKey {
  return { caseId: line.case, requestHash: line.request_hash, n: line.n };
}
