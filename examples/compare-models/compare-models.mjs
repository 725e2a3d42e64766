// Which of two models answers better, and what does it cost? `node compare-models.mjs` asks the simulator, with --live the API.
import { compareArms, defineSuite, report, run } from "@prompt-run/cli";

const suite = defineSuite({
  name: "capitals",
  models: ["claude-haiku-5-5", "claude-sonnet-5-5"],
  prompt: "The capital of {{ country }}, in one word.",
  trials: 2,
  expect: [{ equals: "{{ capital }}" }],
  gate: "none",
  cases: Object.entries({ France: "Paris", Japan: "Tokyo", Kenya: "Nairobi", Peru: "Lima" }).map(
    ([country, capital]) => ({ id: country, vars: { country, capital }, simulate: capital }),
  ),
});

const isLive = process.argv.includes("--live");
const done = await run(suite, isLive ? { maxCostUsd: 0.5 } : { simulate: true });
const { sentence } = await compareArms(done, { baseline: "claude-haiku-5-5", candidate: "claude-sonnet-5-5" });
process.stdout.write(`${await report(done, "markdown")}\n${sentence}\n`);
