import type { Mask } from "../base/mask.ts";
import { inert } from "../base/inert.ts";

/** Where a command writes: the report to stdout, everything else to stderr. */
export interface Output {
  /** Text of a report; resolves when it may go on. */
  report(text: string): Promise<void>;
  /** A message for people, on stderr. */
  note(text: string): void;
  readonly columns: number;
  readonly color: boolean;
}

/** The process's own streams. Colours as Node decides them for stdout, unless `--no-color`. */
export function processOutput(wantsColor: boolean): Output {
  const { stdout, stderr } = process;
  return {
    report: (text) => new Promise((resolve) => void stdout.write(text, () => resolve())),
    note: (text) => void stderr.write(text),
    columns: stdout.columns ?? 80,
    color: wantsColor && stdout.isTTY && stdout.hasColors(),
  };
}

/** What may be told on stderr: secrets masked, and nothing in it can steer a terminal or a CI runner. */
export function createTeller(output: Output, mask: Mask): (text: string) => void {
  return (text) => output.note(`${inert(mask(text))}\n`);
}
