import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import type { SimulatedReply } from "../../../src/domain/run/provider.ts";
import { type LiveProject, liveProject, reportOf, trialsOf } from "../../helpers/live-project.ts";
import { permanentProject } from "../../helpers/temporary-folder.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "Say {{ word }}"
trials: 2
tools:
  - { name: get_weather, input_schema: { type: object } }
tool_results: { get_weather: [{ text: 12 degrees }] }
cases:
  - { id: a, vars: { word: alpha }, expect: [{ contains: alpha }] }
  - { id: b, vars: { word: beta }, expect: [{ contains: beta }] }
  - { id: talk, turns: [{ user: one }, { user: "two after {{ reply }}", expect: [{ contains: two }] }] }
  - { id: tool, vars: { word: weather }, expect: [{ contains: warm }, { tool_call: get_weather }] }
`;
const CALLS = 2 * 6;
const RUN = ["s.yaml", "--reporter", "json"];
const GRADE = ["grade", "latest", "--reporter", "json"];

/** Calls a tool when it is asked for the weather, and says that it is warm once it has the result. */
function weather(body: JsonObject): SimulatedReply | null {
  const text = JSON.stringify(body["messages"]);
  if (!text.includes("weather")) return null;
  const isAnswered = text.includes("tool_result");
  return {
    text: isAnswered ? "It is warm." : null,
    toolUse: isAnswered ? [] : [{ name: "get_weather", input: { city: "Paris" } }],
    stopReason: null,
    usage: null,
    error: null,
  };
}

interface Ran {
  readonly cwd: string;
  readonly stdout: string;
}
let whole: Promise<Ran> | null = null;

async function runOnce(): Promise<Ran> {
  const at = await liveProject({ "s.yaml": SUITE }, { answer: weather });
  const { stdout } = await at.live(RUN);
  expect(at.simulator.books.requests).toBe(CALLS);
  const cwd = permanentProject({});
  cpSync(at.cwd, cwd, { recursive: true });
  return { cwd, stdout };
}

/** A copy of a project that was run live once, and a simulator that has been asked nothing yet. */
async function ran(): Promise<LiveProject & { stdout: string }> {
  const { cwd, stdout } = await (whole ??= runOnce());
  const at = await liveProject({}, { answer: weather });
  cpSync(cwd, at.cwd, { recursive: true });
  return { ...at, stdout };
}

function journalOf({ cwd }: LiveProject): string {
  const runs = join(cwd, ".prompt-run/runs");
  return join(runs, readdirSync(runs)[0] ?? "", "journal.jsonl");
}

describe("grade", () => {
  test("under unchanged checks gives the run's own report, and sends nothing", async () => {
    const at = await ran();
    const graded = await at.keyless(GRADE);
    expect(graded).toMatchObject({ exitCode: 0, stderr: "" });
    expect(reportOf(graded)).toEqual(JSON.parse(at.stdout));
    expect(reportOf(graded).totals).toMatchObject({ trials: 8, passed: 8 });
    expect(at.simulator.books.requests).toBe(0);
  });

  test("grades conversations and tool rounds under the checks as they are now; the run stays as it was", async () => {
    const at = await ran();
    const journal = readFileSync(journalOf(at), "utf8");
    at.write("s.yaml", SUITE.replace("contains: two", "contains: three").replace("contains: warm", "contains: cold"));
    const graded = await at.keyless(GRADE);
    expect(graded.exitCode).toBe(1);
    const verdicts = trialsOf(reportOf(graded)).map(({ case: id, verdict }) => `${id} ${verdict}`);
    expect(verdicts).toEqual(["a pass", "b pass", "talk fail", "tool fail"].flatMap((verdict) => [verdict, verdict]));
    expect(readFileSync(journalOf(at), "utf8")).toBe(journal);
    expect((await at.keyless(["report", "latest", "--reporter", "json"])).stdout).toBe(at.stdout);
    expect(at.simulator.books.requests).toBe(0);
  });

  test("an edited request has no reply: it is named, and its answer is missing", async () => {
    const at = await ran();
    at.write("s.yaml", SUITE.replace("word: beta", "word: beta two").replace("12 degrees", "13 degrees"));
    const graded = await at.keyless(GRADE);
    expect(graded.exitCode).toBe(3);
    const missing = trialsOf(reportOf(graded)).filter(({ status }) => status === "errored");
    expect(missing.map(({ case: id, status_reason: why }) => `${id} ${why}`)).toEqual([
      "b missing_recording",
      "b missing_recording",
      "tool missing_recording",
      "tool missing_recording",
    ]);
    expect(graded.stderr).toContain("has no reply for 4 trials");
    expect(graded.stderr).toContain("  b · claude-haiku-5-5/default · trial 2\n");
    expect(graded.stderr).toContain("--reuse");
  });

  test("a new case and more trials are missing answers too, named up to ten", async () => {
    const at = await ran();
    at.write("s.yaml", SUITE.replace("trials: 2", "trials: 6"));
    const graded = await at.keyless(GRADE);
    expect(graded.exitCode).toBe(3);
    expect(graded.stderr).toContain("has no reply for 16 trials");
    expect(graded.stderr).toContain("… and 6 more");
  });

  test("a run that was killed is graded as far as it came", async () => {
    const at = await ran();
    const file = journalOf(at);
    const lines = readFileSync(file, "utf8").split("\n");
    const last = lines.findLastIndex((line) => line.includes('"type":"call"'));
    writeFileSync(file, `${lines.slice(0, last).join("\n")}\n${(lines[last] ?? "").slice(0, 30)}`);
    const graded = await at.keyless(GRADE);
    expect(graded).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("has no reply for 1 trial of") });
  });

  test("takes reporters and files, and keeps the run's options", async () => {
    const at = await liveProject({ "s.yaml": SUITE });
    await at.live([...RUN, "--case", "a", "--trials", "1"]);
    const graded = await at.keyless(["grade", "latest", "--reporter", "junit=out.xml", "--reporter", "quiet"]);
    expect(graded).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("out.xml") });
    expect(at.read("out.xml")).toContain('name="a');
    expect(at.read("out.xml")).not.toContain('name="b');
  });

  test("says what a run's replies are: simulated ones stay simulated", async () => {
    const at = await liveProject({ "s.yaml": SUITE.replace(/ {2}- \{ id: tool.*\n/, "") });
    await at.keyless([...RUN, "--simulate"]);
    const graded = await at.keyless(["grade", "latest"]);
    expect(graded).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("SIMULATED") });
  });

  test("reused answers stay reused: with --strict exit 3", async () => {
    const at = await ran();
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // ids of runs sort by the second
    await at.live([...RUN, "--reuse"]);
    expect((await at.keyless(GRADE)).exitCode).toBe(0);
    const strict = await at.keyless([...GRADE, "--strict"]);
    expect(strict.exitCode).toBe(3);
    expect(reportOf(strict).run.replies).toBe("recorded");
  });

  test("masks secrets that the journal was written without knowing", async () => {
    const at = await ran();
    const graded = await at.live(GRADE, { MY_SECRET: "Say alpha" });
    expect(graded.stdout).toContain("[masked]");
    expect(graded.stdout).not.toContain("Say alpha");
  });
});

describe("what cannot be graded is exit 2", () => {
  test("no run, a broken suite, a damaged journal", async () => {
    const at = await ran();
    expect(await at.keyless(["grade", "nope"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("`nope`"),
    });
    at.write("s.yaml", SUITE.replace("contains: beta", "contians: beta"));
    expect(await at.keyless(GRADE)).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining("contians"),
    });
    at.write("s.yaml", SUITE);
    const lines = readFileSync(journalOf(at), "utf8").split("\n");
    writeFileSync(journalOf(at), lines.with(3, "{").join("\n"));
    expect(await at.keyless(GRADE)).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining("line 4 "),
    });
  });
});
