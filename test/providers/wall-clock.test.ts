import { expect, test } from "vitest";
import { wallClock } from "../../src/host/wall-clock.ts";

test.each([2 ** 31, 1e12, Infinity])("a sleep of %s ms is no nap of one", async (ms) => {
  const controller = new AbortController();
  const long = wallClock.sleep(ms, controller.signal).then(() => "long");
  const short = wallClock.sleep(20).then(() => "short");
  expect(await Promise.race([long, short])).toBe("short");
  controller.abort();
  expect(await long).toBe("long");
});
