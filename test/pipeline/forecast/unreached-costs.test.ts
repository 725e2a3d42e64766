import { expect, test } from "vitest";
import { findVacuous } from "../../../src/pipeline/commands/find-vacuous.ts";
import { unreachedCosts } from "../../../src/pipeline/forecast/unreached-costs.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const NOW = Date.UTC(2026, 10, 26);
/** 1,000 tokens of output at USD 5 a million are USD 0.005; the prompt is less than USD 0.0002 of it. */
const PRICES = "prices:\n  claude-haiku-5-5: { input: 1, output: 5 }\n";
const suite = (expected: string, cases = "[{ id: a, simulate: ok }]", more = ""): string =>
  `model: claude-haiku-5-5\nmax_tokens: 1000\nprompt: "Say ok."\nexpect: ${expected}\ncases: ${cases}\n${more}`;
const project = (text: string): string => temporaryProject({ "suite.yaml": text, "prompt-run.config.yaml": PRICES });

async function warningsOf(text: string): Promise<readonly string[]> {
  const { suites, facts, attachments, judging } = await checkSuites(invocationOf(project(text)), NOW);
  const [checked] = suites;
  if (checked === undefined) throw new Error("no suite");
  const pricing = { facts, attachments, judging, nowMs: NOW, isCapped: false };
  return (await unreachedCosts(checked, pricing)).map(({ message }) => message);
}

test.each<readonly [string, string, RegExp | null]>([
  ["a limit that no trial reaches", suite("[{ cost: 100 }]"), /^no trial can cost \$100.*: at worst it is \$0\.005\d?/],
  ["the long form", suite("[{ cost: { max_usd: 0.01 } }]"), /^no trial can cost \$0\.01/],
  ["a limit that a long answer reaches", suite("[{ cost: 0.004 }]"), null],
  [
    "one that a case of more turns reaches",
    suite("[{ cost: 0.006 }]", "[{ id: a }, { id: b, turns: [{ user: a }, { user: b }] }]"),
    null,
  ],
  [
    "one of a case that is not run",
    suite("[{ contains: ok }]", "[{ id: a }, { id: b, skip: later, expect: [{ cost: 9 }] }]"),
    null,
  ],
  [
    "a tool of the API, which may go on",
    suite("[{ cost: 100 }]", "[{ id: a }]", "tools: [{ type: web_search_20250305, name: web_search, max_uses: 1 }]"),
    null,
  ],
  [
    "a limit that a judge's cost is not held against",
    suite(
      "[{ cost: 0.006 }, { judge: j }]",
      "[{ id: a }]",
      "judges: { j: { rubric: It is right., model: claude-haiku-5-5, require: none } }",
    ),
    /^no trial can cost \$0\.006.*: at worst it is \$0\.005/,
  ],
  ["another check", suite("[{ latency: 100000000 }]"), null],
])("%s", async (_, text, wanted) => {
  expect(await warningsOf(text)).toEqual(wanted === null ? [] : [expect.stringMatching(wanted)]);
});

test("`validate --mutate` tells it at its place", async () => {
  const asked = invocationOf(project(suite("[{ cost: 100 }]")));
  const checked = await checkSuites(asked, NOW);
  const [warning] = await findVacuous(checked, asked, NOW);
  expect(warning).toMatchObject({ severity: "warning", code: "vacuous-check" });
  expect(warning === undefined ? null : checked.locate(warning.place)).toMatchObject({ file: "suite.yaml", line: 4 });
});
