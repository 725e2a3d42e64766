import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { wallClock } from "../../src/host/wall-clock.ts";
import { gradeRun } from "../../src/pipeline/commands/grade-run.ts";
import { runSuites } from "../../src/pipeline/commands/run-suites.ts";
import { storedReport, storedRun } from "../../src/pipeline/stored/stored-runs.ts";
import { loadJournal } from "../../src/store/journal/journal-history.ts";
import { listRuns, runFolderPath } from "../../src/store/folders/run-folder.ts";
import { invocationOf, SILENT_HOOKS } from "../helpers/invocation.ts";
import { type Door, door, rule } from "./door.ts";
import { mutated, shuffledLines, withBytes } from "./mutated.ts";

const SUITE = `model: claude-haiku-5-5
prompt: "{{ q }}"
cases:
  - { id: a, vars: { q: x }, expect: [{ contains: yes }], simulate: yes }
  - { id: b, vars: { q: y }, expect: [{ contains: yes }], simulate: no }
`;
const hooks = { ...SILENT_HOOKS, clock: wallClock, signal: new AbortController().signal };

interface RedRun {
  readonly folder: string;
  readonly journal: string;
  readonly head: string;
}

/** A run that is red, made once in a door's folder. */
async function redRun(project: string): Promise<RedRun> {
  const store = join(project, ".prompt-run");
  if (!existsSync(store)) {
    mkdirSync(join(project, ".git"), { recursive: true });
    writeFileSync(join(project, "suite.yaml"), SUITE);
    await runSuites(invocationOf(project), hooks);
    const [id = ""] = listRuns(store);
    cpSync(runFolderPath(store, id), join(project, "kept"), { recursive: true });
  }
  const kept = join(project, "kept");
  const folder = join(project, "run");
  rmSync(folder, { recursive: true, force: true });
  cpSync(kept, folder, { recursive: true });
  const read = (name: string): string => readFileSync(join(kept, name), "utf8");
  return { folder, journal: read("journal.jsonl"), head: read("head.json") };
}

/** Everything that is read of a stored run. */
async function readWhole(folder: string): Promise<void> {
  await storedRun("run", folder);
  await loadJournal(join(folder, "journal.jsonl"));
  const stored = await storedReport(folder);
  if (stored.status !== "stored") return;
  for (const [suite] of stored.head.suites.entries()) {
    for await (const trial of stored.trials(suite)) rule(typeof trial.case === "string", "a trial without a case");
  }
}

async function verdictNow(folder: string, project: string): Promise<string> {
  const graded = await gradeRun(folder, invocationOf(project), { ...hooks, mask: (text) => text, sends: false }, () =>
    Promise.resolve(),
  );
  return graded.status === "graded" ? graded.head.verdict : graded.status;
}

/** Edits that do not say what the text of a red run would have to say to be green. */
const edits = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(40),
    fc.constantFrom("", "\n", "{", "}", "null", "[", "9".repeat(30), "\u0000", "\ud83d"),
  ),
  { minLength: 1, maxLength: 4 },
);

export const STORE_DOORS: readonly Door[] = [
  door("a journal", edits, async (changes, project) => {
    const { folder, journal } = await redRun(project);
    const changed = changes.reduce((text, [at, length, put]) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + put + text.slice(start + length);
    }, journal);
    writeFileSync(join(folder, "journal.jsonl"), changed);
    await readWhole(folder);
    rule((await verdictNow(folder, project)) !== "pass", "a red run is green");
  }),
  door("lines of a journal", fc.nat(1000), async (seed, project) => {
    const { folder, journal } = await redRun(project);
    const lines = journal.split("\n").filter((line) => line !== "");
    const [picked = []] = fc.sample(shuffledLines(lines), { seed, numRuns: 1 });
    writeFileSync(join(folder, "journal.jsonl"), `${picked.join("\n")}\n`);
    await readWhole(folder);
    rule((await verdictNow(folder, project)) !== "pass", "a red run is green");
  }),
  door("a head", fc.nat(1_000_000), async (seed, project) => {
    const { folder, head } = await redRun(project);
    const [bytes = new Uint8Array()] = fc.sample(withBytes(mutated([head])), { seed, numRuns: 1 });
    writeFileSync(join(folder, "head.json"), bytes);
    await readWhole(folder);
  }),
];
