import { expect, test } from "vitest";
import type { Admission, AdmissionRequest } from "../../../src/domain/run/admission.ts";
import type { Budget, BudgetScope, Fit, Reservation } from "../../../src/domain/run/budget.ts";
import { fromUsd, type Picodollars } from "../../../src/domain/values/money.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { beginSession, type OpenSession } from "../../../src/pipeline/session/run-session.ts";
import type { OpenLimits } from "../../../src/run/schedule/run-limits.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { MemoryStore } from "../../helpers/memory-store.ts";
import { ranOf, runWhole } from "../../helpers/shards.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** Money that several spend from together. */
interface Pool {
  leftPico: Picodollars;
}

/** Takes money out of a pool in leases, and spends what it holds. It knows no caps of suites and no purses. */
class LeaseBudget implements Budget {
  leases = 0;
  private heldPico = 0n;
  private reservedPico = 0n;
  private readonly pool: Pool;
  private readonly leasePico: Picodollars;

  constructor(pool: Pool, leasePico: Picodollars) {
    this.pool = pool;
    this.leasePico = leasePico;
  }

  fit(_suite: number, amount: Picodollars | null): Fit {
    if (amount === null) return { status: "never", scope: "run" };
    while (this.heldPico < amount && this.pool.leftPico > 0n) {
      const lease = this.pool.leftPico < this.leasePico ? this.pool.leftPico : this.leasePico;
      this.pool.leftPico -= lease;
      this.heldPico += lease;
      this.leases += 1;
    }
    if (this.heldPico >= amount) return { status: "fits" };
    return this.reservedPico > 0n ? { status: "wait" } : { status: "never", scope: "run" };
  }

  reserve(suite: number, amountPico: Picodollars | null): Reservation {
    this.heldPico -= amountPico ?? 0n;
    this.reservedPico += amountPico ?? 0n;
    return { suite, amountPico, scope: "run" };
  }

  settle({ amountPico }: Reservation, costPico: Picodollars): void {
    this.reservedPico -= amountPico ?? 0n;
    this.heldPico += (amountPico ?? 0n) - costPico;
  }

  book(_suite: number, costPico: Picodollars): void {
    this.heldPico -= costPico;
  }

  overdrawn(): BudgetScope | null {
    return this.heldPico < 0n ? "run" : null;
  }

  keep(): void {
    throw new Error("no judge of pairs is asked here");
  }

  release(): void {
    throw new Error("no judge is asked here");
  }

  breakUp(): boolean {
    return false;
  }
}

/** A little more than what one of the requests may cost. */
const LEASE_PICO = fromUsd(0.0006);
const BURST = 3;
const PER_MS = 0.2;

/** So many tokens at once, and so many a millisecond. */
class TokenBucket implements Admission<number> {
  inFlight = 0;
  admitted = 0;
  private tokens = BURST;
  private atMs: number;

  constructor(nowMs: number) {
    this.atMs = nowMs;
  }

  shareLeft(): null {
    return null;
  }

  waitMs(_request: AdmissionRequest, nowMs: number): number {
    this.tokens = Math.min(BURST, this.tokens + (nowMs - this.atMs) * PER_MS);
    this.atMs = nowMs;
    return this.tokens >= 1 ? 0 : (1 - this.tokens) / PER_MS;
  }

  admit(): number {
    this.tokens -= 1;
    this.inFlight += 1;
    return ++this.admitted;
  }

  read(): void {
    // It listens to nobody.
  }

  finish(): void {
    this.inFlight -= 1;
  }
}

/** A run that keeps its lines in memory, and asks others for its money and its pace. */
function otherPorts(pool: Pool): {
  readonly open: OpenSession;
  readonly store: MemoryStore;
  readonly budgets: LeaseBudget[];
  readonly buckets: Map<string, TokenBucket>;
} {
  const [store, budgets, buckets] = [new MemoryStore(), [] as LeaseBudget[], new Map<string, TokenBucket>()];
  const openLimits: OpenLimits = ({ concurrency, suiteConcurrency }) => {
    const budget = new LeaseBudget(pool, LEASE_PICO);
    budgets.push(budget);
    const openAdmission = (bucket: string, nowMs: number): TokenBucket => {
      const opened = new TokenBucket(nowMs);
      buckets.set(bucket, opened);
      return opened;
    };
    return { concurrency, suiteConcurrency, budget, openAdmission };
  };
  const open: OpenSession = async (request) => ({
    status: "open",
    session: await beginSession(request, {
      store,
      record: () => Promise.resolve(null),
      openLimits,
      startedMs: request.clock.now(),
      openReplay: () => null,
    }),
  });
  return { open, store, budgets, buckets };
}

const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };
const suite = (failing: number): Readonly<Record<string, string>> => ({
  "suite.yaml": simulatedSuite({ cases: 12, failing, rest: "max_tokens: 1024" }),
});

test("11: a run by other ports is the run that this machine's own would be", async () => {
  const cwd = temporaryProject(suite(2));
  const capped = { maxCostUsd: 1 };
  const own = await runWhole(cwd, capped);
  const { open, store, budgets, buckets } = otherPorts({ leftPico: fromUsd(1) });
  const other = ranOf(await runSuites(invocationOf(cwd, capped), hooks, open));
  const { verdict, exit_code, totals } = own.head;
  expect(other.head).toMatchObject({ verdict, exit_code, totals, run: { id: "in-memory" } });
  expect([store.isClosed, store.head?.verdict]).toEqual([true, verdict]);
  expect(store.lines.map(({ type }) => type).filter((type) => type === "trial")).toHaveLength(12);
  expect([...buckets.values()].map(({ admitted, inFlight }) => [admitted, inFlight])).toEqual([[12, 0]]);
  expect(budgets.map(({ leases }) => leases > 1)).toEqual([true]);
  const records: (string | null)[] = [];
  for await (const trial of other.trials(0)) records.push(trial.verdict);
  expect(records.filter((of) => of === "pass")).toHaveLength(10);
});

test("11: runs that lease from one pool spend no more than is in it, together", async () => {
  const cwd = temporaryProject(suite(0));
  const pool: Pool = { leftPico: fromUsd(0.0012) };
  const heads = await Promise.all(
    [otherPorts(pool), otherPorts(pool)].map(async ({ open }) =>
      ranOf(await runSuites(invocationOf(cwd, { maxCostUsd: 1 }), hooks, open)),
    ),
  );
  const spent = heads.reduce((sum, { head }) => sum + (head.totals.cost_usd ?? Number.NaN), 0);
  expect(spent).toBeGreaterThan(0);
  expect(spent).toBeLessThanOrEqual(0.0012);
  expect(heads.map(({ head }) => head.verdict)).toEqual(["over_budget", "over_budget"]);
});
