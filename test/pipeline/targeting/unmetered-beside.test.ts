import { expect, test } from "vitest";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

/** Two applications that tell where their calls would go; only one of them is metered. */
async function bothOf(): Promise<Awaited<ReturnType<typeof runSuite>>["trials"]> {
  const bot = { module: "./bot.mjs" };
  const cwd = temporaryProject({
    "suite.yaml": JSON.stringify({
      name: "app",
      targets: { free: { ...bot, meter: false }, metered: bot },
      cases: [{ id: "a", vars: { message: "hi" }, expect: [{ contains: "calls go" }] }],
      gate: "none",
    }),
    "bot.mjs": "export default () => ({ output: `calls go to ${process.env.ANTHROPIC_BASE_URL ?? 'nobody'}` });",
  });
  const { trials } = await runSuite(cwd);
  return [...trials].sort((a, b) => (a.arm < b.arm ? -1 : 1));
}

test("11: an application without a meter is not given that of one beside it", async () => {
  const [free, metered] = (await bothOf()).map(({ turns }) => turns[0]?.output);
  expect(metered).toMatch(/calls go to http:\/\/127\.0\.0\.1:\d+\/./);
  expect(free).not.toContain("http://127.0.0.1");
});

test("11: what nobody counted is not in the record; that a metered application asked nothing is", async () => {
  const [free, metered] = await bothOf();
  expect([free?.arm, free?.calls, metered?.calls]).toEqual(["free/default", undefined, []]);
  expect(free?.usage).toMatchObject({ input_tokens: null, output_tokens: null, cache_read_tokens: null });
});
