import { describe, expect, test } from "vitest";
import type { Invocation } from "../../../src/domain/invocation.ts";
import { uncappedNote } from "../../../src/pipeline/forecast/uncapped-note.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { liveProject } from "../../helpers/live-project.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const NOW = Date.UTC(2026, 10, 26);
const PRICES = "prices:\n  claude-haiku-5-5: { input: 1, output: 5 }\n";
/** A prompt of no more than 200 bytes; 1,000 tokens of output at USD 5 a million are USD 0.005 a trial. */
const suite = (more = "", prompt = "Say ok."): string =>
  `model: claude-haiku-5-5\nmax_tokens: 1000\nprompt: "${prompt}"\nexpect: [{ contains: ok }]\ncases: [{ id: a, simulate: ok, trials: TRIALS }]\n${more}`;

async function noteOf(text: string, options: Partial<Invocation> = {}, isPart = false): Promise<string | null> {
  const cwd = temporaryProject({ "suite.yaml": text, "prompt-run.config.yaml": PRICES });
  const invocation = invocationOf(cwd, { mode: "live", ...options });
  const checked = await checkSuites(invocation, NOW);
  return uncappedNote({ checked, isPart, nowMs: NOW }, invocation);
}

describe("a run without a cap says so, and what it costs at worst", () => {
  const four = suite().replace("TRIALS", "4");

  test.each<readonly [string, string, Partial<Invocation>, RegExp | null]>([
    ["live", four, {}, /^no cap on money: at worst \$0\.02\d* for 4 trials; --max-cost USD sets one$/],
    ["reusing what is recorded", four, { mode: "reuse" }, /^no cap on money: at worst/],
    ["simulated", four, { mode: "simulate" }, null],
    ["offline", four, { mode: "offline" }, null],
    ["under a cap", four, { maxCostUsd: 1 }, null],
    ["under the suite's own cap", suite("limits: { max_cost_usd: 1 }").replace("TRIALS", "4"), {}, null],
    [
      "with more trials than are summed up",
      suite().replace("TRIALS", "5000"),
      {},
      /^no cap on money: `prompt-run plan` says/,
    ],
  ])("%s", async (_, text, options, wanted) => {
    const note = await noteOf(text, options);
    if (wanted === null) expect(note).toBeNull();
    else expect(note).toMatch(wanted);
  });

  test("of a part of the plan no figure is given, which would be the whole's", async () => {
    expect(await noteOf(four, {}, true)).toMatch(/^no cap on money: `prompt-run plan`/);
  });
});

test("it stands on stderr before anything is sent, and not where one line is asked for", async () => {
  const project = await liveProject({ "suite.yaml": suite().replace("TRIALS", "1") });
  const told = await project.live(["suite.yaml", "--reporter", "json"]);
  expect(told.stderr).toMatch(/^no cap on money: at worst \S+ for 1 trial; --max-cost USD sets one$/m);
  for (const options of [
    ["--reporter", "quiet"],
    ["--max-cost", "1"],
  ]) {
    expect((await project.live(["suite.yaml", ...options])).stderr).not.toContain("no cap");
  }
});
