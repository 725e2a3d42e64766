import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMask } from "../../src/base/mask.ts";
import { refusalWords } from "../../src/domain/diagnostics/refusal-words.ts";
import type { JournalLine, RunLine, TrialRecord } from "../../src/domain/formats/records.ts";
import { CallIndex } from "../../src/store/journal/call-index.ts";
import { callLine } from "../../src/run/calls/call-line.ts";
import { answeredCall } from "../../src/store/journal/read-call-line.ts";
import { lockFolder } from "../../src/store/folders/folder-lock.ts";
import type { JournalFile } from "../../src/store/journal/journal-file.ts";
import { openJournalFile, StoreError } from "../../src/store/journal/journal-file.ts";
import { loadJournal } from "../../src/store/journal/journal-history.ts";
import { readTrials } from "../../src/store/journal/read-trials.ts";
import type { RunFolder, RunFolderOptions } from "../../src/store/folders/run-folder.ts";
import {
  createRunFolder,
  journalOf,
  listRuns,
  newRunId,
  reopenRunFolder,
  runFolderPath,
} from "../../src/store/folders/run-folder.ts";
import { runTrials } from "../../src/run/trials/run-trials.ts";
import { TurnTimer } from "../../src/run/calls/turn-timer.ts";
import { FakeClock } from "../helpers/fake-clock.ts";
import { writerTo } from "../helpers/journal-writer.ts";
import { FakeApi } from "./fake-api.ts";
import { grade, plannedTrial, request, runOptions } from "./run-fixture.ts";

let store = "";
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), "journal-"));
});
afterEach(() => {
  rmSync(store, { recursive: true });
});

const runLine = (plan = "plan"): RunLine => ({
  v: 1,
  type: "run",
  id: "r",
  started_at: "2026-11-22T00:00:00.000Z",
  tool_version: "0.1.0",
  argv: [],
  replies: "live",
  base_url: "https://api.anthropic.com",
  seed: 0,
  price_table: "t",
  suites: [],
  plan_hash: plan,
});
const options = (over: Partial<RunFolderOptions> = {}): RunFolderOptions => ({
  mask: (text) => text,
  durable: false,
  onDiskFull: () => {},
  ...over,
});

async function writeRun(folder: RunFolder, count = 5): Promise<void> {
  const clock = new FakeClock();
  await folder.journal.run(runLine());
  const trials = Array.from({ length: count }, (_, ordinal) => plannedTrial(ordinal, { suite: ordinal % 2 }));
  const { journal } = folder;
  await runTrials(runOptions({ trials, provider: new FakeApi({ clock }), clock, options: { journal } }));
}

async function casesOf(trials: AsyncIterable<TrialRecord>): Promise<string[]> {
  const cases: string[] = [];
  for await (const record of trials) cases.push(record.case);
  return cases;
}

test("a run's folder ignores itself, keeps its trials in plan order and leaves no lock", async () => {
  const folder = createRunFolder(store, "one", 5, options());
  await writeRun(folder);
  expect(await casesOf(folder.trialsOf(0))).toEqual(["case-0", "case-2", "case-4"]);
  await folder.close();
  expect(readFileSync(join(folder.folder, ".gitignore"), "utf8")).toBe("*\n");
  expect(existsSync(join(folder.folder, "lock"))).toBe(false);
  expect(listRuns(store)).toEqual(["one"]);
});

test("every line that is written is a line of the schema", async () => {
  const folder = createRunFolder(store, "one", 5, options({ durable: true }));
  await writeRun(folder);
  await folder.journal.end({ v: 1, type: "end", at: "2026-11-22T00:00:01.000Z", verdict: "pass", exit_code: 0 });
  await folder.close();
  const loaded = await loadJournal(folder.journalPath);
  expect(loaded).toMatchObject({ status: "loaded", history: { sessions: 1, unanswered: 0, end: { exit_code: 0 } } });
  if (loaded.status !== "loaded") return;
  expect(loaded.history.ledger).toMatchObject({ paidPico: 75_000_000n, requests: 5 });
  expect(loaded.history.spentBySuite).toEqual([45_000_000n, 30_000_000n]);
  expect(await casesOf(readTrials(folder.journalPath, loaded.history.trials, 1))).toEqual(["case-1", "case-3"]);
});

test("ids of runs sort by time", () => {
  const at = (ms: number): string => newRunId(new Date(Date.UTC(2026, 0, 1) + ms), () => 0.5);
  const moments = [0, 1, 15, 16, 255, 256, 999, 1000, 59_999, 60_000];
  expect(moments.map(at).toSorted()).toEqual(moments.map(at));
  expect(at(1)).toMatch(/^\d{8}-\d{6}-[0-9a-f]{7}$/);
});

describe("a journal that was cut", () => {
  test("anywhere in its last line: that line is passed over, and the next session writes over it", async () => {
    const folder = createRunFolder(store, "one", 5, options());
    await writeRun(folder);
    await folder.close();
    const whole = readFileSync(folder.journalPath);
    const lastStart = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (const at of [lastStart + 1, lastStart + 40, whole.length - 1]) {
      writeFileSync(folder.journalPath, whole.subarray(0, at));
      const reopened = await reopenRunFolder(runFolderPath(store, "one"), 5, options());
      if (reopened.status !== "open") throw new Error(reopened.status);
      expect(reopened.run.history?.endOffset).toBe(lastStart);
      await reopened.run.journal.run(runLine());
      await reopened.run.close();
      expect(await loadJournal(folder.journalPath)).toMatchObject({ status: "loaded", history: { sessions: 2 } });
    }
  });

  const damages: readonly { readonly name: string; readonly line: string; readonly says: string }[] = [
    { name: "not JSON", line: "{oops", says: "not JSON" },
    { name: "of another version", line: '{"v":2,"type":"run"}', says: "another version" },
    { name: "of another shape", line: '{"v":1,"type":"end","at":3}', says: "no journal line" },
  ];
  test.each(damages)("a middle line $name is named by its number", async ({ line, says }) => {
    const folder = createRunFolder(store, "one", 5, options());
    await writeRun(folder);
    await folder.close();
    const lines = readFileSync(folder.journalPath, "utf8").split("\n");
    lines[2] = line;
    writeFileSync(folder.journalPath, lines.join("\n"));
    const loaded = await loadJournal(folder.journalPath);
    expect(loaded).toMatchObject({ status: "corrupt", lineNumber: 3 });
    expect(loaded.status === "corrupt" ? loaded.message : "").toContain(says);
  });

  test("before its first line is whole: it is empty", async () => {
    const folder = createRunFolder(store, "one", 5, options());
    await folder.close();
    appendFileSync(folder.journalPath, '{"v":1,"ty');
    expect(await loadJournal(folder.journalPath)).toEqual({ status: "empty" });
    expect((await loadJournal(join(store, "none"))).status).toBe("unreadable");
  });

  test("behind a `sent` line: the request is charged at its reservation", async () => {
    const folder = createRunFolder(store, "one", 5, options());
    await writeRun(folder);
    await folder.close();
    const text = readFileSync(folder.journalPath, "utf8");
    truncateSync(folder.journalPath, text.indexOf('{"v":1,"type":"call"')); // all that follows is lost
    const loaded = await loadJournal(folder.journalPath);
    if (loaded.status !== "loaded") throw new Error(loaded.status);
    const { ledger, unanswered } = loaded.history;
    expect(unanswered).toBeGreaterThan(0);
    expect(ledger).toMatchObject({ paidPico: 0n, uncertainPico: BigInt(unanswered) * 100_000_000n });
  });
});

test("secrets are masked by value in every line", async () => {
  const folder = createRunFolder(store, "one", 1, options({ mask: createMask(["hunter2hunter2"]) }));
  await folder.journal.run({ ...runLine(), argv: ["--set", "x=hunter2hunter2"] });
  await folder.close();
  expect(readFileSync(folder.journalPath, "utf8")).toContain("x=[masked]");
});

describe("the lock", () => {
  test("is refused while its process lives, and free when it is released", () => {
    const first = lockFolder(store);
    expect(first.status).toBe("locked");
    expect(lockFolder(store)).toMatchObject({ status: "held", pid: process.pid });
    if (first.status === "locked") first.release();
    expect(lockFolder(store).status).toBe("locked");
  });

  const dead: readonly { readonly name: string; readonly change: (holder: Record<string, unknown>) => unknown }[] = [
    { name: "whose process is gone", change: (holder) => ({ ...holder, pid: 2 ** 22 + 1 }) },
    { name: "whose pid another process has now", change: (holder) => ({ ...holder, started: "1" }) },
    { name: "that is torn", change: () => undefined },
  ];
  test.each(["of a process that was killed there", "that is torn"])(
    "A19: a take-over's guard %s holds nobody up",
    (how) => {
      lockFolder(store);
      const file = join(store, "lock");
      const holder = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      const dead = JSON.stringify({ ...holder, pid: 2 ** 22 + 1 });
      writeFileSync(file, dead);
      writeFileSync(`${file}.takeover`, how === "that is torn" ? "{" : dead);
      expect(lockFolder(store).status).toBe("locked");
      expect(readdirSync(store)).toEqual(["lock"]);
    },
  );

  test("A19: a living process's guard is left to it", () => {
    lockFolder(store);
    const file = join(store, "lock");
    const mine = readFileSync(file, "utf8");
    writeFileSync(`${file}.takeover`, mine);
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(mine) as object), pid: 2 ** 22 + 1 }));
    expect(lockFolder(store).status).toBe("held");
    expect(readFileSync(`${file}.takeover`, "utf8")).toBe(mine);
  });

  test.each(dead)("one $name is taken over", ({ change }) => {
    lockFolder(store);
    const file = join(store, "lock");
    const holder = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(change(holder)) ?? "{");
    expect(lockFolder(store).status).toBe("locked");
    expect(lockFolder(store).status).toBe("held");
  });

  test("of another machine counts as held", () => {
    lockFolder(store);
    const file = join(store, "lock");
    const holder = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...holder, host: "elsewhere", pid: 2 ** 22 + 1 }));
    expect(lockFolder(store)).toMatchObject({ status: "held", host: "elsewhere" });
  });

  test("keeps a second process out of a run's folder", async () => {
    const folder = createRunFolder(store, "one", 1, options());
    await folder.journal.run(runLine());
    expect(await reopenRunFolder(runFolderPath(store, "one"), 1, options())).toMatchObject({
      status: "held",
      pid: process.pid,
    });
    await folder.close();
    const again = await reopenRunFolder(runFolderPath(store, "one"), 1, options());
    expect(again.status).toBe("open");
    if (again.status === "open") await again.run.close();
  });
});

test("a store that cannot be written is known before anything is sent", () => {
  writeFileSync(join(store, "runs"), "a file where a folder must be");
  expect(() => createRunFolder(store, "one", 1, options())).toThrow(StoreError);
});

test("a store without room for the run is known before anything is sent", () => {
  expect(() => createRunFolder(store, "one", 1e15, options())).toThrow(/free/);
});

test("a device that is full gives up the reserve, says so once, and then fails", () => {
  let warnings = 0;
  const reserve = join(store, "reserve");
  const file = openJournalFile("/dev/full", {
    keepBytes: null,
    durable: false,
    reserve,
    onDiskFull: () => (warnings += 1),
  });
  expect(() => file.append(Buffer.from("x"))).toThrow(StoreError);
  expect(warnings).toBe(1);
  expect(existsSync(reserve)).toBe(false);
});

test("a journal that was deleted takes nothing more, and closes in peace", async () => {
  const path = join(store, "journal.jsonl");
  const reserve = join(store, "reserve");
  const file = openJournalFile(path, { keepBytes: null, durable: true, reserve, onDiskFull: () => undefined });
  file.append(Buffer.from("x"));
  await file.sync();
  rmSync(path);
  rmSync(reserve);
  file.append(Buffer.from("y"));
  await expect(file.sync()).rejects.toThrow(StoreError);
  expect(() => file.close()).not.toThrow();
});

/** A file that syncs only when it is told to. */
class SlowFile implements JournalFile {
  text = "";
  appends = 0;
  syncs = 0;
  private waiting: (() => void)[] = [];

  get size(): number {
    return Buffer.byteLength(this.text);
  }

  append(bytes: Uint8Array): void {
    this.appends += 1;
    this.text += Buffer.from(bytes).toString();
  }

  sync(): Promise<void> {
    this.syncs += 1;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async finishSync(): Promise<void> {
    this.waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  close(): void {}
}

/** A `sent` line without what a test is about. */
const SENT = {
  v: 1,
  type: "sent",
  ordinal: 0,
  suite: 0,
  turn: 1,
  round: 1,
  attempt: 1,
  at: "",
  request_hash: "",
  reserved_pico: null,
} as const;

test("requests that may go out together are written in one piece, and none goes out before", async () => {
  const file = new SlowFile();
  const writer = writerTo(file);
  const written: string[] = [];
  await Promise.all(
    ["1.1", "1.2", "1.3"].map(async (id) => {
      await Promise.resolve(); // set free one after the other, as by the end of a sync
      await writer.sent({ ...SENT, id });
      written.push(file.text);
    }),
  );
  expect(file.appends).toBe(1);
  for (const text of written) for (const id of ["1.1", "1.2", "1.3"]) expect(text).toContain(`"id":"${id}"`);
});

test("a store that takes no `sent` line says so to each request that waits for it", async () => {
  const file = new SlowFile();
  file.append = () => {
    throw new StoreError(refusalWords("deleted-meanwhile", { path: "journal" }));
  };
  const writer = writerTo(file);
  const waiting = ["1.1", "1.2"].map((id) => writer.sent({ ...SENT, id }));
  for (const sent of waiting) await expect(sent).rejects.toThrow(StoreError);
});

test("lines that come during a sync share the next one; `sent` lines wait for none", async () => {
  const file = new SlowFile();
  const writer = writerTo(file);
  const safe: number[] = [];
  const writes = [1, 2, 3].map((n) => writer.run(runLine(`plan-${n}`)).then(() => safe.push(n)));
  await writer.sent({ ...SENT, id: writer.nextId() });
  expect(file.text).toContain('"type":"sent"');
  await file.finishSync();
  expect(safe).toEqual([1]);
  await file.finishSync();
  await Promise.all(writes);
  expect(safe).toEqual([1, 2, 3]);
  expect(file.syncs).toBe(2);
});

test("an answer comes back from its line as it was", async () => {
  const clock = new FakeClock();
  const content = [
    { type: "thinking", thinking: "…", signature: "c2ln" },
    { type: "text", text: " a\u2028b " },
    { type: "tool_use", id: "t", name: "f", input: { x: [1, null] } },
    { type: "text", text: "c" },
  ];
  const api = new FakeApi({ clock, script: () => ({ content, ending: "tool_use", stopReason: "tool_use" }) });
  const trial = plannedTrial(0);
  const sent = request("m", []);
  const context = { simulated: null, signal: new AbortController().signal };
  const result = await api.send(sent, {
    ...context,
    id: { suite: "s", caseId: "c", armId: "a", trial: 1, turn: 1, round: 1, attempt: 1 },
  });
  if (result.status !== "answered") throw new Error(result.status);
  const call = {
    owner: trial,
    identity: { role: "turn", scope: trial.key, turn: 1, round: 1, n: trial.nth, requestHash: "h" },
    model: trial.model,
    bucket: trial.bucket,
    cacheGroups: [],
    maxAttempts: 1,
    request: sent,
    priority: "new",
    simulated: null,
    timer: new TurnTimer(1),
  } as const;
  const finished = {
    id: "1.1",
    attempt: 1,
    atMs: 0,
    waitedMs: 0,
    queuedMs: 0,
    result,
    charge: { status: "known", pico: 7n },
  } as const;
  const line = JSON.parse(JSON.stringify(callLine(call, finished))) as ReturnType<typeof callLine>;
  expect(answeredCall(line, [], 0)).toMatchObject({ completion: result.completion, costPico: 7n, reused: false });
});

test("the index of calls gives back what was put in, for any number of keys", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3_000), fc.boolean()), { minLength: 1, maxLength: 4_000 }), (entries) => {
      const index = new CallIndex();
      const wanted = new Map<string, { trial: number | null; calls: number[] }>();
      for (const [offset, [key, isTrial]] of entries.entries()) {
        const name = `key-${key}`;
        const lines = wanted.get(name) ?? { trial: null, calls: [] };
        wanted.set(name, lines);
        if (isTrial) index.addTrial(name, { offset, length: 1 });
        else index.addCall(name, { offset, length: 1 });
        if (isTrial) lines.trial = offset;
        else lines.calls.push(offset);
      }
      for (const [key, lines] of wanted) {
        const { trial, calls } = index.linesOf(key);
        expect({ trial: trial?.offset ?? null, calls: calls.map(({ offset }) => offset) }).toEqual(lines);
      }
      expect(index.linesOf("never")).toEqual({ trial: null, calls: [] });
    }),
    { numRuns: 20 },
  );
});

test("another plan makes ordinals mean other trials", async () => {
  const folder = createRunFolder(store, "one", 5, options());
  await writeRun(folder);
  await folder.journal.run(runLine("another"));
  const record = await grade(plannedTrial(9), { status: "completed", turns: [], attempts: [], queuedMs: 0 });
  await folder.journal.trial({ v: 1, type: "trial", ordinal: 0, suite: 0, key: "k", record });
  await folder.close();
  const loaded = await loadJournal(journalOf(runFolderPath(store, "one")));
  if (loaded.status !== "loaded") throw new Error(loaded.status);
  expect(await casesOf(readTrials(folder.journalPath, loaded.history.trials, 0))).toEqual(["case-9"]);
  const lines = readFileSync(folder.journalPath, "utf8").trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as JournalLine).type)).toContain("call");
});
