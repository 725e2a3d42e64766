import { expect, test } from "vitest";
import { createEventView } from "../../../src/cli/terminal/event-view.ts";
import { createMask } from "../../../src/base/mask.ts";
import { rateLimitLines } from "../../../src/pipeline/output/rate-limit-words.ts";
import { liveProject, reportOf } from "../../helpers/live-project.ts";

const SUITE = `model: claude-haiku-5-5\nprompt: hi {{ q }}\ncases: [{ id: a, vars: { q: x }, expect: [{ contains: hi }] }]\n`;
const LIMITS = { limits: { rpm: 50, itpm: 30_000, otpm: 8000 } };

test("D19: `doctor --model` says the cost first, then what the headers tell of each bucket, and the tier", async () => {
  const project = await liveProject({}, LIMITS);
  const told = await project.live(["doctor", "--model", "claude-haiku-5-5"]);
  const lines = told.stdout.split("\n").map((line) => line.slice(2));
  const at = lines.findIndex((line) => line.startsWith("request"));
  expect(lines.slice(at, at + 6)).toEqual([
    expect.stringMatching(/^request +one to claude-haiku-5-5 with max_tokens 1: at most \$0\.\d+$/),
    expect.stringMatching(/^limits +requests: 49 of 50 a minute left, full in /),
    expect.stringMatching(/^limits +tokens: .* of 38\.0k a minute left/),
    expect.stringMatching(/^limits +input tokens: .* of 30\.0k a minute left/),
    expect.stringMatching(/^limits +output tokens: .* of 8000 a minute left/),
    expect.stringMatching(/^tier +standard$/),
  ]);
});

test("D19: limits that were asked for and could not be are an error", async () => {
  const { exitCode, stdout } = await (await liveProject({})).keyless(["doctor", "--model", "claude-haiku-5-5"]);
  expect([exitCode, stdout]).toEqual([2, expect.stringMatching(/✗ limits +not asked: there is no key/)]);
});

test("D19: `try` ends with the limits, and `--events` gives each event with the totals", async () => {
  const project = await liveProject({}, LIMITS);
  project.write("s.yaml", SUITE);
  const tried = await project.live(["try", "s.yaml"]);
  expect(tried.stdout.trim()).toBe("hi x");
  expect(tried.stderr).toMatch(/requests: 49 of 50 a minute left[\s\S]*service tier: standard\n$/);
  const events = await project.live(["try", "s.yaml", "--events"]);
  const kinds = events.stdout.split("\n").map((line) => line.trim().split(/ {2,}/)[1]);
  expect(kinds).toEqual(
    expect.arrayContaining(["message_start", "content_block_delta", "message_delta", "message_stop"]),
  );
  expect(events.stderr).toMatch(/\d+ events: 1 message_start, .*; the first after .*, the last after /);
});

test("D19: the JSON report keeps the last reading of each bucket", async () => {
  const project = await liveProject({}, LIMITS);
  project.write("s.yaml", SUITE.replace("model: claude-haiku-5-5", "models: [claude-haiku-5-5, claude-opus-5-5]"));
  const { run } = reportOf(await project.live(["s.yaml", "--trials", "2", "--reporter", "json"]));
  expect(run.rate_limits).toHaveLength(2);
  expect(run.rate_limits?.[0]?.requests).toMatchObject({ limit: 50, remaining: 48 });
  expect(run.rate_limits?.[0]?.output_tokens?.limit).toBe(8000);
});

test("D19: what is full, or says nothing, is told as such", () => {
  const full = { limit: 5, remaining: 5, resetAtMs: 0 };
  const reading = {
    requests: full,
    tokens: null,
    inputTokens: { limit: 100, remaining: 1, resetAtMs: 90_000 },
    outputTokens: null,
  };
  expect(rateLimitLines(null, 0)).toEqual([]);
  expect(rateLimitLines(reading, 30_000)).toEqual([
    "requests: 5 of 5 a minute left, full",
    "input tokens: 1 of 100 a minute left, full in 1m 00s",
  ]);
});

test("D19: no secret leaves by events, though it is cut between two of them", () => {
  const lines: string[] = [];
  const secrets = ["s3cr3t-value-1"];
  const view = createEventView({
    show: (line) => void lines.push(line),
    mask: createMask(secrets),
    secrets: () => secrets,
    now: () => 0,
  });
  const delta = (text: string): object => ({
    type: "content_block_delta",
    index: 0,
    delta: { type: "text_delta", text },
  });
  for (const text of ["is s3cr", "3t-val", "ue-1 ok", " s3c"]) view.event(delta(text));
  view.event({ type: "content_block_stop", index: 0 });
  view.event({ type: "error", error: { message: "s3cr3t-value-1" } });
  view.event(null);
  view.totals();
  const shown = lines.join("\n");
  expect(shown).not.toContain("s3cr3t");
  expect(shown).not.toMatch(/s3cr"|3t-val/);
  expect(shown).toContain("[masked] ok");
  expect(shown).toContain('(held back)          {"text":"s3c"}');
});
