import { expect, test } from "vitest";
import { reasonInShort } from "../../../src/domain/values/rule-reason.ts";
import { pressingSteps } from "../../../src/report/words/next/next-steps.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** Answers enough for the labels that the judge needs. */
const MANY = 20;

const EXPECT = "expect: [ { judge: kind } ]";

function suiteText(cases: number, tail: string, said = ", simulate_judge: pass"): string {
  return [
    "model: claude-haiku-5-5",
    'prompt: "Say {{ n }}"',
    "judges: { kind: { model: claude-sonnet-5-5, rubric: It is kind., labels: kind.jsonl, require: { right: 4, wrong: 4 } } }",
    tail.includes("expect") ? "" : EXPECT,
    tail,
    "cases:",
    ...Array.from({ length: cases }, (_, n) => `  - { id: c${n}, vars: { n: ${n} }, simulate: a${n}${said} }`),
  ].join("\n");
}

const LABEL = "label about 16 answers, about 8 minutes: `prompt-run label RUN --judge kind`";
const FEW = "about 16 labelled answers measure it, and here are 3: add cases, or label those of several runs";
const OTHER = "the errors of kind cannot be put right in this rule: ask for";

interface Told {
  readonly reason: string;
  /** What is to be changed by hand before labels help. */
  readonly first: readonly (string | null)[];
}

test.each<[string, string, Told]>([
  [
    "a rule that labels complete",
    suiteText(MANY, "gate: { pass_rate: 0.9 }"),
    { reason: `the judge kind is unmeasured, so that what it said does not count: ${LABEL}`, first: [null] },
  ],
  [
    "too few answers for any label to help",
    suiteText(3, "gate: { pass_rate: 0.9 }"),
    {
      reason: `the judge kind is unmeasured, so that what it said does not count: ${FEW}`,
      first: ["add cases to suite.yaml (about 16 labels measure it, and here are 3)"],
    },
  ],
  [
    "the default gate",
    suiteText(MANY, ""),
    {
      reason: `${OTHER} \`pass_rate\` or \`by_judge\`, then ${LABEL}`,
      first: ["ask for `pass_rate` or `by_judge` in the gate of suite.yaml"],
    },
  ],
  [
    "a floor for each case, with few answers",
    suiteText(3, "gate: { case_pass_rate: 0.9 }"),
    {
      reason: `${OTHER} \`pass_rate\` or \`by_judge\`, then ${FEW}`,
      first: [
        "ask for `pass_rate` or `by_judge` in the gate of suite.yaml, and add cases to suite.yaml (about 16 labels measure it, and here are 3)",
      ],
    },
  ],
  [
    "a judge inside another check",
    suiteText(MANY, "expect: [ { any_of: [ { judge: kind }, { contains: zzz } ] } ]\ngate: { pass_rate: 0.9 }"),
    { reason: `${OTHER} \`by_judge\`, then ${LABEL}`, first: ["ask for `by_judge` in the gate of suite.yaml"] },
  ],
  ["by its name", suiteText(MANY, "gate: { by_judge: { kind: { pass_rate: 0.9 } } }"), { reason: "", first: [null] }],
])("finding 2: what is advised is what helps: %s", async (_, text, { reason, first }) => {
  const { head } = await runSuite(temporaryProject({ "suite.yaml": text }));
  expect(head.exit_code).toBe(3);
  const rule = head.suites[0]?.gate.rules.find(({ verdict }) => verdict === "incomplete");
  if (reason !== "") expect(reasonInShort(rule?.reason ?? "")).toBe(reason);
  expect(pressingSteps(head, null).map((step) => step.first)).toEqual(first);
});

test.each([
  ["no simulate_judge", suiteText(3, "", "").replace(/labels: kind.jsonl, require: \{[^}]*\}/, "require: none")],
  ["no simulate_judge, and not believed", suiteText(3, "", "")],
  [
    "an open answer beside a judge that is believed",
    suiteText(3, "").replace(/labels: kind.jsonl, require: \{[^}]*\}/, "require: none"),
  ],
])("finding 20: nothing is to be labelled where no label helps: %s", async (_, text) => {
  const { head, trials } = await runSuite(temporaryProject({ "suite.yaml": text }));
  expect(pressingSteps(head, null)).toEqual([]);
  expect(head.suites[0]?.insights?.judges?.join(" ")).not.toMatch(/more labels|are asked for; it is believed/);
  const open = trials.flatMap(({ checks }) => checks.filter(({ verdict }) => verdict === "undecided"));
  for (const { reason } of open) expect(reason).toContain("add `simulate_judge: pass` to the case");
});
