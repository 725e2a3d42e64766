/** How far back shares are counted, and how fast foreign traffic that no reading confirms is forgotten. */
const WINDOW_MS = 2_000;
const FORGET_MS = 8_000;
/** How far one reading is believed. */
const GAIN = 0.7;
/** Readings jitter: with this part of all that is taken and more we count as alone; once shared, only with that. */
const ALONE = { until: 0.93, again: 0.98 };
/** Nobody is left with nothing: others may be gone, and only sending tells. */
const LEAST_SHARE = 0.05;
const LEAST_REFILL = 0.05;
/** Shares are drawn together: who has less gets a little more than it takes, who has more a little less. */
const FAIRNESS = 0.75;
/** Where the level is held that all processes read: so much of the bucket, or what comes in in so long. */
const TARGET = 0.25;
const TARGET_MS = 750;
const SLOWEST = 0.3;
/** Of those who have been there before us it is assumed that they take at most so much for each that we take. */
const OTHERS_AT_FIRST = 2;
/** Reset times may be whole seconds. */
const RESET_ROUNDING_MS = 1_000;
/** However many there are: nobody waits longer for its turn, nor longer than without others for the level. */
const LONGEST_TURN_MS = 60_000;
const PATIENCE_MS = 1_000;
const EPSILON = 1e-6;

/** How a limit stands: its predicted level, and the level when full. */
export interface Standing {
  readonly level: number;
  readonly capacity: number;
}

/**
 * What others take of a limit that we share with them without a word: other processes, or people, with the same key. Readings
 * that our own requests do not explain tell of it. While there are others, requests are paced: at our share of what comes in,
 * faster while the level that all see stands high, slower while it is low. So all together take what there is, whether or not
 * each knows how many they are: at a level below the target everybody slows down alike, above it everybody speeds up.
 */
export class ForeignTraffic {
  /** Are there others? */
  isShared = false;
  private readonly refillPerMs: number;
  /** Taken within the window, by us and by others. */
  private own = 0;
  private others = 0;
  /** What we may take now. */
  private credit = 0;
  /** What was last asked for at once. */
  private asked = 0;

  constructor(refillPerMs: number) {
    this.refillPerMs = refillPerMs;
  }

  /** Milliseconds until the level has risen by `missing`. */
  untilRisenMs(missing: number): number {
    return Math.min(missing / this.leftPerMs, missing / this.refillPerMs + PATIENCE_MS);
  }

  /** What comes in and others leave. */
  get leftPerMs(): number {
    return Math.max(LEAST_REFILL * this.refillPerMs, this.refillPerMs - this.others / WINDOW_MS);
  }

  /** How much of an unexplained difference is to be believed at once; `usual`: when there is nobody else. */
  gainOf(usual: number): number {
    return this.isShared ? GAIN : usual;
  }

  /** The first reading: we had taken `own`, and `missing` was missing from a full bucket, which has not been full since. */
  begin(own: number, missing: number, standing: Standing): void {
    this.own = Math.min(own, standing.capacity);
    const certain = missing - own - RESET_ROUNDING_MS * this.refillPerMs;
    this.others = Math.max(0, Math.min(certain, OTHERS_AT_FIRST * own));
    this.judge(standing);
  }

  take(cost: number): void {
    this.own += cost;
    this.credit -= cost;
  }

  /** Less was taken than expected by so much. A request that was turned away has used up its turn all the same. */
  settle(difference: number): void {
    this.own = Math.max(0, this.own - difference);
  }

  /** Time has passed. What others took leaves the window as fast as more of it comes, unless readings say otherwise. */
  pass(elapsedMs: number, standing: Standing): void {
    this.credit = Math.min(standing.capacity, this.credit + elapsedMs * this.pacePerMs(standing));
    this.own *= Math.exp(-elapsedMs / WINDOW_MS);
    this.others *= Math.exp(-elapsedMs / FORGET_MS);
    this.judge(standing);
  }

  /** A reading was off by `difference` from all that we know of: below zero, others took more than was expected of them. */
  correct(difference: number, standing: Standing): void {
    const most = standing.capacity + this.refillPerMs * WINDOW_MS;
    this.others = Math.min(most, Math.max(0, this.others - GAIN * difference));
    this.judge(standing);
  }

  /** Milliseconds until it is our turn to take `cost`. */
  waitMs(cost: number, standing: Standing): number {
    if (!this.isShared) return 0;
    this.asked = cost;
    this.credit = Math.min(this.credit, Math.max(cost, this.ownPartOf(standing)));
    const lacking = cost - this.credit;
    return lacking <= EPSILON ? 0 : Math.ceil(lacking / this.pacePerMs(standing));
  }

  private judge(standing: Standing): void {
    const wasShared = this.isShared;
    this.isShared = this.share < (wasShared ? ALONE.again : ALONE.until);
    if (this.isShared && !wasShared) this.credit = this.ownPartOf(standing);
  }

  /** Our part of all that is taken, 0..1. */
  private get share(): number {
    return this.others <= 0 ? 1 : this.own / (this.own + this.others);
  }

  private pacePerMs(standing: Standing): number {
    const urge = Math.max(SLOWEST, standing.level / this.targetOf(standing));
    const pace = Math.max(LEAST_SHARE, this.share) ** FAIRNESS * this.refillPerMs * urge;
    return Math.max(pace, this.asked / LONGEST_TURN_MS);
  }

  /** What stands above the target is there for all at once. */
  private ownPartOf(standing: Standing): number {
    return Math.max(0, this.share * (standing.level - this.targetOf(standing)));
  }

  private targetOf({ capacity }: Standing): number {
    return Math.max(EPSILON, Math.min(TARGET * capacity, TARGET_MS * this.refillPerMs));
  }
}
