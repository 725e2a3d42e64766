import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { wallClock } from "../../../src/host/wall-clock.ts";
import { acceptRun } from "../../../src/pipeline/commands/accept-run.ts";
import { runSuites } from "../../../src/pipeline/commands/run-suites.ts";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import { invocationOf, SILENT_HOOKS } from "../../helpers/invocation.ts";
import { merge, ranOf, runFolders, runShard, runWhole, settled, shardOf } from "../../helpers/shards.ts";
import { simulatedSuite } from "../../helpers/simulated-suite.ts";
import { tarOf } from "../../helpers/tar.ts";
import { permanentProject, temporaryProject } from "../../helpers/temporary-folder.ts";

const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };

/** Two arms, a skipped case, a quarantined one, one whose every try fails, and a gate with a rule for a tag. */
const SUITE = `
name: triage
models: [claude-haiku-5-5, claude-sonnet-5-5]
prompt: "Say yes to {{ m }}"
trials: 2
expect: [{ contains: yes }]
gate: { pass_rate: 0.6, by_tag: { hard: { pass_rate: 0.5 } } }
limits: { max_attempts: 1 }
cases:
${Array.from({ length: 8 }, (_, n) => `  - { id: c${n}, tags: [${n % 2 ? "hard" : "easy"}], vars: { m: m${n} }, simulate: ${n === 3 ? "no" : "yes"} }`).join("\n")}
  - { id: left, skip: later, vars: { m: s }, simulate: yes }
  - { id: shaky, quarantine: flaky, vars: { m: q }, simulate: no }
  - { id: broken, vars: { m: b }, simulate: { error: { type: api_error, status: 500 } } }
`;

const simulated = (yaml: string): string =>
  yaml.replaceAll("simulate: yes", 'simulate: "yes"').replaceAll("simulate: no", 'simulate: "no"');

describe("merge", () => {
  let cwd = "";
  beforeAll(async () => {
    cwd = permanentProject({ "suite.yaml": simulated(SUITE) });
    for (const index of [1, 2, 3]) await runShard(cwd, `${index}/3`);
  });

  test("the merged run is one run's: gate, reports, totals, exit code, trials", async () => {
    const whole = await runWhole(cwd, { store: "whole" });
    const merged = ranOf(await merge(cwd));
    expect(await settled(merged)).toEqual(await settled(whole));
    expect([merged.head.verdict, merged.head.exit_code, merged.asked]).toEqual([
      whole.head.verdict,
      whole.head.exit_code,
      0,
    ]);
    expect(merged.head.totals.errored).toBe(4);
  });

  test("it becomes the same baseline", async () => {
    const other = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 9, failing: 2 }) });
    for (const index of [1, 2]) await runShard(other, `${index}/2`);
    const ids = [ranOf(await merge(other)).head.run.id, (await runWhole(other)).head.run.id];
    const files = [];
    for (const [index, run] of ids.entries()) {
      const as = `baseline-${index}.json`;
      const store = join(other, ".prompt-run");
      expect(await acceptRun(run, store, { as, cwd: other, mask: (text) => text, guard: () => null })).toMatchObject({
        status: "accepted",
      });
      files.push(
        readFileSync(join(other, as), "utf8")
          .replaceAll(run, "RUN")
          .replace(/,"shards":\[[^\]]+\]/, "")
          .replaceAll(/"(mean_latency_ms|latency_ms)":[\d.]+/g, '"$1":0'),
      );
    }
    expect(files[0]).toBe(files[1]);
  });

  test("archives are as good as folders, in any order", async () => {
    const archives = [2, 3, 1].map((index) => {
      const [folder = ""] = runFolders(join(cwd, `stores/${index}-3`));
      const text = readFileSync(join(folder, "journal.jsonl"), "utf8");
      const name = `shard-${index}.tar.gz`;
      writeFileSync(join(cwd, name), gzipSync(tarOf([{ name: "../../../journal.jsonl", text }])));
      return name;
    });
    const [folders, packed] = [ranOf(await merge(cwd)), ranOf(await merge(cwd, { runs: archives }))];
    expect(await settled(packed)).toEqual(await settled(folders));
    expect(readdirSync(join(cwd, ".prompt-run")).toSorted()).toEqual(["runs"]); // nothing unpacked is left
  });

  test("--strict said anew holds", async () => {
    expect(ranOf(await merge(cwd, { options: { strict: true } })).head.exit_code).toBe(3);
  });

  const shard = (index: number): string => `stores/${index}-3`;
  test.each([
    ["a missing shard", [shard(1), shard(3)], "a shard is missing: 2/3"],
    ["two missing", [shard(2)], "shards are missing: 1/3, 3/3"],
    ["one twice", [shard(1), shard(2), shard(3), shard(2)], "shard 2/3 is there twice"],
    ["a whole run", [shard(1), "whole"], "is no shard"],
    ["no run at all", ["nothing-of-the-kind"], "there is no run `nothing-of-the-kind`"],
    ["a suite", ["suite.yaml"], "there is no run `suite.yaml`"],
    ["a folder without runs", [".git"], ".git holds no run"],
  ])("%s is refused", async (_name, runs, words) => {
    const before = runFolders(join(cwd, ".prompt-run")).length;
    expect(await merge(cwd, { runs })).toMatchObject({
      status: "refused",
      message: expect.stringContaining(words) as string,
    });
    expect(runFolders(join(cwd, ".prompt-run"))).toHaveLength(before);
  });
});

const SMALL = simulatedSuite({ cases: 6 });

/** A project in which shards of the small suite ran, for one test to go on with. */
const ran = { one: "", both: "" };
beforeAll(async () => {
  ran.one = permanentProject({ "suite.yaml": SMALL });
  await runShard(ran.one, "1/2");
  ran.both = permanentProject({});
  cpSync(ran.one, ran.both, { recursive: true });
  await runShard(ran.both, "2/2");
});

function copyOf(folder: string): string {
  const cwd = temporaryProject({});
  cpSync(folder, cwd, { recursive: true });
  return cwd;
}

interface BadSet {
  readonly name: string;
  /** How the second shard is run, after the first. */
  readonly second: (cwd: string) => Promise<unknown>;
  readonly words: string;
}

const BAD_SETS: readonly BadSet[] = [
  {
    name: "a shard of another plan",
    second: (cwd) => {
      writeFileSync(join(cwd, "suite.yaml"), simulatedSuite({ cases: 7 }));
      return runShard(cwd, "2/2");
    },
    words: "different plans",
  },
  {
    name: "one of other data",
    second: (cwd) => {
      writeFileSync(join(cwd, "suite.yaml"), simulatedSuite({ cases: 6, changed: [2] }));
      return runShard(cwd, "2/2");
    },
    words: "different plans",
  },
  {
    name: "one that expects something else",
    second: (cwd) => {
      writeFileSync(join(cwd, "suite.yaml"), SMALL.replace("contains: yes", "contains: y"));
      return runShard(cwd, "2/2");
    },
    words: "expect different things",
  },
  { name: "one of another number of shards", second: (cwd) => runShard(cwd, "2/3"), words: "same number of shards" },
  {
    name: "one with other options",
    second: (cwd) => runShard(cwd, "2/2", { strict: true }),
    words: "strict is false and true",
  },
  { name: "one with another seed", second: (cwd) => runShard(cwd, "2/2", { seed: 7 }), words: "seed is 0 and 7" },
  {
    name: "a baseline that only one shard was held against",
    second: (cwd) => runShard(cwd, "2/2", { baseline: "b.json", allowMissingBaseline: true }),
    words: 'baseline is null and "b.json"',
  },
];

describe("shards that do not belong together", () => {
  test.each(BAD_SETS)("$name is refused", async ({ second, words }) => {
    const cwd = copyOf(ran.one);
    await second(cwd);
    expect(await merge(cwd)).toMatchObject({ status: "refused", message: expect.stringContaining(words) as string });
  });

  test("a baseline that was there for one shard only is refused", async () => {
    const rest = "gate: { not_worse_than: { baseline: b.json, margin: 0.1 } }";
    const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 6, rest }) });
    await runShard(cwd, "1/2");
    const whole = await runWhole(cwd);
    const store = join(cwd, ".prompt-run");
    await acceptRun(whole.head.run.id, store, { as: "b.json", cwd, mask: (text) => text, guard: () => null });
    await runShard(cwd, "2/2");
    expect(await merge(cwd)).toMatchObject({
      status: "refused",
      message: expect.stringContaining("only one of them had one") as string,
    });
  });

  test.each([
    ["other cases", simulatedSuite({ cases: 6, changed: [1] }), "another plan"],
    ["other checks", SMALL.replace("contains: yes", "contains: y"), "expects something else"],
  ])("suites that are not those of the shards are refused: %s", async (_name, suite, words) => {
    const cwd = copyOf(ran.both);
    writeFileSync(join(cwd, "suite.yaml"), suite);
    expect(await merge(cwd)).toMatchObject({ status: "changed", message: expect.stringContaining(words) as string });
  });
});

function withTotals(report: unknown, totals: object): unknown {
  const { head, ...others } = report as { head: { totals: object } }; // what `settled` makes
  return { ...others, head: { ...head, totals: { ...head.totals, ...totals } } };
}

test("a shard that its budget stopped is finished with a higher cap: under the same one it would stop again", async () => {
  const cwd = temporaryProject({ "suite.yaml": simulatedSuite({ cases: 12, failing: 3 }) });
  await runShard(cwd, "1/2");
  await runShard(cwd, "2/2", { maxCostUsd: 0.0001 });
  expect(await merge(cwd)).toMatchObject({
    status: "refused",
    message: expect.stringMatching(/share of the budget was used up; .*resume .* --max-cost USD`/) as string,
  });
});

describe("a shard that was killed", () => {
  let cwd = "";
  let killed = "";
  beforeAll(async () => {
    cwd = permanentProject({ "suite.yaml": simulatedSuite({ cases: 12, failing: 3 }) });
    await runShard(cwd, "1/2");
    await runShard(cwd, "2/2");
    [killed = ""] = runFolders(join(cwd, "stores/2-2"));
    const journal = join(killed, "journal.jsonl");
    const lines = readFileSync(journal, "utf8").split("\n");
    const sent = lines.findLastIndex((line) => line.includes('"type":"sent"'));
    // Killed in the middle of the line after its last request.
    truncateSync(journal, Buffer.byteLength(`${lines.slice(0, sent + 1).join("\n")}\n{"v":1`));
  });

  test("is not merged as it is", async () => {
    expect(await merge(cwd)).toMatchObject({
      status: "refused",
      message: expect.stringMatching(/shard 2\/2 .* is not finished: it did not come to its end; .*resume/) as string,
    });
  });

  test("merge3: the command that finishes it names its store, or its folder where that is in none", async () => {
    const id = basename(killed);
    const copied = join(cwd, "artifact");
    cpSync(killed, copied, { recursive: true });
    const journal = readFileSync(join(killed, "journal.jsonl"), "utf8");
    const text = journal.replace('"start":{}', '"start":{"store":"kept here","reporters":[]}');
    writeFileSync(join(cwd, "shard-2.tar.gz"), gzipSync(tarOf([{ name: "journal.jsonl", text }])));
    const rows = [
      ["stores/2-2", `\`prompt-run resume ${id} --store ${join(cwd, "stores/2-2")}\`, or run it again`],
      ["artifact", `\`prompt-run resume ${copied}\`, or run it again`],
      ["shard-2.tar.gz", `\`prompt-run resume ${id} --store 'kept here'\` where it ran, or run it again`],
    ] as const;
    for (const [named, words] of rows) {
      const result = await merge(cwd, { runs: ["stores/1-2", named] });
      expect(result).toMatchObject({ status: "refused", message: expect.stringContaining(words) as string });
    }
    rmSync(copied, { recursive: true });
  });

  test("once resumed, it is as if nothing had been, but for what may have been paid twice", async () => {
    const invocation = invocationOf(cwd, { store: "stores/2-2", shard: shardOf("2/2") });
    ranOf(await runSuites(invocation, hooks, resumeSession(killed)));
    const [whole, merged] = [await runWhole(cwd), ranOf(await merge(cwd))];
    // Each that the kill cut off was sent, and sent again.
    const ids = (type: string): string[] =>
      readFileSync(join(killed, "journal.jsonl"), "utf8")
        .split("\n")
        .filter((line) => line.includes(`"type":"${type}"`))
        .map((line) => (JSON.parse(line) as { id: string }).id);
    const [sent, called] = [ids("sent"), new Set(ids("call"))];
    const cutOff = sent.filter((id) => !called.has(id)).length;
    expect(cutOff).toBeGreaterThan(0);
    expect(merged.head.totals.requests).toBe(whole.head.totals.requests + cutOff);
    expect(merged.head.totals.uncertain_cost_usd).toBeGreaterThan(0);
    const plain = await Promise.all([merged, whole].map(settled));
    const totals = { requests: expect.any(Number) as number, uncertain_cost_usd: expect.any(Number) as number };
    expect(plain[0]).toEqual(withTotals(plain[1], totals));
  });
});

test("11: shards that a program ran with allowOutside are merged with it", async () => {
  const there = temporaryProject({ "prompt.md": "Say {{ m }}" });
  const cwd = temporaryProject({
    "suite.yaml": `model: claude-haiku-5-5
prompt: { file: ${join(there, "prompt.md")} }
cases:
${Array.from({ length: 4 }, (_, n) => `  - { id: c${n}, vars: { m: m${n} }, expect: [{ contains: m${n} }] }`).join("\n")}
`,
  });
  for (const index of [1, 2]) await runShard(cwd, `${index}/2`, { allowOutside: true });
  expect(ranOf(await merge(cwd)).head.totals).toMatchObject({ trials: 4, passed: 4 });
});
