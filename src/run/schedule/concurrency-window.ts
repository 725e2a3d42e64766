/** Before anything is known of a bucket only a few requests go out: its burst may be small. */
const PROBE = 5;
const START = 20;
const SATURATION = 0.8;
const GROWTH = 0.05;
const CUT = 0.8;
const EPISODE_MS = 15_000;

/**
 * The outer bound on requests in flight in one rate-limit bucket: slow start (one more for each request that was accepted,
 * which doubles it in a round) until the first rejection, then additive increase and multiplicative decrease. Acceptance
 * only counts while the bound is nearly reached, or trickling traffic would bank headroom that nothing has tested; a cut
 * comes once per episode of rejections, whatever the retry-after of each says.
 */
export class ConcurrencyWindow {
  private bound = PROBE;
  private slowStart = true;
  private acceptances = 0;
  private lastCutMs = Number.NEGATIVE_INFINITY;

  get limit(): number {
    return Math.floor(this.bound);
  }

  /** The bucket took a request while `inFlight` were under way, that one included. */
  accepted(inFlight: number): void {
    const isSaturated = inFlight >= SATURATION * this.limit;
    this.acceptances += 1;
    // What all of the first say of the limits tells whether there are others: one alone tells of none.
    if (this.slowStart && this.acceptances >= PROBE) this.bound = Math.max(this.bound, START + PROBE - 1);
    if (isSaturated) this.bound += this.slowStart ? 1 : Math.max(GROWTH, 1 / this.bound);
  }

  rejected(nowMs: number): void {
    this.slowStart = false;
    if (nowMs - this.lastCutMs < EPISODE_MS) return;
    this.lastCutMs = nowMs;
    this.bound = Math.max(1, this.bound * CUT);
  }
}
