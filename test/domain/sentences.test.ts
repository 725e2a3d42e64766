import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { wordedTexts } from "../helpers/worded-texts.ts";

interface Source {
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("../../src/", import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.includes("generated"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Ends that a person is told of, in the words that stand beside the status. */
const TOLD = "failed|refused|stopped|skipped|unwritable|unusable|unstorable|unreadable|changed|unclear";

/** Types of such ends whose words anybody may write. */
function openTypes({ path, text }: Source): string[] {
  const type = new RegExp(`status: (?:"\\w+" \\| )*"(?:${TOLD})";[^{}]*\\b(?:message|reason|detail): string\\b`, "g");
  return [...text.matchAll(type)].map(([found]) => `${path}: ${found}`);
}

/** Who calls a text a sentence of the catalogue. */
function casts({ path, text }: Source): string[] {
  return [...text.matchAll(/\bas (?:unknown as )?(?:Sentence|Said|Words)\b/g)].map(() => path);
}

/** Errors of commands that are not told in the catalogue's words. */
function ownErrors({ path, text }: Source): string[] {
  return [...text.matchAll(/["`]prompt-run: error\b/g)].map(() => path);
}

/** Uses of commander that would tell in its English what is wrong with a command line. */
function foreignCommands({ path, text }: Source): string[] {
  const uses = /new Command\(|\bextends Command\b|InvalidArgumentError|\.choices\(|\.conflicts\(|new Argument\(/g;
  return [...text.matchAll(uses)].map(() => path);
}

/** Where sentences stand beside the catalogues, and why. A file, or a folder with its slash. */
const WORDS_STAND: Readonly<Record<string, string>> = {
  "domain/diagnostics/english/": "the catalogue",
  "domain/reasons/catalogues/english/": "the catalogue of reasons",
  "domain/exit-code.ts": "the one list of exit codes",
  "report/words/": "labels of the report, and its first line",
  "report/comparison/": "labels of a comparison",
  "report/formats/": "labels of formats",
  "report/github/": "labels of annotations",
  "report/history/": "labels of the pages of stored runs",
  "report/html/": "labels of the page",
  "report/markdown/": "labels of the document",
  "report/table/": "labels of the table",
  "cli/terminal/": "labels of what is shown while a command works",
  "cli/program.ts": "help",
  "cli/add-judges.ts": "help",
  "cli/plan-commands.ts": "help",
  "cli/arguments/": "help",
  "cli/completion/": "scripts of shells",
  "models/": "names of models and platforms",
  "providers/simulator/": "what the API says, word for word",
  "judges/instructions.ts": "what a judge is asked",
  "checks/engines/exact-keywords.ts": "what ajv says, word for word",
  "checks/trial/find-vacuous-checks.ts": "an answer",
  "pipeline/labelling/judge-probes.ts": "answers",
  "pipeline/commands/init.ts": "an example",
  "pipeline/passes/loading/config-problems.ts": "an example",
  "graders/script-worker-source.ts": "code",
  "targets/module/module-worker-source.ts": "code",
  "suite/shape/other-tools.ts": "checks as they are written",
};

/** What looks like a sentence and is none: names of seeds and of kinds, and what is a bug. */
const NAMES = [
  "judge difference …",
  "judge strata …",
  "judge posterior …",
  "judge errors …",
  "label agreement … …",
  "… turn … pass …",
  "share of requests",
  "share of inputTokens",
  "share of outputTokens",
  "share of tokens",
  "share of …",
  "as it is",
  "at the limit",
  "arm of the baseline",
  "true or false",
  "Liquid has no filter …",
];

/** Files whose errors people read. */
const TOLD_ERRORS =
  /^(?:library|vitest)\/|^plan\/templates\/liquid-filters|^store\/shards\/tar|^providers\/(?:endpoints\/event-stream|relay\/event-reader)/;

/** What may be a sentence and stands in no catalogue. */
function ownTexts({ path, text }: Source): { readonly file: string; readonly text: string }[] {
  const file = path.split(sep).join("/");
  const stands = Object.keys(WORDS_STAND).some((place) =>
    place.endsWith("/") ? file.startsWith(place) : file === place,
  );
  if (stands) return [];
  return wordedTexts(text, { tellsErrors: TOLD_ERRORS.test(file) }).map((found) => ({ file, text: found }));
}

/** Sentences that stand in no catalogue. */
function ownSentences(source: Source): string[] {
  return ownTexts(source).flatMap(({ file, text }) => (NAMES.includes(text) ? [] : [`${file}: ${text}`]));
}

describe("what a person is told of a refusal is a sentence of the catalogue", () => {
  test("no end that is told takes any text: the compiler finds who words it in place", () => {
    expect(sources.length).toBeGreaterThan(500);
    expect(sources.flatMap(openTypes)).toEqual([]);
  });

  test("nothing but what writes the catalogue's texts makes a sentence", () => {
    expect(sources.flatMap(casts)).toEqual([
      join("domain", "diagnostics", "said.ts"),
      join("domain", "diagnostics", "wording", "words-of.ts"),
    ]);
  });

  test("errors of commands go through one door", () => {
    expect(sources.flatMap(ownErrors)).toEqual([join("cli", "terminal", "error-line.ts")]);
  });

  test("nothing but the command that words commander's errors tells of a command line", () => {
    expect(sources.flatMap(foreignCommands)).toEqual([join("cli", "arguments", "worded-command.ts")]);
  });

  test("sentences stand in the catalogues, but for the places that say why not", () => {
    const found = sources.flatMap(ownTexts);
    expect(found.filter(({ text }) => !NAMES.includes(text))).toEqual([]);
    expect(NAMES.filter((name) => !found.some(({ text }) => text === name))).toEqual([]);
  });

  test.each<[what: string, find: (source: Source) => string[], text: string]>([
    ["a type", openTypes, `type End = { readonly status: "refused"; readonly message: string };`],
    ["a type of two", openTypes, `type End = { readonly status: "held" | "unusable"; readonly reason: string };`],
    ["a type over lines", openTypes, `type End = {\n  readonly status: "refused";\n  readonly message: string;\n};`],
    ["a cast", casts, `return "there is no run" as Sentence;`],
    ["a line", ownErrors, "tell(`prompt-run: error: there is no run ${name}`);"],
    ["a command", foreignCommands, `const command = new Command("run");`],
    ["a value's error", foreignCommands, `throw new InvalidArgumentError("expected a number");`],
    ["a text", ownSentences, `const note = "nothing was tested";`],
    ["a template", ownSentences, "tell(`run ${run} has no reply for ${count}`);"],
    ["a part of one", ownSentences, "const left = `; ${left} of the sample left`;"],
    ["a table of words", ownSentences, `const WHY = { open: "a request has no bound" };`],
    ["a note of two words and a value", ownSentences, "const note = `${name}: stays open`;"],
    ["an option's choices", foreignCommands, `option.choices(["a", "b"]);`],
  ])("the fault is found that is planted in %s", (_what, find, text) => {
    expect(find({ path: "planted.ts", text })).toHaveLength(1);
  });

  test("the fault is found that is planted in an error that people read; one of a bug is none", () => {
    const text = `throw new Error("live calls need a cap");`;
    expect(ownSentences({ path: join("vitest", "planted.ts"), text })).toHaveLength(1);
    expect(ownSentences({ path: "planted.ts", text })).toEqual([]);
  });

  test("every place that has words of its own is there, and has some", () => {
    const files = sources.map(({ path, text }) => ({ file: path.split(sep).join("/"), text }));
    const idle = Object.keys(WORDS_STAND).filter(
      (place) => !files.some(({ file, text }) => file.startsWith(place) && wordedTexts(text).length > 0),
    );
    expect(idle).toEqual([]);
  });
});
