import { expect, test } from "vitest";
import type { TrialRecord } from "../../../src/domain/formats/records.ts";
import { createModelFacts } from "../../../src/models/model-facts.ts";
import { CacheTally } from "../../../src/stats/spend/cache-tally.ts";

const facts = createModelFacts({ priceOverrides: {} });
const MODEL = "claude-haiku-4-5"; // 1 USD a million input tokens, writes 1.25 and 2, reads 0.1

function turn(plain: number, read: number, write5m: number, write1h = 0): TrialRecord {
  const usage = {
    input_tokens: plain,
    output_tokens: 1,
    cache_read_tokens: read,
    cache_write_5m_tokens: write5m,
    cache_write_1h_tokens: write1h,
    thinking_tokens: 0,
  };
  return { turns: [{ usage }] } as unknown as TrialRecord; // all that the tally looks at
}

const rows: [string, TrialRecord[], object | null][] = [
  ["no cache", [turn(100, 0, 0)], null],
  [
    "one write, three reads of it",
    [turn(10, 0, 5000), ...[1, 2, 3].map(() => turn(10, 5000, 0))],
    { read_tokens: 15_000, written_tokens: 5000, unread_tokens: 0, saved_usd: 0.0135, lost_usd: 0 },
  ],
  [
    "writes that nothing reads",
    [turn(0, 0, 4000), turn(0, 0, 4000)],
    { unread_tokens: 8000, saved_usd: 0, lost_usd: 0.002 },
  ],
  ["an hour costs more", [turn(0, 0, 0, 4000)], { unread_tokens: 4000, lost_usd: 0.004 }],
  [
    "two breakpoints of which the first is read",
    [turn(0, 0, 6000), turn(0, 5000, 1000)],
    { unread_tokens: 2000, lost_usd: 0.0005 },
  ],
];
test.each(rows)("%s", (_name, trials, expected) => {
  const tally = new CacheTally(MODEL, (model, usage) => facts.costOf(model, usage, Date.UTC(2026, 10, 22)));
  for (const trial of trials) tally.add(trial);
  const insight = tally.insight("arm");
  if (expected === null) expect(insight).toBeNull();
  else expect(insight).toMatchObject(expected);
});

test("the hit rate is of all prompt tokens; without prices the money is unknown", () => {
  const tally = new CacheTally(MODEL, () => null);
  for (const trial of [turn(1000, 0, 4000), turn(1000, 4000, 0)]) tally.add(trial);
  expect(tally.insight("arm")).toMatchObject({ hit_rate: 0.4, saved_usd: null, lost_usd: 0 });
});
