import { expect, test } from "vitest";
import type { UsageFigures, UsageFile, UsageRow } from "../../../src/domain/formats/records.ts";
import { usageText } from "../../../src/pipeline/commands/usage/usage-text.ts";
import { expectGolden } from "../../helpers/golden.ts";

const NOTHING: UsageFigures = {
  requests: 0,
  answered: 0,
  failed: 0,
  unanswered: 0,
  retries: 0,
  errors: {},
  reused: 0,
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cost_usd: 0,
  known_cost_usd: 0,
  unpriced: 0,
  uncertain_cost_usd: 0,
};
const HUGE = {
  input_tokens: 123_456_789,
  output_tokens: 9_876_543,
  cache_read_tokens: 55_000,
  cache_write_tokens: 12_345,
};
const BIG: UsageFigures = {
  ...NOTHING,
  ...HUGE,
  requests: 123_456,
  answered: 123_000,
  failed: 456,
  cost_usd: 1234.5,
  known_cost_usd: 1234.5,
};
const UNPRICED: UsageFigures = {
  ...NOTHING,
  requests: 2,
  answered: 2,
  input_tokens: null,
  output_tokens: null,
  cost_usd: null,
  unpriced: 2,
};
const PARTLY: UsageFigures = {
  ...NOTHING,
  requests: 3,
  answered: 3,
  input_tokens: 30,
  cost_usd: null,
  known_cost_usd: 0.02,
  unpriced: 1,
};

function fileOf(by: UsageFile["by"], rows: readonly UsageRow[], changes: Partial<UsageFile> = {}): UsageFile {
  return {
    format: "prompt-run.usage",
    format_version: 1,
    by,
    since: null,
    until: "2026-11-29T11:00:00.000Z",
    runs: 3,
    simulated: { runs: 0, requests: 0 },
    merged: 0,
    unreadable: [],
    rows: [...rows],
    totals: BIG,
    ...changes,
  };
}

const suite = { suite: "triage", meter: null } as const;
const FILES: readonly UsageFile[] = [
  fileOf("day", [
    { day: "2026-11-28", ...BIG },
    { day: null, ...UNPRICED },
  ]),
  fileOf("model", [
    { model: "claude-sonnet-4-5-20250929", ...BIG },
    { model: null, ...PARTLY },
  ]),
  fileOf("suite", [
    { ...suite, ...BIG },
    { suite: null, meter: null, ...UNPRICED },
    { suite: null, meter: "pytest -q", ...PARTLY },
  ]),
  fileOf(
    "arm",
    [
      { ...suite, arm: "claude-sonnet-5-5/a-long-prompt-variant", part: "answers", ...BIG },
      { suite: null, meter: null, arm: null, part: "meter", ...UNPRICED },
      { ...suite, arm: null, part: "judges", ...PARTLY },
      { ...suite, arm: null, part: "overhead", ...NOTHING },
      { ...suite, arm: null, part: "unfinished", ...NOTHING },
    ],
    {
      since: "2026-10-30T11:00:00.000Z",
      simulated: { runs: 2, requests: 40 },
      merged: 1,
      unreadable: [{ run: "20261101-101010-abcde", message: "it is damaged" }],
      totals: {
        ...BIG,
        errors: { rate_limited: 400, overloaded: 56 },
        retries: 455,
        unanswered: 1,
        reused: 7,
        unpriced: 3,
        cost_usd: null,
        uncertain_cost_usd: 0.25,
      },
    },
  ),
  fileOf("model", [], { simulated: { runs: 1, requests: 1 } }),
];

test("tables of 80 columns: figures are whole, what is not known is a dash, and what has to be known stands below", () => {
  const texts = FILES.map((file) => usageText(file, ".prompt-run", { columns: 80, color: false }));
  for (const line of texts.join("").split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expectGolden("usage/tables-80.txt", texts.join("\n"));
});

test("hostile names neither move the terminal nor command a runner", () => {
  const hostile = "\u001B[2J\n::error::x\u202E##[group]";
  const files = [
    fileOf("model", [{ model: hostile, ...BIG }]),
    fileOf("arm", [{ ...suite, suite: hostile, arm: hostile, part: "answers", ...BIG }], {
      totals: { ...BIG, errors: { [hostile]: 1 } },
    }),
    fileOf("suite", [{ suite: null, meter: hostile, ...BIG }]),
  ];
  for (const file of files) {
    const text = usageText(file, hostile, { columns: 80, color: false });
    for (const command of ["\u001B", "\u202E", "##["]) expect(text).not.toContain(command);
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).toContain("error");
  }
});
