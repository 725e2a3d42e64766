/** What a recording is known by in its suite. */
export interface RecordingKey {
  readonly caseId: string;
  readonly requestHash: string;
  readonly n: number;
}

/** The key as one text. */
export function keyText({ caseId, requestHash, n }: RecordingKey): string {
  return `${caseId}\0${requestHash}\0${n}`;
}

/** The key of a line of recordings. */
export function keyOfLine(line: { case: string; request_hash: string; n: number }): RecordingKey {
  return { caseId: line.case, requestHash: line.request_hash, n: line.n };
}
