import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { liveProject, reportOf, trialsOf } from "../../helpers/live-project.ts";

const SUITE = `models: [claude-haiku-5-5]
prompt: Say {{ w }}
cases:
${["one", "two", "three", "four"].map((w) => `  - { id: ${w}, vars: { w: ${w} }, expect: [{ contains: ${w} }] }`).join("\n")}
`;

/** The wall clock as it is read in the process steps by so much after some readings, again and again. */
const stepping = (ms: number): string => `const real = Date.now; let reads = 0;
Date.now = () => real() + ${ms} * Math.floor(reads++ / 7);\n`;

test.each([
  ["back by 0.4 s", -400],
  ["back by a day", -86_400_000],
  ["ahead by an hour", 3_600_000],
])("A5: the wall clock steps %s while a run goes on: nothing is lost, no time is negative", async (_how, ms) => {
  const files = { "suite.yaml": SUITE, "step.mjs": stepping(ms) };
  const at = await liveProject(files, { latency: { ttftMs: 5, perTokenMs: 1 } });
  const stepped = { NODE_OPTIONS: `--import ${join(at.cwd, "step.mjs")}` };
  const run = await at.spawned(["suite.yaml", "--concurrency", "1", "--reporter", "json"], stepped);
  expect([run.exitCode, run.stderr]).toEqual([0, expect.not.stringContaining("journal")]);
  const report = reportOf(run);
  expect(report.run.duration_ms).toBeGreaterThanOrEqual(0);
  expect(report.run.duration_ms).toBeLessThan(60_000);
  for (const { latency_ms: latency, ttft_ms: ttft, queued_ms: queued } of trialsOf(report)) {
    for (const time of [latency, ttft, queued]) expect(time).toBeGreaterThanOrEqual(0);
    for (const time of [latency, ttft, queued]) expect(time).toBeLessThan(60_000);
  }
  const sent = at.simulator.books.requests;
  const real = Date.now;
  let reads = 0;
  const steps = vi.spyOn(Date, "now").mockImplementation(() => real() + ms * Math.floor(reads++ / 2));
  try {
    expect((await at.live(["report", "latest", "--reporter", "json"])).exitCode).toBe(0);
    expect((await at.live(["resume", "latest"])).exitCode).toBe(0);
  } finally {
    steps.mockRestore();
  }
  expect(reads).toBeGreaterThan(2);
  expect(at.simulator.books.requests).toBe(sent);
  const journal = readFileSync(join(at.cwd, ".prompt-run/runs", report.run.id, "journal.jsonl"), "utf8");
  expect(journal).not.toMatch(/_ms":-/);
});
