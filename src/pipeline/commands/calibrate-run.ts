import { runCommandIn } from "../stored/run-command.ts";
import { textWords } from "../../domain/diagnostics/text-words.ts";
import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { reasonInShort } from "../../domain/values/rule-reason.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { Gate } from "../../domain/suite.ts";
import { type Calibration, calibrateGate, type CasePool } from "../../stats/calibration/calibrate-gate.ts";
import { NO_BATCHES } from "../../stats/evidence.ts";
import type { SuiteFacts } from "../../stats/summary/suite-facts.ts";
import { findSuiteRun, type StoredReport, storedReport } from "../stored/stored-runs.ts";

/** More would not be held: what a gate of a suite this size does, a part of it shows. */
const MAX_TRIALS = 100_000;
/** Trials drawn in all: what takes some ten seconds. */
const MAX_DRAWN = 2_000_000;
const MAX_RERUNS = 1_000;
const MIN_RERUNS = 100;
const SUSPECTS = 10;

type Stored = Extract<StoredReport, { status: "stored" }>;

export type Calibrated =
  /** Text for people, a piece a suite. */
  | { readonly status: "calibrated"; readonly texts: readonly string[] }
  | { readonly status: "refused"; readonly message: Sentence };

/** How often the gates of a stored run would go red if nothing changed: reruns are drawn from its own trials, nothing is sent. */
export async function calibrateRun(name: string, store: string, cwd: string, seed: number): Promise<Calibrated> {
  const found = await findSuiteRun(name, store, cwd);
  if (found.status === "refused") return found;
  const stored = await storedReport(found.folder);
  if (stored.status === "refused") return stored;
  const isSimulated = stored.head.run.replies === "simulated";
  const texts: string[] = [];
  for (const [index, suite] of stored.head.suites.entries()) {
    if (suite.gate.verdict === null) continue;
    const pools = await poolsOf(stored, index);
    if (!pools.some(({ trials }) => trials.length > 1))
      return { status: "refused", message: refusalWords("one-trial-a-case", { suite: suite.name }) };
    const trials = pools.reduce((sum, pool) => sum + pool.trials.length, 0);
    const reruns = Math.min(MAX_RERUNS, Math.max(MIN_RERUNS, Math.floor(MAX_DRAWN / trials)));
    const calibration = await calibrateGate(factsOf(suite, stored, index, seed), pools, { reruns, suspects: SUSPECTS });
    texts.push(calibrationText(suite, calibration, { trials, resume: runCommandIn("resume", found.folder) }));
  }
  if (texts.length > 0) {
    const first = isSimulated ? [`${textWords("calibration-simulated")}\n`] : [];
    return { status: "calibrated", texts: [...first, ...texts] };
  }
  return { status: "refused", message: refusalWords("no-gate-to-calibrate", { run: stored.head.run.id }) };
}

/** Case by case and arm by arm; quarantined cases count in no gate. Only what a gate looks at is held. */
async function poolsOf(stored: Stored, suite: number): Promise<CasePool[]> {
  const pools = new Map<string, { caseId: string; arm: string; trials: TrialRecord[] }>();
  let count = 0;
  for await (const record of stored.trials(suite)) {
    if (record.quarantined) continue;
    if (++count > MAX_TRIALS) break;
    const key = JSON.stringify([record.case, record.arm]);
    const pool = pools.get(key) ?? { caseId: record.case, arm: record.arm, trials: [] };
    pools.set(key, pool);
    pool.trials.push({ ...record, vars: {}, output: null, turns: record.turns.slice(0, 1), attempts: [], checks: [] });
  }
  return [...pools.values()];
}

function factsOf(suite: SuiteHead, { line }: Stored, index: number, seed: number): SuiteFacts {
  return {
    name: suite.name,
    file: suite.file,
    hashes: suite.hashes,
    arms: suite.arms,
    gate: line.suites[index]?.gate as Gate, // written by prompt-run from a Gate
    compare: "none",
    seed,
    state: { interrupted: false, overBudget: false, ...NO_BATCHES },
    baseline: null,
    sequentialRules: null,
  };
}

interface CalibratedRun {
  /** Of the suite, as stored. */
  readonly trials: number;
  /** The command that asks for what is missing. */
  readonly resume: string;
}

function calibrationText(suite: SuiteHead, calibration: Calibration, { trials, resume }: CalibratedRun): string {
  const { reruns, verdicts, red, suspects } = calibration;
  const { low, high } = red;
  const [green, inconclusive, incomplete] = [verdicts.pass, verdicts.inconclusive, verdicts.incomplete];
  const shares = {
    red: verdicts.fail / reruns,
    green: green / reruns,
    inconclusive: inconclusive / reruns,
    incomplete: incomplete / reruns,
  };
  const open = whyOpen(suite, calibration);
  const told = [
    ...(suspects.length === 0 ? [] : [textWords("calibration-suspects", { suspects })]),
    ...(open === null ? [] : [open]),
    adviceOn(calibration, resume),
  ];
  const first = textWords("calibration-reruns", { suite: suite.name, reruns, trials, low, high, ...shares });
  return `${[first, ...told.map(indented)].join("\n")}\n`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

/** Why no rerun is green: a gate that its cases never let turn green is no gate. Null: one is, or all are red. */
function whyOpen(suite: SuiteHead, { keptOpenBy, verdicts, reruns }: Calibration): Sentence | null {
  if (keptOpenBy === null) return null;
  const { rule, arm, reason } = keptOpenBy;
  return textWords("calibration-open", {
    isDecided: verdicts.inconclusive !== reruns,
    rule,
    arm: suite.arms.length < 2 ? null : arm,
    reason: reasonInShort(reason),
  });
}

const USUAL_ALPHA = 0.05;

function adviceOn({ red, verdicts, reruns, suspects }: Calibration, resume: string): Sentence {
  if (verdicts.incomplete === reruns) return textWords("calibration-incomplete", { command: resume });
  if (verdicts.fail === reruns) return textWords("calibration-always-red");
  if (red.share <= USUAL_ALPHA) return textWords("calibration-wide");
  return textWords("calibration-often-red", { isSure: red.low > USUAL_ALPHA, hasSuspects: suspects.length > 0 });
}
