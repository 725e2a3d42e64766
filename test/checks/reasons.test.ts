import { expect, test } from "vitest";
import { registry } from "../../src/checks/prepare/registry.ts";
import type { Verdict } from "../../src/domain/check.ts";
import { isCheckType } from "../../src/domain/check-facts.ts";
import { ENGLISH } from "../../src/domain/reasons/catalogues/english/english.ts";
import { say, sayer } from "../../src/domain/reasons/catalogues/say.ts";
import type { NamedScript, ScriptFault, ThreadEnd } from "../../src/domain/reasons/code.ts";
import type { ReasonCatalogue, Reason, Sayable, Say } from "../../src/domain/reasons/reason.ts";
import { expectGolden } from "../helpers/golden.ts";
import { answerWith, context, prepared } from "./grading.ts";
import { COMPOSED_ROWS } from "./reason-rows/composed.ts";
import { CONDUCT_ROWS } from "./reason-rows/conduct.ts";
import { JSON_ROWS } from "./reason-rows/json.ts";
import { judgedVerdicts } from "./reason-rows/judged.ts";
import type { ReasonRow } from "./reason-rows/row.ts";
import { SCHEMA_ROWS } from "./reason-rows/schema.ts";
import { TEXT_ROWS } from "./reason-rows/text.ts";

const SHOWN = 100;
const FILE: NamedScript = { kind: "file", name: "G.MJS" };
const FUNCTION: NamedScript = { kind: "function", name: "POLITE" };

/** What scripts return, and what becomes of them and of threads. */
const RETURNED: readonly (readonly [unknown, string])[] = [
  [true, "G.MJS returned true"],
  [7, "G.MJS returned 7, expected true, false or { pass, score?, reason? }"],
  [{ pass: true }, "G.MJS returned pass: true"],
  [{}, "G.MJS returned an object without a boolean `pass`, expected true, false or { pass, score?, reason? }"],
  [{ pass: true, score: 7 }, "G.MJS returned the score 7, expected 0 to 1"],
  [{ pass: true, score: "7" }, "G.MJS returned the score string, expected 0 to 1"],
  [{ pass: false, reason: "TOO DULL" }, "TOO DULL"],
];
const ENDS: readonly (readonly [ThreadEnd, string])[] = [
  [{ code: "thread.run-over" }, "the run is over"],
  [{ code: "thread.exited", exit: 3 }, "it ended its thread (exit 3)"],
  [{ code: "thread.memory", megabytes: 512 }, "it needed more than 512 MB of memory"],
];
const FAULTS: readonly (readonly [ScriptFault, string])[] = [
  [{ code: "script.late", seconds: 2.5 }, "the script did not answer within 2.5 s"],
  [{ code: "script.function-late", seconds: 2.5 }, "it did not answer within 2.5 s"],
  [{ code: "script.function-gone" }, "the program has no such function any more"],
  [{ code: "script.no-function" }, "the script has no default export that is a function"],
  [
    { code: "script.unloadable", thrown: { code: "thrown", isError: true, words: "E: X" } },
    "the script does not load: E: X",
  ],
  [{ code: "script.threw", thrown: { code: "thrown", isError: false, words: "X" } }, "threw X"],
  ...ENDS.map(([why, words]): readonly [ScriptFault, string] => [
    { code: "script.died", why },
    `the script failed outside of its function: ${words}`,
  ]),
];
/** Reasons that are found beside the kinds: of whole trials, and of threads of our own. */
const OTHERS: readonly (readonly [Reason, string])[] = [
  [{ code: "turn.refused", category: "CYBER" }, "the model refused (CYBER)"],
  [{ code: "turn.refused", category: null }, "the model refused"],
  [{ code: "turn.not-refused" }, "the model did not refuse"],
  [{ code: "turn.cut-off", stopReason: "max_tokens" }, "the answer was cut off (max_tokens)"],
  [
    { code: "turn.thought-out", stopReason: "max_tokens", thinkingTokens: 16, outputTokens: 20 },
    "the answer was cut off (max_tokens): 16 of 20 tokens went to thinking: raise `max_tokens`, or lower thinking",
  ],
  [{ code: "turn.not-cut-off" }, "the answer was not cut off"],
  [{ code: "turn.compacted" }, "the context was compacted, and no answer followed (compaction)"],
  [
    { code: "turn.unknown-ending", stopReason: '"X"' },
    'this version does not know the stop reason "X"; a `stop_reason` check can name it',
  ],
  [{ code: "turn.not-reached", turn: 2 }, "turn 2 was not reached"],
  [{ code: "turn.not-reached", turn: null }, "no turn was reached"],
  [{ code: "turn.no-answer" }, "there is no answer"],
  [{ code: "apart.late", seconds: 5 }, "the check takes longer than its limit of 5 s on this answer"],
  ...ENDS.map(([why, words]): readonly [Reason, string] => [
    { code: "apart.died", why },
    `the check could not be graded on this answer: ${words}`,
  ]),
  [
    {
      code: "judge.whole",
      judge: "J",
      word: null,
      score: null,
      said: { code: "judge.no-answer", why: { code: "judge.not-simulated" } },
      share: null,
    },
    "J: the judge gave no answer: the case says no `simulate_judge` for it: add `simulate_judge: pass` to the case",
  ],
  [{ code: "nothing-inside" }, "nothing is inside"],
];

interface Found {
  /** What was asked and answered. */
  readonly of: string;
  readonly verdict: Verdict;
}

async function graded(rows: readonly ReasonRow[]): Promise<readonly Found[]> {
  return Promise.all(
    rows.map(async ([item, given, on]) => {
      const answer = answerWith(typeof given === "string" ? { text: given } : given);
      const verdict = await (await prepared(item, on ?? null)).grade(answer, context);
      return { of: JSON.stringify([item, given, ...(on === undefined ? [] : [on])]), verdict };
    }),
  );
}

async function scriptSays(value: unknown): Promise<Found> {
  const item = await prepared({ script: FILE.name }, null, () => Promise.resolve({ status: "returned", value }));
  return { of: JSON.stringify(value), verdict: await item.grade(answerWith({}), context) };
}

const rows: readonly ReasonRow[] = [...TEXT_ROWS, ...JSON_ROWS, ...SCHEMA_ROWS, ...CONDUCT_ROWS, ...COMPOSED_ROWS];

async function allFound(): Promise<readonly Found[]> {
  const scripts = await Promise.all(RETURNED.map(([value]) => scriptSays(value)));
  return [...(await graded(rows)), ...judgedVerdicts(), ...scripts];
}

const found = await allFound();
const handMade: readonly Sayable[] = [
  ...OTHERS.map(([reason]) => reason),
  ...FAULTS.map(([why]): Reason => ({ code: "script.failed", script: FUNCTION, why })),
];

test("what every check says, in words", () => {
  const lines = found.map(({ of, verdict: { status, reason, judge } }) => {
    const votes = judge?.votes.flatMap((vote) => (vote.reason === null ? [] : [`\n    vote: ${vote.reason}`])) ?? [];
    return `${of.length > SHOWN ? `${of.slice(0, SHOWN)}…` : of}\n  ${status}: ${say(reason)}${votes.join("")}\n`;
  });
  expectGolden("checks/reasons.txt", lines.join(""));
});

test.each(OTHERS)("in words: $code", (reason, words) => {
  expect(say(reason)).toBe(words);
});

test.each(FAULTS)("a script that gives no verdict, in words: $code", (why, words) => {
  expect(say({ code: "script.failed", script: FILE, why })).toBe(`G.MJS: ${words}`);
  expect(say({ code: "script.failed", script: FUNCTION, why })).toBe(`the function POLITE: ${words}`);
});

test.each(RETURNED)("a script that returns %j, in words", async (value, words) => {
  expect(say((await scriptSays(value)).verdict.reason)).toBe(words);
});

/** The codes of a reason and of all that stands inside. */
function codesOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "code" in value && typeof value.code === "string" ? [value.code] : [];
  return [...own, ...Object.values(value).flatMap(codesOf)];
}

test("every kind of check says something above", () => {
  const kinds = new Set(rows.flatMap(([item]) => Object.keys(item).filter(isCheckType)));
  // Scripts and judges are asked apart.
  expect([...kinds, "script", "judge"].toSorted()).toEqual(Object.keys(registry).toSorted());
});

test("every sentence of the catalogue is said above", () => {
  const codes = new Set([...found.map(({ verdict }) => verdict.reason), ...handMade].flatMap(codesOf));
  expect([...codes].toSorted()).toEqual(Object.keys(ENGLISH).toSorted());
});

/** A language of capitals: a code and what it is about. What is inside is said in the same language. */
const CAPITALS: ReasonCatalogue = capitals();

function capitals(): ReasonCatalogue {
  const write = (sayable: Sayable, sayInside: Say): string => {
    const { code, ...about } = sayable;
    return [code.toUpperCase(), ...Object.values(about).map((value) => written(value, sayInside))].join(" ");
  };
  // Of each code the same function, which takes what any code is about.
  return Object.fromEntries(Object.keys(ENGLISH).map((code) => [code, write])) as ReasonCatalogue;
}

function written(value: unknown, sayInside: Say): string {
  if (isSayable(value)) return sayInside(value);
  if (typeof value === "object" && value !== null)
    return Object.values(value)
      .map((member: unknown) => written(member, sayInside))
      .join(" ");
  return typeof value === "string" ? named(value) : String(value).toUpperCase();
}

function isSayable(value: unknown): value is Sayable {
  return typeof value === "object" && value !== null && "code" in value;
}

/** A word of a fixed list, such as `rouge_l`, or a keyword of JSON Schema is no English. */
function named(value: string): string {
  return /^[a-z][\w,-]*$|^false schema$/.test(value) ? value.toUpperCase() : value;
}

/** What engines say has no catalogue; an expression and the flags of a pattern are a suite's. */
const NOT_OURS = /\/im |missing closing \): |No such key: |"(?:output|json|vars|size).*"/g;

test("a second language is a second catalogue: no kind says anything in English by itself", () => {
  const sayLoud = sayer(CAPITALS);
  const small = found
    .map(({ verdict: { reason } }) => sayLoud(reason).replace(NOT_OURS, ""))
    .filter((words) => /\p{Ll}/u.test(words));
  expect(small).toEqual([]);
});

test("a code without a sentence, and one with wrong arguments, do not compile", () => {
  // @ts-expect-error -- no catalogue has it
  const unknown: Reason = { code: "text.unknown", wanted: "" };
  // @ts-expect-error -- what is wanted is a text
  const wrong: Reason = { code: "text.is", wanted: 7 };
  // @ts-expect-error -- it says nothing of `got`
  const more: Reason = { code: "text.is", wanted: "", got: "" };
  // @ts-expect-error -- a catalogue has a sentence for every code
  const incomplete: ReasonCatalogue = { "text.is": () => "" };
  expect([unknown, wrong, more, incomplete]).toHaveLength(4);
});
