import { inert } from "./inert.ts";
import { printable } from "./printable.ts";

/** A text that comes in pieces, made safe to show: all that it gives is `inert(printable(text))` of the whole. */
export interface InertStream {
  /** What may be shown by now. */
  add(piece: string): string;
  /** The rest. */
  end(): string;
}

/** What the next piece may make a command of: blanks and a colon at the start of a line, the beginning of `##[`; or half a character. */
const UNDECIDED_LINE = /^[^\S\n]*:?$/;
const UNDECIDED_END = /(?:#{1,2}|[\ud800-\udbff])$/;

/** A stream at the start of a line. It holds back the end of a piece as long as the next one decides what it means. */
export function createInertStream(): InertStream {
  let held = "";
  let isLineStart = true;
  const release = (text: string): string => {
    // Where a line is going on, its next piece is not the start of one.
    const safe = isLineStart ? inert(printable(text)) : inert(`x${printable(text)}`).slice(1);
    if (text !== "") isLineStart = text.endsWith("\n");
    return safe;
  };
  return {
    add(piece) {
      const text = held + piece;
      const lastLine = text.lastIndexOf("\n") + 1;
      const startsHere = lastLine > 0 || isLineStart;
      const end =
        startsHere && UNDECIDED_LINE.test(text.slice(lastLine))
          ? lastLine
          : (UNDECIDED_END.exec(text)?.index ?? text.length);
      held = text.slice(end);
      return release(text.slice(0, end));
    },
    end() {
      const rest = held;
      held = "";
      return release(rest);
    },
  };
}
