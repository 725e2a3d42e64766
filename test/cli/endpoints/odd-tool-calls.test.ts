import { expect, test } from "vitest";
import { reportOf, trialsOf } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";
import { block, end, serveWire, SSE, sse, START, STOP, textBlock } from "../../providers/wire.ts";

const TOOL = "{ name: NAME, input_schema: { type: object, additionalProperties: false, properties: {} } }";
const SUITE = `
model: claude-haiku-5-5
prompt: Say {{word}}
limits: { max_attempts: 2 }
tools: [ ${TOOL} ]
tool_results: { lookup: [ { content: found } ] }
cases: [ { id: one, vars: { word: one } } ]
expect: [ { tool_call: NAME } ]
gate: { pass_rate: 1 }
`;

/** A stream with one call of a tool, its input as the text given. */
function calling(name: string, input: string): string {
  const call = block(
    0,
    { type: "tool_use", id: "toolu_1", name, input: {} },
    { type: "input_json_delta", partial_json: input },
  );
  return [START, ...call, end("tool_use"), STOP].map(sse).join("");
}

const DONE = [START, ...textBlock(0, "done"), end("end_turn"), STOP].map(sse).join("");

test.each([
  ["a map", `${'{"a":'.repeat(6000)}1${"}".repeat(6000)}`],
  ["lists", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
])("A8: tool input of %s beyond the limit fails its trial, is kept, and is never paid again", async (_, input) => {
  await using wire = await serveWire((response) => void response.writeHead(200, SSE).end(calling("lookup", input)));
  const cwd = temporaryProject({ "s.yaml": SUITE.replaceAll("NAME", "lookup") });
  const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: wire.url };
  const first = await runCli(["s.yaml", "--reporter", "json"], { cwd, env });
  expect(first.exitCode, first.stderr).toBe(3);
  const [trial] = trialsOf(reportOf(first));
  expect(trial).toMatchObject({ status: "errored", cost_usd: expect.any(Number) });
  expect(trial?.error?.message).toBe("the input of the call of lookup is nested deeper than 1,000 levels");
  expect(wire.seen).toHaveLength(1);
  const again = await runCli(["resume", "--reporter", "json"], { cwd, env });
  expect(again.exitCode, again.stderr).toBe(3);
  expect(wire.seen).toHaveLength(1);
  expect(trialsOf(reportOf(again))[0]?.error?.message).toContain("1,000 levels");
});

test.each(["toString", "constructor", "valueOf", "hasOwnProperty", "__proto__"])(
  "A7: a call of a tool named %s that nothing answers fails its trial, and resume does not die of it",
  async (name) => {
    await using wire = await serveWire((response) => void response.writeHead(200, SSE).end(calling(name, "{}")));
    const cwd = temporaryProject({ "s.yaml": SUITE.replaceAll("NAME", name) });
    const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: wire.url };
    const first = await runCli(["s.yaml", "--reporter", "json"], { cwd, env });
    expect(first.exitCode, first.stderr).toBe(3);
    expect(trialsOf(reportOf(first))[0]?.error?.message).toContain(`nothing answers the call of ${name}`);
    const again = await runCli(["resume", "--reporter", "json"], { cwd, env });
    expect(again.exitCode, again.stderr).toBe(3);
    expect(wire.seen).toHaveLength(1);
  },
);

test("A7: a call of a tool named constructor is answered by what the suite says under that name", async () => {
  await using wire = await serveWire((response, { body }) => {
    const isFirst = !JSON.stringify(body).includes("tool_result");
    response.writeHead(200, SSE).end(isFirst ? calling("constructor", "{}") : DONE);
  });
  const suite = SUITE.replaceAll("NAME", "constructor").replace("{ lookup:", "{ constructor:");
  const cwd = temporaryProject({ "s.yaml": suite });
  const env = { ANTHROPIC_API_KEY: "a-key-for-tests", ANTHROPIC_BASE_URL: wire.url };
  const result = await runCli(["s.yaml", "--reporter", "json"], { cwd, env });
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
});

test.each([
  ["a model", "model: constructor\nprompt: hi\ncases: [ { simulate: a } ]\nexpect: [ { contains: a } ]\n", 2],
  [
    "a variable",
    "model: claude-haiku-5-5\nprompt: hi {{ toString }}\ncases: [ { vars: { x: 1 }, simulate: a } ]\nexpect: [ { contains: a } ]\n",
    2,
  ],
  [
    "a variable that is there",
    "model: claude-haiku-5-5\nprompt: hi {{ constructor }}\ncases: [ { vars: { constructor: 1 }, simulate: a } ]\nexpect: [ { contains: a } ]\n",
    0,
  ],
  [
    "a tag of the gate",
    "model: claude-haiku-5-5\nprompt: hi\ncases: [ { simulate: a } ]\nexpect: [ { contains: a } ]\ngate: { by_tag: { constructor: { pass_rate: 1 } } }\n",
    2,
  ],
  [
    "a tag",
    "model: claude-haiku-5-5\nprompt: hi\ncases: [ { simulate: a, tags: [constructor, __proto__, toString] } ]\nexpect: [ { contains: a } ]\n",
    0,
  ],
  [
    "a key of the suite",
    "model: claude-haiku-5-5\nprompt: hi\nconstructor: 1\ncases: [ { simulate: a } ]\nexpect: [ { contains: a } ]\n",
    2,
  ],
  ["a check", "model: claude-haiku-5-5\nprompt: hi\ncases: [ { simulate: a } ]\nexpect: [ { toString: a } ]\n", 2],
  [
    "a label",
    "models: [ { id: claude-haiku-5-5, label: constructor }, { id: claude-haiku-5-5, label: __proto__, max_tokens: 900 } ]\nprompt: hi\ncases: [ { simulate: { constructor: a, __proto__: a } } ]\nexpect: [ { contains: a } ]\n",
    0,
  ],
  [
    "a metric's word",
    "model: claude-haiku-5-5\nprompt: hi\ncases: [ { simulate: a } ]\nexpect: [ { similarity: { to: a, metric: constructor, min: 1 } } ]\n",
    2,
  ],
])("A7: %s with the name of what every object has", async (_, suite, code) => {
  const cwd = temporaryProject({ "s.yaml": suite });
  const result = await runCli(["s.yaml", "--simulate"], { cwd });
  expect(result.exitCode, result.stdout + result.stderr).toBe(code);
});
