import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Invocation } from "../../domain/invocation.ts";
import type { LabelRecord, TrialRecord } from "../../domain/formats/records.ts";
import type { Combine, Judge } from "../../domain/judge.ts";
import { judgementsIn, type JudgeQuestion } from "../../domain/judging.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { drawLabelSample, type DrawnAnswer, type LabelCandidate } from "../../stats/judges/label-sample.ts";
import { readLabels } from "../../store/labels/label-file.ts";
import { loadSuites } from "../passes/loading/load-suites.ts";
import { storedReport, type StoredReport } from "../stored/stored-runs.ts";
import type { GradeHooks } from "../grading/graded-run.ts";
import { gradeRun } from "../commands/grade-run.ts";
import type { LabelTask } from "./label-session.ts";

/** Which answers of a run are to be labelled for which judge. */
export interface LabelRequest {
  /** The run's folder. */
  readonly folder: string;
  readonly judge: string;
  /** How many of each arm. */
  readonly sample: number;
  readonly seed: number;
}

/** What somebody is to label. */
export interface LabelWork {
  readonly judge: Judge;
  /** Absolute. */
  readonly file: string;
  readonly run: string;
  readonly tasks: readonly LabelTask[];
  /** Of a judge with criteria. */
  readonly combine?: Combine;
  readonly known: readonly LabelRecord[];
  readonly isSimulated: boolean;
}

export type FoundWork =
  | { readonly status: "found"; readonly work: LabelWork }
  | { readonly status: "refused"; readonly message: Sentence }
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate };

/**
 * Draws the answers to be labelled from what the judge said in the run, and finds what it was shown of each: the run is graded
 * again, which sends nothing.
 */
export async function findLabelWork(
  request: LabelRequest,
  invocation: Invocation,
  hooks: GradeHooks,
): Promise<FoundWork> {
  const { suites, locate } = await loadSuites(invocation);
  const index = suites.findIndex(({ suite }) => suite.judges.some(({ name }) => name === request.judge));
  const judge = suites[index]?.suite.judges.find(({ name }) => name === request.judge);
  if (judge === undefined) {
    const known = suites.flatMap(({ suite }) => suite.judges.map(({ name }) => name));
    return refused(refusalWords("no-such-judge", { judge: request.judge, known }));
  }
  if (judge.labels === null) {
    return refused(refusalWords("no-labels-file", { judge: judge.name }));
  }
  const stored = await storedReport(request.folder);
  if (stored.status === "refused") return stored;
  const { candidates, hashes } = await candidatesOf(stored, index, judge.name);
  if (candidates.length === 0) return refused(refusalWords("nothing-judged", { judge: judge.name }));
  const drawn = drawLabelSample(candidates, { perArm: request.sample, seed: request.seed });
  const { labels, problems } = await readLabels(judge.labels, judge.name);
  const wrong = problems.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) return { status: "wrong", problems: wrong, locate };
  const shown = await shownOf(new Set(drawn.map(({ answerHash }) => answerHash)), { request, invocation, hooks });
  if ("status" in shown) return shown;
  const tasks = byCriterion(tasksOf(drawn, shown.questions, hashes), judge);
  if (tasks.length === 0) {
    return refused(refusalWords("other-texts-now", { judge: judge.name }));
  }
  const { id: run, replies } = stored.head.run;
  const isSimulated = replies === "simulated";
  const combine = judge.menu.kind === "criteria" ? { combine: judge.menu.combine } : {};
  const known = labels.map(({ label }) => label);
  return { status: "found", work: { judge, file: judge.labels, run, tasks, ...combine, known, isSimulated } };
}

function refused(message: Sentence): { readonly status: "refused"; readonly message: Sentence } {
  return { status: "refused", message };
}

interface Candidates {
  readonly candidates: readonly LabelCandidate[];
  /** By answer, the hash of the judge that judged it. */
  readonly hashes: ReadonlyMap<string, string>;
}

async function candidatesOf(
  stored: Extract<StoredReport, { status: "stored" }>,
  suite: number,
  name: string,
): Promise<Candidates> {
  const candidates: LabelCandidate[] = [];
  const hashes = new Map<string, string>();
  for await (const { record } of stored.lines(suite)) {
    for (const candidate of record.quarantined ? [] : judgedAnswers(record, name)) {
      candidates.push(candidate.of);
      hashes.set(candidate.of.answerHash, candidate.hash);
    }
  }
  return { candidates, hashes };
}

function judgedAnswers(
  { case: id, arm, trial, checks }: TrialRecord,
  name: string,
): { readonly of: LabelCandidate; readonly hash: string }[] {
  return checks.flatMap(judgementsIn).flatMap(({ name: own, hash, verdict, answer_hash: answerHash }) => {
    if (own !== name || verdict === "undecided") return [];
    return [{ of: { case: id, arm, trial, answerHash, verdict }, hash }];
  });
}

interface Looking {
  readonly request: LabelRequest;
  readonly invocation: Invocation;
  readonly hooks: GradeHooks;
}

/** What the judge was asked of an answer, and what it was shown of it. */
type Asked = Pick<JudgeQuestion, "texts" | "labelled">;

/** What the judge was asked, and shown, of these answers. */
async function shownOf(
  wanted: ReadonlySet<string>,
  { request, invocation, hooks }: Looking,
): Promise<{ readonly questions: ReadonlyMap<string, Asked> } | Exclude<FoundWork, { status: "found" }>> {
  const questions = new Map<string, Asked>();
  const onQuestion: GradeHooks["onQuestion"] = ({ name, answerHash, texts, labelled }) => {
    if (name === request.judge && wanted.has(answerHash)) questions.set(answerHash, { texts, labelled });
  };
  const graded = await gradeRun(request.folder, invocation, { ...hooks, onQuestion }, () => Promise.resolve());
  return graded.status === "graded" ? { questions } : graded;
}

/** One task for each distinct answer, in the order in which they were drawn. */
function tasksOf(
  drawn: readonly DrawnAnswer[],
  questions: ReadonlyMap<string, Asked>,
  hashes: ReadonlyMap<string, string>,
): LabelTask[] {
  const byAnswer = new Map<string, DrawnAnswer[]>();
  for (const answer of drawn) byAnswer.set(answer.answerHash, [...(byAnswer.get(answer.answerHash) ?? []), answer]);
  return [...byAnswer].flatMap(([answerHash, draws]) => {
    const asked = questions.get(answerHash);
    const judgeHash = hashes.get(answerHash);
    if (asked === undefined || judgeHash === undefined) return [];
    const { texts, labelled } = asked;
    const shown = { ...labelled, output: labelled["output"] ?? "" };
    return [{ answerHash, texts, shown, drawn: draws, judgeHash }];
  });
}

/** Of a judge with criteria one task each, the criteria of an answer in a row. */
function byCriterion(tasks: readonly LabelTask[], { menu }: Judge): LabelTask[] {
  if (menu.kind !== "criteria") return [...tasks];
  return tasks.flatMap((task) => Object.keys(menu.texts).map((criterion) => ({ ...task, criterion })));
}
