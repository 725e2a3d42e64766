import { describe, expect, test } from "vitest";
import { liveProject, reportOf } from "../../helpers/live-project.ts";

const suiteOf = (model: string): string => `model: ${model}
prompt: "{{ n }} ${"and some more words ".repeat(40)}"
max_tokens: 1000
expect: [{ length: { min_chars: 1 } }]
cases:
${Array.from({ length: 20 }, (_, n) => `  - { id: c${n}, vars: { n: "${n}" } }`).join("\n")}
`;
const ZERO = "prices: { claude-haiku-5-5: { input: 0, output: 0, cache_read: 0 } }\n";
const CONFIG = "prompt-run.config.yaml";
/** Some worst cases of one request, but not twenty. */
const CAP = "0.0009";

describe("A4: a price in the config does not switch a cap off", () => {
  const files = { [CONFIG]: ZERO, "suite.yaml": suiteOf("claude-haiku-5-5") };

  test("--max-cost holds by the table", async () => {
    const project = await liveProject(files);
    const ended = await project.live(["suite.yaml", "--max-cost", CAP, "--concurrency", "1", "--reporter", "json"]);
    expect(ended.exitCode).toBe(4);
    const report = reportOf(ended);
    expect(report.totals.requests).toBeLessThan(20);
  });

  test("a resumed run goes on counting", async () => {
    const project = await liveProject(files);
    const first = await project.live(["suite.yaml", "--max-cost", CAP, "--concurrency", "1", "--reporter", "json"]);
    const again = await project.live(["resume", "latest", "--max-cost", CAP, "--reporter", "json"]);
    expect([first.exitCode, again.exitCode]).toEqual([4, 4]);
    expect(reportOf(again).totals.requests).toBe(reportOf(first).totals.requests);
  });

  test("the report says that prices are overridden, and counts by them", async () => {
    const project = await liveProject(files);
    const report = reportOf(await project.live(["suite.yaml", "--max-cost", "5", "--reporter", "json"]));
    expect(report.totals.cost_usd).toBe(0);
    const news = report.run.warnings.filter(({ code }) => code !== "small-max-tokens");
    expect(news).toMatchObject([{ code: "overridden-prices", file: CONFIG, line: 1 }]);
  });

  test("prices of a model that the suites do not use are no news", async () => {
    const project = await liveProject({ ...files, "suite.yaml": suiteOf("claude-sonnet-4-6") });
    const report = reportOf(await project.live(["suite.yaml", "--reporter", "json"]));
    expect(report.run.warnings).toEqual([]);
  });

  test.each(["claude-haiku-5-5", "claude-3-opus-20240229"])("an alias may not be the model id %s", async (alias) => {
    const project = await liveProject({ ...files, [CONFIG]: `models: { ${alias}: claude-opus-5-5 }\n` });
    const refused = await project.live(["suite.yaml"]);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("alias-shadows-model") as string });
  });
});
