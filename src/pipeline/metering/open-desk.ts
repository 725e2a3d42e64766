import type { MeterDesk } from "../../domain/run/metering.ts";

/** A desk that knows when nothing is open at it any more. */
export interface WatchedDesk extends MeterDesk {
  /** Resolves when all that was asked has been dealt with. */
  idle(): Promise<void>;
  /** Is nothing open now? */
  isIdle(): boolean;
}

export function openDesk(desk: MeterDesk): WatchedDesk {
  const open = new Set<Promise<unknown>>();
  const watched = <T>(work: Promise<T>): Promise<T> => {
    open.add(work);
    return work.finally(() => open.delete(work));
  };
  return {
    ask: (ask) => watched(desk.ask(ask)),
    askFree: (ask) => watched(desk.askFree(ask)),
    refused: (says) => desk.refused(says),
    isIdle: () => open.size === 0,
    async idle() {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
}
