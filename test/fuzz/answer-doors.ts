import fc from "fast-check";
import { rateLimitLines } from "../../src/pipeline/output/rate-limit-words.ts";
import { parseBoundedJson } from "../../src/base/bounded-json.ts";
import { type TestItem, type VerdictInWords, verdictOf } from "../checks/grading.ts";
import { type Door, door, rule } from "./door.ts";
import { mutated } from "./mutated.ts";

const ANSWERS = [
  'Sure! ```json\n{"queue": "billing", "items": [{"price": 1.10}, {"price": 49290012345678912}]}\n``` Anything else?',
  "<queue>billing</queue> The total is $1,234.50 (3½ × 10⁸).",
  "Answer: yes\nResult: no\n\u200bОК — 3万円, 12:30, –50",
  '{"a": {"b": [null, true, "x"]}}',
  "",
];

/** A check of each kind that reads texts, none of which an arbitrary answer is likely to pass by accident. */
const ITEMS: readonly TestItem[] = [
  { equals: "billing" },
  { contains: { value: "BILLING", ignore_case: true } },
  { matches: { pattern: "^(a|b)*\\p{L}{3}$", flags: "im" } },
  { json: { schema: { type: "object", required: ["queue"], properties: { queue: { const: "sales" } } } } },
  { json: { strict: true } },
  { json_path: { path: "$..[?@.price > 2]", exists: true } },
  { json_path: { path: "$.queue", equals: "sales" } },
  { number: 7 },
  { number: { min: "49290012345678911", max: "49290012345678911" } },
  { length: { max_words: 3, min_sentences: 1 } },
  { similarity: { to: "the cat sat", metric: "rouge_l", min: 0.9 } },
  { similarity: { to: "the cat sat", metric: "chrf", min: 0.9 } },
  { expr: "output.contains('zzz') || json.queue == 'sales'" },
  { not: { contains: "a" } },
  { any_of: [{ equals: "x" }, { json_path: { path: "$.a.b[1]", equals: false } }] },
];

function sound({ status, score, reason }: VerdictInWords): void {
  rule(["pass", "fail", "undecided"].includes(status), `a verdict of ${status}`);
  rule(score === null ? status === "undecided" : score >= 0 && score <= 1, `a score of ${String(score)}`);
  rule(typeof reason === "string" && reason.length < 10_000, "a reason that is none, or has no end");
}

/** JSON without one of its characters, where that breaks it. */
const broken = fc
  .tuple(
    fc.jsonValue().filter((value) => typeof value === "object" && value !== null),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([value, at]) => {
    const text = JSON.stringify(value);
    const cut = Math.floor(at * text.length);
    return text.slice(0, cut) + text.slice(cut + 1);
  })
  .filter((text) => {
    try {
      JSON.parse(text);
      return false;
    } catch {
      return true;
    }
  });

export const ANSWER_DOORS: readonly Door[] = [
  door("an answer", fc.tuple(mutated(ANSWERS), fc.constantFrom(...ITEMS)), async ([answer, item]) => {
    sound(await verdictOf(item, answer));
  }),
  door(
    "an answer that something is picked of",
    fc.tuple(
      mutated(ANSWERS),
      fc.constantFrom(
        { kind: "tag", tag: "queue" } as const,
        { kind: "last_line" } as const,
        { kind: "json_path", path: "$..price" } as const,
        { kind: "pattern", pattern: "Answer: (.*)|Result: (.*)", match: "last" } as const,
      ),
    ),
    async ([answer, on]) => {
      sound(await verdictOf({ equals: "x" }, answer, on));
    },
  ),
  door("broken JSON", broken, async (text) => {
    rule((await verdictOf({ json: { strict: true } }, text)).status !== "pass", "broken JSON passes");
  }),
  door("JSON", fc.jsonValue(), async (value) => {
    const text = JSON.stringify(value);
    rule((await verdictOf({ json: { strict: true } }, text)).status === "pass", "JSON does not pass");
    const equal = { json_path: { path: "$", equals: value as string } };
    if (value !== null) rule((await verdictOf(equal, text)).status === "pass", "JSON is not equal to itself");
  }),
  door(
    "another text",
    fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })),
    async ([one, other]) => {
      const { status } = await verdictOf({ equals: { value: one, trim: false } }, other);
      rule((status === "pass") === (one.normalize("NFC") === other.normalize("NFC")), `${status} for equal or not`);
    },
  ),
  door(
    "a number and another",
    fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 1, max: 9 })),
    async ([number, more]) => {
      rule(
        (await verdictOf({ number: String(number) }, `It is ${number}.`)).status === "pass",
        "a number is not itself",
      );
      rule(
        (await verdictOf({ number: String(number) }, `It is ${number + BigInt(more)}.`)).status === "fail",
        "a number is another",
      );
    },
  ),
  door(
    "a pattern",
    fc.tuple(mutated(["^(a|b)+c?$", "\\p{Lu}{2,}[^x]\\d*", "(?<n>x)|y"]), mutated(ANSWERS, 1)),
    async ([pattern, answer]) => {
      await refusedOr(() => verdictOf({ matches: { pattern } }, answer));
    },
  ),
  door(
    "a path",
    fc.tuple(mutated(["$.a.b[?@.c > 1 && length(@.d) < 2]", "$..*", "$['a'][1:5:2]"]), fc.constantFrom(...ANSWERS)),
    async ([path, answer]) => {
      await refusedOr(() => verdictOf({ json_path: { path, exists: true } }, answer));
    },
  ),
  door(
    "an expression",
    fc.tuple(
      mutated(["size(output) < 5 && json.a.b[0] == null", "output.matches('a+') ? 1 > 2 : true"]),
      fc.constantFrom(...ANSWERS),
    ),
    async ([expr, answer]) => {
      await refusedOr(() => verdictOf({ expr }, answer));
    },
  ),
  door(
    "a JSON schema",
    fc.tuple(
      mutated([
        '{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"pattern":"^a+$","multipleOf":0.01}}}',
        '{"$schema":"https://json-schema.org/draft-07/schema#","items":[{"type":"number"}]}',
      ]),
      fc.constantFrom(...ANSWERS),
    ),
    async ([text, answer]) => {
      const schema = parsedOr(text);
      if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return;
      await refusedOr(() => verdictOf({ json: { schema: schema as Readonly<Record<string, string>> } }, answer));
    },
  ),
  door(
    "limits that are told",
    fc.record({ limit: fc.double(), remaining: fc.double(), resetAtMs: fc.double() }),
    (reading) => {
      rateLimitLines({ requests: reading, tokens: null, inputTokens: null, outputTokens: null }, 0);
      return Promise.resolve();
    },
  ),
];

/** What is wrong with the arguments is a list of problems: `verdictOf` throws them as one message that begins with the item. */
async function refusedOr(grade: () => Promise<VerdictInWords>): Promise<void> {
  try {
    sound(await grade());
  } catch (error) {
    if (!(error instanceof Error) || !/^\{.*\}: \[\{/s.test(error.message)) throw error;
  }
}

function parsedOr(text: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch {
    return null;
  }
}
