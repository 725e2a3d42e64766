import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type GivenOptions, toInvocation } from "../src/cli/arguments/invocation.ts";
import { loadEnvironment } from "../src/cli/arguments/environment.ts";
import { isJsonObject, type Json, type JsonObject } from "../src/domain/values/json.ts";
import type { Diagnostic, Locate } from "../src/domain/values/problem.ts";
import { wallClock } from "../src/host/wall-clock.ts";
import { runSuites } from "../src/pipeline/commands/run-suites.ts";
import type { RunResult } from "../src/pipeline/session/run-hooks.ts";
import { suiteShapeProblems } from "../src/suite/shape/report-shape.ts";
import suiteSchema from "../schemas/suite.schema.json" with { type: "json" };
import { SILENT_HOOKS } from "./helpers/invocation.ts";
import { temporaryProject } from "./helpers/temporary-folder.ts";

const ROOT = join(import.meta.dirname, "..");
const FOLDER = join(import.meta.dirname, "corpus");
const FILES = readdirSync(FOLDER);

/**
 * An input that was once read wrong, and what is right. Either a whole `suite` (with `files` beside it), or an `answer` and
 * the `check` it is held against. `says` and `silent`: patterns of what is told of it, or must not be.
 */
interface Entry {
  readonly fault: string;
  readonly suite?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly suites?: readonly string[];
  readonly answer?: string;
  readonly check?: JsonObject;
  readonly options?: GivenOptions;
  readonly exit: number;
  readonly says?: readonly string[];
  readonly silent?: readonly string[];
}

function suiteOf({ suite, answer, check }: Entry): string {
  const one = { id: "a", vars: { q: "x" }, expect: [check], simulate: answer };
  return suite ?? JSON.stringify({ model: "claude-haiku-5-5", prompt: "{{ q }}", cases: [one] });
}

interface Outcome {
  readonly exit: number;
  readonly told: string;
}

/** Runs an entry with the simulator, as the command line would: `.env` is read, nothing is in the environment. */
async function outcomeOf(entry: Entry): Promise<Outcome> {
  const files = entry.files ?? {};
  const cwd = temporaryProject(entry.suites === undefined ? { "suite.yaml": suiteOf(entry), ...files } : files);
  const environment = loadEnvironment(cwd, null, {});
  if (!environment.ok) return { exit: 2, told: environment.message };
  const options = { simulate: true as const, ...entry.options };
  const { simulate, ...others } = options;
  const given = simulate ? options : others;
  const invocation = toInvocation(entry.suites ?? ["suite.yaml"], given, environment.value, cwd);
  const warnings: string[] = [];
  const hooks = {
    ...SILENT_HOOKS,
    clock: wallClock,
    signal: new AbortController().signal,
    onWarnings: (found: readonly Diagnostic[], locate: Locate) => void warnings.push(...lines(found, locate)),
  };
  const result = await runSuites(invocation, hooks);
  const outcome = await toldBy(result);
  return { ...outcome, told: [...warnings, outcome.told].join("\n") };
}

async function toldBy(result: RunResult): Promise<Outcome> {
  if (result.status === "wrong") return { exit: 2, told: lines(result.problems, result.locate).join("\n") };
  if (result.status !== "ran") return { exit: 2, told: result.message };
  const { head } = result;
  const told = head.suites.flatMap(({ gate }) => [gate.note, ...gate.rules.map(({ reason }) => reason)]);
  told.push(...(head.insights?.notes ?? []), ...head.run.warnings.map(({ message }) => message));
  for (const [suite] of head.suites.entries()) {
    for await (const { checks, error } of result.trials(suite)) {
      told.push(...checks.map(({ verdict, reason }) => `${verdict ?? ""}: ${reason}`), error?.message ?? null);
    }
  }
  return { exit: head.exit_code, told: told.filter((text) => text !== null).join("\n") };
}

function lines(found: readonly Diagnostic[], locate: Locate): string[] {
  return found.map(({ severity, code, place, message, hint }) => {
    const { file, line, column } = locate(place);
    return `${[file, line, column].filter((part) => part !== null).join(":")}: ${severity}: ${message} [${code}] → ${hint ?? ""}`;
  });
}

describe("inputs that were read wrong once", () => {
  test("there are some", () => expect(FILES.length).toBeGreaterThan(100));

  test.each(FILES)("%s", async (name) => {
    const entry = parse(readFileSync(join(FOLDER, name), "utf8")) as Entry; // our own files
    expect(name.replace("api-", "api ")).toMatch(new RegExp(`^${entry.fault}-`));
    const { exit, told } = await outcomeOf(entry);
    expect([exit, told]).toEqual([entry.exit, told]);
    for (const pattern of entry.says ?? []) expect(told).toMatch(new RegExp(pattern));
    for (const pattern of entry.silent ?? []) expect(told).not.toMatch(new RegExp(pattern));
  });
});

const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith(".md"),
);
const BLOCKS = PAGES.flatMap((path) =>
  [...readFileSync(join(ROOT, path), "utf8").matchAll(/^```ya?ml[^\n]*\n(.*?)^```/gms)].map(
    ({ 1: text = "" }, index) => [`${path} ${index + 1}`, text] as const,
  ),
);

const { properties: SUITE_KEYS, $defs: DEFS } = suiteSchema;

/** Does a map have a key that is one of these? */
function hasKeyOf(value: Json | undefined, keys: object): boolean {
  return isJsonObject(value ?? null) && Object.keys(Object(value)).some((key) => Object.hasOwn(keys, key));
}

/** A suite around what a page shows of one: its checks, its cases, or some of its keys. Null: the block is of something else. */
function aroundBlock(block: Json): Json | null {
  const whole = { model: "claude-haiku-5-5", prompt: "hi", cases: [{ expect: [{ contains: "a" }] }] };
  if (Array.isArray(block)) {
    const items = block as readonly Json[];
    const isStep = items.some((item) => hasKeyOf(item, { uses: true, run: true }));
    const isCheck = !isStep && items.every((item) => hasKeyOf(item, DEFS.checkItem.properties));
    return isCheck ? { ...whole, expect: block } : null;
  }
  if (!isJsonObject(block) || !hasKeyOf(block, SUITE_KEYS)) return null;
  const { model, ...others } = whole;
  const given = Object.hasOwn(block, "models") || Object.hasOwn(block, "model") || Object.hasOwn(block, "targets");
  return { ...(given ? others : { model, ...others }), ...block };
}

function without(block: JsonObject, key: string): JsonObject {
  const { [key]: _, ...others } = block;
  return others;
}

describe("suites that the pages show", () => {
  test("there are some", () => expect(BLOCKS.length).toBeGreaterThan(25));

  test.each(BLOCKS)("%s is in the suite language", (_name, text) => {
    const around = aroundBlock(parse(text, { uniqueKeys: false }) as Json); // a page may show alternatives
    if (around === null) return;
    const written = isJsonObject(around) && Object.hasOwn(around, "prompts") ? without(around, "prompt") : around;
    expect(suiteShapeProblems(written).map(({ pointer, message }) => `${pointer.join("/")}: ${message}`)).toEqual([]);
  });
});

/** By the number of a fault, the test that holds it: other tests number their own faults alike. */
const TESTS = JSON.parse(readFileSync(join(import.meta.dirname, "corpus-tests.json"), "utf8")) as Readonly<
  Record<string, { readonly file: string; readonly title: string }>
>;
const numbers = (letter: string, last: number): string[] => Array.from({ length: last }, (_, n) => `${letter}${n + 1}`);
const NUMBERS = [...numbers("A", 22), ...numbers("C", 11), ...numbers("D", 19), "api 1", ...numbers("api D", 13)];

describe("faults that were found", () => {
  test("each has its test, and there is no other", () =>
    expect(Object.keys(TESTS).sort()).toEqual([...NUMBERS].sort()));

  test.each(NUMBERS)("%s has a test by its number", (number) => {
    const { file = "", title = "" } = TESTS[number] ?? {};
    expect(title).toMatch(new RegExp(`^${number}: `));
    const text = readFileSync(join(ROOT, file), "utf8");
    const isThere = ['"', "`"].some((quote) => text.includes(`${quote}${title}`));
    expect([file, isThere]).toEqual([file, true]);
  });
});
