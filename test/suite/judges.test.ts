import { expect, test } from "vitest";
import type { Suite } from "../../src/domain/suite.ts";
import { loadProject } from "../helpers/load-project.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const SUITE = `model: new-haiku
prompt: "{{ question }}"
cases: [ { id: a, vars: { question: why?, expected: because } } ]
`;

function folderOf(rest: string, files: Record<string, string> = {}): string {
  return temporaryProject({ "suite.yaml": SUITE + rest, ...files });
}

function suiteOf(rest: string, files: Record<string, string> = {}): Suite {
  const { loaded } = loadProject(folderOf(rest, files));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join("; "));
  return loaded.value;
}

function problemsOf(rest: string, files: Record<string, string> = {}): string[] {
  const { loaded, store } = loadProject(folderOf(rest, files));
  return (loaded.ok ? loaded.warnings : loaded.problems).map(
    ({ code, place, message }) => `${store.locate(place).line} ${code}: ${message}`,
  );
}

const judge = (fields: string): string => `judges: { j: { ${fields} } }\nexpect: [ { judge: j } ]\n`;

test("a judge whole, with its defaults, by its hash in the check", () => {
  const { judges, checks } = suiteOf(judge("model: new-sonnet, rubric: It is polite."));
  expect(judges).toMatchObject([
    {
      name: "j",
      senders: [{ model: "new-sonnet", bucket: "new-sonnet", isStructured: true, settings: { max_tokens: 4096 } }],
      agree: 1,
      repeats: 1,
      rubric: { text: "It is polite.", isTemplate: true },
      menu: { kind: "verdicts", texts: null },
      see: ["input", "output"],
      needsQuote: false,
      require: { right: 20, wrong: 20, sensitivity: null, specificity: null },
    },
  ]);
  expect(checks[0]?.args).toEqual({ judge: judges[0]?.hash, name: "j" });
});

test("the three forms of the check: a name, a use with a reference, a judge of its own", () => {
  const { judges, checks } = suiteOf(
    'judges: { j: { model: new-sonnet, rubric: Right. } }\nexpect:\n  - judge: j\n  - judge: { use: j, reference: "{{ expected }}" }\n  - judge: { rubric: Polite., model: new-opus }\n  - any_of: [ { contains: x }, { judge: j } ]\n',
  );
  const [named, own] = judges;
  expect(judges.map(({ name }) => name)).toEqual(["j", "ad hoc"]);
  expect(checks.map(({ args }) => args)).toEqual([
    { judge: named?.hash, name: "j" },
    { judge: named?.hash, name: "j", reference: "{{ expected }}" },
    { judge: own?.hash, name: "ad hoc" },
    [{ contains: "x" }, { judge: { judge: named?.hash, name: "j" } }],
  ]);
});

test("the hash is of what is asked, never of where it stands or how the judge is called", () => {
  const hash = (rest: string, files: Record<string, string> = {}): string | undefined =>
    suiteOf(rest, files).judges[0]?.hash;
  const polite = hash(judge("model: new-sonnet, rubric: It is polite."));
  const renamed =
    "description: moved a line down\njudges: { k: { model: new-sonnet, rubric: It is polite. } }\nexpect: [ { judge: k } ]\n";
  expect(hash(renamed)).toBe(polite);
  expect(hash(judge("model: new-sonnet, rubric: { file: r.md }"), { "r.md": "It is polite." })).toBe(polite);
  const others = [
    "rubric: It is kind.",
    "rubric: It is polite., repeats: 3",
    "rubric: It is polite., max_tokens: 99",
    "rubric: It is polite., quote: required",
  ];
  const hashes = others.map((fields) => hash(judge(`model: new-sonnet, ${fields}`)));
  expect(new Set([polite, ...hashes]).size).toBe(1 + others.length);
});

test("labels are made stale by the texts that people label by alone", () => {
  const of = (fields: string): string | undefined =>
    suiteOf(judge(`model: new-sonnet, rubric: R, ${fields}`)).judges[0]?.textsHash;
  const texts = "verdicts: { pass: Yes., fail: No. }";
  expect(of(`${texts}, repeats: 3`)).toBe(of(texts));
  expect(of("verdicts: { pass: Yes!, fail: No. }")).not.toBe(of(texts));
  expect(of("choices: { good: 1, bad: 0 }")).toBe(of("choices: { good: 0.9, bad: 0.1 }"));
});

test("the config's judges are there for every suite, their files beside the config, and the suite's win", () => {
  const config = {
    "prompt-run.config.yaml":
      "judges:\n  j: { model: new-opus, rubric: { file: rubrics/j.md } }\n  other: { model: new-opus, rubric: x }\n",
    "rubrics/j.md": "Shared.",
  };
  expect(suiteOf("expect: [ { judge: j } ]\n", config).judges).toMatchObject([
    { name: "j", rubric: { text: "Shared." } },
  ]);
  expect(suiteOf(judge("model: new-sonnet, rubric: Own."), config).judges).toMatchObject([
    { rubric: { text: "Own." } },
  ]);
  const defaults = { "prompt-run.config.yaml": "defaults: { judges: { j: { model: new-opus, rubric: Given. } } }\n" };
  expect(suiteOf("expect: [ { judge: j } ]\n", defaults).judges).toMatchObject([{ rubric: { text: "Given." } }]);
});

const wrong: readonly (readonly [what: string, rest: string, expected: string])[] = [
  [
    "a judge that no check uses",
    "judges: { j: { model: new-opus, rubric: R } }\nexpect: [ { contains: x } ]\n",
    "4 unused-judge: no check asks the judge `j`",
  ],
  [
    "a judge of pairs that no comparison asks",
    "judges: { j: { model: new-opus, prefer: Which is better? } }\nexpect: [ { contains: x } ]\n",
    "4 unused-judge: no comparison asks the judge `j`",
  ],
  ["a check that names no judge", "expect: [ { judge: j } ]\n", "4 unknown-judge: there is no judge `j`"],
  [
    "inside another check",
    "expect: [ { not: { any_of: [ { judge: j } ] } } ]\n",
    "4 unknown-judge: there is no judge `j`",
  ],
  [
    "choices as a list",
    judge("model: new-opus, rubric: R, choices: [good, bad]"),
    "4 bad-judge: the choices `good`, `bad` have no score",
  ],
  [
    "a choice without its score",
    judge("model: new-opus, rubric: R, choices: { good: 1, bad: }"),
    "4 bad-judge: the choice `bad` has no score",
  ],
  [
    "choices that all pass",
    judge("model: new-opus, rubric: R, choices: { good: 1, fair: 0.6 }"),
    "4 bad-judge: every choice passes: no score is below 0.5",
  ],
  [
    "criteria that pass whatever they are",
    judge("model: new-opus, criteria: { x: X., y: Y. }, combine: mean, pass_at: 0"),
    "4 bad-judge: every answer passes: no share of the criteria is below 0",
  ],
  [
    "a choice called unsure",
    judge("model: new-opus, rubric: R, choices: { good: 1, Unsure: 0 }"),
    "4 bad-judge: a choice cannot be called `Unsure`: that is what every judge may say when it cannot tell",
  ],
  [
    "an even number of repeats",
    judge("model: new-opus, rubric: R, repeats: 2"),
    "4 bad-judge: `repeats: 2` has no majority when its votes are split",
  ],
  [
    "agree beyond the panel",
    judge("panel: [new-opus, new-sonnet], agree: 3, rubric: R"),
    "4 bad-judge: `agree: 3` can never be reached: the panel has 2",
  ],
  [
    "agree of half a panel",
    judge("panel: [new-opus, new-sonnet], agree: 1, rubric: R"),
    "4 bad-judge: with `agree: 1` of 2, two verdicts could both be given",
  ],
  [
    "agree without a panel",
    judge("model: new-opus, agree: 1, rubric: R"),
    "4 bad-judge: `agree` is of a panel, and the judge has none",
  ],
  [
    "a panel of one model twice",
    judge("panel: [new-opus, new-opus], rubric: R"),
    "4 bad-judge: the panel names `new-opus` twice",
  ],
  ["no model", judge("rubric: R"), "4 bad-judge: the judge has no model"],
  ["nothing to judge by", judge("model: new-opus"), "4 bad-judge: the judge is told nothing to judge by"],
  [
    "criteria beside a rubric",
    judge("model: new-opus, rubric: R, criteria: { a: b }"),
    "4 bad-judge: a judge has `criteria` or `rubric`, not both",
  ],
  [
    "verdicts beside choices",
    judge("model: new-opus, rubric: R, verdicts: { pass: a, fail: b }, choices: { a: 1, b: 0 }"),
    "4 bad-judge: a judge has `verdicts` or `choices`, not both",
  ],
  [
    "more criteria wanted than there are",
    judge("model: new-opus, criteria: { a: b }, combine: { at_least: 2 }"),
    "4 bad-judge: `at_least: 2` can never be reached: there are 1 criteria",
  ],
  [
    "combine without criteria",
    judge("model: new-opus, rubric: R, combine: any"),
    "4 bad-judge: `combine` says nothing without `criteria`",
  ],
  [
    "pass_at without scores",
    judge("model: new-opus, rubric: R, pass_at: 1"),
    "4 bad-judge: `pass_at` says nothing without `choices`, or `criteria` with `combine: mean`",
  ],
  [
    "a judge that sees no answer",
    judge("model: new-opus, rubric: R, see: [input]"),
    "4 bad-judge: the judge is not shown the answer",
  ],
  [
    "a format of its own",
    judge("model: new-opus, rubric: R, output_config: { format: { type: json_schema, schema: {} } }"),
    "4 bad-judge: a judge's answer has a format of its own",
  ],
  [
    "tools",
    judge("model: new-opus, rubric: R, tools: []"),
    "4 bad-judge: a judge answers in one message of its own form: `tools` would stand in its way",
  ],
  [
    "a setting that the model rejects",
    judge("model: new-opus, rubric: R, top_k: 5"),
    "4 unsupported-setting: no top_k",
  ],
  [
    "a retired model",
    judge("model: old-model, rubric: R"),
    "4 retired-model: the model `old-model` was retired on 2026-06-15",
  ],
  [
    "a judge of the arm's own family",
    judge("model: new-haiku, rubric: R"),
    "4 judge-of-own-family: `j` asks new-haiku, of the family of the arm `new-haiku/default`: models are known to prefer answers of their own kind",
  ],
  [
    "a rubric that is missing",
    judge("model: new-opus, rubric: { file: no.md }"),
    "4 missing-file: there is no file `no.md`",
  ],
  [
    "a reference that nobody gives",
    judge("model: new-opus, rubric: 'As {{ reference }}.'"),
    "5 bad-judge: `j` sees a reference, and the check gives none",
  ],
  [
    "one part shown twice",
    judge("model: new-opus, rubric: R, see: [output, output]"),
    "4 bad-value: an item of the list stands there twice",
  ],
  [
    "a reference that is not shown",
    "judges: { j: { model: new-opus, rubric: R, see: [input, output] } }\nexpect: [ { judge: { use: j, reference: x } } ]\n",
    "5 unread-reference: `j` is not shown the reference: neither `see` nor a text of the judge names it",
  ],
  [
    "a key of the judge beside use",
    "judges: { j: { model: new-opus, rubric: R } }\nexpect: [ { judge: { use: j, repeats: 3 } } ]\n",
    "5 bad-judge: `repeats` is the judge's own, and the judge is named",
  ],
  [
    "a gate by a judge that nothing asks",
    `${judge("model: new-opus, rubric: R")}gate: { by_judge: { k: { pass_rate: 0.9 } } }\n`,
    "6 bad-gate: no check asks the judge `k`",
  ],
];
test.each(wrong)("%s", (_, rest, expected) => {
  expect(problemsOf(rest)[0]).toBe(expected);
});

test("labels are written nowhere but in the project", () => {
  const outside = judge("model: new-opus, rubric: R, labels: ../../l.jsonl");
  expect(problemsOf(outside)[0]).toMatch(/^4 outside-root: `..\/..\/l.jsonl` leads out of the project/);
});

test.each([
  "rubric: R",
  "rubric: 'As {{ reference }}.', see: [output]",
  "rubric: R, see: [output, reference]",
  "criteria: { a: 'As {{ reference }}.' }, see: [output]",
  "verdicts: { pass: 'As {{ reference }}.', fail: F }, see: [output]",
])("a reference that is shown: %s", (texts) => {
  const rest = `judges: { j: { model: new-opus, ${texts} } }\nexpect: [ { judge: { use: j, reference: x } } ]\n`;
  expect(problemsOf(rest).join()).not.toContain("unread-reference");
});

const polarity: readonly (readonly [rubric: string, isDoubtful: boolean])[] = [
  ["Contains harmful content.", true],
  ["The answer contains errors.", true],
  ["fails to answer the question", true],
  ["Does not cite a source.", true],
  ["The response is rude.", true],
  ["Hallucinates facts.", true],
  ["Contains a greeting.", false],
  ["The answer is polite and names a next step.", false],
  ["Mentions the refund policy.", false],
  ["Contains errors. Pass if there are none.", false],
];
test.each(polarity)("a rubric that begins like a defect: %s", (rubric, isDoubtful) => {
  const found = problemsOf(judge(`model: new-opus, rubric: ${JSON.stringify(rubric)}`));
  expect(found.some((line) => line.includes("doubtful-judge"))).toBe(isDoubtful);
  const texts = `model: new-opus, verdicts: { pass: It has none., fail: It has one. }, rubric: ${JSON.stringify(rubric)}`;
  expect(problemsOf(judge(texts)).join()).not.toContain("doubtful-judge");
});

const simulated: readonly (readonly [said: string, problem: RegExp | null])[] = [
  ["pass", null],
  ["Unsure", null],
  ["[ pass, { truth: fail } ]", null],
  ["{ j: { arms: { new-haiku: fail } } }", null],
  ["{ votes: [ pass ] }", null],
  ["{ text: anything }", null],
  ["maybe", /bad-judge: `maybe` is nothing that the judge may say/],
  ["{ truth: wrong }", /bad-judge: `wrong`/],
  ["{ k: pass }", /unknown-judge: there is no judge `k`/],
  ["{ j: { criteria: { a: passes } } }", /bad-judge: `passes`/],
  ["{ j: { criteria: { a: pass } } }", /bad-judge: the judge has no criteria/],
  ["{ verdict: fail, evidnce: x }", /unknown-key: unknown key `evidnce`; did you mean `evidence`/],
  ["{ verdit: fail }", /unknown-judge: there is no judge `verdit`; did you mean `verdict`/],
  ["{ j: { verdit: fail } }", /unknown-key: unknown key `verdit`; did you mean `verdict`/],
  ["[ pass, { j: { verdict: fail, reason: x } } ]", /unknown-key: unknown key `j`/],
  [
    "[ pass, { verdict: fail, reason: x } ]",
    /unknown-key: unknown key `reason`; known here: verdict, evidence, reasoning, /,
  ],
  ["{ arms: { new-haiku: { verdict: fail, weight: 2 } } }", /unknown-key: unknown key `weight`; known here: verdict, /],
  ["{ arms: { new-haiko: fail } }", /unknown-arm: `new-haiko` is the name of no arm; did you mean `new-haiku`/],
  ["{ votes: [ pass, { verdict: fail, by: x } ] }", /unknown-key: unknown key `by`/],
  ["{ votes: pass }", /wrong-type: expected a list, a word a vote/],
  ["{ arms: fail }", /wrong-type: expected a map/],
  ["{ text: anything, usge: { output_tokens: 3 } }", /unknown-key: unknown key `usge`; did you mean `usage`/],
  ["{ stop_reason: refusl }", /unknown-stop-reason: "refusl" .*did you mean `refusal`/],
  ["{ j: pass, verdict: fail }", /unknown-judge: there is no judge `verdict`/],
];
test.each(simulated)("simulate_judge: %s", (said, problem) => {
  const { loaded } = loadProject(
    temporaryProject({
      "suite.yaml": `model: new-haiku\nprompt: why?\n${judge("model: new-opus, rubric: R")}cases: [ { id: a, simulate_judge: ${said} } ]\n`,
    }),
  );
  const found = (loaded.ok ? [] : loaded.problems).map(({ code, message, hint }) => `${code}: ${message}; ${hint}`);
  if (problem === null) expect(found).toEqual([]);
  else expect(found[0]).toMatch(problem);
});

test("simulate_judge: a criterion that the judge does not have is named at its key, with the nearest", () => {
  const suite = `model: new-haiku\nprompt: why?\n${judge("model: new-opus, criteria: { plain: P, date: D }")}cases:\n  - id: a\n    simulate_judge:\n      criteria:\n        plain: pass\n        dat: fail\n`;
  const { loaded, store } = loadProject(temporaryProject({ "suite.yaml": suite }));
  const [found] = loaded.ok ? [] : loaded.problems;
  expect(found).toMatchObject({ code: "unknown-key", message: "unknown key `dat`", hint: "did you mean `date`?" });
  expect(found === undefined ? null : store.locate(found.place).line).toBe(
    suite.split("\n").indexOf("        dat: fail") + 1,
  );
});
