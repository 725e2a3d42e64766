import { formatPercent } from "../../base/figures.ts";
import { clip } from "../../base/inert.ts";
import type { ReportHead, Reporter, SuiteHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { classOf } from "../../domain/run/trial-class.ts";
import { passingLossSentence } from "../words/flip-words.ts";
import { answerStart, endingWord, findingsOf, findingText, trialName } from "../words/trial-notes.ts";
import type { TrialFinding } from "../words/trial-notes.ts";
import { decidingRule, replyNote, ruleName, verdictWords } from "../words/words.ts";
import { type SilentGate, silentGate } from "./silent-gate.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

const MESSAGE_CHARS = 500;

/**
 * JUnit XML of the one shape that Jenkins' junit-10, the Ant schema and junit-4 all accept: no attributes on
 * `testsuites`, `properties`, `testcase`s, `system-out` and `system-err` in this order, bare `<skipped/>`.
 *
 * A failed trial is a `failure`; an errored one an `error`; an undecided one an `error` of type `undecided`, since its
 * check could not tell; a quarantined trial that did not pass is `skipped`, since it counts in no gate. A suite that was run
 * in part has its verdict as one more `skipped` case, and a verdict that no trial shows is one more `failure` or `error`, so that it is never all green. An unknown time is 0.000, because the
 * format wants a number.
 */
export const junit: Reporter = async function* (head, trials) {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n';
  for (const [index, suite] of head.suites.entries()) {
    const counts = await countTrials(trials(index));
    const gate = silentGate(suite, counts.failures + counts.errors);
    yield suiteStart({ head, suite, counts: withGate(counts, gate), id: index });
    for await (const trial of trials(index)) yield testCase(suite, trial);
    if (suite.verdict === "partial") yield openVerdict(suite);
    if (gate !== null) yield gateCase(suite, gate);
    yield `    <system-out>${xmlText(suiteNotes(head, suite))}</system-out>\n    <system-err></system-err>\n  </testsuite>\n`;
  }
  yield "</testsuites>\n";
};

type Result = "passed" | "failure" | "error" | "skipped";

interface Counts {
  tests: number;
  failures: number;
  errors: number;
  latencyMs: number;
}

interface SuiteStart {
  readonly head: ReportHead;
  readonly suite: SuiteHead;
  readonly counts: Counts;
  readonly id: number;
}

function resultOf(trial: TrialRecord): Result {
  const kind = classOf(trial);
  if (kind === "passed") return "passed";
  if (kind === "skipped" || trial.quarantined) return "skipped";
  return kind === "failed" ? "failure" : "error";
}

async function countTrials(trials: AsyncIterable<TrialRecord>): Promise<Counts> {
  const counts: Counts = { tests: 0, failures: 0, errors: 0, latencyMs: 0 };
  for await (const trial of trials) {
    const result = resultOf(trial);
    counts.tests += 1;
    if (result === "failure") counts.failures += 1;
    if (result === "error") counts.errors += 1;
    counts.latencyMs += trial.latency_ms ?? 0;
  }
  return counts;
}

function withGate(counts: Counts, gate: SilentGate | null): Counts {
  if (gate === null) return counts;
  const { tests, failures, errors } = counts;
  const isFailed = gate.kind === "failed";
  return { ...counts, tests: tests + 1, failures: failures + (isFailed ? 1 : 0), errors: errors + (isFailed ? 0 : 1) };
}

function suiteStart({ head, suite, counts, id }: SuiteStart): string {
  const { run } = head;
  const attributes = [
    xmlAttribute("name", suite.name),
    xmlAttribute("package", suite.file),
    xmlAttribute("id", id),
    // The Ant schema takes neither a zone nor a fraction; all our times are UTC.
    xmlAttribute("timestamp", run.started_at.slice(0, 19)),
    xmlAttribute("hostname", "localhost"),
    xmlAttribute("tests", counts.tests + (suite.verdict === "partial" ? 1 : 0)),
    xmlAttribute("failures", counts.failures),
    xmlAttribute("errors", counts.errors),
    xmlAttribute("time", seconds(counts.latencyMs)),
  ];
  const properties: readonly (readonly [string, string])[] = [
    ["run", run.id],
    ["tool_version", run.tool_version],
    ["replies", run.replies],
    ["verdict", suite.verdict],
    ["commit", run.git?.commit ?? "unknown"],
    ...suite.slices.map(({ tag, arm, pass_rate: rate }): readonly [string, string] => [
      `slice ${tag} ${arm}`,
      formatPercent(rate.value),
    ]),
  ];
  const lines = properties.map(
    ([name, value]) => `      <property${xmlAttribute("name", name)}${xmlAttribute("value", value)}/>\n`,
  );
  return `  <testsuite${attributes.join("")}>\n    <properties>\n${lines.join("")}    </properties>\n`;
}

function testCase(suite: SuiteHead, trial: TrialRecord): string {
  const name = xmlAttribute("name", trialName(trial));
  const start = `    <testcase${name}${xmlAttribute("classname", suite.name)}${xmlAttribute("time", seconds(trial.latency_ms))}`;
  const result = resultOf(trial);
  if (result === "passed") return `${start}/>\n`;
  if (result === "skipped") return `${start}>\n      <skipped/>\n    </testcase>\n`;
  const findings = findingsOf(trial);
  const type = xmlAttribute("type", resultType(trial, findings));
  const message = xmlAttribute("message", clip(findings.map(findingText).join("; "), MESSAGE_CHARS));
  const body = xmlText(resultBody(trial, findings));
  return `${start}>\n      <${result}${type}${message}>${body}</${result}>\n    </testcase>\n`;
}

/** The verdict that a part does not have. */
function openVerdict({ name }: SuiteHead): string {
  const start = `    <testcase${xmlAttribute("name", "verdict")}${xmlAttribute("classname", name)}${xmlAttribute("time", seconds(0))}`;
  return `${start}>\n      <skipped/>\n    </testcase>\n`;
}

/** What no trial shows: why the suite is not green. */
function gateCase({ name }: SuiteHead, { kind, reason }: SilentGate): string {
  const start = `    <testcase${xmlAttribute("name", "gate")}${xmlAttribute("classname", name)}${xmlAttribute("time", seconds(0))}`;
  const result = kind === "failed" ? "failure" : "error";
  const message = xmlAttribute("message", clip(reason, MESSAGE_CHARS));
  return `${start}>\n      <${result}${xmlAttribute("type", "gate")}${message}>${xmlText(reason)}</${result}>\n    </testcase>\n`;
}

function resultType(trial: TrialRecord, findings: readonly TrialFinding[]): string {
  const kind = classOf(trial);
  if (kind === "errored") return trial.error?.type ?? "error";
  return kind === "undecided" ? "undecided" : (findings[0]?.check ?? "check");
}

function resultBody(trial: TrialRecord, findings: readonly TrialFinding[]): string {
  const ending = endingWord(trial);
  const answer = answerStart(trial);
  return [
    `${trial.location.file}:${trial.location.line}`,
    ...(ending === null ? [] : [`the answer was ${ending}`]),
    ...findings.map(findingText),
    ...(answer.length === 0 ? [] : ["answer:", ...answer]),
  ].join("\n");
}

function suiteNotes(head: ReportHead, suite: SuiteHead): string {
  const note = replyNote(head.run.replies);
  const rule = decidingRule(suite);
  const loss = passingLossSentence(suite);
  return [
    ...(note === null ? [] : [note]),
    `verdict: ${verdictWords(suite.verdict)}`,
    ...(rule === null ? [] : [`${ruleName(rule)}: ${rule.reason}`]),
    ...(loss === null ? [] : [loss]),
  ].join("\n");
}

/** Milliseconds as the decimal seconds that the schemas' patterns take. */
function seconds(ms: number | null): string {
  return ((ms ?? 0) / 1000).toFixed(3);
}
