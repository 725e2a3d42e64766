import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { resolve } from "node:path";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { Mask } from "../../base/mask.ts";
import type { Clock } from "../../domain/values/clock.ts";
import type { Invocation, Replies, Where } from "../../domain/invocation.ts";
import type { CriterionRecord, JudgedRecord, LabelRecord } from "../../domain/formats/records.ts";
import type { Judge } from "../../domain/judge.ts";
import type { Verdict } from "../../domain/check.ts";
import { isOfOtherValues, isStale } from "../../domain/label.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import type { Json } from "../../domain/values/json.ts";
import { toUsd } from "../../domain/values/money.ts";
import { asText } from "../../judges/question.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { Stopped } from "../../run/schedule/run-stop.ts";
import { appendJudged, readJudged, writeJudged } from "../../store/labels/judged-file.ts";
import { readLabels } from "../../store/labels/label-file.ts";
import { chooseSource } from "../access/reply-endpoint.ts";
import { type CheckedSuites, checkSuites } from "../passes/check-suites.ts";
import { streamCases } from "../passes/case-stream.ts";
import { type AnswerToJudge, judgeAnswers, materialOf } from "./judge-answers.ts";
import { unseenLabels } from "./unseen-labels.ts";
import { PROBES, type ProbeResult } from "./judge-probes.ts";

/** Which judges are measured. */
export interface JudgesRequest {
  /** Null: all. */
  readonly judge: string | null;
  /** Are answers judged that must not pass? */
  readonly probe: boolean;
}

export interface JudgesHooks {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly mask: Mask;
  readonly log: (line: string) => void;
  onWarnings(warnings: readonly Diagnostic[], locate: Locate): void;
}

/** A judge with its labels and what it says of them. */
export interface MeasuredJudge {
  readonly suite: string;
  readonly judge: Judge;
  readonly labels: readonly LabelRecord[];
  readonly judged: readonly JudgedRecord[];
  readonly probes: readonly ProbeResult[];
  /** Labelled answers whose case the suite no longer has: they could not be judged anew. */
  readonly lost: number;
  readonly isSimulated: boolean;
}

export type JudgesResult =
  | { readonly status: "wrong"; readonly problems: readonly Diagnostic[]; readonly locate: Locate }
  | { readonly status: "refused"; readonly message: Sentence }
  | {
      readonly status: "judged";
      readonly judges: readonly MeasuredJudge[];
      readonly stopped: Stopped | null;
      readonly costUsd: number;
    };

/**
 * Judges the labelled answers that the judge as it is has not judged yet, and keeps what it says beside the labels: every verdict as
 * soon as it is there.
 */
export async function runJudges(
  request: JudgesRequest,
  invocation: Invocation,
  hooks: JudgesHooks,
): Promise<JudgesResult> {
  const checked = await checkSuites({ ...invocation, failFast: false, sequential: false }, hooks.clock.now());
  try {
    const suites = checked.suites.map(({ loaded }) => loaded.suite);
    const chosen = chooseSource(invocation, { config: checked.config, suites }, hooks);
    const problems = [...checked.errors, ...(chosen.ok ? [] : chosen.problems)];
    if (problems.length > 0 || !chosen.ok) return { status: "wrong", problems, locate: checked.locate };
    const open = await openJudges(request, { checked, invocation }, hooks);
    if (open.length === 0) {
      return { status: "refused", message: refusalWords("judge-not-asked", { judge: request.judge }) };
    }
    const answers = open.flatMap((judge) => judge.answers);
    const run = { checked, provider: chosen.source.provider, invocation, hooks };
    const { stopped, paidPico } = await judgeAnswers(answers, run);
    for (const judge of open) await judge.keep();
    return { status: "judged", judges: open.map((judge) => judge.measured()), stopped, costUsd: toUsd(paidPico) };
  } finally {
    await checked.close();
  }
}

async function openJudges(
  { judge: wanted, probe }: JudgesRequest,
  { checked, invocation }: { readonly checked: CheckedSuites; readonly invocation: Pick<Replies, "mode"> & Where },
  hooks: JudgesHooks,
): Promise<OpenJudge[]> {
  const isSimulated = invocation.mode === "simulate";
  const store = resolve(invocation.cwd, invocation.store);
  const open: OpenJudge[] = [];
  for (const [suite, { loaded, shared }] of checked.suites.entries()) {
    for (const judge of loaded.suite.judges) {
      if (wanted !== null && judge.name !== wanted) continue;
      const { labels } = judge.labels === null ? { labels: [] } : await readLabels(judge.labels, judge.name);
      const known = judge.labels === null ? [] : await readJudged(judge.labels, judge.hash, isSimulated);
      const labelled = { judge: judge.name, file: judge.labels ?? "", labels, store };
      hooks.onWarnings(await unseenLabels(labelled), checked.locate);
      const records = labels.map(({ label }) => label);
      const cases = new Map<string, PlannedCase>();
      let first: PlannedCase | null = null;
      for await (const streamed of streamCases(loaded, { cases: [], tags: [] }, shared)) {
        if (!streamed.ok) continue;
        first ??= streamed.planned;
        if (records.some((label) => label.case === streamed.planned.id))
          cases.set(streamed.planned.id, streamed.planned);
      }
      const one = new OpenJudge({
        judge,
        suite,
        suiteName: loaded.suite.name,
        labels: records,
        known,
        isSimulated,
        hooks,
      });
      one.askLabelled(cases);
      if (probe && first !== null) one.askProbes(first);
      open.push(one);
    }
  }
  return open;
}

interface OpenJudgeInput {
  readonly judge: Judge;
  readonly suite: number;
  readonly suiteName: string;
  readonly labels: readonly LabelRecord[];
  readonly known: readonly JudgedRecord[];
  readonly isSimulated: boolean;
  readonly hooks: JudgesHooks;
}

/** A judge while its answers come. */
class OpenJudge {
  readonly answers: AnswerToJudge[] = [];
  private readonly input: OpenJudgeInput;
  private judged: JudgedRecord[];
  private readonly probes: ProbeResult[] = [];
  /** Labelled answers that could not be asked about here. */
  private readonly lost: string[] = [];

  constructor(input: OpenJudgeInput) {
    this.input = input;
    // What it said of criteria is not known of what was judged before labels had any.
    const isOfCriteria = input.labels.some(({ criterion }) => criterion !== null);
    const isEnough = ({ criteria }: JudgedRecord): boolean => criteria !== undefined || !isOfCriteria;
    this.judged = input.known.filter(isEnough);
  }

  /** Asks of every labelled answer, once, that is in force and not judged yet. */
  askLabelled(cases: ReadonlyMap<string, PlannedCase>): void {
    const { judge, labels } = this.input;
    const seen = new Set(this.judged.map(({ answer_hash: answer }) => answer));
    for (const label of labels) {
      if (seen.has(label.answer_hash) || isStale(label, judge)) continue;
      seen.add(label.answer_hash);
      const planned = cases.get(label.case);
      if (planned === undefined || isOfOtherValues(label, valuesOf(planned))) this.lost.push(label.answer_hash);
      else
        this.ask(planned, label.shown, { arm: label.arm, simulate: null, done: (verdict) => this.add(label, verdict) });
    }
  }

  /** Asks of answers that must not pass, in the place of a labelled one where there is one. */
  askProbes(first: PlannedCase): void {
    const { judge, labels } = this.input;
    const label = labels[0];
    const others = labels.find((other) => other.case !== label?.case)?.shown.output;
    for (const { name, output } of PROBES) {
      const text = name === "other case" ? (others ?? output) : output;
      const shown = { ...label?.shown, output: text };
      const simulate = judge.simulate === null ? null : { truth: "fail" };
      const done = (verdict: Verdict): void => void this.probes.push({ name, verdict: verdict.status });
      this.ask(first, shown, { arm: label?.arm ?? null, simulate, done });
    }
  }

  /** Sorts what stands in the file: each verdict was added as it came, and another suite that asks the same judge may have added some. */
  async keep(): Promise<void> {
    const { judge, hooks, isSimulated } = this.input;
    if (judge.labels === null) return;
    this.judged = await readJudged(judge.labels, judge.hash, isSimulated);
    if (this.judged.length > 0) writeJudged(judge.labels, this.judged, hooks.mask);
  }

  measured(): MeasuredJudge {
    const { suiteName, judge, labels, isSimulated } = this.input;
    const { judged, probes } = this;
    const known = new Set(judged.map(({ answer_hash: answer }) => answer));
    const lost = this.lost.filter((answer) => !known.has(answer)).length;
    return { suite: suiteName, judge, labels, judged, probes, lost, isSimulated };
  }

  private ask(
    planned: PlannedCase,
    shown: Readonly<Record<string, string>>,
    { arm, simulate, done }: Pick<AnswerToJudge, "arm" | "done"> & { readonly simulate: Json | null },
  ): void {
    const { judge, suite } = this.input;
    const reference = shown["reference"] ?? null;
    this.answers.push({ judge, suite, material: materialOf(shown), reference, planned, simulate, arm, done });
  }

  private add({ answer_hash: answer }: LabelRecord, verdict: Verdict): void {
    const { judge, hooks } = this.input;
    const { evidence = null, reasoning = null, votes = [], criteria, cost_usd: cost = null } = verdict.judge ?? {};
    const record: JudgedRecord = {
      judge: judge.name,
      judge_hash: judge.hash,
      answer_hash: answer,
      verdict: verdict.status,
      ...(criteria === undefined ? {} : { criteria: Object.fromEntries(criteria.map(criterionEntry)) }),
      evidence,
      reasoning,
      ...(this.input.isSimulated ? { simulated: true } : {}),
      flipped: new Set(votes.map((vote) => vote.verdict)).size > 1,
      cost_usd: cost,
      at: new Date(hooks.clock.now()).toISOString(),
    };
    this.judged.push(record);
    if (judge.labels !== null) appendJudged(judge.labels, record, hooks.mask);
  }
}

function valuesOf({ vars }: PlannedCase): (variable: string) => string | null {
  return (variable) => (Object.hasOwn(vars, variable) ? asText(vars[variable] ?? null) : null);
}

function criterionEntry({ name, verdict }: CriterionRecord): [string, "pass" | "fail" | "undecided"] {
  return [name, verdict === "pass" || verdict === "fail" ? verdict : "undecided"];
}
