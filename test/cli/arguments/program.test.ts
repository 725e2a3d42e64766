import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../../../src/cli/arguments/usage-error.ts";
import { misspeltCommand } from "../../../src/cli/declared/misspelt-command.ts";
import { createProgram } from "../../../src/cli/program.ts";
import { usageErrorLines } from "../../../src/cli/terminal/usage-error-lines.ts";
import { USAGE } from "../../../src/domain/diagnostics/english/usage.ts";

/** What the arguments make the command line tell on stderr. */
async function told(...args: string[]): Promise<string> {
  const error = await refused(...args);
  return usageErrorLines(error);
}

async function refused(...args: string[]): Promise<UsageError> {
  const error: unknown = await createProgram(() => undefined)
    .parseAsync(args, { from: "user" })
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  if (error instanceof UsageError) return error;
  throw new Error(`no usage error: ${String(error)}`);
}

const MEANINGLESS: readonly [args: string[], says: string, command: string][] = [
  [["validate", "--trials", "x", "a.yaml"], "--trials x: expected a whole number of at least 1", "validate"],
  [["validate", "--trials=-1", "a.yaml"], "--trials -1: expected a whole number of at least 1", "validate"],
  [["run", "--looks", "0", "a.yaml"], "--looks 0: expected a whole number of at least 1", "run"],
  [["compare", "a", "b", "--margin", "5"], "--margin 5: expected a share between 0 and 1", "compare"],
  [["plan", "--shards", "0", "a.yaml"], "--shards 0: expected a whole number from 1 to", "plan"],
  [["--max-cost", "0x10", "a.yaml"], "--max-cost 0x10: expected an amount in US dollars", "run"],
  [["--max-cost", "Infinity", "a.yaml"], "--max-cost Infinity: expected an amount in US dollars", "run"],
  [["--max-cost", "free", "a.yaml"], "--max-cost free: expected an amount in US dollars", "run"],
  [["--nope", "a.yaml"], "unknown option `--nope`\n", "run"],
  [["--simulat", "a.yaml"], "unknown option `--simulat`; did you mean `--simulate`?", "run"],
  [["--report", "html", "a.yaml"], "unknown option `--report`; did you mean `--reporter`?", "run"],
  [["accept", "latest"], "missing required option `--as <file>`: ", "accept"],
  [["plan"], "missing required argument `suites`: suite files", "plan"],
  [["-simulate", "a.yaml"], "unknown option `-simulate`; did you mean `--simulate`?", "run"],
  [["-x", "a.yaml"], "unknown option `-x`", "run"],
  [["a.yaml", "--max-cots=5"], "unknown option `--max-cots`; did you mean `--max-cost`?", "run"],
  [["validate", "--hlep"], "unknown option `--hlep`; did you mean `--help`?", "validate"],
  [["validate", "--max-cost=1", "a.yaml"], "unknown option `--max-cost` of `validate`: `run`, `try`, ", "validate"],
  [["runs", "--events"], "unknown option `--events` of `runs`: `try` takes it\n", "runs"],
  [["try"], "missing required argument `suite`", "try"],
  [["compare", "a.json"], "missing required argument `candidate`", "compare"],
  [["accept", "latest"], "missing required option `--as <file>`", "accept"],
  [["label", "--judge"], "option `--judge <name>` needs a value", "label"],
  [["report", "one", "two"], "too many arguments: expected at most one, got 2", "report"],
  [["compare", "a", "b", "c", "d"], "too many arguments: expected at most 3, got 4", "compare"],
  [["doctor", "all"], "too many arguments: expected none, got 1", "doctor"],
];

describe("arguments that mean nothing are told in the catalogue's words", () => {
  test.each(MEANINGLESS)("%j", async (args, says, command) => {
    const text = await told(...args);
    expect(text).toContain(`prompt-run: error: ${says}`);
    expect(text.endsWith(`\nsee \`prompt-run ${command} --help\`\n`)).toBe(true);
  });

  test("a key among them is not told", async () => {
    const key = `sk-ant-${"a1".repeat(20)}`;
    expect(await told("validate", "--trials", key, "a.yaml")).not.toContain(key);
    expect(await told("validate", `--kye=${key}`, "a.yaml")).not.toContain(key);
  });

  test("what a later version of commander finds wrong is told too", () => {
    const command = createProgram(() => undefined);
    expect(() => command.error("error: of a new kind", { code: "commander.new" })).toThrow(
      "the arguments mean nothing: of a new kind",
    );
  });
});

describe("in a second language", () => {
  const english = { ...USAGE };
  beforeAll(() => {
    const foreign = Object.keys(USAGE).map((id) => [id, () => `«${id}»`]);
    Object.assign(USAGE, Object.fromEntries(foreign));
  });
  afterAll(() => void Object.assign(USAGE, english));

  test.each(MEANINGLESS)("%j", async (args) => {
    const { message, hint } = await refused(...args);
    expect([message, hint].join(" ")).toMatch(/^«[\w-]+» «see-help»$/);
  });
});

test("help says nothing of lists that are empty unless filled, and other defaults", () => {
  for (const command of createProgram(() => undefined).commands) {
    expect(command.helpInformation()).not.toMatch(/default: (none|\[\])/);
  }
  const run = createProgram(() => undefined).commands.find((command) => command.name() === "run");
  expect(run?.helpInformation()).toContain('(default: ".prompt-run")');
});

test.each([
  ["vaildate", /no file `vaildate`; did you mean the command `validate`\?/],
  ["rusume", /did you mean the command `resume`\?/],
  ["everything", /no file and no command `everything`; the commands are: /],
  ["suite.yaml", null],
  ["suites/vaildate", null],
  ["vaild*", null],
  ["src", null],
])("a word for a suite: %s", (word, says) => {
  const message = misspeltCommand(word, ["run", "validate", "resume"]);
  if (says === null) expect(message).toBeNull();
  else expect(message).toMatch(says);
});
