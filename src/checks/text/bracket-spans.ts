/** What a bracket opens, quoted brackets left out. */
export interface BracketSpan {
  /** The index after the closing bracket. */
  readonly end: number;
  /** Does it hold another bracket? */
  readonly holdsOther: boolean;
  /** Does it hold one where JSON would have it: after a comma, a colon or a bracket? */
  readonly holdsMember: boolean;
}

interface Open {
  readonly start: number;
  holdsOther: boolean;
  holdsMember: boolean;
}

const BEFORE_MEMBER = ",:=[{";

/**
 * Finds what the brackets of a text open. Each stretch of the text is gone through once, however many brackets of it are asked
 * for in order.
 */
export class BracketSpans {
  private readonly text: string;
  private readonly known = new Map<number, BracketSpan>();
  private knownEnd = 0;
  private furthest = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The furthest end of all that was asked for. */
  get furthestEnd(): number {
    return this.furthest;
  }

  /** What the bracket at `start` opens; null if nothing closes it. */
  at(start: number): BracketSpan | null {
    if (start >= this.knownEnd) this.read(start);
    const span = this.known.get(start) ?? null;
    this.furthest = Math.max(this.furthest, span?.end ?? 0);
    return span;
  }

  private read(start: number): void {
    const { text } = this;
    const open: Open[] = [];
    let isQuoted = false;
    let before = "";
    let at = start;
    do {
      const char = text[at] ?? "";
      if (isQuoted && char === "\\") at++;
      else if (char === '"') isQuoted = !isQuoted;
      else if (char === "\n") isQuoted = false;
      else if (!isQuoted && (char === "{" || char === "[")) this.enter(open, at, before);
      else if (!isQuoted && (char === "}" || char === "]")) this.leave(open, at + 1);
      if (char.trim() !== "") before = char;
      at++;
    } while (open.length > 0 && at < text.length);
    this.knownEnd = at;
  }

  private enter(open: Open[], start: number, before: string): void {
    const parent = open.at(-1);
    if (parent !== undefined) {
      parent.holdsOther = true;
      if (BEFORE_MEMBER.includes(before)) parent.holdsMember = true;
    }
    open.push({ start, holdsOther: false, holdsMember: false });
  }

  private leave(open: Open[], end: number): void {
    const closed = open.pop();
    if (closed === undefined) return;
    const { start, holdsOther, holdsMember } = closed;
    this.known.set(start, { end, holdsOther, holdsMember });
  }
}
