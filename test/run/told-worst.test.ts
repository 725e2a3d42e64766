import { expect, test } from "vitest";
import type { RunEvent } from "../../src/run/trials/run-options.ts";
import { runTrials } from "../../src/run/trials/run-trials.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { FakeApi } from "./fake-api.ts";
import { MemoryJournal, plannedTrial, runOptions } from "./run-fixture.ts";

test("what is told as the most that may have been spent never exceeds the cap, however late answers are safe", async () => {
  const clock = new FakeClock();
  const cap = 1_000_000_000n; // ten reservations
  const worsts: bigint[] = [];
  const journal = new MemoryJournal();
  journal.call = () => clock.sleep(500); // a slow disk
  const trials = Array.from({ length: 60 }, (_, ordinal) => plannedTrial(ordinal));
  const onEvent = (event: RunEvent): void => {
    if (event.type !== "sent") return;
    const { progress } = event;
    const tell = (): void => {
      const { ledger, reservedPico } = progress.now();
      worsts.push(ledger.paidPico + ledger.uncertainPico + (reservedPico ?? 0n));
    };
    tell();
    // Whoever draws it looks at any moment, between an answer and its line too.
    for (let ms = 50; ms < 3_000; ms += 50) void clock.sleep(ms).then(tell);
  };
  const caps = { runPico: cap, suitesPico: [null] };
  const provider = new FakeApi({ clock });
  await runTrials(runOptions({ trials, provider, clock, caps, options: { journal, onEvent } }));
  expect(worsts.length).toBeGreaterThan(1_000);
  expect(worsts.filter((worst) => worst > cap)).toEqual([]);
});
