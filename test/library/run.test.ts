import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createMask } from "../../src/base/mask.ts";
import { Telling } from "../../src/library/runs/telling.ts";
import { TrialStream } from "../../src/library/runs/trial-stream.ts";
import type { BaselineFile, Report } from "../../src/domain/formats/records.ts";
import { accept, compare, defineSuite, loadSuite, report, run, SuiteError, validate } from "../../src/index.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const triage = defineSuite({
  name: "triage",
  model: "claude-haiku-5-5",
  prompt: "Queue of: {{ message }}",
  expect: [{ equals_any: ["billing", "refunds"] }],
  cases: [
    { id: "refund", vars: { message: "money back" }, simulate: "refunds" },
    { id: "invoice", vars: { message: "an invoice" }, simulate: "billing" },
  ],
});

/** Run over the simulator in a project of its own. */
const inProject = (
  files: Readonly<Record<string, string>> = {},
): { readonly cwd: string; readonly simulate: true } => ({
  cwd: temporaryProject(files),
  simulate: true,
});

async function problemsOf(failing: Promise<unknown>): Promise<string[]> {
  const error: unknown = await failing.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SuiteError)) throw new Error(`no SuiteError: ${String(error)}`);
  return error.problems.map(({ code, path, file, line }) => `${path ?? `${file ?? ""}:${line ?? ""}`} ${code}`);
}

describe("a suite that is an object", () => {
  test("runs, and its report is the JSON report with `ok`", async () => {
    const options = inProject();
    const done = await run(triage, options);
    expect(done).toMatchObject({ format: "prompt-run.report", verdict: "pass", exit_code: 0, ok: true });
    expect(done.suites[0]).toMatchObject({ name: "triage", file: "object:triage" });
    expect(done.suites[0]?.trials.map(({ case: id, location }) => [id, location.file])).toEqual([
      ["refund", "object:triage"],
      ["invoice", "object:triage"],
    ]);
    expect(readdirSync(join(options.cwd, ".prompt-run/runs"))).toEqual([done.run.id]);
  });

  test("a gate that fails is no error", async () => {
    const done = await run({ ...triage, expect: [{ equals: "refunds" }] }, inProject());
    expect(done).toMatchObject({ ok: false, verdict: "fail", exit_code: 1 });
  });

  test("its trials come as they end, and `onTrial` hears of them", async () => {
    const heard: string[] = [];
    const going = run(triage, { ...inProject(), onTrial: ({ case: id }) => void heard.push(id) });
    const seen: string[] = [];
    for await (const { suite, case: id, verdict } of going) seen.push(`${suite} ${id} ${verdict}`);
    expect(seen.toSorted()).toEqual(["triage invoice pass", "triage refund pass"]);
    expect(heard.toSorted()).toEqual(["invoice", "refund"]);
    expect((await going).ok).toBe(true);
  });

  test("what `onTrial` throws stops the run and is thrown by it", async () => {
    const onTrial = (): never => {
      throw new RangeError("no more");
    };
    await expect(run(triage, { ...inProject(), onTrial })).rejects.toThrow(new RangeError("no more"));
  });

  test("finding 17: what the promise of `onTrial` is rejected with does the same, however late", async () => {
    const options = { ...inProject(), concurrency: 1 };
    let calls = 0;
    const onTrial = async (): Promise<void> => {
      calls++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new RangeError("no more, later");
    };
    await expect(run(triage, { ...options, onTrial })).rejects.toThrow(new RangeError("no more, later"));
    expect(calls).toBeGreaterThan(0);
    const heard: string[] = [];
    const slow = async ({ case: id }: { readonly case: string }): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      heard.push(id);
    };
    expect(await run(triage, { ...options, onTrial: slow })).toMatchObject({ ok: true });
    expect(heard).toHaveLength(2);
  });

  test("finding 17: a promise of `onTrial` that never settles is waited for no longer than the bound", async () => {
    const telling = new Telling({ onTrial: () => new Promise(() => undefined) }, new TrialStream());
    const hooks = await telling.hooks();
    async function* follow(): AsyncGenerator<object> {
      yield await Promise.resolve({ suite: 0, record: {} });
    }
    const feed = {
      start: { suites: [{ name: "s" }] },
      head: Promise.resolve(),
      trials: { follow },
      mask: createMask([]),
    };
    hooks.onStart?.(feed as never); // all that is read of it
    await expect(telling.done(20)).rejects.toThrow(/options\.onTrial: 1 promise of `onTrial` did not settle/);
  });

  test("finding 6: it is taken as it is when `run` is called", async () => {
    const suite = { ...triage, cases: [...(triage.cases ?? [])], model: "" };
    const options = { ...inProject(), case: ["refund"], store: null };
    const runs = ["claude-haiku-5-5", "claude-opus-5-5"].map((model) => {
      suite.model = model;
      return run(suite, options);
    });
    options.case.push("invoice");
    suite.expect = [{ contains: "never" }];
    const reports = await Promise.all(runs);
    expect(reports.map(({ suites }) => suites[0]?.arms.map(({ id }) => id))).toEqual([
      ["claude-haiku-5-5/default"],
      ["claude-opus-5-5/default"],
    ]);
    expect(reports.map(({ ok, totals: { passed, trials } }) => [ok, passed, trials])).toEqual([
      [true, 1, 1],
      [true, 1, 1],
    ]);
  });

  test("finding 6: so it is by `validate` and `report`", async () => {
    const suite = { ...triage, model: "claude-haiku-5-5" };
    const validating = validate(suite, inProject());
    suite.model = "nonsense nonsense";
    expect(await validating).toMatchObject({ ok: true });
    const done = await run(triage, { ...inProject(), store: null });
    const written = report(done, "json");
    (done as { verdict: string }).verdict = "fail";
    expect(JSON.parse(await written)).toMatchObject({ verdict: "pass" });
  });

  test("files in it are relative to the working folder, or to its own", async () => {
    const options = inProject({ "p.md": "Say {{ m }}", "prompts/p.md": "Tell {{ m }}" });
    const suite = { name: "s", model: "claude-haiku-5-5", prompt: { file: "p.md" }, cases: [] } as const;
    const cases = [{ id: "a", vars: { m: "x" }, expect: [{ contains: "x" }] }];
    const userOf = async (folder: string | null): Promise<string | undefined> => {
      const made = defineSuite({ ...suite, cases }, folder === null ? {} : { folder: join(options.cwd, folder) });
      return (await run({ ...made }, options)).suites[0]?.trials[0]?.turns[0]?.user;
    };
    expect([await userOf(null), await userOf("prompts")]).toEqual(["Say x", "Tell x"]);
  });

  test("a file is loaded as an object, and changed", async () => {
    const yaml =
      "model: claude-haiku-5-5\nprompt: { file: p.md }\ncases: [{ id: a, expect: [{ contains: Hi }], simulate: Hi }]\n";
    const options = inProject({ "suites/greet.yaml": yaml, "suites/p.md": "Greet" });
    const suite = await loadSuite("suites/greet.yaml", options);
    const done = await run({ ...suite, trials: 2 }, options);
    expect(done).toMatchObject({ ok: true, totals: { trials: 2 }, suites: [{ name: "greet" }] });
    expect(await problemsOf(loadSuite("suites/gret.yaml", options))).toEqual(["suites/gret.yaml: missing-file"]);
  });
});

describe("nothing is left behind", () => {
  test("`store: null` keeps nothing, and the run can still become a baseline", async () => {
    const options = inProject();
    const done = await run(triage, { ...options, store: null });
    expect(readdirSync(options.cwd)).toEqual([".git"]);
    expect(await accept(done, "base.json", options)).toContainEqual(expect.stringContaining("2 cases, 1 arm, 1 run"));
    const again = await run(triage, { ...options, store: null, baseline: "base.json" });
    expect(again.suites[0]?.comparisons[0]).toMatchObject({ against: "baseline", cases: 2 });
  });

  test("nothing is printed, no signal is listened to, no global changes", async () => {
    const before = { keys: Object.keys(globalThis).length, env: JSON.stringify(process.env), warn: console.warn };
    const counts = (): number[] => (["SIGINT", "SIGTERM", "exit"] as const).map((name) => process.listenerCount(name));
    const signals = counts();
    const out = vi.spyOn(process.stdout, "write");
    const err = vi.spyOn(process.stderr, "write");
    const during: number[][] = [];
    await run(triage, { ...inProject(), onTrial: () => void during.push(counts()) });
    await validate({ ...triage, cases: [] }, inProject());
    expect([out.mock.calls, err.mock.calls]).toEqual([[], []]);
    out.mockRestore();
    err.mockRestore();
    expect([...during, counts()]).toEqual([signals, signals, signals]);
    const after = { keys: Object.keys(globalThis).length, env: JSON.stringify(process.env), warn: console.warn };
    expect(after).toEqual(before);
  });
});

describe("what is wrong is thrown as one SuiteError, each problem with the path into the object", () => {
  const bad: readonly (readonly [string, () => Promise<unknown>, readonly string[]])[] = [
    [
      "shape and content",
      // A program in JavaScript hears of it at run time.
      () =>
        run(
          { ...triage, kases: [], cases: [{ id: "a", vars: {}, expect: [{ containz: "x" }] }] } as never,
          inProject(),
        ),
      ["cases[0].expect[0].containz unknown-key", "kases unknown-key"],
    ],
    ["a variable", () => run({ ...triage, prompt: "{{ mesage }}" }, inProject()), ["prompt undefined-variable"]],
    [
      "a check's argument",
      () => run({ ...triage, expect: [{ matches: "(" }] }, inProject()),
      ["expect[0].matches bad-check-argument"],
    ],
    ["a date", () => run({ ...triage, vars: { day: new Date(0) } }, inProject()), ["vars.day not-data"]],
    [
      "NaN, undefined in a list, a symbol",
      () => run({ ...triage, vars: { a: Number.NaN, b: [undefined], c: Symbol("c") } }, inProject()),
      ["vars.a not-data", "vars.b[0] not-data", "vars.c not-data"],
    ],
    [
      "a function where none may stand",
      () => run({ ...triage, vars: { "a b": () => 1 } }, inProject()),
      ['vars["a b"] not-data'],
    ],
    ["no suite at all", () => run(undefined as never, inProject()), [" wrong-type"]],
    ["a list as suite in a list", () => run([[]] as never, inProject()), [" wrong-type"]],
    [
      "a key in it",
      () => run({ ...triage, description: `sk-ant-api03-${"a".repeat(90)}` }, inProject()),
      ["description secret-in-suite"],
    ],
    [
      "a misspelt option",
      () => run(triage, { ...inProject(), maxCost: 1 } as never),
      ["options.maxCost unknown-option"],
    ],
    [
      "an option of the wrong kind",
      () => run(triage, { ...inProject(), maxCostUsd: "1" } as never),
      ["options.maxCostUsd bad-option"],
    ],
    ["options that contradict", () => run(triage, { ...inProject(), offline: true }), ["options.offline bad-option"]],
    ["no key", () => run(triage, { cwd: inProject().cwd, env: {} }), ["environment: no-credential"]],
    ["a run to resume that is not there", () => run(triage, { ...inProject(), resume: "latest" }), [" refused-run"]],
  ];
  test.each(bad)("%s", async (_name, failing, expected) => {
    expect((await problemsOf(failing())).toSorted()).toEqual(expected);
  });

  test("a value that holds itself", async () => {
    const vars: Record<string, unknown> = {};
    vars["self"] = vars;
    expect(await problemsOf(run({ ...triage, vars }, inProject()))).toEqual(["vars.self not-data"]);
  });

  test("no suite at all: nothing would be tested", async () => {
    expect(await problemsOf(run([], inProject()))).toEqual([" no-suites"]);
    expect(await validate([])).toMatchObject({ ok: false, problems: [{ code: "no-suites" }] });
    expect(SuiteError.name).toBe("SuiteError");
  });

  test("validate returns them, warnings too", async () => {
    const { ok, problems } = await validate({ ...triage, vars: { unread: 1 } }, inProject());
    expect(ok).toBe(true);
    expect(problems.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ["unused-variable", "warning", "vars.unread"],
    ]);
    expect(
      await validate(triage, { ...inProject(), modl: "x" } as never).catch((error: unknown) => error),
    ).toBeInstanceOf(SuiteError);
  });

  test("the message says all of it", async () => {
    const failed = run({ ...triage, expect: [{ matches: "(" }] }, inProject());
    await expect(failed).rejects.toThrow(/^expect\[0\]\.matches: .* \[bad-check-argument\]/);
    await expect(failed).rejects.toMatchObject({ name: "SuiteError", code: "PROMPT_RUN_SUITE_ERROR" });
  });
});

describe("many at once, and again", () => {
  test("two runs at once in one process are two runs", async () => {
    const options = inProject();
    const done = await Promise.all([1, 2, 3].map(() => run(triage, options)));
    expect(new Set(done.map(({ run: { id } }) => id)).size).toBe(3);
    expect(done.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(readdirSync(join(options.cwd, ".prompt-run/runs"))).toHaveLength(3);
  });

  test("several suites make one report", async () => {
    const done = await run([triage, { ...triage, name: "other" }], inProject());
    expect(done.suites.map(({ name }) => name)).toEqual(["triage", "other"]);
    expect(await problemsOf(run([triage, triage], inProject()))).toEqual([" duplicate-suite"]);
  });

  test("an aborted run is reported as interrupted, and resumed", async () => {
    const options = inProject();
    const stop = new AbortController();
    const cases = Array.from({ length: 12 }, (_, n) => ({
      id: `c${n}`,
      vars: { message: `m${n}` },
      simulate: "refunds",
    }));
    const long = { ...triage, cases };
    const first = await run(long, { ...options, concurrency: 1, signal: stop.signal, onTrial: () => stop.abort() });
    expect(first).toMatchObject({ ok: false, verdict: "interrupted", exit_code: 130 });
    expect(first.totals.skipped).toBeGreaterThan(0);
    const resumed = await run(long, { ...options, resume: first.run.id });
    expect(resumed).toMatchObject({ ok: true, verdict: "pass", run: { id: first.run.id } });
    expect(resumed.totals.requests).toBe(12);
    expect(readdirSync(join(options.cwd, ".prompt-run/runs"))).toEqual([first.run.id]);
  });

  test("a signal that was aborted before sends nothing", async () => {
    const done = await run(triage, { ...inProject(), signal: AbortSignal.abort() });
    expect(done).toMatchObject({ verdict: "interrupted", totals: { requests: 0, skipped: 2 } });
  });
});

describe("reports, baselines and comparisons", () => {
  test("a report by name, of the value, of its JSON, and of the stored run", async () => {
    const options = inProject();
    const done = await run(triage, options);
    const junit = await report(done, "junit");
    expect(junit).toContain('<testsuite name="triage"');
    expect(await report(JSON.parse(JSON.stringify(done)) as typeof done, "junit")).toBe(junit);
    expect(await report("latest", "junit", options)).toBe(junit);
    expect(JSON.parse(await report(done, "json"))).toEqual({ ...done, ok: undefined });
    expect(await report(done, "table")).toContain("SIMULATED");
  });

  test("two runs are compared, by value and by id; two arms of one", async () => {
    const options = inProject();
    const cases = Array.from({ length: 8 }, (_, n) => ({
      id: `c${n}`,
      vars: { message: `m${n}` },
      simulate: "refunds",
    }));
    const good = await run({ ...triage, cases }, options);
    const bad = await run(
      { ...triage, cases: cases.map((one) => ({ ...one, simulate: "no" })) },
      { ...options, store: null },
    );
    expect(await compare(good, bad, options)).toMatchObject({ verdict: "worse", exit_code: 1, ok: false });
    expect(await compare(good.run.id, good, options)).toMatchObject({ ok: true });
    await expect(compare("nothing", good, options)).rejects.toThrow(/there is no run `nothing`/);
  });

  test("of runs that are accepted into one file at once, all are in it", async () => {
    const options = inProject();
    const runs = [await run(triage, options), await run(triage, options), await run(triage, options)];
    const told = await Promise.all(runs.map((one) => accept(one, "b.json", options)));
    const { arms } = JSON.parse(readFileSync(join(options.cwd, "b.json"), "utf8")) as BaselineFile;
    expect(arms[0]?.runs.toSorted()).toEqual(runs.map((one) => one.run.id).toSorted());
    expect(told.filter(([line]) => line?.includes("3 runs pooled"))).toHaveLength(1);
  });

  test("a report with a trial of an arm that it does not list is nothing to compare", async () => {
    const options = inProject();
    const made = JSON.parse(await report(await run(triage, options), "json")) as Report;
    const suites = made.suites.map((suite) => ({
      ...suite,
      trials: suite.trials.map((trial, index) => (index === 1 ? { ...trial, arm: "claude-opus-5-5/default" } : trial)),
    }));
    writeFileSync(join(options.cwd, "whole.json"), JSON.stringify(made));
    writeFileSync(join(options.cwd, "mixed.json"), JSON.stringify({ ...made, suites }));
    expect(await problemsOf(compare("mixed.json", "whole.json", options))).toEqual([" refused-run"]);
    expect(await problemsOf(compare("whole.json", "mixed.json", options))).toEqual([" refused-run"]);
    expect(await compare("whole.json", "whole.json", options)).toMatchObject({ ok: true });
  });

  test("a baseline of a stored run pools into the one that is there", async () => {
    const options = inProject();
    mkdirSync(join(options.cwd, "baselines"));
    await accept(await run(triage, options), "baselines/", options);
    const lines = await accept((await run({ ...triage }, options)).run.id, "baselines/", options);
    expect(lines[0]).toContain("2 runs pooled");
    expect(existsSync(join(options.cwd, "baselines/triage.json"))).toBe(true);
    const stopped = await run(triage, { ...options, signal: AbortSignal.abort() });
    await expect(accept(stopped, "baselines/", options)).rejects.toThrow(/cannot become a baseline/);
  });
});

test("what a caller without types hands over is told by its place: a reporter that there is not, a baseline without a name", async () => {
  const options = inProject();
  const done = await run(triage, options);
  const untyped = { report, accept } as Record<"report" | "accept", (...args: readonly unknown[]) => Promise<unknown>>;
  for (const name of ["junti", "toString", ""])
    expect(await problemsOf(untyped.report(done, name, options))).toEqual(["name unknown-reporter"]);
  expect(await problemsOf(untyped.report(done, undefined, options))).toEqual(["name bad-option"]);
  for (const as of [undefined, null, 7, "", " ", ["base.json"]])
    expect(await problemsOf(untyped.accept(done, as, options))).toEqual(["as bad-option"]);
  await expect(report(done, "junti" as "junit", options)).rejects.toThrow("did you mean `junit`?");
});

test("whoever has the store alone is told whose run it is", async () => {
  const options = inProject();
  await run(triage, { ...options, signal: AbortSignal.abort() });
  expect(await problemsOf(run("object:triage", options))).toEqual(["object:triage: suite-of-program"]);
});
