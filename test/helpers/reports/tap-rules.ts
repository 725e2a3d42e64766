import { parse as parseYaml } from "yaml";

/** A test point of a TAP stream. */
export interface TapPoint {
  readonly ok: boolean;
  readonly description: string;
  readonly directive: string | null;
  /** The YAML block below it. */
  readonly details: unknown;
}

export interface TapStream {
  readonly points: readonly TapPoint[];
  readonly bailOut: string | null;
}

const POINT = /^(not )?ok (\d+) - ((?:[^\\#]|\\[\\#])*?)(?: # ((?:SKIP|TODO)\b.*))?$/;

/** Reads a TAP 14 stream by the rules of the specification; throws where it breaks one. */
export function parseTap(text: string): TapStream {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const lines = text.slice(0, -1).split("\n");
  if (lines.shift() !== "TAP version 14") throw new Error("the first line is the version");
  const points: TapPoint[] = [];
  let planned: number | null = null;
  let bailOut: string | null = null;
  while (lines.length > 0) {
    const line = lines.shift() ?? "";
    const plan = /^1\.\.(\d+)$/.exec(line);
    if (line.startsWith("#")) continue;
    if (planned !== null && !line.startsWith("Bail out!")) throw new Error(`after the plan: ${line}`);
    if (plan !== null) planned = Number(plan[1]);
    else if (line.startsWith("Bail out!")) bailOut = line.slice("Bail out!".length).trim();
    else points.push(readPoint(line, points.length + 1, lines));
  }
  if (planned !== points.length) throw new Error(`the plan is ${planned}, the points are ${points.length}`);
  return { points, bailOut };
}

function readPoint(line: string, number: number, rest: string[]): TapPoint {
  const [, not, digits, description = "", directive] = POINT.exec(line) ?? [];
  if (digits !== String(number)) throw new Error(`not test point ${number}: ${line}`);
  const details = rest[0] === "  ---" ? readBlock(rest) : null;
  return { ok: not === undefined, description, directive: directive ?? null, details };
}

function readBlock(rest: string[]): unknown {
  const end = rest.indexOf("  ...");
  if (end < 0) throw new Error("a YAML block does not end");
  const block = rest.splice(0, end + 1).slice(1, -1);
  if (block.some((line) => !line.startsWith("  "))) throw new Error("a YAML block is indented by two blanks");
  return parseYaml(block.map((line) => line.slice(2)).join("\n"));
}
