import pLimit from "p-limit";
import type { Purse } from "../../domain/run/budget.ts";
import type { Dispatcher } from "../../run/schedule/dispatcher.ts";

/** Lets a turn begin as soon as there is a permit for it. */
export type WithPermit = <T>(purse: Purse | undefined, turn: () => Promise<T>) => Promise<T>;

/**
 * So many turns of applications at once. Whoever has a permit may wait for money, so whoever waits for a permit keeps none
 * from them: what a trial has set aside for its judges is given up where nothing else can go on.
 */
export function turnPermits(dispatcher: Pick<Dispatcher, "park">, count: number): WithPermit {
  const limit = pLimit(count);
  return (purse, turn) => {
    const isFree = limit.activeCount + limit.pendingCount < count;
    const callBack = purse === undefined || isFree ? null : dispatcher.park(purse);
    return limit(() => {
      callBack?.();
      return turn();
    });
  };
}
