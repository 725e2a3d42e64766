import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, test } from "vitest";
import { ANSWER_DOORS } from "./answer-doors.ts";
import { type Door, doorFolder, entered } from "./door.ts";
import { FILE_DOORS } from "./file-doors.ts";
import { STORE_DOORS } from "./store-doors.ts";
import { WIRE_DOORS } from "./wire-doors.ts";

/** Both are set by `npm run fuzz`; in the test command each door has a few inputs of the same seed. */
const { FUZZ_MS, FUZZ_SEED, FUZZ_LAST } = process.env;
const DOORS: readonly Door[] = [...FILE_DOORS, ...ANSWER_DOORS, ...WIRE_DOORS, ...STORE_DOORS];
const isLong = FUZZ_MS !== undefined;
const seed = Number(FUZZ_SEED ?? 1);
const FEW = 12;

describe(`whatever comes through a door, seed ${seed}`, () => {
  test.each(DOORS.map((one) => [one.name, one] as const))(
    "%s",
    async (_name, one) => {
      const room = doorFolder();
      const property = fc.asyncProperty(one.inputs, async (input) => {
        // An input that hangs cannot be told afterwards.
        if (FUZZ_LAST !== undefined) writeFileSync(FUZZ_LAST, fc.stringify({ door: one.name, seed, input }));
        await entered(one, input, room.folder);
      });
      const shareMs = Math.max(3000, Number(FUZZ_MS ?? 0) / DOORS.length);
      const bounds = isLong
        ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: shareMs, markInterruptAsFailure: false }
        : { numRuns: FEW };
      try {
        await fc.assert(property, { seed, ...bounds });
      } finally {
        room.remove();
      }
    },
    isLong ? Number(FUZZ_MS) * 2 + 120_000 : 60_000,
  );
});
