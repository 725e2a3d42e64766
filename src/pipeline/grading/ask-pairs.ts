import { noteWords } from "../../domain/diagnostics/note-words.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { AskJudge, JudgedOwner } from "../../domain/grade-trial.ts";
import type { ReplyMode } from "../../domain/invocation.ts";
import type { Judge } from "../../domain/judge.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { JudgedPair, PairMaterial } from "../../domain/preference.ts";
import type { Suite } from "../../domain/suite.ts";
import type { TrialsToRun } from "../../run/trials/run-options.ts";
import { TrialWindow } from "../../run/trials/trial-window.ts";
import { asText } from "../../judges/question.ts";
import type { OrderedCase } from "../../plan/cases/case-order.ts";
import { type ArmPair, armPairs } from "../../stats/summary/arm-pairs.ts";
import type { PlanStream } from "../passes/plan-stream.ts";
import type { SuitePreference } from "../../stats/paired/preferences.ts";
import { askPair } from "./ask-pair.ts";
import { PreferenceBook } from "./preference-book.ts";

/** Cases whose pairs are open at once: enough that no slot is empty. */
const OPEN_CASES = 100;

/** What asking pairs takes. */
export interface PairParts {
  readonly stream: PlanStream;
  readonly facts: Pick<ModelFacts, "canCache">;
  readonly mode: ReplyMode;
  /** The records of a suite's trials in plan order. */
  readonly trialsOf: (suite: number) => AsyncIterable<TrialRecord>;
}

/** Asks the judges of pairs when all trials are there, and keeps what they say. */
export interface PairAsking extends Required<Pick<TrialsToRun, "afterTrials">> {
  /** By suite, when all have been asked. */
  preferences(): readonly (readonly SuitePreference[])[];
}

export function createPairAsking(parts: PairParts): PairAsking {
  const book = new PreferenceBook();
  return {
    preferences: () => parts.stream.suites.map(({ prefer }, suite) => book.of(suite, prefer?.name ?? "")),
    async afterTrials(asks) {
      for (const [index, suite] of parts.stream.suites.entries()) {
        if (suite.prefer !== null) await askSuite({ ...parts, asks, book, index, suite, judge: suite.prefer });
      }
    },
  };
}

interface SuiteAsking extends PairParts {
  readonly asks: (owner: JudgedOwner) => AskJudge;
  readonly book: PreferenceBook;
  readonly index: number;
  readonly suite: Suite;
  readonly judge: Judge;
}

async function askSuite(asking: SuiteAsking): Promise<void> {
  const { suite, index, stream, book, trialsOf } = asking;
  const pairs = armPairs(suite.arms, suite.compare);
  for (const { baseline, candidate } of pairs) book.open(index, idOf(suite, baseline), idOf(suite, candidate));
  const window = new TrialWindow(OPEN_CASES);
  const records = byCase(trialsOf(index))[Symbol.asyncIterator]();
  let next = await records.next();
  for await (const one of stream.cases(index)) {
    if (next.done === true) break;
    const group = next.value;
    if (group[0]?.case !== one.planned.id) continue;
    next = await records.next();
    if (group[0].quarantined) continue;
    await window.enter();
    if (window.error !== null) break;
    window.run(
      () => askCase(asking, one, group, pairs),
      () => undefined,
    );
  }
  await window.drain();
  if (window.error !== null) throw window.error.reason;
}

/** All trials of a case stand in a row. */
async function* byCase(records: AsyncIterable<TrialRecord>): AsyncIterable<readonly TrialRecord[]> {
  let group: TrialRecord[] = [];
  for await (const record of records) {
    if (group[0] !== undefined && group[0].case !== record.case) {
      yield group;
      group = [];
    }
    group.push(record);
  }
  if (group.length > 0) yield group;
}

/** Trial i of the candidate with trial i of the baseline, so far as both were answered. */
async function askCase(
  asking: SuiteAsking,
  one: OrderedCase,
  records: readonly TrialRecord[],
  pairs: readonly ArmPair[],
): Promise<void> {
  const { suite, index, book } = asking;
  const answered = new Map(
    records.flatMap((record) => (record.status === "completed" ? [[`${record.arm} ${record.trial}`, record]] : [])),
  );
  for (const { baseline, candidate } of pairs) {
    const [baselineId, candidateId] = [idOf(suite, baseline), idOf(suite, candidate)];
    const trials = Array.from({ length: one.planned.trials }, (_, i) => i + 1);
    const judged = await Promise.all(
      trials.map(async (trial) => {
        const [a, b] = [answered.get(`${baselineId} ${trial}`), answered.get(`${candidateId} ${trial}`)];
        if (a === undefined || b === undefined) return [];
        const material = materialOf(asking.judge, one, { baseline: a, candidate: b });
        const pair = await judgedPair(asking, one, { candidate, trial }, material);
        return [{ trial, material, pair }];
      }),
    );
    const found = { case: one.planned.id, rank: one.rank, cluster: one.planned.cluster, judged: judged.flat() };
    book.addCase(index, { baseline: baselineId, candidate: candidateId }, found);
  }
}

function equalPair(): JudgedPair {
  return { outcome: "tie", isUnasked: false, reason: noteWords("equal-answers"), evidence: [] };
}

/** Equal answers are a tie: nobody need be asked. */
async function judgedPair(
  asking: SuiteAsking,
  one: OrderedCase,
  at: { readonly candidate: number; readonly trial: number },
  material: PairMaterial,
): Promise<JudgedPair> {
  if (material.baseline === material.candidate) return equalPair();
  const { suite, index, judge, facts, mode, asks } = asking;
  const { planned, ordinal } = one;
  const arm = suite.arms[at.candidate];
  if (arm === undefined) throw new RangeError(`there is no arm ${at.candidate}`);
  const owner: JudgedOwner = {
    ordinal: ordinal + at.candidate * planned.trials + at.trial - 1,
    suite: index,
    suiteName: suite.name,
    caseId: planned.id,
    armId: arm.id,
    trial: at.trial,
    maxAttempts: suite.limits.maxAttempts,
    timeoutMs: suite.limits.timeoutMs,
  };
  return askPair({ judge, planned, arm, trial: at.trial, material }, { ask: asks(owner), mode, facts });
}

/** What both arms were asked; where their prompts put it differently, the case's variables, which tell no arm from the other. */
function materialOf(
  { see }: Judge,
  { planned }: OrderedCase,
  { baseline, candidate }: { readonly baseline: TrialRecord; readonly candidate: TrialRecord },
): PairMaterial {
  const [before, after] = [baseline.turns.at(-1)?.user ?? "", candidate.turns.at(-1)?.user ?? ""];
  const input = before === after ? before : asText(planned.vars);
  return {
    input: see.includes("input") ? input : null,
    baseline: baseline.output ?? "",
    candidate: candidate.output ?? "",
  };
}

function idOf({ arms }: Suite, index: number): string {
  const arm = arms[index];
  if (arm === undefined) throw new RangeError(`there is no arm ${index}`);
  return arm.id;
}
