import { refusalWords } from "../../domain/diagnostics/refusal-words.ts";
import { reasonInShort } from "../../domain/values/rule-reason.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { formatInterval, formatPercent, plural } from "../../base/figures.ts";
import type { TrialRecord } from "../../domain/formats/records.ts";
import type { SuiteHead } from "../../domain/reporter.ts";
import type { Gate } from "../../domain/suite.ts";
import {
  type Calibration,
  calibrateGate,
  type CasePool,
  type SuspectCase,
} from "../../stats/calibration/calibrate-gate.ts";
import type { SuiteFacts } from "../../stats/summary/suite-facts.ts";
import { findSuiteRun, type StoredReport, storedReport } from "../stored/stored-runs.ts";

/** More would not be held: what a gate of a suite this size does, a part of it shows. */
const MAX_TRIALS = 100_000;
/** Trials drawn in all: what takes some ten seconds. */
const MAX_DRAWN = 2_000_000;
const MAX_RERUNS = 1_000;
const MIN_RERUNS = 100;
const SUSPECTS = 10;
const SIMULATED = "SIMULATED: these trials are the simulator's and say nothing of a model.\n";

type Stored = Extract<StoredReport, { status: "stored" }>;

export type Calibrated =
  /** Text for people, a piece a suite. */
  | { readonly status: "calibrated"; readonly texts: readonly string[] }
  | { readonly status: "refused"; readonly message: Sentence };

/** How often the gates of a stored run would go red if nothing changed: reruns are drawn from its own trials, nothing is sent. */
export async function calibrateRun(name: string, store: string, cwd: string, seed: number): Promise<Calibrated> {
  const found = await findSuiteRun(name, store, cwd);
  const stored = found.status === "found" ? await storedReport(found.folder) : found;
  if (stored.status === "refused") return stored;
  const texts: string[] = stored.head.run.replies === "simulated" ? [SIMULATED] : [];
  for (const [index, suite] of stored.head.suites.entries()) {
    if (suite.gate.verdict === null) continue;
    const pools = await poolsOf(stored, index);
    if (!pools.some(({ trials }) => trials.length > 1))
      return { status: "refused", message: refusalWords("one-trial-a-case", { suite: suite.name }) };
    const trials = pools.reduce((sum, pool) => sum + pool.trials.length, 0);
    const reruns = Math.min(MAX_RERUNS, Math.max(MIN_RERUNS, Math.floor(MAX_DRAWN / trials)));
    const calibration = await calibrateGate(factsOf(suite, stored, index, seed), pools, { reruns, suspects: SUSPECTS });
    texts.push(calibrationText(suite, calibration, trials));
  }
  if (texts.some((text) => text !== SIMULATED)) return { status: "calibrated", texts };
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
    state: { interrupted: false, overBudget: false, pending: false },
    baseline: null,
    sequentialRules: null,
  };
}

function calibrationText(suite: SuiteHead, calibration: Calibration, trials: number): string {
  const { reruns, verdicts, red, suspects } = calibration;
  const share = (count: number): string => formatPercent(count / reruns);
  const lines = [
    `${suite.name}: ${reruns} reruns with nothing changed, of truths that ${plural(trials, "stored trial")} allow`,
    `  red           ${share(verdicts.fail)} (95%: ${formatInterval(red.low, red.high)})`,
    `  green         ${share(verdicts.pass)}`,
    `  inconclusive  ${share(verdicts.inconclusive)}`,
    `  incomplete    ${share(verdicts.incomplete)}`,
    ...suspectLines(suspects),
    ...openLines(suite, calibration),
    `  ${adviceOn(calibration)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Why no rerun is green: a gate that its cases never let turn green is no gate. */
function openLines(suite: SuiteHead, { keptOpenBy, verdicts, reruns }: Calibration): string[] {
  if (keptOpenBy === null) return [];
  const { rule, arm, reason } = keptOpenBy;
  const whose = arm === null || suite.arms.length < 2 ? "" : ` on ${arm}`;
  const never = verdicts.inconclusive === reruns ? "not one rerun is decided" : "not one rerun is green";
  return [`  ${never}: ${rule}${whose} stays open: ${reasonInShort(reason)}`];
}

/** A few of those that failed when they were asked. */
function suspectLines(suspects: readonly SuspectCase[]): string[] {
  if (suspects.length === 0) return [];
  const lines = suspects.map(({ caseId, failed, trials, inRed, inOthers }) => {
    const others = inOthers === null ? "" : `, ${formatPercent(inOthers)} in the others`;
    const reruns = `${formatPercent(inRed)} of its trials fail in the red reruns${others}`;
    return `    ${caseId}: failed ${failed} of ${trials}; ${reruns}`;
  });
  return ["  cases that failed:", ...lines];
}

const USUAL_ALPHA = 0.05;

function adviceOn({ red, verdicts, reruns, suspects }: Calibration): string {
  if (verdicts.fail === reruns) return "Red every time: that is no flake, the suite does not pass its gate.";
  if (red.share > USUAL_ALPHA) {
    const sure = red.low > USUAL_ALPHA ? "" : ", as far as so few trials tell";
    const cases =
      suspects.length === 0
        ? "no stored trial failed: run it again with more `--trials`, which show whether any would"
        : "mend or quarantine the cases above";
    const ways = `give the gate a \`confidence\` or \`not_worse_than\`, or ${cases}`;
    return `Red more often than 1 in 20 by chance alone${sure}: ${ways}.`;
  }
  return "The interval is wide where the stored trials tell little of how flaky cases are: more trials a case narrow it.";
}
