import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import type { MeterDesk } from "../../domain/run/metering.ts";
import type { TargetAsking } from "../../domain/run/target-room.ts";
import { createMeterDesk } from "../metering/meter-desk.ts";
import { openDesk } from "../metering/open-desk.ts";
import { TurnCalls } from "./turn-calls.ts";
import { TurnClock } from "./turn-clock.ts";
import type { TargetMeter } from "./target-meter.ts";

/** What answers the calls of one turn, and knows them. */
export interface TurnDesk {
  readonly desk: MeterDesk;
  readonly clock: TurnClock;
  readonly calls: TurnCalls;
  /** Resolves when no call is open any more. */
  idle(): Promise<void>;
}

/** The desk of a turn: equal calls are told apart within it, and are new ones in each pass. */
export function openTurnDesk(meter: TargetMeter, asking: TargetAsking): TurnDesk {
  const { owner, scope, pass, turn, simulated, timeoutMs, purse } = asking;
  const clock = new TurnClock(meter.clock);
  const calls = new TurnCalls(meter.clock);
  const metered = meter.newCalls(timeoutMs);
  let asks = 0;
  const asker = {
    owner,
    scope: `${scope} turn ${turn.turn} pass ${pass}`,
    apart: `${owner.armId} ${owner.trial} ${turn.turn}`,
    ...(purse === undefined ? {} : { purse }),
    refused: (message: Sentence) => calls.refused(message),
    missed: (requestHash: string, message: Sentence) => calls.explain(requestHash, message),
  };
  const inner = createMeterDesk({
    ...meter.deskParts(owner.suite),
    asker,
    calls: {
      async answer(asked) {
        asks += 1;
        const outcome = await metered.answer({ ...asked, simulated: await simulated(asks) });
        calls.note(asked, outcome);
        return outcome;
      },
    },
  });
  const desk = openDesk({
    ask(ask) {
      const close = clock.callOpened();
      meter.watchSending(ask.relay, clock);
      return inner.ask(ask).finally(close);
    },
    askFree: (ask) => inner.askFree(ask),
    refused: (says) => inner.refused(says),
  });
  return { desk, clock, calls, idle: () => desk.idle() };
}
