/** Less of a secret tells nothing, and is the beginning of too many words. */
const LEAST = 4;
/** Where a text was cut: all that cuts texts writes this mark, perhaps outside of quotes. */
const CUT_BEHIND = /\\?["'`”’)]?…/g;
const CUT_BEFORE = /…\\?["'`“‘(]?/g;
const OPEN_KEY = /sk-ant-[A-Za-z0-9_-]*(?=\\?["'`”’)]?…)/g;

/**
 * Masks what is left of a secret where a text was cut in the middle of it (`begins like thi…`, `…s how it ends`). Texts are
 * cut in many places before anybody who knows the secrets sees them: a reason, an API's message, a line of a suite.
 */
export function createCutMask(forms: readonly string[], masked: string): (text: string) => string {
  const starts = new Set(forms.flatMap((form) => pieces(form)));
  const longest = forms[0]?.length ?? 0;
  return (text) => {
    if (!text.includes("…")) return text;
    const spans = [
      ...[...text.matchAll(CUT_BEHIND)].map(({ index }) => headBefore(text, index)),
      ...[...text.matchAll(CUT_BEFORE)].map((match) => tailFrom(text, match.index + match[0].length)),
    ];
    return replaceSpans(text, spans, masked).replace(OPEN_KEY, masked);
  };

  /** The longest beginning of a form that ends at `end`. */
  function headBefore(text: string, end: number): Span {
    if (!starts.has(text.slice(end - LEAST, end))) return [end, end];
    for (let start = Math.max(0, end - longest); start <= end - LEAST; start++) {
      const piece = text.slice(start, end);
      if (forms.some((form) => form.startsWith(piece))) return [start, end];
    }
    return [end, end];
  }

  /** The longest ending of a form that begins at `start`. */
  function tailFrom(text: string, start: number): Span {
    if (!starts.has(text.slice(start, start + LEAST))) return [start, start];
    for (let end = Math.min(text.length, start + longest); end >= start + LEAST; end--) {
      const piece = text.slice(start, end);
      if (forms.some((form) => form.endsWith(piece))) return [start, end];
    }
    return [start, start];
  }
}

type Span = readonly [start: number, end: number];

/** All stretches of LEAST characters: what is none of them need not be looked at closer. */
function pieces(form: string): string[] {
  return Array.from({ length: Math.max(0, form.length - LEAST + 1) }, (_, at) => form.slice(at, at + LEAST));
}

function replaceSpans(text: string, spans: readonly Span[], masked: string): string {
  const found = spans.filter(([start, end]) => start < end).sort(([a], [b]) => a - b);
  let result = "";
  let at = 0;
  for (const [start, end] of found) {
    if (start < at) continue;
    result += text.slice(at, start) + masked;
    at = end;
  }
  return result + text.slice(at);
}
