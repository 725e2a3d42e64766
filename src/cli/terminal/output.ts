import type { Mask } from "../../base/mask.ts";
import { inert } from "../../base/inert.ts";
import { printable } from "../../base/printable.ts";
import { createStyle, type Tone } from "../../base/style.ts";
import { messageLines } from "./message-line.ts";

/** Where a command writes: the report to stdout, everything else to stderr. */
export interface Output {
  /** Text of a report; resolves when it may go on, rejects with an OutputError when stdout takes no more. */
  report(text: string): Promise<void>;
  /** A message for people, on stderr. */
  note(text: string): void;
  readonly columns: number;
  readonly color: boolean;
  /** Is stdout a terminal? */
  readonly isTerminal: boolean;
  /** The same of stderr: null columns where it is no terminal. */
  readonly messageColumns: number | null;
  readonly messageColor: boolean;
}

/** stdout could not be written to: its reader is gone, its disk is full. */
export class OutputError extends Error {
  /** The system's word for it, e.g. EPIPE. */
  readonly code: string;

  constructor({ message, code }: NodeJS.ErrnoException) {
    super(message);
    this.code = code ?? "EIO";
  }

  /** Has the reader just gone, as `| head` does? */
  get isClosedPipe(): boolean {
    return this.code === "EPIPE" || this.code === "ERR_STREAM_DESTROYED";
  }
}

/** The process's own streams. Colours as Node decides them for stdout, unless `--no-color`. */
export function processOutput(wantsColor: boolean): Output {
  const { stdout, stderr } = process;
  return {
    report: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error ? reject(new OutputError(error)) : resolve()));
      }),
    note: (text) => void stderr.write(text),
    columns: stdout.columns || 80,
    color: wantsColor && stdout.isTTY && stdout.hasColors(),
    isTerminal: stdout.isTTY,
    messageColumns: stderr.isTTY ? stderr.columns || null : null,
    messageColor: wantsColor && stderr.isTTY && stderr.hasColors(),
  };
}

/** Tells people something on stderr; `tone` is that of all of it. */
export type Tell = (text: string, tone?: Tone) => void;

/**
 * What may be told on stderr: secrets masked, and nothing in it can steer a terminal or a CI runner. On a terminal lines are broken
 * between words, and errors, warnings, carets and help have their colours.
 */
export function createTeller(output: Output, mask: Mask): Tell {
  const style = createStyle(output.messageColor);
  return (text, tone = "plain") => {
    const lines = inert(printable(mask(text))).split("\n");
    output.note(`${messageLines(lines, tone, style, output.messageColumns).join("\n")}\n`);
  };
}
