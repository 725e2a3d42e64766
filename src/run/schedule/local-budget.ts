import type { Budget, BudgetScope, Fit, Purse, Reservation } from "../../domain/run/budget.ts";
import type { Picodollars } from "../../domain/values/money.ts";

/** What may be spent at most; null: no cap. */
export interface BudgetCaps {
  readonly runPico: Picodollars | null;
  /** By suite index. */
  readonly suitesPico: readonly (Picodollars | null)[];
}

interface Cap {
  readonly limit: Picodollars | null;
  spent: Picodollars;
  reserved: Picodollars;
  /** The part of `reserved` that does not come back before the end of the run. */
  kept: Picodollars;
}

const FITS: Fit = { status: "fits" };
const WAIT: Fit = { status: "wait" };

/**
 * Caps that cannot be overshot: the worst case of a request is reserved before it is sent, in every cap it falls under,
 * and settled at what it did cost. As long as no request costs more than its reservation, spent never exceeds a cap.
 */
export class LocalBudget implements Budget {
  private readonly run: Cap;
  private readonly suites: readonly Cap[];
  /** Those that hold money. */
  private readonly purses = new Set<Purse>();

  constructor(caps: BudgetCaps, spentBySuite: readonly Picodollars[] = []) {
    const total = spentBySuite.reduce((sum, spent) => sum + spent, 0n);
    this.run = { limit: caps.runPico, spent: total, reserved: 0n, kept: 0n };
    this.suites = caps.suitesPico.map((limit, suite) => ({
      limit,
      spent: spentBySuite[suite] ?? 0n,
      reserved: 0n,
      kept: 0n,
    }));
  }

  fit(suite: number, amount: Picodollars | null, purse?: Purse): Fit {
    const asked = askedWith(amount, purse);
    const run = fitCap(this.run, asked);
    if (run === "never") return { status: "never", scope: "run" };
    const own = fitCap(this.suiteCap(suite), asked);
    if (own === "never") return { status: "never", scope: "suite" };
    return run === "wait" || own === "wait" ? WAIT : FITS;
  }

  reserve(suite: number, amountPico: Picodollars | null, purse?: Purse): Reservation {
    const { amount, drawn } = askedWith(amountPico, purse);
    for (const cap of this.capsOf(suite)) cap.reserved += (amount ?? 0n) - drawn;
    if (purse !== undefined) this.draw(purse, drawn);
    return { suite, amountPico, scope: this.scopeOf(suite) };
  }

  settle(reservation: Reservation, costPico: Picodollars): void {
    for (const cap of this.capsOf(reservation.suite)) {
      cap.reserved -= reservation.amountPico ?? 0n;
      cap.spent += costPico;
    }
  }

  book(suite: number, costPico: Picodollars): void {
    for (const cap of this.capsOf(suite)) cap.spent += costPico;
  }

  overdrawn(suite: number): BudgetScope | null {
    if (isOverdrawn(this.run)) return "run";
    return isOverdrawn(this.suiteCap(suite)) ? "suite" : null;
  }

  keep(purse: Purse, pico: Picodollars): void {
    if (!this.purses.delete(purse)) return;
    const kept = purse.leftPico < pico ? purse.leftPico : pico;
    for (const cap of this.capsOf(purse.suite)) {
      cap.reserved -= purse.leftPico - kept;
      cap.kept += kept;
    }
    purse.leftPico = kept;
    purse.isKept = true;
  }

  release(purse: Purse): void {
    if (!this.purses.delete(purse) && purse.isKept !== true) return;
    for (const cap of this.capsOf(purse.suite)) {
      cap.reserved -= purse.leftPico;
      if (purse.isKept === true) cap.kept -= purse.leftPico;
    }
    purse.leftPico = 0n;
  }

  breakUp(waiting: ReadonlySet<Purse>): boolean {
    const holding = [...this.purses];
    if (holding.length === 0 || holding.some((purse) => !waiting.has(purse))) return false;
    for (const purse of holding) this.release(purse);
    return true;
  }

  private draw(purse: Purse, drawn: Picodollars): void {
    if (purse.isFilled) {
      purse.leftPico -= drawn;
      if (purse.isKept === true) for (const cap of this.capsOf(purse.suite)) cap.kept -= drawn;
      if (purse.leftPico === 0n) this.purses.delete(purse);
      return;
    }
    purse.isFilled = true;
    purse.leftPico = purse.wantedPico;
    if (purse.leftPico > 0n) this.purses.add(purse);
  }

  private scopeOf(suite: number): BudgetScope | null {
    if (this.run.limit !== null) return "run";
    return this.suiteCap(suite).limit === null ? null : "suite";
  }

  private capsOf(suite: number): readonly Cap[] {
    return [this.run, this.suiteCap(suite)];
  }

  private suiteCap(suite: number): Cap {
    const cap = this.suites[suite];
    if (cap === undefined) throw new RangeError(`no budget for suite ${suite}`);
    return cap;
  }
}

/** A request with what its purse wants, or gives. */
interface Asked {
  readonly amount: Picodollars | null;
  /** Of it out of the purse. */
  readonly drawn: Picodollars;
  /** Does what is drawn come out of money that is kept? */
  readonly isKept: boolean;
}

function askedWith(amount: Picodollars | null, purse: Purse | undefined): Asked {
  if (amount === null || purse === undefined) return { amount, drawn: 0n, isKept: false };
  const { isFilled, isKept = false, leftPico, wantedPico } = purse;
  if (!isFilled) return { amount: amount + wantedPico, drawn: 0n, isKept };
  return { amount, drawn: leftPico < amount ? leftPico : amount, isKept };
}

function isOverdrawn({ limit, spent }: Cap): boolean {
  return limit !== null && spent > limit;
}

function fitCap(cap: Cap, { amount, drawn, isKept }: Asked): "fits" | "wait" | "never" {
  if (cap.limit === null) return "fits";
  if (amount === null || cap.spent + cap.kept + amount - (isKept ? drawn : 0n) > cap.limit) return "never";
  return cap.spent + cap.reserved + amount - drawn <= cap.limit ? "fits" : "wait";
}
