import { describe, expect, test } from "vitest";
import { createMask } from "../../../src/base/mask.ts";
import { createStyle } from "../../../src/base/style.ts";
import { createProgress } from "../../../src/cli/terminal/progress.ts";
import type { ProgressOutput } from "../../../src/cli/terminal/progress.ts";
import type { ArmProgress, LiveProgress, ProgressState } from "../../../src/domain/run/progress.ts";
import { NASTY } from "../../helpers/report-shapes.ts";
import { commandsIn } from "../../helpers/runner-commands.ts";
import { screenOf } from "../../helpers/reports/screen.ts";

const quietly: LiveProgress = {
  inFlight: 50,
  waiting: 0,
  waitUntilMs: null,
  rateLimitLeft: 0.62,
  reservedUsd: 0.05,
  retries: 0,
  isStopping: false,
};

const haiku: ArmProgress = {
  suite: "triage",
  arm: "haiku/v1",
  total: 300,
  done: 60,
  passed: 56,
  failed: 4,
  skipped: 0,
  limit: 0.75,
  canPass: true,
};

const running: ProgressState = {
  total: 600,
  done: 120,
  passed: 110,
  failed: 7,
  undecided: 1,
  errored: 2,
  skipped: 0,
  costUsd: 0.1234,
  budgetUsd: 0.5,
  arms: [haiku, { ...haiku, arm: "sonnet/v1", passed: 54, failed: 3 }],
  failedAttempts: new Map(),
  recentFailures: [{ caseName: "refund", armId: "haiku/v1", status: "failed", reason: "is none of billing, refunds" }],
  replies: "live",
  live: () => quietly,
};

const lively = (live: Partial<LiveProgress>): ProgressState => ({ ...running, live: () => ({ ...quietly, ...live }) });

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
  const failure = { caseName: "c", armId: "a", status: "errored", reason: "401 for hunter2-in-a-reply" } as const;
  progress.update({ ...running, recentFailures: [failure] });
  await pass(1_000);
  progress.note("the SDK says hunter2-in-a-reply");
  expect(written.join("")).not.toContain("hunter2");
  expect(written.join("").match(/\[masked\]/g)?.length).toBeGreaterThan(1);
  progress.end();
});

describe("on a terminal", () => {
  test("A7: a line an arm with its own bar, its rate beside the gate's, and the newest failure below", async () => {
    const { progress, written, pass } = stage({ columns: () => 200 });
    progress.update({ ...running, done: 90 });
    await pass(100);
    progress.update(running);
    await pass(1_900);
    expect(screenOf(written)).toEqual([
      "120/600 20%  $0.1234 of $0.5000, at worst $0.1734  2.00 s  about 32 s left  15/s  50 in flight  2 errored  1 undecided",
      "  haiku/v1   ━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  60/300  93.3% (gate 75%)  4 failed",
      "  sonnet/v1  ━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  60/300  94.7% (gate 75%)  3 failed",
      "rate limit 62% left",
      "✗ refund · haiku/v1: is none of billing, refunds",
    ]);
  });

  test("A7: an arm is red only once its gate can pass no more", async () => {
    const { progress, written, pass } = stage({ columns: () => 120, style: createStyle(true) });
    progress.update({ ...running, arms: [haiku, { ...haiku, arm: "lost/v1", failed: 40, canPass: false }] });
    await pass(100);
    const [, good = "", lost = ""] = written.join("").split("\n");
    expect(good).not.toContain("\u001b[31m");
    expect(lost).toContain("\u001b[31m✗ lost/v1");
  });

  test("A7: waits and retries are told", async () => {
    const { progress, written, pass } = stage({ columns: () => 120 });
    const failedAttempts = new Map([
      ["429", 3],
      ["529", 9],
    ]);
    const live = { inFlight: 0, waiting: 12, waitUntilMs: 4_100, rateLimitLeft: 0.04, retries: 14 };
    progress.update({ ...lively(live), failedAttempts });
    await pass(1_000);
    expect(screenOf(written)).toContain(
      "waiting 4 s for the rate limit  rate limit 4% left  14 requests retried  failed attempts: 529 × 9, 429 × 3",
    );
  });

  test("30d: a run that stands still says for how long, and no time that would be left", async () => {
    const { progress, written, pass } = stage({ columns: () => 160 });
    progress.update({ ...running, done: 20 });
    await pass(100);
    progress.update({ ...running, done: 590 });
    await pass(1_900);
    expect(screenOf(written)[0]).toMatch(/about 1 s left/);
    await pass(10_000);
    progress.update({ ...running, done: 590 });
    await pass(200);
    expect(screenOf(written)[0]).toMatch(/ none for 1\d\.\d s /);
    expect(screenOf(written)[0]).not.toMatch(/about|\d\/s/);
  });

  test("A6: after an interruption what is not sent is no progress", async () => {
    const { progress, written, pass } = stage({ columns: () => 120 });
    const stopped = { ...lively({ inFlight: 8, isStopping: true }), total: 180, done: 172, skipped: 132 };
    progress.update({ ...stopped, arms: [{ ...haiku, total: 180, done: 172, skipped: 132 }] });
    await pass(1_000);
    const [first, second] = screenOf(written);
    expect(first).toBe("stopping: 8 in flight, 132 not sent, 40 answered  $0.1234 of $0.5000, at worst $0.1734");
    expect(second).toContain("━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  40/180");
    expect(screenOf(written).join("\n")).not.toMatch(/9\d%|left\b.*32|about/);
  });

  test("of many arms the lost ones and those at work are shown, the others counted", async () => {
    const { progress, written, pass } = stage({ columns: () => 100 });
    const arms = Array.from({ length: 20 }, (_, index) => ({
      ...haiku,
      arm: `m${index}/v1`,
      done: index < 10 ? 300 : 0,
      canPass: index !== 19,
    }));
    progress.update({ ...running, arms });
    await pass(100);
    const screen = screenOf(written);
    expect(screen.filter((line) => line.includes("━") || line.includes("╌"))).toHaveLength(7);
    expect(screen.some((line) => line.startsWith("✗ m19/v1"))).toBe(true);
    expect(screen.some((line) => line.includes("… and 13 more arms"))).toBe(true);
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
    expect(screenOf(written, columns).length).toBeLessThanOrEqual(6);
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
    expect(screenOf(written)).toHaveLength(4);
  });

  test("80 columns hold all that matters", async () => {
    const { progress, written, pass } = stage({ columns: () => 80 });
    progress.update({ ...running, done: 90 });
    await pass(100);
    progress.update(running);
    await pass(1_900);
    expect(screenOf(written, 80)).toEqual([
      "120/600 20%  $0.1234 of $0.5000, at worst $0.1734  2.00 s  about 32 s left",
      "15/s  50 in flight  2 errored  1 undecided",
      "  haiku/v1   ━━╌╌╌╌╌╌╌╌  60/300  93.3% (gate 75%)  4 failed",
      "  sonnet/v1  ━━╌╌╌╌╌╌╌╌  60/300  94.7% (gate 75%)  3 failed",
      "rate limit 62% left",
      "✗ refund · haiku/v1: is none of billing, refunds",
    ]);
  });

  test("the three newest failures are shown, the newest first", async () => {
    const { progress, written, pass } = stage({ columns: () => 200 });
    const recentFailures = ["a", "b", "c", "d"].map((caseName) => ({ ...running.recentFailures[0]!, caseName }));
    progress.update({ ...running, recentFailures });
    await pass(100);
    expect(
      screenOf(written, 200)
        .slice(4)
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
    // Lines of up to 40, 75, 42, 60, 60, 19 and 48 cells are so many rows.
    expect(written.join("").split("\u001b[1A").length).toBeGreaterThan(8);
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
    expect(screenOf(written).length).toBeGreaterThan(5);
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
      "SIMULATED · 120/600 20% · $0.1234 of $0.5000, at worst $0.1734 · 5.00 s · 0/s · 50 in flight · 2 errored · 1 undecided · 110 of 117 passed · rate limit 62% left · last: ✗ refund · haiku/v1: is none of billing, refunds\n",
      "170/600 28% · $0.1234 of $0.5000, at worst $0.1734 · 10.0 s · about 1m 26s left · 5/s · 50 in flight · 2 errored · 1 undecided · 110 of 117 passed · rate limit 62% left · last: ✗ refund · haiku/v1: is none of billing, refunds\n",
    ]);
  });
});

test("what is unknown is not shown as 0", async () => {
  const { progress, written, pass } = stage({ isLive: false });
  progress.update({
    ...lively({ rateLimitLeft: null, reservedUsd: null }),
    total: null,
    costUsd: null,
    budgetUsd: null,
  });
  await pass(5_000);
  expect(written.join("")).toMatch(/^120 done · cost unknown · .* · 0\/s · 50 in flight · .* last/);
});

test.each(NASTY)("text from outside is neutralised: %j", async (text) => {
  for (const isLive of [true, false]) {
    const { progress, written, pass } = stage({ isLive });
    const failure = { caseName: text, armId: text, status: "errored", reason: text } as const;
    progress.update({ ...running, recentFailures: [failure] });
    progress.note(text);
    await pass(6_000);
    progress.end();
    const shown = written.join("").replaceAll("\r\u001b[2K", "").replaceAll("\u001b[1A", "");
    expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202e]/u);
    expect(commandsIn(shown)).toEqual([]);
  }
});
