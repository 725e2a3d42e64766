/** "labels/grounded.jsonl": where the labels of a judge without any are proposed to be kept; no space is in it. */
export function labelsFile(judge: string): string {
  return `labels/${judge.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")}.jsonl`;
}

/** "--judge grounded", "--judge 'ad hoc'": a judge as a shell takes it. */
export function judgeOption(judge: string): string {
  const isPlain = /^[\p{L}\p{N}_.-]+$/u.test(judge);
  const word = isPlain ? judge : `'${judge.replaceAll("'", "'\\''")}'`;
  return `--judge${judge.startsWith("-") ? "=" : " "}${word}`;
}
