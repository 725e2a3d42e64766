import { hashText } from "../../../base/hash.ts";
import { seededRandom } from "../../../base/seeded-random.ts";
import type { AttemptId } from "../../../domain/run/provider.ts";
import { FAULT_KINDS, type FaultKind, type SimulatorOptions, type Wait } from "./options.ts";

/** What is to happen to one request. */
export interface FaultPlan {
  readonly fault: FaultKind | null;
  /** Where in the answer it happens, 0 to 1. */
  readonly position: number;
  /** Which variant of the fault, 0 to 1. */
  readonly variant: number;
  readonly ttftMs: number;
}

/** Draws the plan of a request by who it is, or, if nobody says, by its text and how often that text has come. */
export type FaultPlanner = (id: AttemptId | null, body: string) => FaultPlan;

export function createFaultPlanner(options: Pick<SimulatorOptions, "seed" | "faults" | "latency">): FaultPlanner {
  const { seed, latency } = options;
  const odds = FAULT_KINDS.flatMap((kind) => {
    const odd = options.faults[kind];
    return odd === undefined ? [] : [{ kind, probability: odd.probability, first: odd.first ?? 0 }];
  });
  const wait = latency.ttftMs;
  if (odds.length === 0 && typeof wait === "number") {
    const calm: FaultPlan = { fault: null, position: 0, variant: 0, ttftMs: wait };
    return () => calm;
  }
  const seen = new Map<string, number>();
  let arrived = 0;

  function nameOf(id: AttemptId | null, body: string): string {
    if (id !== null) return Object.values(id).join("\n");
    const hash = hashText(body).slice(0, 16);
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return `${times}\n${hash}`;
  }

  return (id, body) => {
    const random = seededRandom(`${seed}\n${nameOf(id, body)}`);
    arrived++;
    const forced = odds.find(({ first }) => arrived <= first);
    const drawn = pick(odds, random());
    const [position, variant, u, v] = [random(), random(), random(), random()];
    return { fault: forced?.kind ?? drawn, position, variant, ttftMs: waitMs(wait, u, v) };
  };
}

function pick(
  odds: readonly { readonly kind: FaultKind; readonly probability: number }[],
  draw: number,
): FaultKind | null {
  let below = 0;
  for (const { kind, probability } of odds) {
    below += probability;
    if (draw < below) return kind;
  }
  return null;
}

/** A lognormal wait by Box–Muller from two uniform numbers. */
function waitMs(wait: Wait, u: number, v: number): number {
  if (typeof wait === "number") return wait;
  const normal = Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
  return wait.medianMs * Math.exp(wait.sigma * normal);
}
