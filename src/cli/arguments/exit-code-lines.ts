import { allExitWords } from "../../domain/exit-code.ts";

const WIDTH = 100;

/** The exit codes as `--help` lists them: codes of one meaning together, in lines of at most 100 columns. */
export function exitCodeLines(): string {
  const codes = new Map<string, string[]>();
  for (const [code, { brief }] of allExitWords()) codes.set(brief, [...(codes.get(brief) ?? []), String(code)]);
  const parts = [...codes].map(([brief, same]) => `${same.join("/")} ${brief}`);
  const lines: string[] = [];
  let line = "Exit codes:";
  for (const [index, part] of parts.entries()) {
    const piece = index === parts.length - 1 ? part : `${part} ·`;
    if (line.length + 1 + piece.length > WIDTH) {
      lines.push(line);
      line = `  ${piece}`;
    } else line = `${line} ${piece}`;
  }
  return [...lines, line].join("\n");
}
