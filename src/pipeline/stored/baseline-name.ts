/** The name of a suite's file in a folder of baselines. */
export function baselineName(suite: string): string {
  return `${suite.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^\.+/, "")}.json`;
}
