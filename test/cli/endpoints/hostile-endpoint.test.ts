import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { reportOf, trialsOf } from "../../helpers/live-project.ts";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";
import { end, type Seen, serveWire, SSE, sse, START, STOP, textBlock } from "../../providers/wire.ts";

/** A token that no pattern knows, with characters that JSON, URLs and terminals write otherwise. */
const TOKEN = 'tök"en/with\\odd\tparts=';
const SUITE = `
model: claude-haiku-5-5
prompt: Say {{word}}
limits: { max_attempts: 1 }
cases:
  - { id: one, vars: { word: one } }
  - { id: two, vars: { word: two } }
expect:
  - contains: fine
`;

async function against(
  answer: (response: ServerResponse, seen: Seen) => void,
  args: readonly string[],
): Promise<CliResult & { readonly cwd: string }> {
  await using wire = await serveWire(answer);
  const cwd = temporaryProject({ "s.yaml": SUITE });
  const env = { ANTHROPIC_AUTH_TOKEN: TOKEN, ANTHROPIC_BASE_URL: wire.url };
  return { ...(await runCli(args, { cwd, env })), cwd };
}

/** An answer for the case `one`; the other is whole. */
function answerOne(body: string): (response: ServerResponse, seen: Seen) => void {
  const fine = [START, ...textBlock(0, "fine"), end("end_turn"), STOP].map(sse).join("");
  return (response, seen) => {
    response.writeHead(200, SSE).end(JSON.stringify(seen.body).includes("Say one") ? body : fine);
  };
}

test.each([
  { command: "run", args: ["s.yaml"] },
  { command: "try", args: ["try", "s.yaml", "--case", "one"] },
])("$command prints no key that an endpoint says back, however it is written", async ({ args }) => {
  const said: string[] = [];
  const echoing = (answer: (response: ServerResponse, echo: string) => void): Promise<CliResult> =>
    against((response, { headers }) => {
      said.push(headers.authorization ?? "");
      answer(response, `${said.at(-1)} ${JSON.stringify(said.at(-1))}`);
    }, args);
  const torn = await echoing((response, echo) => {
    response.writeHead(200, SSE).end(`event: message_start\ndata: {bad json ${echo}\n\n`);
  });
  const refused = await echoing((response, echo) => {
    const error = { type: "invalid_request_error", message: `not with ${echo}` };
    response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ type: "error", error }));
  });
  expect(said[0]).toBe(`Bearer ${TOKEN}`);
  expect(refused.stdout + refused.stderr).toContain("Bearer [masked]");
  for (const { stdout, stderr } of [torn, refused])
    for (const part of ["tök", "odd", "parts="]) expect(stdout + stderr).not.toContain(part);
});

test.each([
  { usage: { output_tokens: -5 } },
  { usage: { output_tokens: 2.5 } },
  { usage: { output_tokens: 1e300 } },
  { usage: { output_tokens: "many" } },
  { usage: { output_tokens: 5, cache_read_input_tokens: -1 } },
])("usage that is nonsense is one errored trial: $usage", async ({ usage }) => {
  const body = [START, ...textBlock(0, "fine"), end("end_turn", usage as JsonObject), STOP].map(sse).join("");
  const result = await against(answerOne(body), ["s.yaml", "--reporter", "json"]);
  expect(result.exitCode).toBe(3);
  const trials = trialsOf(reportOf(result));
  expect(trials.map(({ case: id, status }) => [id, status])).toEqual([
    ["one", "errored"],
    ["two", "completed"],
  ]);
  expect(trials[0]?.error?.message).toContain("no valid usage");
  const again = await runCli(["report", "latest", "--reporter", "json"], { cwd: result.cwd });
  expect(trialsOf(reportOf(again))).toEqual(trials);
});

test.each(["json", "ndjson"])("a store that is deleted during the run ends it with exit 3 (%s)", async (reporter) => {
  let cwd = "";
  await using wire = await serveWire((response) => {
    rmSync(join(cwd, ".prompt-run"), { recursive: true, force: true });
    response.writeHead(200, SSE).end([START, ...textBlock(0, "fine"), end("end_turn"), STOP].map(sse).join(""));
  });
  cwd = temporaryProject({ "s.yaml": SUITE });
  const env = { ANTHROPIC_AUTH_TOKEN: TOKEN, ANTHROPIC_BASE_URL: wire.url };
  const result = await runCli(["s.yaml", "--reporter", reporter], { cwd, env });
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toMatch(/error: the store could not be written: .*journal\.jsonl was deleted/);
  expect(result.stderr).not.toContain("internal");
});

test("a stop reason that is not known leaves the trial undecided, and is kept as it is", async () => {
  const body = [START, ...textBlock(0, "fine"), end("banana"), STOP].map(sse).join("");
  const result = await against(answerOne(body), ["s.yaml", "--reporter", "json"]);
  expect(result.exitCode).toBe(3);
  const [one] = trialsOf(reportOf(result));
  expect(one).toMatchObject({ status: "completed", verdict: "undecided" });
  expect(one?.checks.find(({ type }) => type === "complete")?.reason).toContain('"banana"');
  const [run = ""] = readdirSync(join(result.cwd, ".prompt-run/runs"));
  expect(readFileSync(join(result.cwd, ".prompt-run/runs", run, "journal.jsonl"), "utf8")).toContain('"banana"');
});

test("attack 6: what the answer of another model cost is not known, and both models are named", async () => {
  // A retired model: the table knows its name and no price.
  const message = { ...(START["message"] as JsonObject), model: "claude-opus-4-1" };
  const body = [{ ...START, message }, ...textBlock(0, "fine"), end("end_turn"), STOP].map(sse).join("");
  const answer = (response: ServerResponse): void => void response.writeHead(200, SSE).end(body);
  const report = reportOf(await against(answer, ["s.yaml", "--reporter", "json", "--max-cost", "1"]));
  expect(report.run.warnings).toContainEqual(
    expect.objectContaining({ code: "other-model-served", message: expect.stringContaining("claude-opus-4-1") }),
  );
  const costs = trialsOf(report).map(({ cost_usd: cost }) => cost);
  expect(costs).toEqual([null, null]);
  expect(report.totals.cost_usd).toBeNull();
  expect(report.totals.uncertain_cost_usd).toBeGreaterThan(0);
});
