import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { setAside } from "../../src/vitest/session-budget.ts";
import { caseFailure } from "../../src/vitest/outcomes.ts";
import { permanentProject, temporaryProject } from "../helpers/temporary-folder.ts";

const ROOT = join(import.meta.dirname, "../..");

const SUITE = `
model: claude-haiku-5-5
prompt: "Queue of: {{ message }}"
expect: [{ equals_any: [billing, refunds] }]
cases:
  - { id: refund, vars: { message: money back }, simulate: refunds }
  - { id: login, vars: { message: "no login" }, simulate: "not sure" }
  - { id: odd, vars: { message: "?" }, simulate: "nope", quarantine: flaky }
  - { id: later, vars: { message: "?!" }, simulate: "nope", skip: not yet }
`;

const FILES = {
  "suites/triage.yaml": SUITE,
  "package.json": '{ "type": "module" }',
  "triage.test.js": `
    import { suite } from "@prompt-run/cli/vitest";
    suite("suites/triage.yaml", { simulate: true });`,
  "bot.test.js": `
    import { appendFileSync } from "node:fs";
    import { describe, expect, test } from "vitest";
    import { defineSuite } from "@prompt-run/cli";
    import { suite } from "@prompt-run/cli/vitest";
    const bot = ({ input, caseId }) => { appendFileSync("asked.txt", caseId + "\\n"); return "echo " + input; };
    const cases = ["a", "b", "c"].map((id) => ({ id, vars: { m: "hello " + id }, expect: [{ contains: "hello" }] }));
    suite(defineSuite({ name: "bot", targets: { bot: { function: bot, meter: false } }, cases }));
    const changed = { name: "changed", targets: { bot: { function: () => "hello", meter: false } }, cases: [cases[0]] };
    suite(changed);
    changed.cases = [{ ...cases[0], expect: [{ contains: "never" }] }];
    test("options", () => {
      expect(() => suite(changed, { maxCost: 1 })).toThrow(/options.maxCost: there is no option/);
      expect(() => suite(changed, { cases: "reprot" })).toThrow(/options.cases: expected "assert" or "report"/);
      expect(() => suite(changed, { tag: "a" })).toThrow(/options.tag: there is no option/);
      expect(() => suite(changed, Promise.resolve({ maxCostUsd: 1 }))).toThrow(/options: got a promise/);
    });
    test("await forgotten", async () => {
      await expect(Promise.resolve("IDIOT")).toPass([{ not: { contains: "IDIOT" } }]);
    });
    test("toPass", async () => {
      await expect("a refund").toPass([{ contains: "refund" }]);
      await expect("a refund").not.toPass([{ contains: "billing" }]);
      await expect(expect("hi").not.toPass([{ cost: 1 }])).rejects.toThrow(/undecided/);
    });
    test("toPass fails", async () => { await expect("a refund").toPass([{ contains: "billing" }]); });`,
  "refused.test.js": `
    import { describe } from "vitest";
    import { suite } from "@prompt-run/cli/vitest";
    describe("again", { retry: 1 }, () => suite("suites/triage.yaml", { simulate: true }));
    describe("unrecorded", () => suite("suites/triage.yaml"));`,
  "broken.test.js": `
    import { suite } from "@prompt-run/cli/vitest";
    suite({ model: "claude-haiku-5-5", prompt: "{{ mesage }}", cases: [{ id: "a", vars: { message: "x" }, expect: [{ contains: "x" }] }] });`,
};

interface Assertion {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

let cwd = "";
let results: readonly Assertion[] = [];
let broken = "";
const asked = (): string[] => readFileSync(join(cwd, "asked.txt"), "utf8").trim().split("\n");

function vitest(...args: string[]): { readonly assertions: readonly Assertion[]; readonly messages: string } {
  const program = join(ROOT, "node_modules/vitest/vitest.mjs");
  const options = ["run", "--reporter=json", ...args];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...options], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  if (!stdout.startsWith("{")) throw new Error(`no report: ${stdout}${stderr}`);
  const report = JSON.parse(stdout) as { testResults: { assertionResults: Assertion[]; message: string }[] };
  return {
    assertions: report.testResults.flatMap(({ assertionResults }) => assertionResults),
    messages: report.testResults.map(({ message }) => message).join("\n"),
  };
}

function link(name: string): void {
  mkdirSync(dirname(join(cwd, "node_modules", name)), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", name), join(cwd, "node_modules", name));
}

beforeAll(() => {
  cwd = permanentProject(FILES);
  // A copy, as npm installs it: of a link, vitest would transform every file.
  for (const part of ["package.json", "dist/index.js", "dist/vitest.js", "dist/chunks"]) {
    cpSync(join(ROOT, part), join(cwd, "node_modules/@prompt-run/cli", part), { recursive: true });
  }
  for (const name of [...Object.keys(packageJson.dependencies), "vitest"]) link(name);
  // One worker reads package and vitest once for all files; the run of one test below has vitest's own defaults.
  const all = vitest("--maxWorkers=1", "--no-isolate");
  results = all.assertions;
  broken = all.messages;
});

const statusOf = (name: string): string | undefined => results.find(({ fullName }) => fullName === name)?.status;
const messageOf = (name: string): string =>
  results.find(({ fullName }) => fullName === name)?.failureMessages?.join("\n") ?? "";

describe("a suite in vitest", () => {
  test("is a test for each case and one for the gate", () => {
    const own = results.filter(({ fullName }) => fullName.startsWith("suites/triage.yaml"));
    expect(own.map(({ fullName, status }) => [fullName.slice("suites/triage.yaml ".length), status])).toEqual([
      ["refund", "passed"],
      ["login", "failed"],
      ["odd", "skipped"],
      ["later", "skipped"],
      ["gate", "failed"],
    ]);
    expect(messageOf("suites/triage.yaml login")).toContain('expected one of "billing", "refunds", got "not sure"');
    expect(messageOf("suites/triage.yaml login")).toMatch(/^suites\/triage\.yaml:\d+$/m);
    expect(messageOf("suites/triage.yaml gate")).toContain("the run is fail (exit code 1)");
  });

  test("an object with a function under test is one too, and runs once a file", () => {
    expect(["a", "b", "c", "gate"].map((name) => statusOf(`bot ${name}`))).toEqual([
      "passed",
      "passed",
      "passed",
      "passed",
    ]);
    expect(asked()).toEqual(["a", "b", "c"]);
  });

  test("`retry` is refused in words, and nothing is asked", () => {
    expect(messageOf("again suites/triage.yaml refund")).toContain("`retry` is refused");
  });

  test("without recordings and without a cap nothing is sent, and the test says what would let it", () => {
    expect(messageOf("unrecorded suites/triage.yaml refund")).toMatch(
      /missing_recording.*`maxCostUsd` lets the suite ask/s,
    );
  });

  test("a suite that is wrong fails its file, with the path into the object", () => {
    expect(broken).toContain("prompt: ");
    expect(broken).toContain("[undefined-variable]");
  });

  test("toPass passes, and fails with our reasons; what is undecided passes neither way", () => {
    expect(statusOf("toPass")).toBe("passed");
    expect(messageOf("toPass fails")).toContain('contains: fail: expected "billing" in the text, got "a refund"');
  });

  test("finding 5: a promise is no answer", () => {
    expect(messageOf("await forgotten")).toMatch(/answer: got a promise.*await it/);
  });

  test("finding 6: a suite and its options are taken as they are when `suite` is called; options are looked at", () => {
    expect(["changed a", "changed gate", "options"].map(statusOf)).toEqual(["passed", "passed", "passed"]);
  });

  test("`-t` sends only what is selected, and leaves the gate out", () => {
    const before = asked().length;
    const { assertions } = vitest("bot.test.js", "-t", "bot b");
    expect(assertions.filter(({ status }) => status === "passed").map(({ fullName }) => fullName)).toEqual(["bot b"]);
    expect(asked().slice(before)).toEqual(["b"]);
  });
});

describe("the session's cap", () => {
  test("is shared: who comes later waits for what is left, and is refused when nothing is", async () => {
    const file = join(temporaryProject({}), "session.json");
    const first = await setAside(1, file);
    expect(first.usd).toBe(1);
    const second = setAside(1, file);
    await first.settle(0.75);
    const left = await second;
    expect(left.usd).toBeCloseTo(0.25);
    await left.settle(0.25);
    await expect(setAside(1, file)).rejects.toThrow("the cap of this session, $1, is used up");
    expect((await setAside(2, file)).usd).toBeCloseTo(1);
  });
});

test("a case of which nothing was heard is no pass", () => {
  expect(caseFailure([], { canSend: false })?.message).toBe("the case was not run");
});
