/** What a sequential test says after a case: `pass` and `fail` are final. */
export type SequentialVerdict = "pass" | "fail" | "continue";

/** Shares of the capital that are bet, side by side: nobody knows the best one beforehand. */
const BETS: readonly number[] = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

/**
 * The capital of a gambler who bets against a hypothesis: the mean over bets λ of Π(1 + λ·gain). While the hypothesis
 * holds, each gain (≥ −1) has a mean of at most 0, so that the capital never reaches 1/α with a chance above α, however often
 * and whenever one looks (Ville's inequality). Waudby-Smith & Ramdas, J. R. Stat. Soc. B 86 (2024) 1–27.
 */
export class BettingCapital {
  private readonly capitals = BETS.map(() => 1);
  private peakCapital = 1;

  /** The highest capital so far. */
  get peak(): number {
    return this.peakCapital;
  }

  add(gain: number): void {
    let sum = 0;
    for (let i = 0; i < BETS.length; i++) {
      const capital = Math.min(Number.MAX_VALUE / BETS.length, (this.capitals[i] ?? 0) * (1 + (BETS[i] ?? 0) * gain));
      this.capitals[i] = capital;
      sum += capital;
    }
    this.peakCapital = Math.max(this.peakCapital, sum / BETS.length);
  }
}

/** What a case adds to the bets on passing and on failing: at least −1 each. */
export interface Gains {
  readonly pass: (value: number) => number;
  readonly fail: (value: number) => number;
}

/**
 * Gains of a one-sample test of case pass rates against `limit`: passing bets against "the rate is at most the limit",
 * failing against "it is at least the limit". At a limit of 1 any failure refutes it; a limit of 0 is always reached.
 */
export function passRateGains(limit: number): Gains {
  const below = 1 - limit;
  return {
    pass: (rate) => (limit <= 0 ? Number.POSITIVE_INFINITY : (rate - limit) / limit),
    fail: (rate) => (below <= 0 ? refutes(rate < 1) : (limit - rate) / below),
  };
}

/**
 * Gains of a paired test of case-mean differences (−1..1): passing bets against "worse by `margin` or more", (d + m)/(1 − m),
 * failing against "not worse", −d.
 */
export function notWorseGains(margin: number): Gains {
  const rest = 1 - margin;
  return {
    pass: (difference) => (rest <= 0 ? refutes(difference > -1) : (difference + margin) / rest),
    fail: (difference) => -difference,
  };
}

function refutes(isRefuted: boolean): number {
  return isRefuted ? Number.POSITIVE_INFINITY : 0;
}

/** Errors that a sequential test may make: `alpha` for passing, `alpha`/`tests` for failing (several rules, one false red). */
export interface SequentialRisk {
  readonly alpha: number;
  readonly tests: number;
}

/**
 * A two-sided sequential gate on values with bounds: `pass` is bet on with each case's worst value and `fail` with its best,
 * so that missing answers never decide.
 */
export class SequentialTest {
  private readonly capitals = {
    pass: new BettingCapital(),
    fail: new BettingCapital(),
    passAtBest: new BettingCapital(),
    failAtWorst: new BettingCapital(),
  };
  private readonly gains: Gains;
  private readonly risk: SequentialRisk;
  private settled: SequentialVerdict = "continue";

  constructor(gains: Gains, risk: SequentialRisk) {
    this.gains = gains;
    this.risk = risk;
  }

  get verdict(): SequentialVerdict {
    return this.settled;
  }

  /** Could the missing answers, had they come, have decided it? */
  get dependsOnMissing(): boolean {
    const { passAtBest, failAtWorst } = this.capitals;
    return passAtBest.peak >= this.passAt || failAtWorst.peak >= this.failAt;
  }

  /** One case more; a verdict once reached stays. */
  update(worst: number, best: number): SequentialVerdict {
    if (this.settled !== "continue") return this.settled;
    const { capitals, gains } = this;
    capitals.pass.add(gains.pass(worst));
    capitals.fail.add(gains.fail(best));
    capitals.passAtBest.add(gains.pass(best));
    capitals.failAtWorst.add(gains.fail(worst));
    if (capitals.fail.peak >= this.failAt) this.settled = "fail";
    else if (capitals.pass.peak >= this.passAt) this.settled = "pass";
    return this.settled;
  }

  private get passAt(): number {
    return 1 / this.risk.alpha;
  }

  private get failAt(): number {
    return this.risk.tests / this.risk.alpha;
  }
}
