/** A limit on acceleration: a second may bring twice what the second before brought, and always `least`. */
export class RampRule {
  private readonly least: number;
  private second = Number.NEGATIVE_INFINITY;
  private count = 0;
  private before = 0;

  constructor(least: number) {
    this.least = least;
  }

  /** Takes a request that comes at this moment, or says that it comes too early. */
  admits(nowMs: number): boolean {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.second) {
      this.before = second === this.second + 1 ? this.count : 0;
      this.second = second;
      this.count = 0;
    }
    if (this.count >= Math.max(this.least, 2 * this.before)) return false;
    this.count += 1;
    return true;
  }
}
