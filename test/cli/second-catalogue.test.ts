import { afterAll, beforeAll, expect, test } from "vitest";
import { ENGLISH } from "../../src/domain/diagnostics/english/english.ts";
import type { Text } from "../../src/domain/diagnostics/english/text.ts";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

/** A second language, in which each text says its id alone. */
function foreign(catalogue: typeof ENGLISH): Record<string, (...args: unknown[]) => Text> {
  const own = ([id, write]: [string, unknown]): [string, (...args: unknown[]) => Text] => {
    const english = write as (...args: unknown[]) => Text; // called with what it would be called with
    const say = (...args: unknown[]): Text => {
      return { message: `«${id}»`, hint: english(...args).hint === null ? null : `«${id}: next»` };
    };
    return [id, say];
  };
  return Object.fromEntries(Object.entries(catalogue).map(own));
}

// Whatever is English in what follows was worded where it was found; whatever goes wrong hangs on the words of the first.
const first = { ...ENGLISH };
beforeAll(() => void Object.assign(ENGLISH, foreign(first)));
afterAll(() => void Object.assign(ENGLISH, first));

const HEAD = "model: claude-haiku-4-5\nprompt: '{{ q }}'\n";
const CASE = "cases:\n  - { id: a, vars: { q: hi }, expect: [{ contains: x }] }\n";

test.each<[what: string, suite: string, found: readonly string[]]>([
  ["a sound suite", `${HEAD}${CASE}`, []],
  ["YAML that is none", "model: [", ["yaml-bad-indent"]],
  [
    "a text with a colon",
    `${HEAD}cases:\n  - { id: a, vars: { q: Note: this }, expect: [] }\n`,
    ["yaml-block-in-flow"],
  ],
  ["a wrong type", `${HEAD}${CASE}trials: many\n`, ["wrong-type.digits"]],
  ["a bound", `${HEAD}${CASE}gate: { pass_rate: 95 }\n`, ["bad-value.percent"]],
  [
    "another tool's check",
    `${HEAD}cases:\n  - { id: a, vars: { q: hi }, expect: [{ icontains: x }] }\n`,
    ["unknown-key.written-as"],
  ],
  [
    "a check's argument",
    `${HEAD}cases:\n  - { id: a, vars: { q: hi }, expect: [{ matches: '(' }] }\n`,
    ["bad-check-argument.pattern"],
  ],
  ["an extraction", `${HEAD}answer: { tag: 'a b' }\n${CASE}`, ["bad-extraction"]],
  ["a template", `model: claude-haiku-4-5\nprompt: '{{ q | shout }}'\n${CASE}`, ["template-error.liquid"]],
  ["a tag that no case has", `${HEAD}${CASE}gate: { by_tag: { x: { pass_rate: 1 } } }\n`, ["untested-tag.unknown"]],
  ["a variable that nothing reads", `${HEAD}${CASE}vars: { z: 1 }\n`, ["unused-variable"]],
  [
    "what hangs on a misspelt key",
    `${HEAD}csaes:\n  - { id: a, vars: { q: hi }, expct: [{ contians: x }] }\n`,
    ["unknown-key.near", "unknown-key.near", "unknown-key.near"],
  ],
  [
    "what hangs on a text without quotes",
    `model: claude-haiku-4-5\nprompt: '{{ nothing }}'\ncases:\n  - { id: a, vars: { q: hi }, expect: [{ equals: 1 }] }\n`,
    ["undefined-variable", "wrong-type.unquoted"],
  ],
])("%s is told in a second language as in the first", async (_what, suite, found) => {
  const cwd = temporaryProject({ "suite.yaml": suite });
  const { stdout, stderr } = await runCli(["validate", "suite.yaml"], { cwd });
  const lines = `${stdout}${stderr}`.split("\n");
  const problems = lines.filter((line) => /: (?:error|warning): /.test(line));
  expect(problems.map((line) => /: (?:error|warning): «(.+)» \[/.exec(line)?.[1])).toEqual(found);
  for (const line of lines.filter((one) => one.includes("= help: "))) expect(line).toMatch(/= help: «.+: next»$/);
});
