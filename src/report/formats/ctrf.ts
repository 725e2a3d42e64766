import { inertJson } from "../../base/inert.ts";
import { printable, printableLine } from "../../base/printable.ts";
import type { ReportHead, Reporter, SuiteHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { type SilentGate, silentGate } from "./silent-gate.ts";
import { classOf, type TrialClass } from "../../domain/run/trial-class.ts";
import { passingLossSentence } from "../words/flip-words.ts";
import { answerStart, findingsOf, findingText, trialName } from "../words/trial-notes.ts";

type Status = "passed" | "failed" | "skipped" | "other";

const STATUS: Readonly<Record<TrialClass, Status>> = {
  passed: "passed",
  failed: "failed",
  errored: "failed",
  undecided: "other",
  skipped: "skipped",
};

/**
 * A Common Test Report Format document (specVersion 0.0.0), a line a trial. Errored trials are `failed`, undecided ones
 * and quarantined ones that did not pass `other`; the verdict that a part of a plan does not have is a `skipped` test, one that no trial shows a `failed` or `other` one; `rawStatus` has our own word. What CTRF has no place for is in `extra`.
 */
export const ctrf: Reporter = async function* (head, trials) {
  yield `{${members(documentHead(head))},\n"results":{${members({ tool: tool(head) })},"tests":[`;
  const counts = { passed: 0, failed: 0, skipped: 0, other: 0 };
  let separator = "\n";
  for (const [index, suite] of head.suites.entries()) {
    let notPassed = 0;
    for await (const trial of trials(index)) {
      const status = statusOf(trial);
      counts[status] += 1;
      if (status === "failed" || (status === "other" && !trial.quarantined)) notPassed += 1;
      yield separator + inertJson(JSON.stringify(test(suite, trial)));
      separator = ",\n";
    }
    if (suite.verdict === "partial") {
      counts.skipped += 1;
      yield separator + inertJson(JSON.stringify(openVerdict(suite)));
      separator = ",\n";
    }
    const gate = silentGate(suite, notPassed);
    if (gate !== null) {
      counts[GATE_STATUS[gate.kind]] += 1;
      yield separator + inertJson(JSON.stringify(gateTest(suite, gate)));
      separator = ",\n";
    }
  }
  const tests = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const summary = { tests, ...counts, pending: 0, suites: head.suites.length, ...times(head) };
  yield `\n],${members({ summary, ...environment(head), extra: facts(head) })}}}\n`;
};

/** The members of an object, without its braces. */
function members(object: object): string {
  return inertJson(JSON.stringify(object).slice(1, -1));
}

function documentHead({ run }: ReportHead): object {
  return {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    runId: run.id,
    timestamp: run.finished_at ?? run.started_at,
    generatedBy: `prompt-run ${run.tool_version}`,
  };
}

function tool({ run }: ReportHead): object {
  return { name: "prompt-run", version: run.tool_version };
}

function times({ run }: ReportHead): object {
  const start = Date.parse(run.started_at);
  return { start, stop: run.finished_at === null ? start : Date.parse(run.finished_at) };
}

function environment({ run: { git } }: ReportHead): object {
  if (git === null) return {};
  return {
    environment: {
      ...(git.commit === null ? {} : { commit: git.commit }),
      ...(git.branch === null ? {} : { branchName: git.branch }),
    },
  };
}

function facts(head: ReportHead): object {
  const { run, verdict, exit_code: exitCode, totals } = head;
  const suites = head.suites.map((suite) => {
    const loss = passingLossSentence(suite);
    const { name, verdict: own } = suite;
    return {
      name,
      verdict: own,
      ...(loss === null ? {} : { loss: printable(loss) }),
    };
  });
  return { replies: run.replies, verdict, exit_code: exitCode, cost_usd: totals.cost_usd, suites };
}

function statusOf(trial: TrialRecord): Status {
  const status = STATUS[classOf(trial)];
  return status === "failed" && trial.quarantined ? "other" : status;
}

/** So that a suite that was run in part is never all green. */
function openVerdict({ name }: SuiteHead): object {
  return { name: "verdict", status: "skipped", rawStatus: "partial", duration: 0, suite: [printableLine(name)] };
}

const GATE_STATUS = { failed: "failed", open: "other" } as const;

/** What no trial shows: why the suite is not green. */
function gateTest({ name, verdict }: SuiteHead, { kind, reason }: SilentGate): object {
  const where = { name: "gate", status: GATE_STATUS[kind], rawStatus: verdict, duration: 0 };
  return { ...where, suite: [printableLine(name)], message: printable(reason) };
}

function test(suite: SuiteHead, trial: TrialRecord): object {
  const kind = classOf(trial);
  const answer = kind === "passed" ? [] : answerStart(trial);
  // Every attempt that failed was tried again, but for the last of a trial that has no answer.
  const failed = trial.attempts.filter(({ error }) => error !== null).length;
  const retries = Math.max(0, trial.status === "errored" ? failed - 1 : failed);
  return {
    name: printableLine(trialName(trial)),
    status: statusOf(trial),
    rawStatus: trial.quarantined ? `${kind}, quarantined` : kind,
    duration: Math.round(trial.latency_ms ?? 0),
    suite: [printableLine(suite.name)],
    filePath: printableLine(trial.location.file),
    line: trial.location.line,
    ...(trial.tags.length === 0 ? {} : { tags: trial.tags.map(printableLine) }),
    ...(retries === 0 ? {} : { retries }),
    ...(kind === "passed" ? {} : { message: printable(findingsOf(trial).map(findingText).join("\n")) }),
    ...(answer.length === 0 ? {} : { stdout: answer }),
    extra: {
      case: trial.case,
      arm: trial.arm,
      trial: trial.trial,
      score: trial.score,
      ending: trial.ending,
      cost_usd: trial.cost_usd,
      input_tokens: trial.usage.input_tokens,
      output_tokens: trial.usage.output_tokens,
    },
  };
}
