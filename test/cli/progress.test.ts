import { describe, expect, test } from "vitest";
import { createMask } from "../../src/base/mask.ts";
import { createStyle } from "../../src/base/style.ts";
import { createProgress } from "../../src/cli/terminal/progress.ts";
import type { ProgressOutput } from "../../src/cli/terminal/progress.ts";
import type { ProgressState } from "../../src/domain/run/progress.ts";
import { NASTY } from "../helpers/report-shapes.ts";
import { commandsIn } from "../helpers/runner-commands.ts";
import { screenOf } from "../helpers/screen.ts";

const running: ProgressState = {
  total: 600,
  done: 120,
  passed: 110,
  failed: 7,
  undecided: 1,
  errored: 2,
  skipped: 0,
  inFlight: 50,
  costUsd: 0.1234,
  budgetUsd: 0.5,
  passRate: { value: 0.94, low: 0.88, high: 0.97 },
  rateLimitLeft: 0.62,
  recentFailures: [{ caseId: "refund", armId: "haiku/v1", status: "failed", reason: "is none of billing, refunds" }],
  replies: "live",
};

/** A terminal (or log) and its time, moved by hand. */
function stage(overrides: Partial<ProgressOutput> = {}) {
  let nowMs = 0;
  const written: string[] = [];
  const sleepers: { readonly dueMs: number; readonly wake: () => void }[] = [];
  const output: ProgressOutput = {
    write: (text) => void written.push(text),
    isLive: true,
    columns: () => 100,
    style: createStyle(false),
    clock: {
      now: () => nowMs,
      monotonicMs: () => nowMs,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const wake = (): void => {
            signal?.removeEventListener("abort", wake);
            resolve();
          };
          sleepers.push({ dueMs: nowMs + ms, wake });
          signal?.addEventListener("abort", wake);
        }),
    },
    mask: createMask(["hunter2-in-a-reply"]),
    ...overrides,
  };
  const pass = async (ms: number): Promise<void> => {
    const endMs = nowMs + ms;
    for (;;) {
      const next = sleepers.filter((sleeper) => sleeper.dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) break;
      sleepers.splice(sleepers.indexOf(next), 1);
      nowMs = next.dueMs;
      next.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    nowMs = endMs;
  };
  return { progress: createProgress(output), written, pass };
}

test("secrets are masked in notes and in what failures say", async () => {
  const { progress, written, pass } = stage();
  const failure = { caseId: "c", armId: "a", status: "errored", reason: "401 for hunter2-in-a-reply" } as const;
  progress.update({ ...running, recentFailures: [failure] });
  await pass(1_000);
  progress.note("the SDK says hunter2-in-a-reply");
  expect(written.join("")).not.toContain("hunter2");
  expect(written.join("").match(/\[masked\]/g)?.length).toBeGreaterThan(1);
  progress.end();
});

describe("on a terminal", () => {
  test("on a wide one the figures stand on one line, the newest failure below", async () => {
    const { progress, written, pass } = stage({ columns: () => 200 });
    progress.update({ ...running, done: 90 });
    await pass(100);
    progress.update(running);
    await pass(1_900);
    expect(screenOf(written)).toEqual([
      "━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  120/600 20%  pass 94.0% (88.0–97.0%)  7 failed  2 errored  1 undecided  $0.1234 of $0.5000  ETA 32 s  15/s  50 in flight  rate limit 62% left",
      "✗ refund · haiku/v1: is none of billing, refunds",
    ]);
  });

  test("it is drawn at most once in 100 ms, however many updates come", async () => {
    const { progress, written, pass } = stage();
    for (let done = 0; done < 1000; done++) progress.update({ ...running, done });
    expect(written).toEqual([]);
    await pass(1_000);
    expect(written).toHaveLength(10);
  });

  test.each([20, 40, 80, 200])("no line is wider than %i columns", async (columns) => {
    const { progress, written, pass } = stage({ columns: () => columns });
    progress.update({
      ...running,
      recentFailures: [{ ...running.recentFailures[0]!, reason: "とても長い理由".repeat(40) }],
    });
    await pass(3_000);
    expect(screenOf(written, columns).length).toBeLessThanOrEqual(3);
  });

  test("the end leaves a clean screen, and nothing is drawn after it", async () => {
    const { progress, written, pass } = stage();
    progress.update(running);
    await pass(500);
    progress.end();
    progress.end();
    progress.update(running);
    await pass(5_000);
    expect(screenOf(written)).toEqual([""]);
  });

  test("a view that shrinks to one line leaves nothing behind", async () => {
    const { progress, written, pass } = stage();
    progress.update(running);
    await pass(100);
    progress.update({ ...running, recentFailures: [] });
    await pass(100);
    expect(screenOf(written)).toHaveLength(2);
  });

  test("80 columns hold all that matters, on two lines and one for the failure", async () => {
    const { progress, written, pass } = stage({ columns: () => 80 });
    progress.update({ ...running, done: 90 });
    await pass(100);
    progress.update(running);
    await pass(1_900);
    expect(screenOf(written, 80)).toEqual([
      "━━╌╌╌╌╌╌╌╌  120/600 20%  pass 94.0% (88.0–97.0%)  7 failed  2 errored",
      "1 undecided  $0.1234 of $0.5000  ETA 32 s  15/s  50 in flight",
      "✗ refund · haiku/v1: is none of billing, refunds",
    ]);
  });

  test("the three newest failures are shown, the newest first", async () => {
    const { progress, written, pass } = stage({ columns: () => 200 });
    const recentFailures = ["a", "b", "c", "d"].map((caseId) => ({ ...running.recentFailures[0]!, caseId }));
    progress.update({ ...running, recentFailures });
    await pass(100);
    expect(
      screenOf(written, 200)
        .slice(1)
        .map((line) => line.slice(0, 3)),
    ).toEqual(["✗ d", "✗ c", "✗ b"]);
  });

  test("a terminal that becomes narrower has wrapped the lines: all of their rows are cleared", async () => {
    let columns = 80;
    const { progress, written, pass } = stage({ columns: () => columns });
    progress.update(running);
    await pass(100);
    columns = 40;
    written.length = 0;
    await pass(100);
    // Three lines of 41 to 80 cells are six rows.
    expect(written.join("").split("\u001b[1A")).toHaveLength(6);
  });

  test("the cursor is never hidden: there is nothing to restore after a crash", async () => {
    const { progress, written, pass } = stage();
    progress.update(running);
    await pass(1_000);
    expect(written.join("")).not.toContain("\u001b[?25l");
  });

  test("a note stands above the view and is escaped", async () => {
    const { progress, written, pass } = stage();
    progress.update(running);
    await pass(100);
    progress.note("warning: \u001b[2Jslow");
    expect(screenOf(written)[0]).toBe("warning: \\x1b[2Jslow");
    expect(screenOf(written)).toHaveLength(4);
    progress.end();
    expect(screenOf(written)).toEqual(["warning: \\x1b[2Jslow", ""]);
  });

  test("nothing is drawn before there is a state", async () => {
    const { written, pass } = stage();
    await pass(1_000);
    expect(written).toEqual([]);
  });
});

describe("in a log", () => {
  test("a line is written every few seconds", async () => {
    const { progress, written, pass } = stage({ isLive: false });
    progress.update({ ...running, replies: "simulated" });
    await pass(4_999);
    expect(written).toEqual([]);
    await pass(1);
    progress.update({ ...running, done: 170 });
    await pass(5_000);
    progress.end();
    expect(written).toEqual([
      "SIMULATED · 120/600 20% · pass 94.0% (88.0–97.0%) · 7 failed · 2 errored · 1 undecided · $0.1234 of $0.5000 · 0/s · 50 in flight · rate limit 62% left · last: ✗ refund · haiku/v1: is none of billing, refunds\n",
      "170/600 28% · pass 94.0% (88.0–97.0%) · 7 failed · 2 errored · 1 undecided · $0.1234 of $0.5000 · ETA 1m 26s · 5/s · 50 in flight · rate limit 62% left · last: ✗ refund · haiku/v1: is none of billing, refunds\n",
    ]);
  });
});

test("what is unknown is not shown as 0", async () => {
  const { progress, written, pass } = stage({ isLive: false });
  progress.update({ ...running, total: null, costUsd: null, budgetUsd: null, passRate: null, rateLimitLeft: null });
  await pass(5_000);
  expect(written.join("")).toMatch(/^120 done · .* · cost unknown · 0\/s · 50 in flight · last/);
});

test.each(NASTY)("text from outside is neutralised: %j", async (text) => {
  for (const isLive of [true, false]) {
    const { progress, written, pass } = stage({ isLive });
    const failure = { caseId: text, armId: text, status: "errored", reason: text } as const;
    progress.update({ ...running, recentFailures: [failure] });
    progress.note(text);
    await pass(6_000);
    progress.end();
    const shown = written.join("").replaceAll("\r\u001b[2K", "").replaceAll("\u001b[1A", "");
    expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202e]/u);
    expect(commandsIn(shown)).toEqual([]);
  }
});
