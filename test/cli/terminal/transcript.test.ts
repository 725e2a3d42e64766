import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { between } from "../../helpers/between.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";
import type { ToldTrial } from "../../../src/domain/transcript.ts";

const SUITE = `name: weather
model: claude-haiku-5-5
prompt: "{{ q }}"
tools: [{ name: get_weather, description: weather, input_schema: { type: object, properties: { city: { type: string } } } }]
tool_results:
  get_weather:
    - { when: { city: Paris }, text: 12 degrees <b>sk</b> }
    - { text: unknown city, is_error: true }
cases:
  - id: paris
    vars: { q: How is Paris? }
    expect: [{ contains: "12" }]
    simulate: [{ text: It is 12 degrees., tool_use: [{ name: get_weather, input: { city: Paris } }, { name: get_weather, input: { city: Rome } }] }]
  - { id: plain, vars: { q: Hello }, expect: [{ contains: hi }], simulate: hi }
gate: none
`;

test.each(["with the run", "from the store"])(
  "A9: the page has a tool conversation in order with its results, %s",
  async (when) => {
    const cwd = temporaryProject({ "weather.yaml": SUITE });
    const own = when === "with the run" ? ["--reporter", "html=page.html"] : [];
    await runCli(["weather.yaml", "--simulate", "--reporter", "quiet", ...own], { cwd });
    if (when === "from the store") await runCli(["report", "latest", "--reporter", "html=page.html"], { cwd });
    const page = readFileSync(join(cwd, "page.html"), "utf8");
    const data = JSON.parse(between(page, '<script type="application/json" id="data">', "</script>")) as {
      suites: { trials: ToldTrial[] }[];
    };
    const [paris, plain] = data.suites[0]?.trials ?? [];
    const [first, second] = paris?.transcript?.[0] ?? [];
    expect(first?.tool_calls.map(({ input }) => input)).toEqual([{ city: "Paris" }, { city: "Rome" }]);
    expect(first?.tool_results).toEqual([
      { name: "get_weather", text: "12 degrees <b>sk</b>", is_error: false },
      { name: "get_weather", text: "unknown city", is_error: true },
    ]);
    expect(second).toEqual({ text: "It is 12 degrees.", tool_calls: [], tool_results: [] });
    expect(plain).not.toHaveProperty("transcript");
    const json = await runCli(["report", "latest", "--reporter", "json"], { cwd });
    expect(json.stdout).not.toContain("transcript");
  },
);
