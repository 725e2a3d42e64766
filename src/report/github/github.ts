import { reportWords } from "../../domain/diagnostics/report-words.ts";
import { plural } from "../../base/figures.ts";
import { clip } from "../../base/inert.ts";
import type { ReportHead, Reporter, SuiteHead } from "../../domain/reporter.ts";
import { checkTitle } from "./check-title.ts";
import { capped, workflowCommand } from "./workflow-command.ts";
import type { Annotation } from "./workflow-command.ts";
import { digestTrials } from "../words/trial-digest.ts";
import type { TrialDigest, TrialNote } from "../words/trial-digest.ts";
import { tagRates, tagRateText } from "../words/tag-rates.ts";
import { ruleName } from "../words/words.ts";
import { passingLossSentence } from "../words/flip-words.ts";
import { runSentence } from "../words/meter-words.ts";

const ANSWER_CHARS = 300;
const MAX_TAGS = 30;
/** Notes kept of each kind and suite: enough to fill the annotations even where one case has many. */
const MAX_NOTES = 1_000;

/**
 * Annotations for GitHub Actions: the verdict as a notice, then the rules that did not pass and the cases that went wrong,
 * each at its line of the suite, the most useful first. They are errors where the suite's gate did not pass, else warnings.
 */
export const github: Reporter = async function* (head, trials, { repositoryPath }) {
  const annotations: Annotation[] = [];
  for (const [index, suite] of head.suites.entries()) {
    const digest = await digestTrials(trials(index), { notes: MAX_NOTES, answerChars: ANSWER_CHARS + 1 });
    annotations.push(...ruleAnnotations(suite), ...lossAnnotation(suite), ...caseAnnotations(suite, digest));
  }
  const sorted = annotations.map((annotation) => inRepository(annotation, repositoryPath));
  sorted.sort((a, b) => a.rank - b.rank);
  for (const level of ["error", "warning"] as const) {
    yield* capped(sorted.filter((annotation) => annotation.level === level)).map(workflowCommand);
  }
  // The verdict first: where GitHub would show too many notices, tags are left out.
  yield* capped([verdictNotice(head), ...head.suites.flatMap(tagNotice)]).map(workflowCommand);
};

function inRepository(annotation: Annotation, repositoryPath: (file: string) => string): Annotation {
  const { place } = annotation;
  return place === null ? annotation : { ...annotation, place: { ...place, file: repositoryPath(place.file) } };
}

function verdictNotice(head: ReportHead): Annotation {
  return { level: "notice", rank: 0, place: null, title: checkTitle(head), message: runSentence(head) };
}

/** The pass rate of a suite's tags, the weakest first, as one notice. */
function tagNotice(suite: SuiteHead): Annotation[] {
  const rates = tagRates(suite);
  if (rates.length === 0) return [];
  const more = rates.length - MAX_TAGS;
  const lines = [...rates.slice(0, MAX_TAGS).map(tagRateText), ...(more > 0 ? [`… and ${more} more`] : [])];
  return [
    { level: "notice", rank: 1, place: null, title: `${suite.name}: pass rate by tag`, message: lines.join("\n") },
  ];
}

function ruleAnnotations(suite: SuiteHead): Annotation[] {
  const level = levelOf(suite);
  return suite.gate.rules
    .filter((rule) => rule.verdict !== "pass")
    .map((rule) => ({
      level,
      rank: rule.verdict === "fail" ? 0 : 1,
      place: { file: suite.file, line: suite.insights?.gate_line ?? 1 },
      title: `${suite.name}: ${ruleName(rule)} ${rule.verdict}`,
      message: rule.reason,
    }));
}

/** A suite that passed and is proven worse than its baseline: nothing else that is red would say so. */
function lossAnnotation(suite: SuiteHead): Annotation[] {
  const loss = passingLossSentence(suite);
  if (loss === null) return [];
  const place = { file: suite.file, line: suite.insights?.gate_line ?? 1 };
  const title = reportWords("worse-than-baseline", { suite: suite.name });
  return [{ level: "warning", rank: 0, place, title, message: loss }];
}

/** One annotation a case, whatever the number of its arms and trials. */
function caseAnnotations(suite: SuiteHead, digest: TrialDigest): Annotation[] {
  const kinds = [
    { list: digest.failed, rank: 2 },
    { list: digest.errored, rank: 3 },
    { list: digest.undecided, rank: 4 },
  ];
  return kinds.flatMap(({ list, rank }) => {
    const byCase = new Map<string, TrialNote[]>();
    for (const note of list.notes) byCase.set(note.caseId, [...(byCase.get(note.caseId) ?? []), note]);
    return [...byCase.values()].map((notes) => ({ ...caseAnnotation(notes), level: levelOf(suite), rank }));
  });
}

function caseAnnotation(notes: readonly TrialNote[]): Omit<Annotation, "level" | "rank"> {
  const [first] = notes;
  if (first === undefined) throw new Error("a case without a note");
  const arms = [...new Set(notes.map((note) => note.arm))];
  const trials = notes.reduce((sum, note) => sum + note.trials.length, 0);
  const where = arms.length === 1 ? (arms[0] ?? "") : plural(arms.length, "arm");
  const findings = first.findings.map(({ check, reason }) => (check === null ? reason : `${check}: ${reason}`));
  const ending = first.ending === null ? "" : `, ${first.ending}`;
  const answers = first.answers.map(({ turn, text }) => {
    return `${turn === null ? "answer" : `answer of turn ${turn}`}: ${clip(text, ANSWER_CHARS)}`;
  });
  return {
    place: { file: first.file, line: first.line },
    title: `${first.label} ${first.kind} on ${where} (${plural(trials, "trial")}${ending})`,
    message: [...findings, ...answers].join("\n"),
  };
}

function levelOf(suite: SuiteHead): "error" | "warning" {
  return suite.verdict === "pass" || suite.verdict === "inconclusive" ? "warning" : "error";
}
