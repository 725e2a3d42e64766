import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SavedTrials } from "../../src/store/journal/saved-trials.ts";
import { TrialIndex } from "../../src/store/journal/trial-index.ts";
import { trial } from "../helpers/report-fixtures.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

/** A journal to which trials are saved by hand. */
function journal(): { saved: SavedTrials; readonly save: (ordinal: number, caseId?: string) => void } {
  const path = join(temporaryProject({}), "journal.jsonl");
  writeFileSync(path, "");
  const index = new TrialIndex();
  const saved = new SavedTrials(path, index);
  let size = 0;
  const save = (ordinal: number, caseId = `case-${ordinal}`): void => {
    const record = trial({ case: caseId });
    const line = `${JSON.stringify({ v: 1, type: "trial", ordinal, suite: ordinal % 2, key: "k", record })}\n`;
    appendFileSync(path, line);
    index.set(ordinal, ordinal % 2, { offset: size, length: Buffer.byteLength(line) });
    size += Buffer.byteLength(line);
    saved.add(ordinal);
  };
  return { saved, save };
}

async function cases(saved: SavedTrials): Promise<string[]> {
  const seen: string[] = [];
  for await (const { suite, record } of saved.follow()) seen.push(`${suite} ${record.case}`);
  return seen;
}

test("each trial comes once, in the order of saving, to whoever follows and whenever they begin", async () => {
  const { saved, save } = journal();
  save(5);
  const early = cases(saved);
  save(2);
  await Promise.resolve();
  save(9);
  saved.close();
  expect(await early).toEqual(["1 case-5", "0 case-2", "1 case-9"]);
  expect(await cases(saved)).toEqual(await early);
});

test("a follower waits for the next trial and ends when none follows", async () => {
  const { saved, save } = journal();
  const trials = saved.follow()[Symbol.asyncIterator]();
  const first = trials.next();
  save(1);
  expect((await first).value).toMatchObject({ record: { case: "case-1" } });
  const second = trials.next();
  saved.close();
  expect((await second).done).toBe(true);
});

test("trials that are read one by one as the journal grows, short and long ones", async () => {
  const { saved, save } = journal();
  const trials = saved.follow()[Symbol.asyncIterator]();
  for (let ordinal = 0; ordinal < 400; ordinal++) {
    const id = `${ordinal} ${"x".repeat(ordinal % 50 === 49 ? 70_000 : ordinal)}`;
    save(ordinal, id);
    expect((await trials.next()).value).toMatchObject({ record: { case: id } });
  }
});

test("thousands of trials", async () => {
  const { saved, save } = journal();
  const following = cases(saved);
  const count = 3_000;
  for (let ordinal = 0; ordinal < count; ordinal++) save(ordinal, "日本".repeat(ordinal % 7));
  saved.close();
  expect(await following).toHaveLength(count);
});
