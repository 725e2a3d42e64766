import { EXIT } from "../../domain/exit-code.ts";
import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { skipWords } from "../../domain/run/skip-reason.ts";
import { inert, inertJson } from "../../base/inert.ts";
import { printableLine } from "../../base/printable.ts";
import type { ReportHead, Reporter, SuiteHead } from "../../domain/reporter.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import { classOf } from "../../domain/run/trial-class.ts";
import { passingLossSentence } from "../words/flip-words.ts";
import { answerStart, endingWord, findingsOf, findingText, trialName } from "../words/trial-notes.ts";
import { replyNote } from "../words/words.ts";
import { verdictSentence } from "../words/news.ts";

/**
 * TAP version 14: a test point a trial, the plan at the end, so that a stream that broke off is known by its absence.
 *
 * Failed, errored and undecided trials are `not ok` with a YAML block; skipped ones carry SKIP; a quarantined trial that
 * did not pass carries TODO, since it counts in no gate. The verdict that a part of a plan does not have is one more point
 * with SKIP, so that it is never all ok. A run that is red for another reason than its trials bails out.
 */
export const tap: Reporter = async function* (head, trials) {
  yield `TAP version 14\n${comments(head)}`;
  let count = 0;
  let failures = 0;
  for (const [index, suite] of head.suites.entries()) {
    for await (const trial of trials(index)) {
      count += 1;
      if (isFailure(trial)) failures += 1;
      yield testPoint(suite, trial, count);
    }
    if (suite.verdict === "partial") {
      count += 1;
      yield `ok ${count} - ${described(`${suite.name}: verdict`)} # SKIP ${reportWords("only-part")}\n`;
    }
  }
  for (const suite of head.suites) {
    const loss = passingLossSentence(suite);
    if (loss !== null) yield `# ${plainLine(loss)}\n`;
  }
  yield `1..${count}\n`;
  if (head.exit_code !== EXIT.ok && failures === 0) yield `Bail out! ${plainLine(verdictSentence(head))}\n`;
};

function comments(head: ReportHead): string {
  const note = replyNote(head.run.replies);
  return [`run ${head.run.id}`, ...(note === null ? [] : [note])].map((line) => `# ${plainLine(line)}\n`).join("");
}

function isFailure(trial: TrialRecord): boolean {
  return !["passed", "skipped"].includes(classOf(trial)) && !trial.quarantined;
}

function testPoint(suite: SuiteHead, trial: TrialRecord, number: number): string {
  const kind = classOf(trial);
  const isOk = kind === "passed" || kind === "skipped";
  const point = `${isOk ? "ok" : "not ok"} ${number} - ${described(`${suite.name}: ${trialName(trial)}`)}`;
  if (kind === "skipped") return `${point} # SKIP ${described(skipWords(trial.status_reason ?? "skipped"))}\n`;
  const directive = trial.quarantined && !isOk ? " # TODO quarantined" : "";
  return `${point}${directive}\n${isOk ? "" : yamlBlock(trial)}`;
}

/** What went wrong, as YAML of which every value is JSON. */
function yamlBlock(trial: TrialRecord): string {
  const ending = endingWord(trial);
  const answer = answerStart(trial);
  const members: readonly (readonly [string, unknown])[] = [
    ["message", findingsOf(trial).map(findingText).join("; ")],
    ["severity", classOf(trial)],
    ["at", trial.location],
    ...(ending === null ? [] : [["ending", ending] as const]),
    ...(answer.length === 0 ? [] : [["answer", answer.join("\n")] as const]),
    ["duration_ms", trial.latency_ms],
    ["cost_usd", trial.cost_usd],
  ];
  const lines = members.map(([key, value]) => `  ${key}: ${inertJson(JSON.stringify(value))}\n`);
  return `  ---\n${lines.join("")}  ...\n`;
}

/** A description: `\` and `#` mean something in it. */
function described(text: string): string {
  return plainLine(text).replace(/[\\#]/g, (char) => `\\${char}`);
}

function plainLine(text: string): string {
  return inert(printableLine(text)).trim();
}
