import { expect, test } from "vitest";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { type LedgerTotals, NOTHING_SPENT } from "../../../src/domain/run/ledger.ts";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { endMeter, type EndedMeterParts } from "../../../src/pipeline/metering/end-meter.ts";
import { NO_ANSWERS } from "../../../src/pipeline/metering/counted-replay.ts";
import { meteredRunRecord } from "../../../src/pipeline/metering/meter-report.ts";
import { MeterTally } from "../../../src/pipeline/metering/meter-tally.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { MemoryStore } from "../../helpers/memory-store.ts";
import { sentence } from "../../helpers/sentence.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** What happened behind a meter before it ended. */
interface Happened {
  readonly command?: readonly string[] | null;
  readonly end?: EndedMeterParts["end"];
  readonly tally?: (tally: MeterTally) => void;
  readonly ledger?: Partial<LedgerTotals>;
  readonly invocation?: Partial<Invocation>;
  readonly signal?: "SIGINT" | "SIGTERM";
  readonly isRecording?: boolean;
}

const EXITED = (code: number): EndedMeterParts["end"] => ({
  status: "ended",
  exit: { code, signal: null },
  leftChildren: false,
});
const asIs = (text: string): string => text;

async function ended(
  happened: Happened,
): Promise<Awaited<ReturnType<typeof endMeter>> & { readonly store: MemoryStore }> {
  const { command = ["npm", "test"], end = EXITED(0), tally: count, ledger, invocation } = happened;
  const { signal = null, isRecording = false } = happened;
  const cwd = temporaryProject({});
  const store = new MemoryStore();
  const tally = new MeterTally();
  count?.(tally);
  const run = meteredRunRecord({
    id: "r",
    startedMs: wallClock.now(),
    replies: "live",
    seed: 0,
    base_url: "https://api.anthropic.com",
    price_table: "t",
  });
  const request = { command, port: 0, recordings: null, ceilings: { rpm: null, itpm: null, otpm: null } };
  const asked = { request, invocation: invocationOf(cwd, { mode: "live", ...invocation }) };
  const result = await endMeter(
    { ...asked, clock: wallClock, interruptedBy: () => signal },
    {
      setup: { recordings: { file: "answers.jsonl", isRecording, recall: null, close: () => undefined }, warnings: [] },
      opened: {
        store,
        run,
        begunMs: wallClock.monotonicMs(),
        replay: null,
        record: (files) => Promise.resolve(sentence(`no room for ${files.join()}`)),
        readCalls: () => Promise.resolve({ models: [], latencyMs: { p50: null, p95: null }, earlier: NO_ANSWERS }),
      },
      books: { ledger: { ...NOTHING_SPENT, ...ledger } },
      tally,
      end,
      mask: asIs,
    },
  );
  return { ...result, store };
}

const answered = (tally: MeterTally): void => tally.count("answered");
const refused = (tally: MeterTally): void => {
  tally.count("refused");
  tally.noteRoom(sentence("no room"), 0.5);
};
const missing = (tally: MeterTally): void => {
  tally.count("missing");
  tally.noteMissing(sentence("never recorded"));
};
const CAPPED = { maxCostUsd: 1 };
const SERVED: Happened = { command: null, end: { status: "served" } };

test.each<[name: string, happened: Happened, verdict: string, exitCode: number]>([
  ["the command passed", { tally: answered }, "pass", 0],
  ["its exit code is the run's", { tally: answered, end: EXITED(7) }, "fail", 7],
  [
    "so is the signal that ended it, as a shell tells it",
    { tally: answered, end: { status: "ended", exit: { code: null, signal: "SIGKILL" }, leftChildren: false } },
    "fail",
    137,
  ],
  ["a call that the cap refused is over budget, whatever the command made of it", { tally: refused }, "over_budget", 4],
  ["and before its exit code", { tally: refused, end: EXITED(7) }, "over_budget", 4],
  [
    "an answer that cost more than was reserved broke the cap",
    { tally: answered, ledger: { overReserved: 1, overReservedPico: 5n }, invocation: CAPPED },
    "over_budget",
    4,
  ],
  ["without a cap it broke nothing", { tally: answered, ledger: { overReserved: 1, overReservedPico: 5n } }, "pass", 0],
  ["an answer that was not recorded is missing", { tally: missing, invocation: { mode: "offline" } }, "incomplete", 3],
  ["the command's own failure comes before it", { tally: missing, end: EXITED(7) }, "fail", 7],
  ["a capped command that asked nothing: what it spent nobody knows", { invocation: CAPPED }, "incomplete", 3],
  [
    "one of recordings that asked nothing: whom it asked nobody knows",
    { invocation: { mode: "offline" } },
    "incomplete",
    3,
  ],
  ["one without a cap may ask nothing", {}, "pass", 0],
  ["a question that costs nothing is a sign of life", { tally: (of) => of.countFree(), invocation: CAPPED }, "pass", 0],
  [
    "one that was turned away at the door is none",
    { tally: (of) => of.countTurnedAway(), invocation: CAPPED },
    "incomplete",
    3,
  ],
  ["a server that was stopped has done what it was asked", { ...SERVED, signal: "SIGINT" }, "pass", 0],
  ["but for what the cap refused meanwhile", { ...SERVED, tally: refused, signal: "SIGINT" }, "over_budget", 4],
  ["a command that was interrupted", { tally: answered, end: EXITED(9), signal: "SIGINT" }, "interrupted", 130],
  ["by another signal", { tally: answered, end: EXITED(9), signal: "SIGTERM" }, "interrupted", 143],
])("13: %s", async (_name, happened, verdict, exitCode) => {
  const { head, unstored, unrecorded, store } = await ended(happened);
  expect([head.verdict, head.exit_code, unstored, unrecorded]).toEqual([verdict, exitCode, null, null]);
  expect(store.lines).toMatchObject([{ type: "end", verdict, exit_code: exitCode }]);
  expect(store.head).toBe(head);
});

test.each<[name: string, happened: Happened, codes: readonly string[]]>([
  ["nothing, of a command whose calls came through", { tally: answered }, []],
  ["that none came", {}, ["unmetered"]],
  [
    "what the cap refused and what was not recorded",
    {
      tally: (of) => {
        refused(of);
        missing(of);
      },
    },
    ["missing-recording", "no-room"],
  ],
  [
    "programs that it left behind",
    { tally: answered, end: { status: "ended", exit: { code: 0, signal: null }, leftChildren: true } },
    ["left-children"],
  ],
  ["calls that nothing could cap", { tally: (of) => of.countUncapped("no price is known") }, ["unknown-price"]],
  [
    "answers that cost more than was reserved",
    { tally: answered, ledger: { overReserved: 1 } },
    ["dearer-than-reserved"],
  ],
])("13: the report warns of %s", async (_name, happened, codes) => {
  const { head } = await ended(happened);
  expect(head.run.warnings.map(({ code }) => code)).toEqual(codes);
});

test("13: requests are counted by how they ended", async () => {
  const { head } = await ended({
    tally: (of) => {
      for (const end of ["answered", "answered", "reused", "failed", "refused", "missing"] as const) of.count(end);
    },
  });
  expect(head.meter).toMatchObject({ requests: 6, answered: 2, reused: 1, failed: 1, refused: 1, missing: 1 });
});

test("11: answers are recorded by the store, where they are to be, and that they could not be is told", async () => {
  const { unrecorded } = await ended({ tally: answered, isRecording: true });
  expect(unrecorded).toBe("no room for answers.jsonl");
});
