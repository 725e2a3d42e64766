import { describe, expect, test } from "vitest";
import { misspeltCommand } from "../../src/cli/misspelt-command.ts";
import { createProgram } from "../../src/cli/program.ts";

/** What the arguments make the command line tell on stderr. */
async function told(...args: string[]): Promise<string> {
  let text = "";
  const program = createProgram(() => undefined);
  const writeErr = (part: string): void => void (text += part);
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ ...command.configureOutput(), writeErr });
  }
  await program.parseAsync(args, { from: "user" }).catch(() => undefined);
  return text;
}

describe("arguments that mean nothing", () => {
  test.each([
    [["validate", "--trials", "x", "a.yaml"], /'x' is invalid/, "validate"],
    [["--nope", "a.yaml"], /unknown option '--nope'/, "run"],
    [["try"], /missing required argument 'suite'/, "try"],
  ])("%j", async (args, says, command) => {
    const text = await told(...args);
    expect(text).toMatch(/^prompt-run: error: /);
    expect(text).toMatch(says);
    expect(text).toContain(`see \`prompt-run ${command} --help\``);
  });

  test("a key among them is not told", async () => {
    const key = `sk-ant-${"a1".repeat(20)}`;
    expect(await told("validate", "--trials", key, "a.yaml")).not.toContain(key);
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
