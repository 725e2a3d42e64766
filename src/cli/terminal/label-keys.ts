import type { LabelWord } from "../../domain/formats/records.ts";

/** What a key asks for. */
export type LabelAction =
  | { readonly kind: "label"; readonly word: LabelWord }
  | { readonly kind: "skip" | "back" | "quit" }
  | { readonly kind: "note"; readonly text: string };

const KEYS: Readonly<Record<string, LabelAction>> = {
  p: { kind: "label", word: "pass" },
  f: { kind: "label", word: "fail" },
  u: { kind: "label", word: "unsure" },
  s: { kind: "skip" },
  b: { kind: "back" },
  q: { kind: "quit" },
  "\u0003": { kind: "quit" }, // Ctrl-C in raw mode
  "\u0004": { kind: "quit" },
};

const ENTER = /[\r\n]/;

/** Reads keys as they come: one is an action, `n` begins a note that Enter ends. What means nothing is passed over. */
export class LabelKeys {
  private note: string | null = null;

  /** Is a note being written? */
  get isInNote(): boolean {
    return this.note !== null;
  }

  press(char: string): LabelAction | null {
    if (this.note !== null) return this.inNote(char, this.note);
    if (char.toLowerCase() === "n") this.note = "";
    return KEYS[char.toLowerCase()] ?? null;
  }

  private inNote(char: string, note: string): LabelAction | null {
    if (char === "\u0003") return { kind: "quit" };
    if (ENTER.test(char)) {
      this.note = null;
      return { kind: "note", text: note.trim() };
    }
    this.note = char === "\u007f" || char === "\b" ? Array.from(note).slice(0, -1).join("") : note + char;
    return null;
  }
}
