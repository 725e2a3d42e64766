import { expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `models: [claude-haiku-5-5, { id: claude-sonnet-4-6, label: cold }]
prompt: "Say {{ word }}"
tools: [{ name: get_weather, input_schema: { type: object } }]
gate: { pass_rate: 0, by_tag: { "lang=ja": { pass_rate: 0.1 } } }
expect: [{ not: { tool_call: get_weather } }]
cases:
  - { id: a, tags: ["lang=ja"], vars: { word: x }, simulate: x }
  - { id: b, vars: { word: y }, simulate: y }
  - { file: rows.csv }
`;
const ROWS = "id,word\nr1,one\nr2,two\n";
const OTHER = "model: claude-haiku-5-5\nprompt: x\ncases: [{ id: a, expect: [{ contains: x }] }]\n";

interface Row {
  readonly name: string;
  readonly suite: string;
  readonly args?: readonly string[];
  readonly exitCode: number;
  readonly says: readonly RegExp[];
}

const rows: readonly Row[] = [
  {
    name: "a variable that only rows lack: the first of them",
    suite: SUITE.replace("{{ word }}", "{{ word }} {{ who }}")
      .replaceAll("word: x", "word: x, who: me")
      .replace("word: y", "word: y, who: me"),
    exitCode: 2,
    says: [/suite\.yaml:2:\d+: error: .*`who`/, /= case: `r1` \(rows\.csv:2\), and 1 more case\n/],
  },
  {
    name: "an undefined variable and bad arguments of the same case, at once",
    suite: SUITE.replace("word: x }", 'word: x }, expect: [{ contains: "{{ nope }}" }, { matches: "(" }]'),
    exitCode: 2,
    says: [/`nope`/, /suite\.yaml:7:\d+: error: .*\(/],
  },
  {
    name: "a tag of the gate that no case has",
    suite: SUITE.replace('by_tag: { "lang=ja"', 'by_tag: { "lang=jp"'),
    exitCode: 2,
    says: [/suite\.yaml:4:\d+: error: no case has the tag `lang=jp`/, /did you mean `lang=ja`\?/],
  },
  {
    name: "a tag that only a skipped case has",
    suite: SUITE.replace("id: a,", "id: a, skip: later,"),
    exitCode: 2,
    says: [/every case with the tag `lang=ja` is skipped/],
  },
  {
    name: "a tag that no selected case has",
    suite: SUITE,
    args: ["--case", "b"],
    exitCode: 0,
    says: [/warning: no selected case has the tag `lang=ja`/],
  },
  {
    name: "tools that the suite does not have",
    suite: `${SUITE.replace("tool_call: get_weather", "tool_call: get_wether")}tool_results: { get_weathr: [{ text: x }] }\n`,
    exitCode: 0,
    says: [/suite\.yaml:5:\d+: warning: .*`get_wether`/, /suite\.yaml:10:\d+: warning: .*`get_weathr`/],
  },
  {
    name: "a label of another suite",
    suite: SUITE,
    args: ["other.yaml", "--model", "cold"],
    exitCode: 2,
    says: [/--model cold: error: `cold` is a label of suite\.yaml; other\.yaml has no such model/],
  },
  {
    name: "an unknown model under a cost cap",
    suite: SUITE,
    args: ["--model", "nobody", "--max-cost", "1"],
    exitCode: 2,
    says: [/error: the model `nobody` is in no list of prompt-run's: its price is unknown/],
  },
];

test.each(rows)("$name", async ({ suite, args = [], exitCode, says }) => {
  const cwd = temporaryProject({ "suite.yaml": suite, "rows.csv": ROWS, "other.yaml": OTHER });
  const result = await runCli(["suite.yaml", ...args, "--simulate", "--reporter", "quiet"], { cwd });
  for (const pattern of says) expect(result.stderr).toMatch(pattern);
  expect(result.exitCode).toBe(exitCode);
});
