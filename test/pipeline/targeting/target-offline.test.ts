import { expect, test } from "vitest";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** Asks Claude once, and ends where no answer came, as a program does that catches nothing. */
const BOT = `
import { createInterface } from "node:readline";
const { ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key } = process.env;
for await (const line of createInterface({ input: process.stdin })) {
  const { id, input } = JSON.parse(line);
  const body = JSON.stringify({ model: "claude-haiku-4-5", max_tokens: 64, messages: [{ role: "user", content: input }] });
  const headers = { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" };
  const answer = await fetch(base + "/v1/messages", { method: "POST", headers, body });
  if (!answer.ok) {
    console.error("Traceback\\n  at ask\\nHTTPError: HTTP Error " + answer.status);
    process.exit(1);
  }
  console.log(JSON.stringify({ id, output: (await answer.json()).content[0].text }));
}
`;

const project = (cases: readonly object[]): string =>
  temporaryProject({
    "bot.mjs": BOT,
    "suite.yaml": JSON.stringify({
      name: "app",
      targets: { bot: { command: [process.execPath, "bot.mjs"] } },
      cases,
      expect: [{ contains: "hi" }],
      gate: "none",
    }),
  });

test("18: a target offline whose call has no recording: the trial says so and how to record it, and then what the program said last", async () => {
  const cwd = project([{ id: "a", vars: { message: "hi" } }]);
  const { head, trials } = await runSuite(cwd, { mode: "offline" });
  expect(head.exit_code).toBe(3);
  expect(trials[0]?.error).toMatchObject({
    type: "missing_recording",
    message: expect.stringMatching(
      /^a call of bot .*: no recording answers this request: none was recorded for its case; record it .*--record --max-cost USD.*; then bot ended with exit code 1 before it answered; its stderr ends with: HTTPError: HTTP Error 400\nbefore that:\nTraceback\n {2}at ask$/s,
    ),
  });
});
