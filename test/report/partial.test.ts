import { describe, expect, test } from "vitest";
import { isReporterName, REPORTERS } from "../../src/report/registry.ts";
import { head, render } from "../helpers/report-fixtures.ts";
import { onePass } from "../helpers/report-shapes.ts";

const names = Object.keys(REPORTERS).filter(isReporterName);
/** One trial that passed, of a shard. */
const shard = {
  ...onePass,
  head: head({
    ...onePass.head,
    verdict: "partial",
    exit_code: 0,
    suites: onePass.head.suites.map((suite) => ({
      ...suite,
      verdict: "partial" as const,
      gate: { verdict: null, note: null, rules: [] },
    })),
  }),
};

describe.each(names)("%s", (name) => {
  test("says that a part was run, and shows it green nowhere", async () => {
    const text = await render(await REPORTERS[name].load(), shard, { color: true });
    expect(text).toMatch(/part/i);
    expect(text).not.toMatch(/class="(badge )?good"|✓ PASS|verdict: pass|\*\*pass\*\*|every gate passed/i);
    expect(text).not.toMatch(/\d suites? passed/i); // none could
  });
});

test.each([
  ["junit", /<testcase name="verdict"[^>]*>\s*<skipped\/>/],
  ["tap", /^ok \d+ - .*verdict # SKIP/m],
  ["ctrf", /"name":"verdict","status":"skipped"/],
] as const)("%s has a test that is not passed: the verdict", async (name, entry) => {
  const reporter = await REPORTERS[name].load();
  expect(await render(reporter, shard)).toMatch(entry);
});
