import { expect, test } from "vitest";
import { ENGLISH } from "../../../src/domain/diagnostics/english/english.ts";
import { FILTERS } from "../../../src/domain/diagnostics/english/failures/filters.ts";
import { FINDINGS, SUBJECTS } from "../../../src/domain/diagnostics/english/findings/findings.ts";
import { NOTES } from "../../../src/domain/diagnostics/english/notes/notes.ts";
import { REFUSALS } from "../../../src/domain/diagnostics/english/refusals/refusals.ts";
import { TEXTS } from "../../../src/domain/diagnostics/english/texts/texts.ts";
import { USAGE } from "../../../src/domain/diagnostics/english/usage.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { inSecondLanguage } from "../../helpers/reports/second-catalogue.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

inSecondLanguage(ENGLISH);
inSecondLanguage(REFUSALS);
inSecondLanguage(USAGE);
inSecondLanguage(NOTES);
inSecondLanguage(FINDINGS);
inSecondLanguage(SUBJECTS);
inSecondLanguage(FILTERS);
inSecondLanguage(TEXTS);

const HEAD = "model: claude-haiku-4-5\nprompt: '{{ q }}'\n";
const CASE = "cases:\n  - { id: a, vars: { q: hi }, expect: [{ contains: x }] }\n";

test.each<[what: string, suite: string, found: readonly string[]]>([
  ["a sound suite", `${HEAD}${CASE}`, []],
  ["YAML that is none", "model: [", ["yaml-bad-indent"]],
  [
    "a text with a colon",
    `${HEAD}cases:\n  - { id: a, vars: { q: Note: this }, expect: [] }\n`,
    ["yaml-block-in-flow"],
  ],
  ["a wrong type", `${HEAD}${CASE}trials: many\n`, ["wrong-type.digits"]],
  ["a bound", `${HEAD}${CASE}gate: { pass_rate: 95 }\n`, ["bad-value.percent"]],
  [
    "another tool's check",
    `${HEAD}cases:\n  - { id: a, vars: { q: hi }, expect: [{ icontains: x }] }\n`,
    ["unknown-key.written-as"],
  ],
  [
    "a check's argument",
    `${HEAD}cases:\n  - { id: a, vars: { q: hi }, expect: [{ matches: '(' }] }\n`,
    ["bad-check-argument.pattern"],
  ],
  ["an extraction", `${HEAD}answer: { tag: 'a b' }\n${CASE}`, ["bad-extraction"]],
  ["a template", `model: claude-haiku-4-5\nprompt: '{{ q | shout }}'\n${CASE}`, ["template-error.liquid"]],
  ["a tag that no case has", `${HEAD}${CASE}gate: { by_tag: { x: { pass_rate: 1 } } }\n`, ["untested-tag.unknown"]],
  ["a variable that nothing reads", `${HEAD}${CASE}vars: { z: 1 }\n`, ["unused-variable"]],
  [
    "what hangs on a misspelt key",
    `${HEAD}csaes:\n  - { id: a, vars: { q: hi }, expct: [{ contians: x }] }\n`,
    ["unknown-key.near", "unknown-key.near", "unknown-key.near"],
  ],
  [
    "what hangs on a text without quotes",
    `model: claude-haiku-4-5\nprompt: '{{ nothing }}'\ncases:\n  - { id: a, vars: { q: hi }, expect: [{ equals: 1 }] }\n`,
    ["undefined-variable", "wrong-type.unquoted"],
  ],
])("%s is told in a second language as in the first", async (_what, suite, found) => {
  const cwd = temporaryProject({ "suite.yaml": suite });
  const { stdout, stderr } = await runCli(["validate", "suite.yaml"], { cwd });
  const lines = `${stdout}${stderr}`.split("\n");
  const problems = lines.filter((line) => /: (?:error|warning): /.test(line));
  expect(problems.map((line) => /: (?:error|warning): «(.+)» \[/.exec(line)?.[1])).toEqual(found);
  for (const line of lines.filter((one) => one.includes("= help: "))) expect(line).toMatch(/= help: «.+: next»$/);
});

/** What stderr tells of a command that is not done: its errors, and what the language made of them. */
function toldIn(stderr: string): (string | undefined)[] {
  const errors = stderr.split("\n").filter((line) => /^(?:prompt-run: )?error: /.test(line));
  return errors.map((line) => /error: «(.+)»$/.exec(line)?.[1] ?? line);
}

test.each<[what: string, args: readonly string[], found: string]>([
  ["a run of an empty store", ["report", "latest"], "no-run"],
  ["runs to compare", ["compare", "a", "b"], "no-run"],
  ["a file that is no side", ["compare", "suite.yaml", "suite.yaml"], "nothing-comparable"],
  ["a report that is none", ["compare", "report.json", "report.json"], "no-report"],
  ["a baseline that is broken", ["compare", "baseline.json", "baseline.json"], "no-baseline"],
  ["a run that becomes a baseline", ["accept", "latest", "--as", "b.json"], "no-run"],
  ["a run to label", ["label", "latest", "--judge", "polite"], "no-run"],
  ["a run to go on with", ["resume", "latest"], "no-run"],
  ["a run that is graded again", ["grade", "latest"], "no-run"],
  ["a run to calibrate", ["calibrate", "latest"], "no-run"],
  ["a run to look at", ["view", "latest"], "no-run"],
  ["shards that are none", ["merge", "suites"], "no-run-below"],
  ["an archive that holds no run", ["merge", "empty.tar"], "at-path"],
  ["a journal that is none", ["report", "broken"], "journal-damaged"],
  ["an empty journal", ["report", "empty"], "journal-empty"],
  ["a journal of another version", ["report", "older"], "journal-of-other-form"],
  ["judges that nobody asks", ["judges", "suite.yaml", "--simulate"], "judge-not-asked"],
  ["an example that is there", ["init", "."], "example-there"],
  ["a day that is none", ["models", "--on", "today"], "day"],
])("%s is refused in a second language as in the first", async (_what, args, found) => {
  const cwd = temporaryProject({
    "suite.yaml": `${HEAD}${CASE}gate: none\n`,
    "suites/triage.yaml": "{}",
    "report.json": '{ "format": "prompt-run.report" }',
    "baseline.json": '{ "format": "prompt-run.baseline", "format_version": 1 }',
    "empty.tar": `${"\0".repeat(257)}ustar${"\0".repeat(762)}`,
    "broken/journal.jsonl": "{\n{}\n",
    "empty/journal.jsonl": "",
    "older/journal.jsonl": '{"v":0}\n{"v":0}\n',
  });
  const { exitCode, stderr } = await runCli(args, { cwd });
  expect(toldIn(stderr), stderr).toEqual([found]);
  expect(exitCode).toBe(2);
});

test("what is refused of a run that is there is told in a second language as in the first", async () => {
  const suite = `name: NAME\n${HEAD}${CASE.replace("}] }", "}], simulate: x }")}gate: none\n`;
  const cwd = temporaryProject({ "a.yaml": suite.replace("NAME", "a"), "b.yaml": suite.replace("NAME", "b") });
  await runCli(["a.yaml", "b.yaml", "--simulate"], { cwd });
  const found: unknown[] = [];
  const { stdout } = await runCli(["accept", "latest", "--as", "baselines/"], { cwd });
  expect(stdout.split("\n").filter((line) => line.startsWith("warning: "))).toEqual(["warning: «baseline-luck»"]);
  for (const args of [
    ["accept", "latest", "--as", "one.json"],
    ["calibrate", "latest"],
    ["compare", "latest", "x", "y"],
    ["label", "latest", "--judge", "polite"],
    ["merge", "latest"],
    ["report", "nothing"],
  ]) {
    found.push(...toldIn((await runCli(args, { cwd })).stderr));
  }
  const named = [
    "one-file-many-suites",
    "no-gate-to-calibrate",
    "no-such-arms",
    "no-such-judge",
    "no-shard",
    "no-such-run",
  ];
  expect(found).toEqual(named);
});

test("what `doctor` finds is told in a second language as in the first", async () => {
  const { stdout, exitCode } = await runCli(["doctor", "--base-url", "http://127.0.0.1:1"], {
    cwd: temporaryProject({}),
    env: { ANTHROPIC_API_KEY: "'sk-ant-quoted'", HTTP_PROXY: "http://proxy.example:3128", NO_PROXY: "127.0.0.1" },
  });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => !/^(?:[✓!✗] «\w+» +«[\w-]+»| +=+ help: «[\w-]+: next»)$/.test(line))).toEqual([]);
  expect(lines.map((line) => /«([\w-]+)(?:: next)?»$/.exec(line)?.[1])).toEqual([
    "node",
    "project",
    "store",
    "quoted-key",
    "quoted-key",
    "proxy",
    "endpoint-fails",
    "endpoint-fails",
  ]);
  expect(exitCode).toBe(2);
});

const SIMULATED =
  "limits: { max_cost_usd: 1 }\ncases:\n  - { id: a, vars: { q: hi }, expect: [{ contains: x }], simulate: x }\n";

test.each<[command: string, args: readonly string[], found: readonly string[]]>([
  ["plan", ["plan", "suite.yaml"], ["«lengths-simulated»", "«suite-cap»"]],
  ["runs", ["runs"], ["«no-runs»"]],
  ["usage", ["usage", "--last", "soon"], ["«option-value»\n«see-help»"]],
  ["models", ["models"], ["«models-legend»"]],
  ["init", ["init", "new"], ["«example-written»"]],
  ["validate", ["validate", "suite.yaml", "--case", "none"], ["«problems-counted»"]],
  ["an option that there is none of", ["plan", "--shrads", "2"], ["«unknown-option»\n«see-help»"]],
])("what %s tells is told in a second language as in the first", async (_command, args, found) => {
  const { stdout, stderr } = await runCli(args, { cwd: temporaryProject({ "suite.yaml": `${HEAD}${SIMULATED}` }) });
  for (const words of found) expect(stdout + stderr).toContain(words);
});
