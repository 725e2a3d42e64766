import { said } from "../../domain/diagnostics/said.ts";
import type { CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import { findVacuousChecks, REFUSAL_IN_WORDS, type WrongAnswer } from "../../checks/trial/find-vacuous-checks.ts";
import { hasProblems, type PreparedItem } from "../../domain/check.ts";
import { fromCompletionLine } from "../../domain/run/completion-line.ts";
import type { Where } from "../../domain/invocation.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { checksOnAny, type PlannedCase, type PlannedCheck } from "../../plan/cases/planned-case.ts";
import { simulatedReply } from "../../plan/requests/plan-trial.ts";
import { type StreamedCase, streamCases } from "../passes/case-stream.ts";
import type { CheckedSuites } from "../passes/check-suites.ts";
import { unreachedCosts } from "../forecast/unreached-costs.ts";
import { scanRecordings } from "../../providers/recordings/recording-scan.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { recordingsFile, recordingsProblem } from "../session/recordings.ts";

/** So many other cases' answers are tried on each case: enough to tell, and a bound for a million rows. */
const MAX_ANSWERS = 40;

/** A check of the suite file, over all cases it is applied to. */
interface CheckTally {
  readonly check: PlannedCheck;
  /** In how many cases it passed every wrong answer, and in how many it was tried. */
  vacuous: number;
  tried: number;
}

/** An answer of some case, tried on the others. */
interface OtherAnswer extends WrongAnswer {
  /** The cases that gave it: it may be right for them. */
  readonly cases: ReadonlySet<string>;
}

/**
 * The checks of the suites that no wrong answer fails: each is tried on an empty answer, a refusal in words and other
 * cases' simulated and recorded answers. A check is named when it passed them all in every case it stands in. Recordings
 * that cannot be read are told. A limit on cost that no answer can reach is named, too.
 */
export async function findVacuous(
  checked: CheckedSuites,
  where: Pick<Where, "cwd" | "store">,
  nowMs: number,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const suite of checked.suites) {
    const file = recordingsFile(suite.loaded.suite, checked.config, where);
    const recorded = await recordedAnswers(file);
    if (!recorded.ok) found.push(recorded.problem);
    const answers = [...(await simulatedTexts(suite)), ...(recorded.ok ? recorded.answers : [])];
    const tallies = new Map<string, CheckTally>();
    for await (const planned of plannedCases(suite))
      await tryCase({ suite, planned, answers }, checked.prepare, tallies);
    for (const tally of tallies.values()) if (tally.vacuous === tally.tried) found.push(vacuousWarning(tally.check));
    const { facts, attachments, judging } = checked;
    found.push(...(await unreachedCosts(suite, { facts, attachments, judging, nowMs, isCapped: false })));
  }
  return found;
}

async function* plannedCases({ loaded, shared }: CheckedSuite): AsyncIterable<PlannedCase> {
  const cases: AsyncIterable<StreamedCase> = streamCases(loaded, { cases: [], tags: [] }, shared);
  for await (const streamed of cases) if (streamed.ok) yield streamed.planned;
}

/** What `simulate:` answers to the first cases, on the first arm, without doubles. */
async function simulatedTexts(suite: CheckedSuite): Promise<readonly OtherAnswer[]> {
  const texts = new Map<string, Set<string>>();
  for await (const planned of plannedCases(suite)) {
    const text = await simulatedText(suite, planned);
    if (text !== null) note(texts, text, planned.id);
    if (texts.size >= MAX_ANSWERS) break;
  }
  return otherAnswers(texts);
}

/** Notes that a case gave this answer, while there is room for more of them. */
function note(texts: Map<string, Set<string>>, text: string, caseId: string): void {
  const cases = texts.get(text);
  if (cases !== undefined) cases.add(caseId);
  else if (texts.size < MAX_ANSWERS) texts.set(text, new Set([caseId]));
}

function otherAnswers(texts: ReadonlyMap<string, ReadonlySet<string>>): OtherAnswer[] {
  return [...texts].map(([text, cases]) => ({ text, cases }));
}

type RecordedAnswers =
  | { readonly ok: true; readonly answers: readonly OtherAnswer[] }
  | { readonly ok: false; readonly problem: Diagnostic };

/** The texts of recorded answers, tool calls that say nothing left out. No recordings: none. */
async function recordedAnswers(file: string): Promise<RecordedAnswers> {
  const texts = new Map<string, Set<string>>();
  const scanned = await scanRecordings(file, ({ case: id, completion }) => {
    const { text } = fromCompletionLine(completion);
    if (text !== "") note(texts, text, id);
  });
  if (scanned.status === "read") return { ok: true, answers: otherAnswers(texts) };
  return { ok: false, problem: { ...recordingsProblem(file, scanned), severity: "warning" } };
}

async function simulatedText({ loaded }: CheckedSuite, planned: PlannedCase): Promise<string | null> {
  const [arm] = loaded.suite.arms;
  if (arm === undefined) return null;
  const at = { suite: loaded.suite, suiteIndex: 0, planned, arm, files: loaded.files };
  const turn = Math.max(1, planned.turns.length);
  const reply = await simulatedReply(at, { turn, round: 1, trial: 1 }, []);
  return reply?.text ?? null;
}

interface CaseToTry {
  readonly suite: CheckedSuite;
  readonly planned: PlannedCase;
  readonly answers: readonly OtherAnswer[];
}

async function tryCase(
  { suite, planned, answers }: CaseToTry,
  prepare: CheckPreparer,
  tallies: Map<string, CheckTally>,
): Promise<void> {
  const checks = checksOnAny(planned);
  const items = await Promise.all(checks.map(async (check) => prepare(check)));
  const own = await simulatedText(suite, planned);
  const wrong: WrongAnswer[] = [
    { text: "" },
    { text: REFUSAL_IN_WORDS },
    ...answers.filter(({ text, cases }) => text !== own && !cases.has(planned.id)),
  ];
  const context = { vars: planned.vars, caseId: planned.id, armId: "", trial: 1 };
  const prepared = items.filter((item): item is PreparedItem => !hasProblems(item));
  const vacuous = await findVacuousChecks(prepared, wrong, context);
  for (const [index, check] of checks.entries()) {
    const key = JSON.stringify(check.place);
    const tally = tallies.get(key) ?? { check, vacuous: 0, tried: 0 };
    tally.tried += 1;
    // One that no answer at all can fail is told without this.
    if (vacuous.includes(index) && prepared[index]?.always === undefined) tally.vacuous += 1;
    tallies.set(key, tally);
  }
}

function vacuousWarning({ type, name, place }: PlannedCheck): Diagnostic {
  return { severity: "warning", place, ...said("vacuous-check.mutated", { check: type, name }) };
}
