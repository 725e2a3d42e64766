import { expect, test } from "vitest";
import { createSelector } from "../../../src/plan/cases/select-cases.ts";
import { askedOptions } from "../../../src/pipeline/summary/asked-options.ts";
import { againCommand, type CasePlace } from "../../../src/report/words/next/again-command.ts";
import { startOfCommand, toInvocation } from "../../../src/cli/arguments/invocation.ts";
import { runOptionsOf } from "../../../src/cli/arguments/run-arguments.ts";
import { loadEnvironment } from "../../../src/cli/arguments/environment.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const model = (id: string) => ({ id, model: id.split("/")[0] ?? "", settings: {}, cost_usd: 0.01 });
const APP = { id: "bot/default", model: "bot", settings: { command: ["./bot"] }, cost_usd: 0.0123 };
const ONE = [model("claude-haiku-5-5/default")];
const TWO = [model("claude-haiku-5-5/v1"), model("claude-haiku-5-5/v2")];
const cwd = temporaryProject({});

/** What a run that was begun with these arguments offers for one case. */
function offered(argv: readonly string[], place: Partial<CasePlace> = {}, arm?: string): string | null {
  const environment = loadEnvironment(cwd, null, {});
  if (!environment.ok) throw new Error(environment.message);
  const options = runOptionsOf(argv);
  const asked = askedOptions(toInvocation([], options, environment.value, cwd), startOfCommand(options));
  const whole = { file: "s.yaml", arms: ONE, simulated: options.simulate === true, asked, store: null, ...place };
  return againCommand("c1", arm ?? whole.arms[0]?.id ?? "", whole);
}

const TRY = "prompt-run try s.yaml --case c1";

test.each<[name: string, argv: readonly string[], command: string]>([
  ["nothing was changed", [], TRY],
  ["variables", ["--var", "tone=very curt", "--var", "lang=fr"], `${TRY} --var 'tone=very curt' --var lang=fr`],
  ["a setting", ["--set", "max_tokens=500"], `${TRY} --set max_tokens=500`],
  ["a setting of several steps", ["--set", "a.b=[1,2]"], `${TRY} --set 'a.b=[1,2]'`],
  ["a setting whose text looks like a number", ["--set", 'a="5"'], `${TRY} --set 'a="5"'`],
  ["a setting that is a word", ["--set", "a=b c"], `${TRY} --set 'a=b c'`],
  ["a model of its own on a suite of one", ["--model", "claude-haiku-5-5"], `${TRY} --model claude-haiku-5-5`],
  ["the simulator's seed", ["--simulate", "--seed", "7"], `${TRY} --seed 7 --simulate`],
  ["a seed that changes no answer", ["--seed", "7"], TRY],
  ["a cap, a pace and a gate, which change no answer", ["--max-cost", "1", "--concurrency", "3", "--strict"], TRY],
  ["which cases were run", ["--tag", "hard", "--case", "c*"], TRY],
  ["how long it may take", ["--timeout", "3", "--max-attempts", "2"], `${TRY} --timeout 3 --max-attempts 2`],
  ["an endpoint", ["--endpoint", "gateway"], `${TRY} --endpoint gateway`],
  ["an address", ["--base-url=http://127.0.0.1:9"], `${TRY} --base-url http://127.0.0.1:9`],
  [
    "files outside, and an environment",
    ["--allow-outside", "--env-file", "a.env"],
    `${TRY} --env-file a.env --allow-outside`,
  ],
  ["how often, of which one answer is enough", ["--trials", "9"], TRY],
  ["recordings alone, which are looked at again", ["--offline"], "prompt-run s.yaml --case c1 --offline"],
])("the command that asks a case again repeats %s", (_name, argv, command) => {
  expect(offered(argv)).toBe(command);
});

test("it names the arm in question, not all that the run was given", () => {
  const argv = ["--model", "claude-haiku-5-5", "--prompt", "v1", "--prompt", "v2", "--var", "a=b"];
  expect(offered(argv, { arms: TWO }, TWO[1]?.id)).toBe(`${TRY} --model claude-haiku-5-5 --prompt v2 --var a=b`);
});

test("an application is run as often as it was, into the same store, under a cap", () => {
  const command = "prompt-run s.yaml --case c1 --target bot --trials 3 --max-cost 0.013 --store kept";
  expect(offered(["--target", "bot", "--trials", "3"], { arms: [APP], store: "kept" })).toBe(command);
});

test.each([
  ["a name and a password", ["--base-url", "https://me:word@gateway.example"], {}],
  ["a secret", [], { asked: [{ name: "var", value: "key=[masked]" }] }],
])("%s is not repeated, and no half of a command is offered", (_name, argv, place) => {
  expect(offered(argv, place)).toBeNull();
});

test.each(["what?", "*", String.raw`a\*b`, "?*?", "plain", String.raw`c:\d`])(
  "a case whose id has wildcards is asked again alone: %s",
  (id) => {
    const command = againCommand(id, "m/default", { file: "s.yaml", arms: [], simulated: false }) ?? "";
    const glob = /--case '?(.*?)'?$/.exec(command)?.[1] ?? "";
    const isSelected = createSelector({ cases: [glob], tags: [] });
    const ids = [
      "what?",
      "whats",
      "*",
      "x",
      String.raw`a\*b`,
      String.raw`a\xxb`,
      "?*?",
      "abc",
      "plain",
      String.raw`c:\d`,
    ];
    expect(ids.filter((one) => isSelected({ id: one, tags: [] }))).toEqual([id]);
  },
);
