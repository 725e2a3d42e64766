import fc from "fast-check";
import { anyCharacter } from "../helpers/texts/any-character.ts";

/** One change of a text: where (a share of its length), how far, and what goes in there. */
interface Edit {
  readonly at: number;
  readonly length: number;
  readonly put: string;
}

/** What breaks readers: ends of things, deep and long things, odd characters and numbers, names that every object has. */
// oxfmt-ignore
const SPLICES: readonly string[] = [
  "", "\n", "\r", "\r\n", "\t", " ", '"', "'", "`", "{", "}", "[", "]", "(", ")", ":", ": ", ",", "- ", "#", "&a ", "*a", "<<: ", "? ", "| ", "> ", "%", "@", "!", "~",
  "{{", "}}", "{{ x }}", "{% if x %}", "{% for i in (1..999999999) %}", "{{ x | nope }}", "null", "true", "-0", "1e400", "1e308", "-1", "0x1f", "02134", "49290012345678912", ".inf", ".nan",
  "__proto__", "constructor", "toString", "\u0000", "\u001b[31m", "\ud83d", "\u202e", "\u200b", "\ufeff", "é", "日本", "😀", "\u2028", "::error ::", "]]>", "</script>",
  "[".repeat(1200), '{"a":'.repeat(1200), "a".repeat(20_000), "((((a*)*)*)*)*",
];

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
  put: fc.oneof(fc.constantFrom(...SPLICES), fc.string({ unit: anyCharacter, maxLength: 4 })),
});

/** One of the seeds with some changes: what people and broken programs write is near to what is right. */
export function mutated(seeds: readonly string[], maxEdits = 6): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: maxEdits }))
    .map(([seed, edits]) => edits.reduce(applied, seed));
}

function applied(text: string, { at, length, put }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + put + text.slice(start + length);
}

/** Lines of a file that come twice, are gone, or changed places. */
export function shuffledLines(lines: readonly string[]): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom(...lines), { maxLength: lines.length * 2 });
}

/** The bytes of a text, some of them no UTF-8. */
export function withBytes(texts: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(texts, fc.uint8Array({ maxLength: 3 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([text, bytes, at]) => {
      const whole = Buffer.from(text);
      const start = Math.floor(at * whole.length);
      return Buffer.concat([whole.subarray(0, start), bytes, whole.subarray(start)]);
    });
}
