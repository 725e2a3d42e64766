import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answersIn, reportOf, trialsOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { startCli } from "../../helpers/spawn-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";
import { serveWire, SSE, stream, textBlock } from "../../providers/wire.ts";

/** As many as two cores grade in some seconds: the run is told to end in the first of them. */
const ASKED = 6;
const CASES = Array.from({ length: ASKED }, (_, index) => `  - { id: c${index}, vars: { n: ${index} } }`).join("\n");
const SUITE = `
model: claude-haiku-5-5
prompt: Say {{ n }}
cases:
${CASES}
expect:
  - matches: '\\p{L}{1000}\\p{Lu}'
`;

/** The grace of five seconds is a tenth of it: what is graded meanwhile keeps a core busy. */
const HURRIED = `const real = globalThis.setTimeout;
globalThis.setTimeout = (then, ms, ...rest) => real(then, ms === 5000 ? 500 : ms, ...rest);\n`;

test("A13: a run whose checks take all of their time hears SIGTERM, and resume grades what was paid without sending it again", async () => {
  const answer = stream(...textBlock(0, "ä".repeat(40_000)));
  await using wire = await serveWire((response) => void response.writeHead(200, SSE).end(answer));
  const cwd = temporaryProject({ "s.yaml": SUITE, "hurried.mjs": HURRIED });
  const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: wire.url };
  const run = startCli(["s.yaml", "--reporter", "json"], {
    cwd,
    env: { ...env, NODE_OPTIONS: `--import ${join(cwd, "hurried.mjs")}` },
  });
  while (answersIn(cwd) < ASKED) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 200));
  run.kill("SIGTERM");
  const first = await run.result;
  expect(first.exitCode, first.stderr).toBe(143);
  const statuses = trialsOf(reportOf(first)).map(({ status, verdict }) => `${status} ${verdict}`);
  expect(statuses).toContain("skipped null");

  writeFileSync(join(cwd, "s.yaml"), SUITE.replace(/matches: .*/, "contains: ä"));
  const again = await runCli(["resume", "--reporter", "json"], { cwd, env });
  expect(again.exitCode, again.stderr).toBe(0);
  expect(trialsOf(reportOf(again)).map(({ verdict }) => verdict)).toEqual(Array.from({ length: ASKED }, () => "pass"));
  expect(wire.seen).toHaveLength(ASKED);
}, 120_000);
