/** The workflow commands that GitHub's runner would obey in a log: `::name` at the start of a line after blanks, `##[name]` anywhere in one. */
export function commandsIn(log: string): string[] {
  return log.split(/\r\n|\r|\n/).filter((line) => /^\s*::[^:]/.test(line) || /##\[[^\]]*\]/.test(line));
}
