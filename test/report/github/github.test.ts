import { describe, expect, test } from "vitest";
import { checkTitle } from "../../../src/report/github/check-title.ts";
import { stepOutputs } from "../../../src/report/github/step-outputs.ts";
import { workflowCommand } from "../../../src/report/github/workflow-command.ts";
import { github } from "../../../src/report/github/github.ts";
import { expectGolden } from "../../helpers/golden.ts";
import { head, noTotals, onlyTrial, render, rule, suite } from "../../helpers/report-fixtures.ts";
import { NASTY, nasty, onePass, SHAPES, threeArms } from "../../helpers/report-shapes.ts";

const COMMAND = /^::(error|warning|notice) ((?:file=[^,:]+,line=\d+,)?title=[^,:]*)::([^\r\n]*)$/;

/** The commands of a log, each of our three kinds; anything else in it fails the test. */
function parse(log: string): { level: string; message: string; properties: string }[] {
  return log
    .trimEnd()
    .split("\n")
    .map((line) => {
      expect(line).toMatch(COMMAND);
      expect(line).not.toContain("##[");
      const [, level = "", properties = "", message = ""] = COMMAND.exec(line) ?? [];
      return { level, properties, message };
    });
}

describe.each(Object.entries(SHAPES))("%s", (name, fixture) => {
  test("is commands only, at most ten of a level", async () => {
    const commands = parse(await render(github, fixture));
    for (const level of ["error", "warning", "notice"]) {
      expect(commands.filter((command) => command.level === level).length).toBeLessThanOrEqual(10);
    }
  });

  test("reads as it did", async () => {
    expectGolden(`report/${name}.github.txt`, await render(github, fixture));
  });
});

test("the rules that failed come first, then cases at their own line", async () => {
  const [first, second, third] = parse(await render(github, threeArms));
  expect(first?.properties).toContain("file=suites/triage.yaml,line=1,title=support-triage%3A pass_rate");
  expect(second?.properties).toContain("incomplete");
  expect(third?.properties).toMatch(/^file=suites\/triage.yaml,line=41,title=refund failed on sonnet-cold/);
});

test("paths are those of the repository", async () => {
  const options = { repositoryPath: (file: string) => `packages/app/${file}` };
  const [first] = parse(await render(github, threeArms, options));
  expect(first?.properties).toMatch(/^file=packages\/app\/suites\/triage.yaml,line=1,/);
});

test("more than ten end with how many more", async () => {
  const trials = [Array.from({ length: 40 }, (_, index) => onlyTrial(`case-${index}`, "fail"))];
  const failed = head({ verdict: "fail", suites: [suite({ verdict: "fail" })] });
  const errors = parse(await render(github, { head: failed, trials })).filter(({ level }) => level === "error");
  expect(errors).toHaveLength(10);
  expect(errors.at(-1)?.properties).toBe("title=… and 31 more");
});

test("failures that a gate allows are warnings", async () => {
  const commands = parse(await render(github, { ...onePass, trials: [[onlyTrial("a", "fail")]] }));
  expect(commands.map(({ level }) => level)).toEqual(["warning", "notice"]);
});

test("tags are one notice a suite, the weakest first; the verdict's notice comes before them all", async () => {
  const many = Array.from({ length: 14 }, (_, index) =>
    suite({ name: `s${index}`, slices: threeArms.head.suites[0]?.slices ?? [] }),
  );
  const notices = parse(await render(github, { head: head({ suites: many }), trials: many.map(() => []) }));
  expect(notices).toHaveLength(10);
  expect(notices[0]?.properties).toMatch(/^title=pass%3A/);
  expect(notices[1]).toMatchObject({ properties: "title=s0%3A pass rate by tag" });
  expect(notices[1]?.message).toMatch(
    /^lang=日本語 · claude-haiku-5-5 60\.0%25 \(6\/10\)%0Alang=en · claude-haiku-5-5 90\.0%25 \(18\/20\)%0A/,
  );
  expect(notices.at(-1)?.properties).toBe("title=… and 6 more");
});

test("one case is one annotation, however many trials failed", async () => {
  const trials = Array.from({ length: 5 }, (_, index) => ({ ...onlyTrial("a", "fail"), trial: index + 1 }));
  const [only] = parse(await render(github, { ...onePass, trials: [trials] }));
  expect(only?.properties).toContain("(5 trials)");
});

test("the escapes are those of the runner's toolkit", () => {
  const place = { file: "a,b:c.yaml", line: 3 };
  expect(workflowCommand({ level: "error", rank: 0, place, title: "50%: x, y", message: "a: b, 5%\r\nc" })).toBe(
    "::error file=a%2Cb%3Ac.yaml,line=3,title=50%25%3A x%2C y::a: b, 5%25\\x0d%0Ac\n",
  );
});

test("the title carries the number", () => {
  expect(checkTitle(threeArms.head)).toBe("fail: 74 of 83 passed (89.2%), $1.23, SIMULATED");
  expect(checkTitle(head({ totals: noTotals }))).toBe("pass: 0 of 0 passed, $0");
});

test("step outputs are one line each, the list of reports excepted", () => {
  const outputs = stepOutputs(nasty.head, [{ reporter: "json", file: "out/report.json" }], "end");
  expect(outputs).toMatch(/^([a-z_]+=[^\r\n]*\n)+reports<<end\nout\/report.json\nend\n$/);
  expect(outputs).toContain("verdict=fail\n");
  expect(outputs).toContain("report_json=out/report.json\n");
});

test("an unknown cost is empty, not 0", () => {
  expect(stepOutputs(head({ totals: { ...noTotals, cost_usd: null } }), [], "end")).toContain("\ncost_usd=\n");
});

test.each(NASTY)("no output can be forged by %j", (text) => {
  const reason = `${text}\nverdict=pass`;
  const failed = suite({
    name: text,
    verdict: "fail",
    gate: { verdict: "fail", note: null, rules: [rule({ verdict: "fail", reason })] },
  });
  const lines = stepOutputs(head({ suites: [failed] }), [{ reporter: "json", file: text }], "end")
    .trimEnd()
    .split("\n");
  expect(lines.filter((line) => line.startsWith("verdict="))).toEqual(["verdict=pass"]);
  expect(lines).toHaveLength(17);
});
