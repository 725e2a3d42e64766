import { describe, expect, test } from "vitest";
import { junit } from "../../../src/report/formats/junit.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { junitProblems } from "../../helpers/reports/junit-rules.ts";
import { schemaProblems } from "../../helpers/reports/junit-schema.ts";
import { head, onlyTrial, render, suite, trial } from "../../helpers/report-fixtures.ts";
import { NASTY, onePass, SHAPES, threeArms } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";
import { parseXml } from "../../helpers/reports/xml.ts";

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  test("is accepted by all three schemas", async () => {
    expect(junitProblems(await render(junit, uniqueIds(fixture)))).toEqual([]);
  });

  test("reads as it did and holds no command", async () => {
    const text = await render(junit, fixture);
    expect(commandsIn(text)).toEqual([]);
    expectGolden(`report/${name}.junit.xml`, text);
  });
});

const VERDICTS = [
  ["fail", '<failure type="gate"', 'failures="1" errors="0"'],
  ["incomplete", '<error type="gate"', 'failures="0" errors="1"'],
  ["over_budget", '<error type="gate"', 'failures="0" errors="1"'],
] as const;

/** The nasty shape repeats cases, which a run cannot. */
function uniqueIds(fixture: typeof onePass): typeof onePass {
  const trials = fixture.trials.map((list) =>
    list.map((record, index) => ({ ...record, case: `${record.case} ${index}` })),
  );
  return { ...fixture, trials };
}

test.each([
  ["passes", trial(), undefined],
  ["failed", onlyTrial("a", "fail"), "failure"],
  ["errored", threeArms.trials[0]!.find(({ status }) => status === "errored")!, "error"],
  ["undecided", threeArms.trials[0]!.find(({ verdict }) => verdict === "undecided")!, "error"],
  ["skipped", threeArms.trials[0]!.find(({ status }) => status === "skipped")!, "skipped"],
  ["failed in quarantine", trial({ verdict: "fail", quarantined: true }), "skipped"],
  ["passes in quarantine", trial({ quarantined: true }), undefined],
] as const)("a trial that %s", async (_what, record, element) => {
  const document = parseXml(await render(junit, { ...onePass, trials: [[record]] }));
  expect(document.children[0]?.children[1]?.children[0]?.name).toBe(element);
});

test("the result tells check, reason, place and the answer's start", async () => {
  const document = parseXml(await render(junit, { ...onePass, trials: [[onlyTrial("a", "fail")]] }));
  const failure = document.children[0]?.children[1]?.children[0];
  expect(failure?.attributes).toEqual({ type: "equals_any", message: "equals_any: is not yes" });
  expect(failure?.text).toBe("suites/triage.yaml:41\nequals_any: is not yes\nanswer:\nno");
});

function withText(text: string): typeof onePass {
  const records = [
    onlyTrial(text, "fail"),
    { ...onlyTrial(text, "fail"), arm: `${text}/default` },
    { ...onlyTrial(text, "fail"), trial: 2, output: text },
  ];
  const suites = [suite({ name: text, file: text })];
  return { head: head({ suites }), trials: [records] };
}

test.each(NASTY)("%j breaks no document and no name", async (text) => {
  const document = await render(junit, withText(text));
  expect(junitProblems(document)).toEqual([]);
  expect(commandsIn(document)).toEqual([]);
});

const good = await render(junit, threeArms);
const FAULTS = [
  ["an attribute on testsuites", good.replace("<testsuites>", '<testsuites tests="1">')],
  ["a skipped with a message", good.replace("<skipped/>", '<skipped message="x"/>')],
  ["a wrong count", good.replace(/failures="\d+"/, 'failures="0"')],
  ["a zone in the timestamp", good.replace(/timestamp="([^"]+)"/, 'timestamp="$1Z"')],
  ["a repeated name", good.replaceAll(/<testcase name="[^"]+"/g, '<testcase name="x"')],
  ["a missing system-err", good.replace("<system-err></system-err>", "")],
] as const;

test.each(FAULTS)("the rules find %s", (_fault, document) => {
  expect(document).not.toBe(good);
  expect(junitProblems(document)).not.toEqual([]);
});

test("the schema finds them, too, but that it cannot count; and accepts what they were planted in", async () => {
  const found = await schemaProblems([good, ...FAULTS.map(([, document]) => document)]);
  const accepted = ["none", ...FAULTS.map(([fault]) => fault)].filter((_, index) => found[index]?.length === 0);
  expect(accepted).toEqual(["none", "a wrong count"]);
});

test("the schema accepts every shape, every text and every verdict", async () => {
  const shapes = Object.entries(SHAPES).map(([name, fixture]) => [name, uniqueIds(fixture)] as const);
  const texts = NASTY.map((text) => [text, withText(text)] as const);
  const verdicts = VERDICTS.map(([verdict]) => [verdict, withVerdict(verdict)] as const);
  const all = [...shapes, ...texts, ...verdicts];
  const found = await schemaProblems(await Promise.all(all.map(([, fixture]) => render(junit, fixture))));
  expect(found).toHaveLength(all.length);
  expect(all.flatMap(([name], index) => (found[index]?.length === 0 ? [] : [[name, found[index]]]))).toEqual([]);
});

test.each(["<a>\u001b</a>", "<a>&</a>", "<a>]]></a>", "<a><b></a>", '<a x="<"/>', "<a></a><b></b>"])(
  "the parser rejects %j",
  (document) => {
    expect(() => parseXml(document)).toThrow();
  },
);

function withVerdict(verdict: "fail" | "incomplete" | "over_budget" | "inconclusive" | "pass"): typeof onePass {
  const suites = [suite({ verdict })];
  return { trials: [[trial()]], head: head({ suites, verdict, exit_code: verdict === "pass" ? 0 : 3 }) };
}

describe("a verdict that no trial shows", () => {
  test.each(VERDICTS)("%s is one more case that is not green", async (verdict, result, counts) => {
    const document = await render(junit, withVerdict(verdict));
    expect(document).toContain(`tests="2" ${counts}`);
    expect(document).toContain('<testcase name="gate"');
    expect(document).toContain(result);
  });
  test.each(["pass", "inconclusive"] as const)("%s is none", async (verdict) => {
    expect(await render(junit, withVerdict(verdict))).not.toContain('name="gate"');
  });
  test("where a trial shows it, it is not said twice", async () => {
    const document = await render(junit, { ...withVerdict("fail"), trials: [[onlyTrial("a", "fail")]] });
    expect(document).not.toContain('name="gate"');
  });
});
