import { MAX_JSON_LEVELS } from "../bounded-json.ts";

/** What is wrong where a JSON value goes on. */
export type ScanFault =
  | "text-ends"
  | "too-deep"
  | "no-value"
  | "no-key"
  | "no-colon"
  | "map-goes-on"
  | "list-goes-on"
  | "control-character"
  | "bad-escape"
  | "open-text";

/** Where a JSON value that begins at some index ends, or why there is none. */
export type JsonScan =
  | { readonly ok: true; readonly end: number }
  | {
      readonly ok: false;
      /** Index of the first character that cannot be. */
      readonly at: number;
      /** Index where the token begins that cannot be, or has such a character in it. */
      readonly tokenAt: number;
      readonly fault: ScanFault;
      /** Was so much of it JSON (a key, a text in a list, a container inside) that the author surely meant JSON? */
      readonly meant: boolean;
      /** Is it nested too deep to be read on, whether it is JSON or not? */
      readonly isTooDeep: boolean;
    };

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/** What may come next. */
type Expecting = "value" | "first" | "key" | "colon" | "next";

/**
 * Reads one JSON value (RFC 8259) from `start` without making it: iterative, linear, and bounded in depth, so
 * that no text can overflow the stack here or in those who walk the value.
 */
export function scanJson(text: string, start: number): JsonScan {
  return new Scanner(text, start).run();
}

/** The offset of the token at which a text stops being JSON, its length if it ends too early; null if it is JSON. */
export function jsonErrorOffset(text: string): number | null {
  const scan = scanJson(text, 0);
  if (!scan.ok) return scan.tokenAt;
  SPACE.lastIndex = scan.end;
  const end = scan.end + (SPACE.exec(text)?.[0].length ?? 0);
  return end === text.length ? null : end;
}

class Scanner {
  private readonly text: string;
  private readonly open: string[] = [];
  private at: number;
  private meant = false;
  private isTooDeep = false;
  private expecting: Expecting = "value";

  constructor(text: string, start: number) {
    this.text = text;
    this.at = start;
  }

  run(): JsonScan {
    for (;;) {
      this.skip(SPACE);
      const tokenAt = this.at;
      const wrong = this.step();
      if (wrong !== null) {
        const fault = this.at >= this.text.length ? "text-ends" : wrong;
        return { ok: false, at: this.at, tokenAt, fault, meant: this.meant, isTooDeep: this.isTooDeep };
      }
      if (this.open.length === 0 && this.expecting === "next") return { ok: true, end: this.at };
    }
  }

  /** Reads one token; what is wrong with it, or null. */
  private step(): ScanFault | null {
    const char = this.text[this.at] ?? "";
    switch (this.expecting) {
      case "value":
        return this.value(char);
      case "first":
        return char === "]" || char === "}" ? this.close(char) : this.isInObject() ? this.key(char) : this.value(char);
      case "key":
        return this.key(char);
      case "colon":
        if (char !== ":") return "no-colon";
        this.meant = true;
        return this.take("value");
      case "next":
        if (char === ",") return this.take(this.isInObject() ? "key" : "value");
        return this.close(char);
    }
  }

  private value(char: string): ScanFault | null {
    if (char === "{" || char === "[") {
      if (this.open.length >= MAX_JSON_LEVELS) {
        this.isTooDeep = true;
        return "too-deep";
      }
      if (this.open.length > 0) this.meant = true;
      this.open.push(char);
      return this.take("first");
    }
    if (char === '"') {
      const wrong = this.string();
      if (wrong === null && this.open.length > 0) this.meant = true;
      this.expecting = "next";
      return wrong;
    }
    if (!this.skip(WORD) && !this.skip(NUMBER)) return "no-value";
    this.expecting = "next";
    return null;
  }

  private key(char: string): ScanFault | null {
    if (char !== '"') return "no-key";
    this.expecting = "colon";
    return this.string();
  }

  private close(char: string): ScanFault | null {
    const isInObject = this.isInObject();
    if (char !== (isInObject ? "}" : "]")) return isInObject ? "map-goes-on" : "list-goes-on";
    this.open.pop();
    return this.take("next");
  }

  private string(): ScanFault | null {
    for (this.at++; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) {
        this.at++;
        return null;
      }
      if (code < 0x20) return "control-character";
      if (code !== 0x5c) continue;
      this.at++;
      if (!this.skip(ESCAPE)) return "bad-escape";
      this.at--;
    }
    return "open-text";
  }

  private isInObject(): boolean {
    return this.open.at(-1) === "{";
  }

  private take(next: Expecting): null {
    this.at++;
    this.expecting = next;
    return null;
  }

  private skip(token: RegExp): boolean {
    token.lastIndex = this.at;
    if (!token.test(this.text)) return false;
    this.at = token.lastIndex;
    return true;
  }
}
