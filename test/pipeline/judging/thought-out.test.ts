import { expect, test } from "vitest";
import { checkSettings } from "../../../src/models/settings/check-settings.ts";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { checkSuites } from "../../../src/pipeline/passes/check-suites.ts";
import { invocationOf } from "../../helpers/invocation.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SHAPE = { hasPrefill: false, hasSystemRole: false, hasAssistantDocument: false };
const told = (model: string, settings: JsonObject): readonly (readonly [string, string | null])[] =>
  checkSettings(model, settings, SHAPE).flatMap(({ code, severity, hint }) =>
    code === "small-max-tokens" ? [[severity ?? "error", hint] as const] : [],
  );

test.each<[string, string, JsonObject, RegExp | null]>([
  [
    "thinks by default",
    "claude-sonnet-5-5",
    { max_tokens: 20 },
    /write 1024 or more.*: `output_config: { effort: low }`$/,
  ],
  ["may be told not to", "claude-haiku-5-5", { max_tokens: 1023 }, /`thinking: { type: disabled }` or `output_config/],
  [
    "has least effort already",
    "claude-opus-5-5",
    { max_tokens: 20, output_config: { effort: "low" } },
    /a budget for thinking$/,
  ],
  ["is asked to think", "claude-opus-4-8", { max_tokens: 20, thinking: { type: "adaptive" } }, /write 1024/],
  ["has room", "claude-sonnet-5-5", { max_tokens: 1024 }, null],
  ["does not think by default", "claude-haiku-4-5", { max_tokens: 20 }, null],
  ["is told not to think", "claude-haiku-5-5", { max_tokens: 20, thinking: { type: "disabled" } }, null],
  [
    "must call a tool, and does not think then",
    "claude-haiku-5-5",
    { max_tokens: 20, tools: [{ name: "t", input_schema: { type: "object" } }], tool_choice: { type: "any" } },
    null,
  ],
])("a small max_tokens of a model that %s", (_, model, settings, hint) => {
  const found = told(model, settings);
  expect(found).toEqual(hint === null ? [] : [["warning", expect.stringMatching(hint) as string]]);
});

const SUITE = `model: claude-sonnet-5-5
max_tokens: 20
prompt: "Route {{ m }}"
expect: [{ equals: billing }]
cases: [{ id: a, vars: { m: x }, simulate: billing }]
`;

test("an answer that was all thinking says so, and validate warns of it at its place", async () => {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  const { trials } = await runSuite(cwd);
  const reasons = trials.flatMap(({ checks }) =>
    checks.flatMap(({ verdict, reason }) => (verdict === "fail" ? [reason] : [])),
  );
  expect(reasons.join("\n")).toMatch(/cut off \(max_tokens\): \d+ of 20 tokens went to thinking: raise `max_tokens`/);
  const { errors, warnings, locate } = await checkSuites(invocationOf(cwd), 0);
  expect(errors).toEqual([]);
  const [warning] = warnings.filter(({ message }) => message.startsWith("claude-sonnet-5-5 thinks by default"));
  expect(warning === undefined ? null : locate(warning.place)).toMatchObject({ file: "suite.yaml", line: 2 });
});
