import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SimulatedReply } from "../../../src/domain/run/provider.ts";
import { liveProject } from "../../helpers/live-project.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

// Answered as the variable says, by the model and the prompt that were chosen: what is repeated wrongly is answered otherwise.
const SUITE = `models: [claude-haiku-5-5, { id: claude-sonnet-5-5, label: big }]
prompts: { v1: "say {{ word }}", v2: "please say {{ word }}" }
expect: [{ contains: "{{ wanted }}" }]
vars: { word: plain, wanted: yes }
cases: [{ id: c1, simulate: "no, {{ word }}" }, { id: c2, simulate: "yes" }]
`;

const plain = (html: string): string =>
  html
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(+code));

/** The words of a command, as a shell would part them. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** The first command in a text that begins so, up to what ends it there. */
function commandIn(text: string, start: string): string[] {
  const at = text.indexOf(start);
  if (at < 0) throw new Error(`no ${start} in ${text}`);
  return wordsOf(/^[^\n<`"]+?(?= {2}|$|[\n<`"])/.exec(text.slice(at))?.[0] ?? "").slice(1);
}

const GIVEN = ["--simulate", "--var", "word=very curt", "--set", "max_tokens=77", "--prompt", "v2", "--model", "big"];
const STORE = ["--store", "kept here"];

test("the command that asks again, as table, comment and page offer it, asks what the run asked", async () => {
  const cwd = temporaryProject({ "s.yaml": SUITE });
  const files = ["--reporter", "table", "--reporter", "markdown=a.md", "--reporter", "html=a.html"];
  const { stdout, exitCode } = await runCli(["s.yaml", ...GIVEN, ...STORE, ...files], { cwd });
  expect(exitCode).toBe(1);
  const page = /"asked":(\[.*?\])/.exec(readFileSync(join(cwd, "a.html"), "utf8"))?.[1] ?? "";
  expect(JSON.parse(page)).toContainEqual({ name: "var", value: "word=very curt" });
  for (const text of [stdout, plain(readFileSync(join(cwd, "a.md"), "utf8"))]) {
    const again = commandIn(text, "prompt-run try");
    expect(again).toEqual([
      "try",
      "s.yaml",
      "--case",
      "c1",
      "--model",
      "big",
      "--prompt",
      "v2",
      ...GIVEN.slice(1, 5),
      "--simulate",
    ]);
    const asked = await runCli(again, { cwd });
    expect([asked.exitCode, asked.stdout.trim()]).toEqual([1, "no, very curt"]);
  }
});

test("what the run lacks is asked for in its own store, whichever report offered it; so are its labels", async () => {
  const cwd = temporaryProject({ "s.yaml": SUITE });
  const files = ["--reporter", "table", "--reporter", "markdown=a.md", "--reporter", "html=a.html"];
  await runCli(["s.yaml", "--simulate", "--max-cost", "0.001", ...STORE, ...files], { cwd });
  const texts = ["a.md", "a.html"].map((file) => plain(readFileSync(join(cwd, file), "utf8")));
  const report = await runCli(["report", "latest", ...STORE], { cwd });
  for (const text of [report.stdout, ...texts]) {
    const more = commandIn(text, "prompt-run resume");
    expect(more.slice(2, 4)).toEqual(STORE);
    expect((await runCli(more, { cwd })).stderr).not.toContain("there is no run");
  }
  for (const text of [report.stdout, texts[0] ?? ""]) {
    expect(commandIn(text, "prompt-run view").slice(2)).toEqual(STORE);
  }
});

test("a rule that waits for labels names the run, the judge and the store that they are of", async () => {
  const cwd = temporaryProject({
    "j.yaml": `model: claude-haiku-5-5
prompt: hi
judges: { polite: { model: claude-sonnet-5-5, rubric: Is it polite?, labels: labels/polite.jsonl } }
expect: [{ judge: polite }]
cases: [{ id: a, simulate: ok, simulate_judge: { polite: pass } }]
gate: { pass_rate: 0.8 }
`,
  });
  await runCli(["j.yaml", "--simulate", ...STORE, "--reporter", "json=a.json"], { cwd });
  const report = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8")) as {
    readonly run: { readonly id: string };
    readonly suites: readonly [{ readonly gate: { readonly rules: readonly [{ readonly reason: string }] } }];
  };
  const { reason } = report.suites[0].gate.rules[0];
  const words = ["label", report.run.id, "--judge", "polite", ...STORE];
  expect(reason).not.toContain("RUN");
  for (const command of reason.split("`").filter((part) => part.startsWith("prompt-run "))) {
    expect(wordsOf(command).slice(1)).toEqual(words);
  }
});

test("the baseline that a gate lacks is made of this very run, by the command that is offered", async () => {
  const gated = `${SUITE}gate: { not_worse_than: { baseline: base/s.json } }\n`;
  const cwd = temporaryProject({ "s.yaml": gated });
  const { stdout, stderr } = await runCli(["s.yaml", "--simulate", ...STORE], { cwd });
  expect(stderr).toContain("`prompt-run accept latest --as base/s.json --store 'kept here'`");
  await runCli(["s.yaml", "--simulate", "--seed", "3", ...STORE], { cwd });
  const accept = commandIn(stdout.replaceAll(/\n +/g, " "), "prompt-run accept");
  expect(accept.slice(2)).toEqual(["--as", "base/s.json", ...STORE]);
  expect((await runCli(accept, { cwd })).exitCode).toBe(0);
});

test("issue 20: a baseline that is there and was not named is named by the command that is offered", async () => {
  const oneArm = SUITE.replace(/^models: .*\nprompts: .*$/m, 'model: claude-haiku-5-5\nprompt: "say {{ word }}"');
  const cwd = temporaryProject({ "s.yaml": `name: s\n${oneArm}gate: { not_worse_than: { margin: 0.2 } }\n` });
  const first = await runCli(["s.yaml", "--simulate", ...STORE], { cwd });
  expect(first.stdout.replaceAll(/\s+/g, " ")).toContain("of this run, to be named with `--baseline FILE`");
  expect((await runCli(["accept", "latest", "--as", "baselines/", ...STORE], { cwd })).exitCode).toBe(0);
  const { stdout, exitCode } = await runCli(["calibrate", "s.yaml", "--simulate", ...STORE], { cwd });
  expect(exitCode).toBe(0);
  const grade = commandIn(stdout, "prompt-run grade");
  expect(grade.slice(2)).toEqual(["--baseline", "baselines/", "--store", "kept here/calibrations"]);
  const graded = await runCli(grade, { cwd });
  expect([graded.exitCode, graded.stdout]).toEqual([0, expect.stringContaining("INCONCLUSIVE")]);
});

test("a run that is not whole is refused as a baseline with the command that makes it whole, in its store", async () => {
  const cwd = temporaryProject({ "s.yaml": SUITE });
  await runCli(["s.yaml", "--simulate", "--max-cost", "0.001", ...STORE], { cwd });
  const refused = await runCli(["accept", "latest", "--as", "b.json", ...STORE], { cwd });
  expect(refused.exitCode).toBe(2);
  const more = commandIn(refused.stderr, "prompt-run resume");
  expect(more.slice(2, 4)).toEqual(STORE);
  await runCli(more, { cwd });
  expect((await runCli(["accept", "latest", "--as", "b.json", ...STORE], { cwd })).exitCode).toBe(0);
});

test("issue 20: where a judge changed, the command that judges again names runs, store and an amount that is enough", async () => {
  const judged = (rubric: string): string => `model: claude-haiku-5-5
prompt: "Say {{ n }}"
judges: { polite: { model: claude-sonnet-5-5, rubric: ${rubric} } }
expect: [{ judge: polite }]
gate: none
cases: [${Array.from({ length: 6 }, (_, n) => `{ id: c${n}, vars: { n: ${n} } }`).join(", ")}]
`;
  const verdict: SimulatedReply = {
    text: JSON.stringify({ evidence: null, reasoning: "It is. ".repeat(40), verdict: "pass" }),
    toolUse: [],
    stopReason: null,
    usage: null,
    error: null,
  };
  const answer = (body: object): SimulatedReply | null => (JSON.stringify(body).includes("rubric") ? verdict : null);
  const project = await liveProject({ "j.yaml": judged("Is it polite?") }, { answer });
  await project.live(["j.yaml", "--max-cost", "1", ...STORE]);
  project.write("j.yaml", judged("Is it kind?"));
  await project.live(["j.yaml", "--max-cost", "1", ...STORE]);
  const [newer = "", older = ""] = (await project.live(["runs", ...STORE])).stdout.match(/\d{8}-\d{6}-\w+/g) ?? [];
  const { stdout } = await project.live(["compare", older, newer, ...STORE]);
  const again = commandIn(stdout.replaceAll(/\n +/g, " "), "prompt-run compare");
  expect(again.slice(0, 5)).toEqual(["compare", older, newer, "--judge-again", "--max-cost"]);
  expect(again.slice(6)).toEqual(STORE);
  expect(Number(again[5])).toBeLessThan(0.2);
  const done = await project.live(again);
  expect(done.stdout.replaceAll(/\s+/g, " ")).toMatch(/6 judgements for \$/);
  expect(done.stdout + done.stderr).not.toMatch(/budget|no judgement/);
});
