import { expect, test } from "vitest";
import type { Extraction } from "../../src/domain/suite.ts";
import { prepared, problemsOf, type TestItem, verdictOf } from "./grading.ts";

const tag: Extraction = { kind: "tag", tag: "queue" };
const unknown = { cost: 1 };

type Status = "pass" | "fail" | "undecided";
const rows: readonly (readonly [string, TestItem, string, Status])[] = [
  ["not", { not: { contains: "sorry" } }, "hello", "pass"],
  ["not, and it is there", { not: { contains: "sorry" } }, "sorry", "fail"],
  ["not, undecided", { not: unknown }, "", "undecided"],
  ["not not", { not: { not: { contains: "a" } } }, "a", "pass"],
  ["all_of", { all_of: [{ contains: "a" }, { contains: "b" }] }, "ab", "pass"],
  ["all_of, one fails", { all_of: [{ contains: "a" }, { contains: "b" }] }, "a", "fail"],
  ["all_of, one undecided", { all_of: [{ contains: "a" }, unknown] }, "a", "undecided"],
  ["all_of, a fail decides", { all_of: [unknown, { contains: "b" }] }, "a", "fail"],
  ["any_of", { any_of: [{ contains: "a" }, { contains: "b" }] }, "b", "pass"],
  ["any_of, none", { any_of: [{ contains: "a" }, { contains: "b" }] }, "c", "fail"],
  ["any_of, a pass decides", { any_of: [unknown, { contains: "b" }] }, "b", "pass"],
  ["any_of, one undecided", { any_of: [unknown, { contains: "b" }] }, "c", "undecided"],
  ["nested", { any_of: [{ all_of: [{ contains: "a" }, { not: { contains: "b" } }] }, { equals: "c" }] }, "a", "pass"],
  ["a list inside the list", { all_of: [{ contains: "a" }, [{ contains: "b" }]] }, "a", "fail"],
];
test.each(rows)("%s", async (_, item, text, wants) => {
  expect((await verdictOf(item, text)).status).toBe(wants);
});

test("reasons name the inner check that decided", async () => {
  expect((await verdictOf({ not: { contains: "a", name: "no a" } }, "a")).reason).toMatch(
    /^not as wanted, no a holds: /,
  );
  // What passes does not read like a failure.
  expect((await verdictOf({ not: { contains: "a" } }, "b")).reason).toMatch(/^as wanted, contains does not hold: /);
  expect((await verdictOf({ all_of: [{ contains: "a" }, { equals: "b" }] }, "a")).reason).toMatch(/^equals: /);
  expect((await verdictOf({ any_of: [{ contains: "a" }, { equals: "b" }] }, "a")).reason).toMatch(/^contains: /);
  expect((await verdictOf({ any_of: [{ not: { contains: "a" } }, { equals: "b" }] }, "a")).reason).toMatch(
    /not as wanted, contains holds: .*; equals: /,
  );
});

test("all_of scores the mean and any_of the best", async () => {
  const similar = { similarity: { to: "a b c d", metric: "rouge_1", min: 0.4 } };
  expect(await verdictOf({ all_of: [similar, { contains: "a" }] }, "a b")).toMatchObject({
    status: "pass",
    score: expect.closeTo(5 / 6, 9),
  });
  expect(await verdictOf({ any_of: [similar, { contains: "z" }] }, "a b")).toMatchObject({
    status: "pass",
    score: expect.closeTo(2 / 3, 9),
  });
});

const extractions: readonly (readonly [string, Extraction, string, string | null])[] = [
  ["the whole", { kind: "whole" }, " a\n", " a\n"],
  ["the last line", { kind: "last_line" }, "a\nb\n\n", "b"],
  ["the last line, Windows", { kind: "last_line" }, "a\r\nb\r\n", "b"],
  ["no line", { kind: "last_line" }, " \n", null],
  ["a tag", tag, "so <queue>billing</queue>.", "billing"],
  ["the last of two tags", tag, "<queue>a</queue> no: <queue>b</queue>", "b"],
  ["a tag with an attribute", tag, '<queue id="1">b</queue>', "b"],
  ["another tag with that beginning", tag, "<queues>a</queues>", null],
  ["a tag named before", tag, "the <queue> tag: <queue>b</queue>", "b"],
  ["an empty tag", tag, "<queue></queue>", ""],
  ["no tag", tag, "billing", null],
  ["a closing tag alone", tag, "billing</queue>", null],
  ["an opening tag alone", tag, "<queue>billing", null],
  ["a group", { kind: "pattern", pattern: "Total: (\\d+)" }, "Total: 42 of 50", "42"],
  ["a match without a group", { kind: "pattern", pattern: "\\d+" }, "it is 42", "42"],
  ["a group that took no part", { kind: "pattern", pattern: "a(b)?" }, "ac", null],
  ["no match", { kind: "pattern", pattern: "Total: (.*)" }, "none", null],
  ["a text in JSON", { kind: "json_path", path: "$.q" }, 'is {"q": "billing"}', "billing"],
  ["a value in JSON", { kind: "json_path", path: "$.q" }, '{"q": {"a": 1}}', '{"a":1}'],
  ["nothing in JSON", { kind: "json_path", path: "$.x" }, '{"q": 1}', null],
  ["no JSON", { kind: "json_path", path: "$.x" }, "none", null],
];
test.each(extractions)("on: %s", async (_, on, text, wants) => {
  const verdict = await verdictOf({ equals: { value: wants ?? "?", trim: false } }, text, on);
  expect(verdict).toMatchObject(wants === null ? { status: "fail", nothingExtracted: true } : { status: "pass" });
});

test("a tag that the stop sequence cut is taken as far as it goes", async () => {
  const cut = { text: "So: <queue>billing", ending: "stop_sequence", stopReason: "stop_sequence" } as const;
  expect((await verdictOf({ equals: "billing" }, cut, tag)).status).toBe("pass");
});

const nothing: readonly TestItem[] = [
  { not: { contains: "a" } },
  { not: { not: { contains: "a" } } },
  { all_of: [{ not: { contains: "a" } }] },
  { not: { all_of: [{ contains: "a" }, { equals: "b" }] } },
  { not: { any_of: [{ contains: "a" }, { refusal: true }] } },
  { not: { json: true } },
];
test.each(nothing)("nothing extracted fails %j", async (item) => {
  expect(await verdictOf(item, "no tag here", tag)).toMatchObject({ status: "fail" });
});

/** What `json_path` at `$.a` is held to. */
const at = (rest: TestItem, path = "$.a"): TestItem => ({ json_path: { path, ...rest } });
const unseen: readonly (readonly [string, TestItem, string, Status])[] = [
  // Not there: nothing is known of it, so `not` holds no more than the check does.
  ["no JSON", at({ equals: 1 }), "I am sorry, I cannot say.", "fail"],
  ["no JSON to count in", at({ exists: true }), "prose", "fail"],
  ["broken JSON", at({ equals: 1 }), '{"a": 1,', "fail"],
  ["no value at the path", at({ equals: 1 }), '{"b": 1}', "fail"],
  ["no number in the value", at({ number: 1 }), '{"a": "x"}', "fail"],
  ["no number in one of the values", at({ number: 1 }, "$[*]"), '[2, "x"]', "fail"],
  ["no number in one of the values, any", at({ number: 1, match: "any" }, "$[*]"), '[2, "x"]', "fail"],
  ["no JSON in all_of", { all_of: [at({ equals: 1 }), { contains: "x" }] }, "prose", "fail"],
  ["no number", { number: 3.14 }, "about three", "fail"],
  ["a number in a notation that is not read", { number: 3.14 }, "3,14", "fail"],
  // Looked at, and not so.
  ["another value", at({ equals: 1 }), '{"a": 2}', "pass"],
  ["JSON asked for its path alone", at({ exists: true }), '{"b": 1}', "pass"],
  ["JSON asked for a path with a value, said so", at({ equals: 1, exists: true }), '{"b": 1}', "pass"],
  ["a list without any", at({ equals: 1, match: "any" }, "$.a[*]"), '{"a": []}', "pass"],
  ["another number", { number: 1 }, "it is 2", "pass"],
  ["JSON itself is what is asked for", { json: true }, "prose", "pass"],
  ["no call", { tool_call: "search" }, "prose", "pass"],
];
test.each(unseen)("a check that finds nothing to look at fails inside `not`, too: %s", async (_, item, text, wants) => {
  expect((await verdictOf({ not: item }, text)).status).toBe(wants);
  expect((await verdictOf(item, text)).status).toBe("fail");
});

test("the reason says why `not` fails there", async () => {
  const { reason } = await verdictOf({ not: at({ equals: 1 }) }, "prose");
  expect(reason).toMatch(/^what json_path looks at is not there, so `not` fails, too: .*prose/);
});

test("an inner `on` replaces the outer one", async () => {
  const item = { all_of: [{ equals: "b" }, { contains: "so", on: "whole" }, { equals: "x", on: { tag: "other" } }] };
  expect((await verdictOf(item, "so <queue>b</queue> <other>x</other>", tag)).status).toBe("pass");
});

test("`on` inside json_path's value has no hold: the value is looked at whole", async () => {
  const item = { json_path: { path: "$.a", contains: "x" } };
  expect((await verdictOf(item, '<queue>{"a": "x"}</queue>', tag)).status).toBe("pass");
});

const wrong: readonly (readonly [string, TestItem, readonly (string | number)[]])[] = [
  ["an unknown check inside", { not: { contians: "a" } }, ["contians"]],
  ["no check inside", { not: {} }, []],
  ["two checks inside", { not: { contains: "a", equals: "b" } }, []],
  ["a text inside", { not: "a" }, []],
  ["a wrong argument inside", { not: { contains: 5 } }, ["contains"]],
  [
    "a wrong argument deep inside",
    { any_of: [{ contains: "a" }, { not: { matches: { pattern: "(" } } }] },
    [1, "not", "matches", "pattern"],
  ],
  ["a turn inside", { all_of: [{ contains: "a", turn: 1 }] }, [0, "turn"]],
  ["a weight inside", { all_of: [{ contains: "a", weight: 2 }] }, [0, "weight"]],
  ["a file inside", { all_of: [{ file: "x.yaml" }] }, [0, "file"]],
  ["a bad `on` inside", { not: { contains: "a", on: "first_line" } }, ["on"]],
  ["a misplaced `on` inside", { not: { cost: 1, on: "last_line" } }, ["on"]],
  ["an empty list", { any_of: [] }, []],
  ["a list of an empty list", { all_of: [[]] }, []],
  ["no list", { all_of: { contains: "a" } }, []],
  ["judge inside", { not: { judge: {} } }, ["judge"]],
];
test.each(wrong)("wrong argument: %s", async (_, item, pointer) => {
  expect((await problemsOf(item)).map((problem) => problem.pointer)).toEqual([pointer]);
});

test("a misspelt check inside gets the right one suggested", async () => {
  expect((await problemsOf({ not: { contians: "a" } }))[0]?.hint).toContain("contains");
});

test.each([
  [{ not: [{ contains: "a" }] }, "any_of"],
  [{ contains: "" }, "remove the check"],
  [{ number: { equals: "x" } }, "`equals` or `contains`"],
])("the next step for %j", async (item, hint) => {
  expect((await problemsOf(item))[0]?.hint).toContain(hint);
});

const badOn: readonly Extraction[] = [
  { kind: "pattern", pattern: "(" },
  { kind: "json_path", path: "$.[" },
  { kind: "tag", tag: "<queue>" },
];
test.each(badOn)("a bad `on` is a problem: %j", async (on) => {
  expect(await problemsOf({ contains: "a" }, on)).toHaveLength(1);
});

test("warnings of inner checks come out with their place", async () => {
  const item = await prepared({ any_of: [{ contains: "a" }, { not: { matches: "^a?$" } }] });
  expect(item.warnings).toMatchObject([{ pointer: [1, "not", "matches"] }]);
});
