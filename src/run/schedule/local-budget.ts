import type { Budget, BudgetScope, Fit, Reservation } from "../../domain/run/budget.ts";
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

  constructor(caps: BudgetCaps, spentBySuite: readonly Picodollars[] = []) {
    const total = spentBySuite.reduce((sum, spent) => sum + spent, 0n);
    this.run = { limit: caps.runPico, spent: total, reserved: 0n };
    this.suites = caps.suitesPico.map((limit, suite) => ({ limit, spent: spentBySuite[suite] ?? 0n, reserved: 0n }));
  }

  fit(suite: number, amount: Picodollars | null): Fit {
    const run = fitCap(this.run, amount);
    if (run === "never") return { status: "never", scope: "run" };
    const own = fitCap(this.suiteCap(suite), amount);
    if (own === "never") return { status: "never", scope: "suite" };
    return run === "wait" || own === "wait" ? WAIT : FITS;
  }

  reserve(suite: number, amountPico: Picodollars | null): Reservation {
    for (const cap of this.capsOf(suite)) cap.reserved += amountPico ?? 0n;
    return { suite, amountPico, scope: this.scopeOf(suite) };
  }

  settle(reservation: Reservation, costPico: Picodollars): void {
    for (const cap of this.capsOf(reservation.suite)) {
      cap.reserved -= reservation.amountPico ?? 0n;
      cap.spent += costPico;
    }
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

function fitCap(cap: Cap, amount: Picodollars | null): "fits" | "wait" | "never" {
  if (cap.limit === null) return "fits";
  if (amount === null || cap.spent + amount > cap.limit) return "never";
  return cap.spent + cap.reserved + amount <= cap.limit ? "fits" : "wait";
}
