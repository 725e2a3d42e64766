import type { TrialRecord } from "../../domain/formats/records.ts";
import { judgementsIn } from "../../domain/judging.ts";
import type { CaseRates } from "../rate/case-counts.ts";
import { type JudgedTrial, judgedTrial, type Word } from "../judges/judged-trial.ts";
import { RateTally } from "./rate-tally.ts";

/** Passed, failed and open trials of one case. */
interface Counts {
  passed: number;
  failed: number;
  open: number;
}

/** One case on one arm: what rules say of its trials, and what the judge says of those that rules pass. */
export interface JudgedCase {
  /** Trials that rules pass and no judge is asked about. */
  sure: number;
  /** Trials that rules pass and the judge is asked about: what it says. */
  readonly judged: Counts;
  /** What rules say of all trials. */
  readonly others: Counts;
}

function newCase(): JudgedCase {
  return { sure: 0, judged: { passed: 0, failed: 0, open: 0 }, others: { passed: 0, failed: 0, open: 0 } };
}

function count(counts: Counts, word: Word): void {
  if (word === "pass") counts.passed++;
  else if (word === "fail") counts.failed++;
  else counts.open++;
}

/** What is known of the judged trials of some cases on one arm (an arm, or a tag of it), fed case by case. */
export class JudgedTally {
  /** What rules say, judges left out. */
  readonly others: RateTally = new RateTally();
  /** What the judge says of the answers that rules pass. */
  readonly judged: RateTally = new RateTally();
  /** The judges on which verdicts hang. */
  readonly names: Set<string> = new Set();
  /** Does any trial hang on judges in a way that cannot be corrected? */
  isTangled = false;
  /** Is anything but a judge required? */
  hasRules = false;
  private passing = 0;
  private asked = 0;

  /** The share that the judge is asked about, of the trials that rules pass. */
  get askedShare(): number {
    return this.passing === 0 ? 0 : this.asked / this.passing;
  }

  addTrial({ hangsOn, isTangled, hasRules }: JudgedTrial): void {
    if (hasRules) this.hasRules = true;
    for (const name of hangsOn) this.names.add(name);
    if (isTangled) this.isTangled = true;
  }

  addCase({ others, judged }: JudgedCase, cluster: string | null): void {
    this.passing += others.passed;
    this.asked += judged.passed + judged.failed + judged.open;
    const ofRules = ratesOf(others);
    if (ofRules !== null) this.others.add(ofRules, cluster);
    const ofJudge = ratesOf(judged);
    if (ofJudge !== null) this.judged.add(ofJudge, cluster);
  }
}

/** What one judge says of all the answers that it was asked about, whatever rules say. */
export class JudgeTally {
  readonly rate: RateTally = new RateTally();
  judged = 0;
  undecided = 0;
  private open: Counts = { passed: 0, failed: 0, open: 0 };

  add(word: Word): void {
    count(this.open, word);
    if (word === "open") this.undecided++;
    else this.judged++;
  }

  /** The case at hand is over. */
  endCase(cluster: string | null): void {
    const rates = ratesOf(this.open);
    if (rates !== null) this.rate.add(rates, cluster);
    this.open = { passed: 0, failed: 0, open: 0 };
  }
}

function ratesOf({ passed, failed, open }: Counts): CaseRates | null {
  const decided = passed + failed;
  const planned = decided + open;
  if (planned === 0) return null;
  return {
    observed: decided === 0 ? null : passed / decided,
    worst: passed / planned,
    best: (passed + open) / planned,
    passed,
    decided,
    planned,
    means: { costUsd: null, latencyMs: null, outputTokens: null },
  };
}

/** Everything judged of one arm: the arm as a whole, each tag that a gate names, and each judge. */
export class ArmJudgements {
  readonly whole: JudgedTally = new JudgedTally();
  readonly byTag: ReadonlyMap<string, JudgedTally>;
  readonly byJudge: Map<string, JudgeTally> = new Map();
  private current = newCase();

  constructor(tags: Iterable<string>) {
    this.byTag = new Map([...tags].map((tag) => [tag, new JudgedTally()]));
  }

  addTrial(trial: TrialRecord): void {
    const judged = judgedTrial(trial);
    const { others, judge } = judged;
    count(this.current.others, others);
    if (others === "pass" && judge === null) this.current.sure++;
    if (others === "pass" && judge !== null) count(this.current.judged, judge.word);
    for (const tally of [this.whole, ...this.ofTags(trial.tags)]) tally.addTrial(judged);
    for (const { name, verdict } of trial.checks.flatMap(judgementsIn)) {
      const tally = this.byJudge.get(name) ?? new JudgeTally();
      this.byJudge.set(name, tally);
      tally.add(verdict === "undecided" ? "open" : verdict);
    }
  }

  /** The case at hand is over; returns what was counted of it. */
  endCase(tags: readonly string[], cluster: string | null): JudgedCase {
    const ended = this.current;
    for (const tally of [this.whole, ...this.ofTags(tags)]) tally.addCase(ended, cluster);
    for (const tally of this.byJudge.values()) tally.endCase(cluster);
    this.current = newCase();
    return ended;
  }

  private ofTags(tags: readonly string[]): JudgedTally[] {
    return [...new Set(tags)].flatMap((tag) => this.byTag.get(tag) ?? []);
  }
}
