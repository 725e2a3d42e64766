import type { Target } from "../../domain/run/target.ts";
import type { TargetPass, TargetRoom } from "../../domain/run/target-room.ts";
import type { Sending } from "../../run/calls/sending.ts";
import { asksModels } from "../access/reply-endpoint.ts";
import type { TargetMeter } from "./target-meter.ts";
import { TargetPool } from "./target-pool.ts";
import { type SlotParts, TargetSlot } from "./target-slot.ts";
import { turnPermits } from "./turn-permits.ts";

export interface RoomParts extends Pick<SlotParts, "open" | "environment" | "valueOf"> {
  readonly sending: Sending;
  readonly meter: TargetMeter | null;
  /** How many turns may be in hand at once, over all targets. */
  readonly concurrency: number;
}

export interface ClosableRoom extends TargetRoom {
  /** Ends all that was started. */
  close(): Promise<void>;
}

/** The seats of all targets of a run. */
export function createTargetRoom({ sending, meter, concurrency, ...parts }: RoomParts): ClosableRoom {
  const pools = new Map<string, TargetPool<TargetSlot>>();
  const withPermit = turnPermits(sending.dispatcher, concurrency);
  const isMetering = (target: Target): boolean => meter !== null && asksModels(target);
  const poolOf = (suite: number, target: Target): TargetPool<TargetSlot> => {
    const key = `${suite} ${target.name}`;
    const { cutoff, clock } = sending;
    const slot = { ...parts, target, meter: isMetering(target) ? meter : null, cutoff };
    const make = (): TargetSlot => new TargetSlot({ ...slot, monotonicMs: () => clock.monotonicMs() });
    const pool = pools.get(key) ?? new TargetPool(make, { size: target.workers, perSeat: target.concurrent });
    pools.set(key, pool);
    return pool;
  };
  return {
    isMetering,
    async ask(target, asking) {
      const { owner } = asking;
      const slot = await poolOf(owner.suite, target).enter(owner.ordinal);
      return withPermit(asking.purse, async () => {
        const skip = sending.stop.forRequest(owner.suite);
        return skip === null ? slot.ask(asking) : { ...NOT_ASKED, stopped: skip };
      });
    },
    leave: (ordinal) => [...pools.values()].forEach((pool) => pool.leave(ordinal)),
    async close() {
      await Promise.all([...pools.values()].flatMap(({ all }) => all.map((slot) => slot.close())));
    },
  };
}

const NOT_ASKED: TargetPass = {
  reply: "cut",
  calls: [],
  attempts: [],
  stopped: null,
  failedCall: null,
  isUndecided: false,
  latencyMs: 0,
};
