import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { wordedTexts } from "../helpers/reports/worded-texts.ts";

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

/** Where sentences stand beside the catalogues, and why. A file; of the catalogues, a folder with its slash. */
const WORDS_STAND: Readonly<Record<string, string>> = {
  "domain/diagnostics/english/": "the catalogue",
  "domain/reasons/catalogues/english/": "the catalogue of reasons",
  "cli/program.ts": "help",
  "cli/declared/comparing-commands.ts": "help",
  "cli/declared/judge-commands.ts": "help",
  "cli/declared/run-commands.ts": "help",
  "cli/declared/suite-commands.ts": "help",
  "cli/declared/tool-commands.ts": "help",
  "cli/arguments/judge-options.ts": "help",
  "cli/arguments/meter-options.ts": "help",
  "cli/arguments/options.ts": "help",
  "cli/arguments/reporter-options.ts": "help",
  "cli/arguments/shard-options.ts": "help",
  "cli/arguments/try-options.ts": "help",
  "cli/completion/bash.ts": "a script of a shell",
  "cli/completion/fish.ts": "a script of a shell",
  "cli/completion/zsh.ts": "a script of a shell",
  "models/platforms/platform-facts.ts": "the name of a platform",
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
  "report/history/label-page.ts": "code",
  "report/registry.ts": "help: what a reporter is for",
};

/** Where labels stand, and of what. They name what is shown: a verb there says more than that, and stands in a catalogue. */
const LABELS_STAND: Readonly<Record<string, string>> = {
  "cli/terminal/label-view.ts": "keys of `label`",
  "cli/terminal/progress-arms.ts": "arms that have no line of their own",
  "cli/terminal/progress-lines.ts": "counts while a run goes on",
  "cli/terminal/reply-view.ts": "the number of a turn",
  "cli/terminal/try-summary.ts": "a cost",
  "models/table-drift.ts": "a cell of a table",
  "report/comparison/markdown.ts": "names of sides and tables",
  "report/comparison/table.ts": "a count",
  "report/formats/junit.ts": "an ending",
  "report/formats/quiet.ts": "a count",
  "report/github/check-title.ts": "figures",
  "report/github/github.ts": "titles of annotations",
  "report/github/workflow-command.ts": "a count",
  "report/history/case-strip.ts": "heads and captions",
  "report/history/compared-suite.ts": "names of answers",
  "report/history/mark-list.ts": "a link",
  "report/history/run-index.ts": "a button",
  "report/history/run-pair.ts": "heads and captions",
  "report/history/running-run.ts": "counts and heads",
  "report/history/series-plot.ts": "what a plot is called",
  "report/history/suite-history.ts": "heads of columns",
  "report/html/client/cases/case-filter.ts": "a choice",
  "report/html/client/cases/case-order.ts": "a group of cases",
  "report/html/client/cases/flip-standard.ts": "a choice",
  "report/html/client/cases/trial-words.ts": "what stands for an answer",
  "report/html/client/grid/case-grid.ts": "a caption",
  "report/html/client/grid/grid-cell.ts": "figures",
  "report/html/client/next-part.ts": "which of the cases it is",
  "report/html/client/page-keys.ts": "what keys do",
  "report/html/client/page.ts": "counts",
  "report/html/client/pane/arm-column.ts": "figures",
  "report/html/client/pane/case-pane.ts": "classes, and a choice",
  "report/html/client/pane/case-request.ts": "the title of a fold",
  "report/html/client/pane/check-list.ts": "the title of a list",
  "report/html/client/pane/copy-texts.ts": "a count",
  "report/html/client/pane/mark-part.ts": "what a field is for",
  "report/html/client/pane/transcript.ts": "heads of calls",
  "report/html/client/texts/text-block.ts": "a button",
  "report/html/meter-page.ts": "a caption",
  "report/html/overview/overview.ts": "a field and a fold",
  "report/html/overview/results-table.ts": "heads, and what columns show",
  "report/html/overview/run-line.ts": "facts of the run",
  "report/html/page.ts": "fields of the page",
  "report/html/pieces/arms-table.ts": "a limit",
  "report/html/pieces/difference-list.ts": "what stands for a diff that is shown above",
  "report/html/pieces/text-diff.ts": "lines left out",
  "report/html/plots/scatter.ts": "what a plot is called, and its axis",
  "report/html/sure/checks-table.ts": "a caption",
  "report/html/sure/comparison-list.ts": "a count",
  "report/html/sure/frontier-table.ts": "a caption",
  "report/html/sure/insights.ts": "a count",
  "report/html/sure/pair-list.ts": "names of answers",
  "report/html/sure/slice-table.ts": "a caption and counts",
  "report/html/trial-data.ts": "names of details",
  "report/markdown/answer-pairs.ts": "what a list is called",
  "report/markdown/baseline-pieces.ts": "what a list is called",
  "report/markdown/failure-pieces.ts": "what lists and answers are called",
  "report/markdown/insight-pieces.ts": "a count",
  "report/markdown/markdown.ts": "what pieces are called",
  "report/markdown/preferred-pairs.ts": "what a list is called",
  "report/markdown/rows-piece.ts": "what a table is called",
  "report/markdown/suite-pieces.ts": "a count",
  "report/table/changes-section.ts": "a count",
  "report/table/closing.ts": "a count",
  "report/table/comparisons-section.ts": "counts",
  "report/table/failures-section.ts": "counts, and what stands for an answer",
  "report/table/frontier-section.ts": "a count",
  "report/table/gate-section.ts": "heads of the rules",
  "report/table/insights-section.ts": "counts",
  "report/table/slices-section.ts": "a count",
  "report/table/statistics-section.ts": "heads",
  "report/table/suites-section.ts": "a count",
  "report/words/cache-words.ts": "figures",
  "report/words/comparison-words.ts": "names of tests, and counts of pairs",
  "report/words/difference-words.ts": "what a baseline is called",
  "report/words/flip-words.ts": "how moved cases are called",
  "report/words/frontier-words.ts": "heads",
  "report/words/meter-words.ts": "figures",
  "report/words/repeat-words.ts": "figures",
  "report/words/run-words.ts": "figures",
  "report/words/skip-tally.ts": "what stands for other reasons",
  "report/words/trial-notes.ts": "a count",
  "report/words/words.ts": "a count",
};

/** Words by which a label would say what is wrong, or why. */
const SAYS =
  /\b(?:is|are|was|were|be|been|has|have|had|does|do|did|can|cannot|could|may|might|must|shall|should|will|would|goes|says|needs|fails|breaks|broke|lets)\b/;

/** Labels that have such a word all the same: they are the names of what stands below or beside them. */
const LABELS = [
  "the answer was …",
  '<section class="suite"><h2 id="since">Since when does it fail?</h2>……</section>',
  "… over runs; the table has the same figures",
  "Pass rate against cost per trial; the table of arms has the same figures",
  "copy the link to what is shown",
  "What is not here",
  "Checks that did not pass",
  "rules that did not pass",
  "of the cases, with its interval; the upright line is what the gate asks for",
  "  pass: this holds, whatever else is wrong",
];

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
  if (Object.keys(WORDS_STAND).some((place) => isAt(place, file))) return [];
  const found = wordedTexts(text, { tellsErrors: TOLD_ERRORS.test(file) });
  const own = Object.hasOwn(LABELS_STAND, file) ? found.filter((one) => SAYS.test(one)) : found;
  return own.map((one) => ({ file, text: one }));
}

function isAt(place: string, file: string): boolean {
  return place.endsWith("/") ? file.startsWith(place) : file === place;
}

/** Sentences that stand in no catalogue. */
function ownSentences(source: Source): string[] {
  return ownTexts(source).flatMap(({ file, text }) =>
    NAMES.includes(text) || LABELS.includes(text) ? [] : [`${file}: ${text}`],
  );
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
    expect(found.filter(({ text }) => ![...NAMES, ...LABELS].includes(text))).toEqual([]);
    expect([...NAMES, ...LABELS].filter((name) => !found.some(({ text }) => text === name))).toEqual([]);
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

  test.each<[what: string, file: string, text: string]>([
    ["why a run is red", "report/words/words.ts", `const why = "the gate could not be ruled";`],
    ["why a trial failed", "report/words/trial-notes.ts", "const why = `no check failed, but the score is ${score}`;"],
    ["what a page left out", "report/html/client/page.ts", `say("This could not be kept");`],
    ["what a page says", "report/history/mark-list.ts", "const list = `<p>No case has this mark.</p>`;"],
    ["what goes on", "cli/terminal/progress-lines.ts", `const line = "the endpoint does not answer";`],
  ])("the fault is found that is planted among labels: %s", (_what, file, text) => {
    expect(ownSentences({ path: file.split("/").join(sep), text })).toHaveLength(1);
  });

  test("every place that has words of its own is there, and has some", () => {
    const files = sources.map(({ path, text }) => ({ file: path.split(sep).join("/"), text }));
    const idle = [...Object.keys(WORDS_STAND), ...Object.keys(LABELS_STAND)].filter(
      (place) => !files.some(({ file, text }) => isAt(place, file) && wordedTexts(text).length > 0),
    );
    expect(idle).toEqual([]);
  });

  test("of report/, of what is shown at a terminal and of models/ no folder is excused", () => {
    const folders = Object.keys(WORDS_STAND).filter((place) => place.endsWith("/"));
    expect(folders.filter((place) => /^(?:report|cli|models)\//.test(place))).toEqual([]);
  });
});

/** Who says "judged" of what no model judges. */
const FOREIGN_JUDGE =
  /\b(?:gates?|trials?|sides?)(?: that)? (?:could not |cannot |may |must |to )?(?:is|are|be|was|were) judged\b|\bMay a trial be judged\b/g;

test("gates are ruled on, trials graded, sides compared: only models judge", () => {
  const folder = fileURLToPath(new URL("../../", import.meta.url));
  const pages = ["docs", "docs/decisions", "schemas"].flatMap((room) =>
    readdirSync(join(folder, room), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({ path: `${room}/${name}`, text: readFileSync(join(folder, room, name), "utf8") })),
  );
  const found = ({ path, text }: Source): string[] =>
    [...text.matchAll(FOREIGN_JUDGE)].map(([words]) => `${path}: ${words}`);
  expect(pages.length).toBeGreaterThan(30);
  expect([...sources, ...pages].flatMap(found)).toEqual([]);
  expect(found({ path: "planted.ts", text: 'const why = "the gate could not be judged";' })).toHaveLength(1);
});
