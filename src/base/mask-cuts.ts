/** Less of a secret tells nothing, and is the beginning of too many words. */
const LEAST = 4;
/** Where a text was cut: all that cuts texts writes this mark, perhaps outside of quotes. */
const CUT = "…";
const QUOTES = "\"'`”“‘’()";
const OPEN_KEY = /sk-ant-[A-Za-z0-9_-]*(?=\\?["'`”’)]?…)/g;

/**
 * Masks what is left of a secret where a text was cut in the middle of it (`begins like thi…`, `…s how it ends`). Texts are
 * cut in many places before anybody who knows the secrets sees them: a reason, an API's message, a line of a suite.
 */
export function createCutMask(forms: readonly string[], masked: string): (text: string) => string {
  let known: ReadonlySet<string> | null = null; // made when the first text was cut: many runs see none
  const isKnown = (piece: string): boolean => (known ??= new Set(forms.flatMap(pieces))).has(piece);
  const longest = forms[0]?.length ?? 0;
  return (text) => {
    if (!text.includes(CUT)) return text;
    let result = "";
    let done = 0;
    for (let at = text.indexOf(CUT); at >= 0; at = text.indexOf(CUT, at + 1)) {
      for (const [start, end] of [headBefore(text, behindQuote(text, at)), tailFrom(text, beforeQuote(text, at + 1))]) {
        if (start === end || start < done) continue;
        result += text.slice(done, start) + masked;
        done = end;
      }
    }
    return (result + text.slice(done)).replace(OPEN_KEY, masked);
  };

  /** The longest beginning of a form that ends at `end`. */
  function headBefore(text: string, end: number): Span {
    if (end < LEAST || !isKnown(text.slice(end - LEAST, end))) return [end, end];
    for (let start = Math.max(0, end - longest); start <= end - LEAST; start++) {
      const piece = text.slice(start, end);
      if (forms.some((form) => form.startsWith(piece))) return [start, end];
    }
    return [end, end];
  }

  /** The longest ending of a form that begins at `start`. */
  function tailFrom(text: string, start: number): Span {
    if (!isKnown(text.slice(start, start + LEAST))) return [start, start];
    for (let end = Math.min(text.length, start + longest); end >= start + LEAST; end--) {
      const piece = text.slice(start, end);
      if (forms.some((form) => form.endsWith(piece))) return [start, end];
    }
    return [start, start];
  }
}

type Span = readonly [start: number, end: number];

/** The end of what stands before the mark at `at`, without a quote, which JSON escapes. */
function behindQuote(text: string, at: number): number {
  if (at === 0 || !QUOTES.includes(text.charAt(at - 1))) return at;
  return text.charAt(at - 2) === "\\" ? at - 2 : at - 1;
}

/** The beginning of what stands behind the mark, without a quote. */
function beforeQuote(text: string, at: number): number {
  const quote = text.charAt(at) === "\\" ? at + 1 : at;
  return quote < text.length && QUOTES.includes(text.charAt(quote)) ? quote + 1 : at;
}

/** All stretches of LEAST characters: what is none of them need not be looked at closer. */
function pieces(form: string): string[] {
  return Array.from({ length: Math.max(0, form.length - LEAST + 1) }, (_, at) => form.slice(at, at + LEAST));
}
