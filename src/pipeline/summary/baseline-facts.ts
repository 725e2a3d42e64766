import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { noteWords } from "../../domain/diagnostics/note-words.ts";
import { rulingWords } from "../../domain/diagnostics/ruling-words.ts";
import type { BaselineFile, ReplySource, RunRecord, SuiteHashes } from "../../domain/formats/records.ts";
import type { BaselineInsight } from "../../domain/insights.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { NamedRun } from "../../report/words/next/run-commands.ts";
import { armText } from "../../plan/requests/arm-text.ts";
import { suiteJudges } from "../../judges/judge-identity.ts";
import { attribute, type ComparedSide } from "../../stats/baseline/attribute.ts";
import { whyUnpaired } from "../../stats/baseline/change-words.ts";
import { pooledRuns } from "../../stats/baseline/pooled-runs.ts";
import { baselineArms } from "../../stats/baseline/baseline-arms.ts";
import { usesBaseline } from "../../stats/gate/draft-gate.ts";
import type { Baseline } from "../../stats/evidence.ts";
import type { CheckedSuite } from "../passes/preflight.ts";
import { acceptWords, type SuiteBaseline, UNNAMED } from "../passes/suite-baseline.ts";

/** What the gate makes of a suite's baseline. `replies`: where this run's come from. */
export function baselineFacts(
  baseline: SuiteBaseline | null,
  replies: ReplySource,
  options: MissingOptions,
): Baseline | null {
  if (baseline === null) return null;
  const { source, isDemanded } = baseline;
  if (baseline.status === "missing") {
    const [orphan] = baseline.orphans;
    const verdict = options.allowMissing && orphan === undefined ? "inconclusive" : "incomplete";
    if (baseline.near !== null) {
      const reason = rulingWords("name-the-baseline", { folder: baseline.near, source });
      return { status: "absent", reason, verdict, isDemanded };
    }
    const make = rulingWords("accept-makes-it", {
      command: acceptWords(source, options.run, options.suites),
      name: source === null ? UNNAMED[options.suites > 1 ? "folder" : "file"] : null,
    });
    if (orphan === undefined) {
      const reason = rulingWords("no-baseline-yet", { source });
      return { status: "absent", reason, make, verdict, isDemanded };
    }
    const reason = rulingWords("baseline-of-orphan", { source, orphan: orphan.source, fate: orphan.fate });
    return { status: "absent", reason, verdict, isDemanded };
  }
  if (baseline.status === "foreign") {
    const reason = rulingWords("baseline-foreign", { source: baseline.source, suite: baseline.suite });
    return { status: "absent", reason, verdict: "incomplete", isDemanded };
  }
  const { file, matcher } = baseline;
  if (replies === "simulated" && file.replies !== "simulated") {
    const reason = rulingWords("baseline-not-simulated", { source: baseline.source, replies: file.replies });
    return { status: "absent", reason, verdict: "inconclusive", isDemanded };
  }
  const armIds = file.arms.map(({ id }) => id);
  // A part of the suite was asked for: that the rest is not there is no news.
  const withUnseen = !options.isSelection;
  const changes = matcher.changes();
  const why = whyUnpaired(withUnseen ? changes : { ...changes, removed: { total: 0, first: [] } });
  const coverage = { expected: matcher.expected(withUnseen), pairable: matcher.pairable(), why };
  return { status: "loaded", arms: baselineArms(armIds, matcher.comparable(withUnseen), coverage) };
}

interface MissingOptions {
  readonly allowMissing: boolean;
  readonly isSelection: boolean;
  readonly run: NamedRun;
  /** Of the run: a file holds the baseline of one. */
  readonly suites: number;
}

/** What a run that is held against a baseline must be read with. */
export function baselineNotes(
  suite: CheckedSuite,
  { baseline }: { readonly baseline: Baseline | null },
  { run }: { readonly run: RunRecord },
): Sentence[] {
  const notes = [idleBaselineNote(suite, baseline), platformNote(suite, run)];
  return notes.filter((note) => note !== null);
}

/**
 * What must be said of a baseline that `--baseline` names and no rule of the gate uses, so that a comparison that is only
 * shown is not taken for a gate; null when a rule uses it, or when the gate is incomplete for want of it.
 */
function idleBaselineNote({ loaded, baseline }: CheckedSuite, facts: Baseline | null): Sentence | null {
  const { name, gate } = loaded.suite;
  if (baseline?.isDemanded !== true || facts === null || usesBaseline(gate)) return null;
  if (facts.status === "absent")
    return facts.verdict === "incomplete" ? null : noteWords("baseline-absent", { suite: name, reason: facts.reason });
  // Facts are loaded of a baseline that is there.
  return baseline.source === null ? null : noteWords("baseline-unused", { suite: name, source: baseline.source });
}

/**
 * What a gate that is red against a baseline of one run must be read with, on one line; null where none is. How often that is
 * luck is said when a run is accepted, and in docs/gates.md.
 */
export function thinBaselineNote({ baseline }: CheckedSuite, { name, gate }: SuiteHead): Sentence | null {
  if (baseline?.status !== "loaded") return null;
  const red = gate.rules.filter(({ rule, verdict }) => rule === "not_worse_than" && verdict === "fail");
  const isRed = red.some(({ arm }) => pooledRuns(baseline.file, arm === null ? null : new Set([arm])).fewest === 1);
  return isRed ? noteWords("baseline-thin", { suite: name }) : null;
}

/** What must be said of a baseline whose answers came from another platform than this run's; null where they did not. */
function platformNote({ loaded, baseline }: CheckedSuite, { platform }: Pick<RunRecord, "platform">): Sentence | null {
  if (baseline?.status !== "loaded" || platform === undefined) return null;
  const { platform: before } = baseline.file;
  if (before === undefined || before === platform) return null;
  return noteWords("baseline-elsewhere", { suite: loaded.suite.name, source: baseline.source, before, now: platform });
}

/** What a report says of the baseline beside its comparisons; null when nothing was compared with it. */
export function baselineInsight(
  { baseline, loaded, hashes }: CheckedSuite,
  head: SuiteHead,
  run: RunRecord,
): BaselineInsight | null {
  const pairs = head.comparisons.filter(({ against }) => against === "baseline");
  if (baseline?.status !== "loaded" || pairs.length === 0) return null;
  const served = new Map(head.insights?.served?.map(({ arm, models }) => [arm, models]));
  const candidate: ComparedSide = {
    tool_version: run.tool_version,
    price_table: run.price_table,
    replies: run.replies,
    ...(run.platform === undefined ? {} : { platform: run.platform }),
    hashes,
    judges: suiteJudges(loaded.suite),
    arms: loaded.suite.arms.map((arm) => ({
      id: arm.id,
      model: arm.model,
      settings: arm.settings,
      prompt_text: armText(arm),
      served: served.get(arm.id) ?? null,
    })),
  };
  const { file, source, matcher } = baseline;
  const { fewest, most } = pooledRuns(file, new Set(pairs.map(({ baseline: arm }) => arm)));
  return {
    source,
    runs: most,
    ...(fewest === most ? {} : { fewest_runs: fewest }),
    differences: attribute({ baseline: baselineSide(file, null), candidate, changes: matcher.changes(), pairs }),
  };
}

/** A baseline as a side of a comparison. `hashes`: of the suite it was made from, where known. */
export function baselineSide(file: BaselineFile, hashes: SuiteHashes | null): ComparedSide {
  const { tool_version, price_table, replies, arms, judges, platform } = file;
  const known = { ...(judges === undefined ? {} : { judges }), ...(platform === undefined ? {} : { platform }) };
  return { tool_version, price_table, replies, hashes, arms, ...known };
}
