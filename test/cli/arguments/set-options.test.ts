import { expect, test } from "vitest";
import { NO_OVERRIDES, type SuiteOverrides } from "../../../src/domain/overrides.ts";
import type { Json } from "../../../src/domain/values/json.ts";
import { applyOverrides } from "../../../src/suite/apply-overrides.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const CASES = "cases: [{ id: a, vars: { q: hi }, simulate: hi, expect: [{ contains: hi }] }]\n";

const set = (path: string, value: string): SuiteOverrides => ({
  ...NO_OVERRIDES,
  set: [{ path: path.split("."), value }],
});

test.each<readonly [what: string, spec: Json, path: string, becomes: Json]>([
  ["a named one", { prompts: { v1: "Say" } }, "prompts.v1.system", { prompts: { v1: { user: "Say", system: "x" } } }],
  ["the only one", { prompt: "Say" }, "prompt.system", { prompt: { user: "Say", system: "x" } }],
  ["with a map", { prompt: { user: "Say" } }, "prompt.system", { prompt: { user: "Say", system: "x" } }],
  ["another text", { prompts: { v1: "Say" } }, "prompts.v1.user", { prompts: { v1: { user: "x" } } }],
  ["a file", { prompts: { v1: "Say" } }, "prompts.v1.file", { prompts: { v1: { file: "x" } } }],
])("--set beside the text of a prompt keeps it: %s", (_, spec, path, becomes) => {
  expect(applyOverrides(spec, set(path, "x"))).toEqual(becomes);
});

test("a prompt of plain text is sent with the system of --set", async () => {
  const cwd = temporaryProject({
    "s.yaml": `name: s\nmodel: claude-haiku-4-5\nprompts: { v1: 'Say {{ q }}' }\n${CASES}`,
  });
  const options = ["--simulate", "--set", "prompts.v1.system=Be brief.", "--reporter", "quiet"];
  const { stdout, exitCode } = await runCli(["s.yaml", ...options], { cwd });
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining("pass  s  1/1")]);
});

test("a cap of --set that stops a run is called so, and no file is named that would not help", async () => {
  const limits = "limits: { max_cost_usd: 1 }\n";
  const cwd = temporaryProject({
    "s.yaml": `name: s\nmodel: claude-haiku-4-5\nprompt: 'Say {{ q }}'\n${limits}${CASES}`,
  });
  const { stdout, stderr, exitCode } = await runCli(["s.yaml", "--simulate", "--set", "limits.max_cost_usd=0.000001"], {
    cwd,
  });
  const told = `${stdout}\n${stderr}`.replaceAll(/\s+/g, " ");
  expect(exitCode).toBe(4);
  expect(told).toContain("the budget of s (--set limits.max_cost_usd) stopped it");
  expect(told).toMatch(/--set limits\.max_cost_usd=[\d.]+ is enough for all of the suite at worst/);
  expect(told).not.toMatch(/max_cost_usd: [\d.]+ in s\.yaml|prompt-run resume/);
});
