import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AnySchemaObject, Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { CallLine, JournalLine, Report, UsageFile, UsageRow } from "../../../src/domain/formats/records.ts";
import type { SimulatedReply } from "../../../src/domain/run/provider.ts";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { toUsd } from "../../../src/domain/values/money.ts";
import { type LiveProject, liveProject } from "../../helpers/live-project.ts";
import { type CliResult, runCli } from "../../helpers/run-cli.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const TRIAGE = `
name: triage
models: [claude-haiku-5-5, claude-sonnet-5-5]
prompts: { v1: "say {{ x }}", v2: "tell {{ x }}" }
judges:
  nice: { model: claude-opus-5-5, rubric: It is nice. }
expect: [ { judge: nice } ]
gate: none
cases:
  - { id: a, vars: { x: one } }
  - { id: b, vars: { x: two } }
`;
const PLAIN = `
name: plain
model: claude-haiku-5-5
prompt: "count {{ x }}"
expect: [ { contains: count } ]
cases:
  - { id: c, vars: { x: three } }
`;
const BOT = `
name: app
targets: { bot: { module: ./bot.mjs } }
expect: [ { contains: asked } ]
cases: [ { id: d, vars: { m: hello } } ]
`;
const BOT_CODE = `
export default async (turn, { baseUrl, apiKey }) => {
  const body = JSON.stringify({ model: "claude-haiku-5-5", max_tokens: 50, messages: [{ role: "user", content: "asked" }] });
  const headers = { "x-api-key": apiKey, "anthropic-version": "2023-06-01", "content-type": "application/json" };
  return (await (await fetch(baseUrl + "/v1/messages", { method: "POST", headers, body })).json()).content.at(-1).text;
};
`;
const APP = `
const { ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key } = process.env;
const body = JSON.stringify({ model: "claude-sonnet-5-5", max_tokens: 50, messages: [{ role: "user", content: "hi" }] });
const headers = { "x-api-key": key, "anthropic-version": "2023-06-01", "content-type": "application/json" };
await (await fetch(base + "/v1/messages", { method: "POST", headers, body })).text();
`;
const FILES = {
  "s/triage.yaml": TRIAGE,
  "s/plain.yaml": PLAIN,
  "s/app.yaml": BOT,
  "s/bot.mjs": BOT_CODE,
  "app.mjs": APP,
};
const QUIET = ["--reporter", "quiet", "--max-cost", "5"];

const SILENT: SimulatedReply = { text: null, toolUse: [], stopReason: null, usage: null, error: null };

/** Judges pass everything; all else is an echo. */
function answer(body: JsonObject): SimulatedReply | null {
  if (!JSON.stringify(body["output_config"] ?? null).includes("json_schema")) return null;
  const [evidence = ""] = /(say|tell) (one|two)/.exec(JSON.stringify(body["messages"])) ?? [];
  return { ...SILENT, text: JSON.stringify({ evidence, reasoning: "fine", verdict: "pass" }) };
}

/** Two runs of suites, one under retries, one of an application, a meter's, and a simulated one. */
async function spend(): Promise<Spent> {
  const at = await liveProject(FILES, {
    answer,
    keepLog: true,
    faults: { rate_limit: { probability: 0, first: 2 }, overloaded: { probability: 0, first: 3 } },
  });
  for (const suites of [["s/triage.yaml", "s/plain.yaml"], ["s/plain.yaml"], ["s/app.yaml"]]) {
    const ran = await at.live([...suites, ...QUIET]);
    if (ran.exitCode !== 0) throw new Error(ran.stdout + ran.stderr);
  }
  const metered = await at.live(["meter", "--max-cost", "1", "--", "node", "app.mjs"]);
  expect(metered.exitCode).toBe(0);
  expect((await at.keyless(["s/plain.yaml", "--simulate", "--reporter", "quiet"])).exitCode).toBe(0);
  const cwd = permanentProject({});
  cpSync(at.cwd, cwd, { recursive: true });
  return { cwd, simulator: at.simulator };
}

type Spent = Pick<LiveProject, "cwd" | "simulator">;
let spent: Promise<Spent> | null = null;
/** Made once; nothing is written there. */
const spentProject = (): Promise<Spent> => (spent ??= spend());

const BY = ["day", "model", "suite", "arm"] as const;

const SCHEMA = join(import.meta.dirname, "../../../schemas/usage.schema.json");
const isUsage = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as AnySchemaObject);

function usageOf({ stdout, stderr }: CliResult): UsageFile {
  if (stdout === "") throw new Error(stderr);
  const file = JSON.parse(stdout) as UsageFile;
  if (!isUsage(file)) throw new Error(JSON.stringify(isUsage.errors));
  return file;
}

async function usage(cwd: string, args: readonly string[] = []): Promise<UsageFile> {
  return usageOf(await runCli(["usage", "--json", ...args], { cwd }));
}

const runsOf = (cwd: string): string[] => readdirSync(join(cwd, ".prompt-run/runs")).toSorted();
const folderOf = (cwd: string, id: string): string => join(cwd, ".prompt-run/runs", id);
const journalOf = (cwd: string, id: string): string => join(folderOf(cwd, id), "journal.jsonl");

function headsOf(cwd: string): Omit<Report, "trials">[] {
  return runsOf(cwd).map((id) => JSON.parse(readFileSync(join(folderOf(cwd, id), "head.json"), "utf8")) as Report);
}

const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((a, b) => a + (b ?? Number.NaN), 0);

/** Changes a run's journal line by line. */
function rewrite(cwd: string, id: string, change: (line: JournalLine) => JournalLine | null): void {
  const lines = readFileSync(journalOf(cwd, id), "utf8").trim().split("\n");
  const kept = lines.map((line) => change(JSON.parse(line) as JournalLine)).filter((line) => line !== null);
  writeFileSync(journalOf(cwd, id), kept.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

function newest(cwd: string): string {
  return runsOf(cwd).at(-1) ?? "";
}

const SUMMED = [
  "requests",
  "answered",
  "failed",
  "unanswered",
  "retries",
  "reused",
  "input_tokens",
  "output_tokens",
] as const;
const CACHED = ["cache_read_tokens", "cache_write_tokens"] as const;

test("the sums by day, model, suite and arm are those of the API's own books and of the runs' reports", async () => {
  const at = await spentProject();
  const { books } = at.simulator;
  const heads = headsOf(at.cwd).filter(({ run }) => run.replies !== "simulated");
  expect(heads).toHaveLength(4);
  for (const by of BY) {
    const { totals, rows, ...file } = await usage(at.cwd, ["--by", by]);
    expect(file).toMatchObject({ by, runs: 4, simulated: { runs: 1, requests: 1 }, merged: 0, unreadable: [] });
    expect(totals).toMatchObject({
      requests: books.requests,
      failed: 3,
      retries: 3,
      unanswered: 0,
      errors: { rate_limited: 2, overloaded: 1 },
      input_tokens: books.usage.inputTokens,
      output_tokens: books.usage.outputTokens,
      cost_usd: toUsd(books.billedPico),
      unpriced: 0,
      uncertain_cost_usd: 0,
    });
    for (const name of [...SUMMED, ...CACHED])
      expect([name, sum(rows.map((row) => row[name]))]).toEqual([name, totals[name]]);
    expect(sum(rows.map(({ cost_usd: cost }) => cost))).toBeCloseTo(totals.cost_usd ?? Number.NaN, 12);
    expect(sum(heads.map((head) => head.totals.cost_usd))).toBeCloseTo(totals.cost_usd ?? Number.NaN, 12);
    expect(sum(heads.map((head) => head.totals.requests))).toBe(totals.requests);
    expect(sum(heads.map((head) => head.totals.retries))).toBe(totals.retries);
  }
});

test("rows say what was asked: models by what each was billed, arms with judges, applications and meters apart", async () => {
  const at = await spentProject();
  const billed = (model: string): number =>
    toUsd(
      at.simulator.books.log
        .filter((entry) => entry.model === model)
        .reduce((all, { billedPico }) => all + billedPico, 0n),
    );
  const models = (await usage(at.cwd)).rows;
  expect(models.map(({ model }) => model ?? "").toSorted()).toEqual([
    "claude-haiku-5-5",
    "claude-opus-5-5",
    "claude-sonnet-5-5",
  ]);
  for (const { model, cost_usd: cost } of models) expect([model, cost]).toEqual([model, billed(model ?? "")]);

  const names = (rows: readonly UsageRow[]): unknown[] =>
    rows.map(({ suite, arm, part, meter }) => [suite, arm, part, meter].join(" ")).toSorted();
  expect(names((await usage(at.cwd, ["--by", "arm"])).rows)).toEqual([
    "  meter node app.mjs",
    "app bot/default answers ",
    "plain claude-haiku-5-5/default answers ",
    "triage  judges ",
    "triage claude-haiku-5-5/v1 answers ",
    "triage claude-haiku-5-5/v2 answers ",
    "triage claude-sonnet-5-5/v1 answers ",
    "triage claude-sonnet-5-5/v2 answers ",
  ]);
  const suites = (await usage(at.cwd, ["--by", "suite"])).rows;
  expect(suites.map(({ suite, meter }) => suite ?? meter ?? "").toSorted()).toEqual([
    "app",
    "node app.mjs",
    "plain",
    "triage",
  ]);
});

test("answers of recordings cost nothing and are counted beside requests", async () => {
  const at = await liveProject({ "plain.yaml": PLAIN });
  await at.live(["plain.yaml", "--record", ...QUIET]);
  const before = await usage(at.cwd);
  await at.live(["plain.yaml", "--reuse", ...QUIET]);
  const after = await usage(at.cwd);
  expect(after.totals).toEqual({ ...before.totals, reused: 1 });
  expect(after).toMatchObject({ runs: 2, simulated: { runs: 0 } });
});

test("days are those on which requests were answered, and --last leaves out what was answered before", async () => {
  const at = await liveProject({ "plain.yaml": PLAIN.replace("trials: 1", "") });
  await at.live(["plain.yaml", "--trials", "3", ...QUIET]);
  const now = Date.now();
  const moments = [
    { at: "2026-01-31T23:59:59.900Z", latency_ms: 200 },
    { at: "2026-01-31T23:59:59.700Z", latency_ms: 200 },
    { at: new Date(now - 29 * 86_400_000).toISOString(), latency_ms: 5 },
  ];
  let next = 0;
  rewrite(at.cwd, newest(at.cwd), (line) => (line.type === "call" ? { ...line, ...moments[next++] } : line));
  const days = await usage(at.cwd, ["--by", "day"]);
  const lately = new Date(now - 29 * 86_400_000).toISOString().slice(0, 10);
  expect(days.rows.map(({ day, requests }) => `${day}: ${requests}`)).toEqual(
    ["2026-01-31: 1", "2026-02-01: 1", `${lately}: 1`].toSorted(),
  );
  expect((await usage(at.cwd, ["--last", "30d"])).totals.requests).toBe(1);
  expect((await usage(at.cwd, ["--last", "28d"])).totals.requests).toBe(0);
  const nothing = await runCli(["usage", "--last", "28d"], { cwd: at.cwd });
  expect([nothing.exitCode, nothing.stdout]).toEqual([
    0,
    expect.stringMatching(/^nothing was asked .* since 2\d{3}-/) as string,
  ]);
});

test("what a price is not known of is null and said, never 0", async () => {
  const at = await liveProject({ "plain.yaml": PLAIN });
  await at.live(["plain.yaml", "--trials", "2", ...QUIET]);
  let calls = 0;
  rewrite(at.cwd, newest(at.cwd), (line) =>
    line.type === "call" && calls++ === 0 ? { ...line, cost_pico: null } : line,
  );
  const { totals } = await usage(at.cwd);
  expect(totals).toMatchObject({ cost_usd: null, unpriced: 1 });
  expect(totals.known_cost_usd).toBe(toUsd(at.simulator.books.billedPico / 2n));
  const { stdout } = await runCli(["usage"], { cwd: at.cwd });
  expect(stdout).toMatch(/total .* ≥ \$0\.00[^]*what 1 attempt cost is not known/);
});

test("an application that asks nothing through the meter: what it says it cost counts, and is unknown where it says nothing", async () => {
  const said = "{ output: 'asked', usage: { input_tokens: 7, output_tokens: 3 }, cost_usd: 0.5 }";
  const at = await liveProject({
    "suite.yaml": BOT,
    "bot.mjs": `export default (turn) => (turn.input === "hello" ? ${said} : "asked");`,
  });
  await at.live(["suite.yaml", ...QUIET]);
  const told = { model: "bot", requests: 0, input_tokens: 7, output_tokens: 3, cost_usd: 0.5, unpriced: 0 };
  expect((await usage(at.cwd)).rows).toMatchObject([told]);
  at.write("suite.yaml", BOT.replace("hello", "else"));
  await at.live(["suite.yaml", ...QUIET]);
  const untold = {
    requests: 0,
    input_tokens: null,
    output_tokens: null,
    cost_usd: null,
    known_cost_usd: 0.5,
    unpriced: 1,
  };
  expect((await usage(at.cwd)).rows).toMatchObject([{ model: "bot", ...untold }]);
});

test("a request that a kill cut off is charged at its reservation, and its trial's arm is that of its next try", async () => {
  const at = await liveProject({ "triage.yaml": TRIAGE.replace("[ { judge: nice } ]", "[ { contains: e } ]") });
  await at.live(["triage.yaml", ...QUIET]);
  const id = newest(at.cwd);
  const [run, ...lines] = readFileSync(journalOf(at.cwd, id), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JournalLine);
  const sent = lines.find((line) => line.type === "sent");
  if (run === undefined || sent === undefined) throw new Error("no journal");
  const again = (line: JournalLine): JournalLine =>
    "id" in line && line.type !== "run" ? { ...line, id: `2.${line.id}` } : line;
  writeFileSync(
    journalOf(at.cwd, id),
    [run, sent, run, ...lines.map(again)].map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
  const { rows, totals } = await usage(at.cwd, ["--by", "arm"]);
  expect(totals).toMatchObject({
    requests: 9,
    unanswered: 1,
    uncertain_cost_usd: toUsd(BigInt(sent.reserved_pico ?? "0")),
  });
  expect(rows.map(({ part }) => part)).toEqual(["answers", "answers", "answers", "answers"]);

  // Killed for good: nobody knows whose it was.
  writeFileSync(journalOf(at.cwd, id), [run, sent].map((line) => `${JSON.stringify(line)}\n`).join(""));
  expect((await usage(at.cwd, ["--by", "arm"])).rows).toMatchObject([
    { suite: "triage", arm: null, part: "unfinished", unanswered: 1 },
  ]);
});

test("runs of 0.1 are counted", async () => {
  const cwd = temporaryProject({});
  mkdirSync(join(cwd, ".prompt-run"));
  cpSync(join(import.meta.dirname, "../../fixtures/version-0.1/runs"), join(cwd, ".prompt-run/runs"), {
    recursive: true,
  });
  const [live] = headsOf(cwd).filter(({ run }) => run.replies === "live");
  expect(await usage(cwd, ["--by", "arm"])).toMatchObject({
    runs: 1,
    simulated: { runs: 1, requests: 3 },
    rows: [{ suite: "turns", arm: "claude-haiku-5-5/default" }],
    totals: { requests: 8, cost_usd: live?.totals.cost_usd, output_tokens: live?.totals.output_tokens },
  });
});

test("a run that cannot be read is named, is in no sum, and makes it exit 3; what is written just now is no damage", async () => {
  const at = await liveProject({ "plain.yaml": PLAIN });
  for (let n = 0; n < 2; n++) await at.live(["plain.yaml", ...QUIET]);
  const [first = "", second = ""] = runsOf(at.cwd);
  const whole = await usage(at.cwd);
  appendFileSync(journalOf(at.cwd, second), '{"v":1,"type":"call","id"'); // a last line that is torn
  expect((await usage(at.cwd)).totals).toEqual(whole.totals);
  mkdirSync(folderOf(at.cwd, "30000101-000000-00000"));
  writeFileSync(journalOf(at.cwd, "30000101-000000-00000"), ""); // a run that is about to begin
  expect(await usage(at.cwd)).toMatchObject({ runs: 2, unreadable: [] });

  writeFileSync(
    journalOf(at.cwd, first),
    readFileSync(journalOf(at.cwd, first), "utf8").replace('"type":"sent"', '"type":'),
  );
  const damaged = await runCli(["usage", "--json"], { cwd: at.cwd });
  expect(damaged.exitCode).toBe(3);
  expect(damaged.stderr).toContain(first);
  expect(usageOf(damaged)).toMatchObject({
    runs: 1,
    unreadable: [{ run: first, message: expect.stringContaining("line 2") as string }],
    totals: { requests: 1, cost_usd: (whole.totals.cost_usd ?? Number.NaN) / 2 },
  });
  const table = await runCli(["usage"], { cwd: at.cwd });
  expect([table.exitCode, table.stdout]).toEqual([3, expect.stringContaining("1 run that cannot be read") as string]);
});

test("a merged run beside its shards is counted once, and alone as what it holds", async () => {
  const at = await liveProject({ "triage.yaml": TRIAGE }, { answer });
  for (const shard of ["1/2", "2/2"]) {
    expect((await at.live(["triage.yaml", "--shard", shard, ...QUIET])).exitCode).toBe(0);
  }
  const shards = runsOf(at.cwd);
  const apart = await usage(at.cwd);
  expect(apart.totals.cost_usd).toBe(toUsd(at.simulator.books.billedPico));
  for (let n = 0; n < 2; n++) {
    const merged = await at.keyless([
      "merge",
      ...shards.map((id) => join(".prompt-run/runs", id)),
      "--reporter",
      "quiet",
    ]);
    expect(merged.exitCode).toBe(0);
  }
  expect(await usage(at.cwd)).toMatchObject({ runs: 2, merged: 2, totals: apart.totals });
  rmSync(folderOf(at.cwd, shards[0] ?? ""), { recursive: true });
  expect(await usage(at.cwd)).toMatchObject({ runs: 2, merged: 2, totals: apart.totals });
  rmSync(folderOf(at.cwd, shards[1] ?? ""), { recursive: true });
  expect(await usage(at.cwd)).toMatchObject({ runs: 1, merged: 1, totals: apart.totals });
});

test("what a simulator's server answered is no money, nor is what it let fail; beside it a real answer counts", async () => {
  const at = await liveProject({ "plain.yaml": PLAIN }, { faults: { rate_limit: { probability: 0, first: 1 } } });
  await at.live(["plain.yaml", "--trials", "2", ...QUIET]);
  const flagged = (isSimulated: (line: CallLine, at: number) => boolean): void => {
    let answered = 0;
    rewrite(at.cwd, newest(at.cwd), (line) =>
      line.type === "call" && line.status === "answered" && isSimulated(line, answered++)
        ? { ...line, simulated: true }
        : line,
    );
  };
  flagged((_, n) => n === 0);
  expect(await usage(at.cwd)).toMatchObject({
    runs: 1,
    simulated: { runs: 1, requests: 1 },
    totals: { requests: 2, failed: 1 },
  });
  flagged(() => true);
  expect(await usage(at.cwd)).toMatchObject({ runs: 0, rows: [], simulated: { runs: 1, requests: 3 } });
});

test("a store without a run says so; names of a journal are told inertly", async () => {
  const cwd = temporaryProject({});
  expect(await runCli(["usage"], { cwd })).toMatchObject({
    exitCode: 0,
    stdout: "",
    stderr: expect.stringContaining("no run") as string,
  });
  expect(await usage(cwd)).toMatchObject({ runs: 0, rows: [], totals: { requests: 0, cost_usd: 0 } });
  const at = await liveProject({ "plain.yaml": PLAIN });
  await at.live(["plain.yaml", ...QUIET]);
  rewrite(at.cwd, newest(at.cwd), (line) =>
    line.type === "run"
      ? { ...line, suites: line.suites.map((suite) => ({ ...suite, name: "\u001B[31mx\n::error::y\u202E" })) }
      : line,
  );
  for (const args of [
    ["--by", "suite"],
    ["--by", "arm"],
    ["--by", "suite", "--json"],
  ]) {
    const { stdout } = await runCli(["usage", ...args], { cwd: at.cwd });
    for (const command of ["\u001B", "\u202E"]) expect(stdout).not.toContain(command);
    expect(stdout).not.toMatch(/^\s*::/m);
    expect(stdout).toContain("error");
  }
});

test.each([
  [["--last", "soon"], "--last soon: expected days, e.g. 30d"],
  [["--by", "week"], "--by week: expected day, model, suite or arm"],
])("%s is exit 2 in words", async (args, words) => {
  const { exitCode, stderr } = await runCli(["usage", ...args], { cwd: temporaryProject({}) });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words) as string]);
});
