/** Before anything is known of a bucket only a few requests go out: its burst may be small. */
const PROBE = 5;
const START = 20;
const MIN_ROUND = 4;
const SATURATION = 0.8;
const GROWTH = 1.05;
const CUT = 0.8;
const EPISODE_MS = 15_000;

/**
 * The outer bound on requests in flight in one rate-limit bucket: slow start (doubled after each clean round) until the
 * first rejection, then additive increase and multiplicative decrease. A round only counts if the bound was nearly
 * reached, or trickling traffic would bank headroom that nothing has tested; a cut comes once per episode of rejections,
 * whatever the retry-after of each says.
 */
export class ConcurrencyWindow {
  private bound = PROBE;
  private slowStart = true;
  private clean = 0;
  private peak = 0;
  private lastCutMs = Number.NEGATIVE_INFINITY;

  get limit(): number {
    return Math.floor(this.bound);
  }

  /** The bucket has answered for the first time. */
  open(): void {
    if (this.slowStart) this.bound = Math.max(this.bound, START);
  }

  sent(inFlight: number): void {
    this.peak = Math.max(this.peak, inFlight);
  }

  answered(): void {
    this.clean += 1;
    if (this.clean < Math.max(this.bound, MIN_ROUND)) return;
    if (this.peak >= SATURATION * this.limit) this.grow();
    this.clean = 0;
    this.peak = 0;
  }

  rejected(nowMs: number): void {
    this.slowStart = false;
    this.clean = 0;
    if (nowMs - this.lastCutMs < EPISODE_MS) return;
    this.lastCutMs = nowMs;
    this.bound = Math.max(1, this.bound * CUT);
  }

  private grow(): void {
    this.bound = this.slowStart ? this.bound * 2 : Math.max(this.bound * GROWTH, this.bound + 1);
  }
}
