import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { acceptRun } from "../../../src/pipeline/commands/accept-run.ts";
import { merge, ranOf, runFolders, runShard, runWhole } from "../../helpers/shards.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

/** `c3` answers wrong; the others right. `more` of a case by its id, `rest` of the suite. */
function suite(more: Readonly<Record<string, string>> = {}, rest = ""): string {
  const cases = Array.from({ length: 6 }, (_, n) => {
    const id = `c${n}`;
    return `  - { id: ${id}, ${more[id] ?? ""} vars: { m: m${n}, want: ${more[`${id}.want`] ?? 1} }, simulate: "${more[`${id}.says`] ?? (n === 3 ? "no" : "yes")}" }`;
  });
  return [
    "name: edited",
    "model: claude-haiku-5-5",
    'prompt: "Say {{ m }}"',
    `expect: [{ expr: "output == 'yes' && vars.want > 0" }]`,
    rest,
    "cases:",
    ...cases,
    "",
  ].join("\n");
}

const sharded = new Map<string, Promise<string>>();

/** A project in which both shards of a suite ran, for one test to go on with; they run once. */
async function shardedProject(suiteText: string): Promise<string> {
  const once = sharded.get(suiteText) ?? shardedAnew(suiteText);
  sharded.set(suiteText, once);
  const cwd = temporaryProject({});
  cpSync(await once, cwd, { recursive: true });
  return cwd;
}

async function shardedAnew(suiteText: string): Promise<string> {
  const cwd = permanentProject({ "suite.yaml": suiteText });
  for (const shard of ["1/2", "2/2"]) await runShard(cwd, shard);
  return cwd;
}

const tools = (says: string): string => `tool_results: { look: [{ content: "${says}" }] }`;

const EDITS: readonly (readonly [name: string, then: string, now: string, words: string])[] = [
  ["a quarantine", suite({ c3: "quarantine: flaky," }), suite(), "case c3: its `quarantine` is not what it was"],
  ["a case that is quarantined now", suite(), suite({ c3: "quarantine: flaky," }), "case c3: its `quarantine`"],
  ["a skip", suite({ c3: "skip: later," }), suite(), "case c3: its `skip` is not what it was"],
  ["a case that is skipped now", suite(), suite({ c3: "skip: later," }), "case c3: its `skip`"],
  ["another reason to skip", suite({ c3: "skip: a," }), suite({ c3: "skip: b," }), "case c3: its `skip`"],
  ["tags", suite({ c3: "tags: [fr]," }), suite({ c3: "tags: [ja]," }), "case c3: its `tags` are not what they were"],
  ["a cluster", suite(), suite({ c3: "cluster: one," }), "case c3: its `cluster` is not what it was"],
  ["a variable of checks", suite(), suite({ "c3.want": "2" }), "case c3: its variables are not what they were"],
  ["two things", suite(), suite({ c3: "cluster: a, tags: [b]," }), "case c3: its `tags` and `cluster` are not"],
  ["a simulated answer", suite({ "c3.says": "yes" }), suite(), "suite.yaml treats its cases otherwise"],
  ["the results of tools", suite({}, tools("a")), suite({}, tools("b")), "suite.yaml treats its cases otherwise"],
  ["rounds of tools", suite(), suite({}, "limits: { max_tool_rounds: 1 }"), "suite.yaml treats its cases otherwise"],
];

describe("merge1: what the checkout no longer says", () => {
  test.each(EDITS)("%s between the shards and merge: refused, and named", async (_name, then, now, words) => {
    const cwd = await shardedProject(then);
    writeFileSync(join(cwd, "suite.yaml"), now);
    expect(await merge(cwd)).toMatchObject({ status: "changed", message: expect.stringContaining(words) as string });
    expect(runFolders(join(cwd, ".prompt-run"))).toEqual([]);
  });

  test.each(EDITS.filter((_, index) => index % 3 === 0))("%s between two shards: refused", async (_name, then, now) => {
    const cwd = await shardedProject(then);
    cpSync(join(await shardedProject(now), "stores/2-2"), join(cwd, "stores/2-2"), { recursive: true });
    const words = /treat the same cases differently|expect different things/;
    expect(await merge(cwd)).toMatchObject({ status: "refused", message: expect.stringMatching(words) as string });
  });

  test("of shards that kept no such hash, the records tell", async () => {
    const cwd = await shardedProject(suite({ c3: "quarantine: flaky," }));
    for (const shard of ["1/2", "2/2"]) {
      const [folder = ""] = runFolders(join(cwd, `stores/${shard.replace("/", "-")}`));
      const journal = join(folder, "journal.jsonl");
      writeFileSync(journal, readFileSync(journal, "utf8").replace(/"treatment":"[^"]+",/, ""));
    }
    expect(await merge(cwd)).toMatchObject({ status: "ran" });
    writeFileSync(join(cwd, "suite.yaml"), suite());
    expect(await merge(cwd)).toMatchObject({
      status: "changed",
      message: expect.stringContaining("case c3") as string,
    });
  });

  test("other prices are refused, a comment is not", async () => {
    const cwd = await shardedProject(suite());
    writeFileSync(join(cwd, "suite.yaml"), `# a comment\n${suite()}`);
    expect(await merge(cwd)).toMatchObject({ status: "ran" });
    const prices = "{ claude-haiku-5-5: { input: 9, output: 9 } }";
    writeFileSync(join(cwd, "prompt-run.config.yaml"), `prices: ${prices}\n`);
    expect(await merge(cwd)).toMatchObject({ status: "changed", message: expect.stringContaining("priced") as string });
  });
});

describe("merge2: the same shards are one run in a baseline", () => {
  const SHARDED = suite({ "c3.says": "yes" });

  async function accept(cwd: string, run: string): Promise<unknown> {
    const store = join(cwd, ".prompt-run");
    return acceptRun(run, store, { as: "b.json", cwd, mask: (text) => text, guard: () => null });
  }

  test("merged twice, they are accepted once", async () => {
    const cwd = await shardedProject(SHARDED);
    const [one, two] = [ranOf(await merge(cwd)).head.run.id, ranOf(await merge(cwd)).head.run.id];
    expect(await accept(cwd, one)).toMatchObject({ status: "accepted" });
    const before = readFileSync(join(cwd, "b.json"), "utf8");
    expect(await accept(cwd, two)).toMatchObject({
      status: "refused",
      message: expect.stringMatching(/the shard .* is in it already; no run counts twice/) as string,
    });
    expect(readFileSync(join(cwd, "b.json"), "utf8")).toBe(before);
  });

  test("one shard run again brings the other along: refused; a whole run is pooled, and the shards stay known", async () => {
    const cwd = await shardedProject(SHARDED);
    expect(await accept(cwd, ranOf(await merge(cwd)).head.run.id)).toMatchObject({ status: "accepted" });
    expect(await accept(cwd, (await runWhole(cwd)).head.run.id)).toMatchObject({ status: "accepted" });
    await runShard(cwd, "2/2", { store: "again" });
    const runs = ["stores/1-2", "again"];
    expect(await accept(cwd, ranOf(await merge(cwd, { runs })).head.run.id)).toMatchObject({ status: "refused" });
  });
});
