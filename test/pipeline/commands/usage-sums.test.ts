import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type {
  CallLine,
  JournalLine,
  RunLine,
  SentLine,
  TrialLine,
  UsageFile,
} from "../../../src/domain/formats/records.ts";
import { toUsd } from "../../../src/domain/values/money.ts";
import { askedModel } from "../../../src/pipeline/commands/usage/asked-model.ts";
import { RunUsage } from "../../../src/pipeline/commands/usage/run-usage.ts";
import { readUsage } from "../../../src/pipeline/commands/usage/usage.ts";
import { loadJournal } from "../../../src/store/journal/journal-history.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const SUITE = `
name: s
models: [claude-haiku-5-5, claude-sonnet-5-5]
prompt: "say {{ x }}"
expect: [ { contains: say } ]
cases: [ { id: a, vars: { x: "1" } } ]
`;

/** Lines of a real journal, to make others of. */
interface Lines {
  readonly run: RunLine;
  readonly sent: SentLine;
  readonly call: CallLine;
  readonly trial: TrialLine;
}

async function realLines(): Promise<Lines> {
  const cwd = temporaryProject({ "suite.yaml": SUITE });
  await runSuite(cwd);
  const runs = join(cwd, ".prompt-run/runs");
  const [id = ""] = readdirSync(runs);
  const text = readFileSync(join(runs, id, "journal.jsonl"), "utf8");
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as JournalLine);
  const [run, sent, call, trial] = (["run", "sent", "call", "trial"] as const).map((type) =>
    lines.find((line) => line.type === type),
  );
  if (run?.type !== "run" || sent?.type !== "sent" || call?.type !== "call" || trial?.type !== "trial")
    throw new Error(text);
  return { run: { ...run, replies: "live" }, sent, call, trial };
}

/** What happens next in a run. */
const step = fc.record({
  what: fc.constantFrom("send", "send", "answer", "answer", "fail", "reuse", "trial", "kill", "edit"),
  ordinal: fc.integer({ min: 0, max: 3 }),
  role: fc.constantFrom("turn", "judge", "meter", "target"),
  attempt: fc.integer({ min: 1, max: 3 }),
  day: fc.integer({ min: 1, max: 28 }),
  cost: fc.constantFrom("known", "uncertain", "unknown"),
  pico: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  tokens: fc.integer({ min: 0, max: 5000 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A journal in which that happens, one thing after the other. */
function journalOf({ run, sent, call, trial }: Lines, steps: readonly Step[]): JournalLine[] {
  const lines: JournalLine[] = [run];
  const open: SentLine[] = [];
  let plans = 0;
  for (const [index, { what, ordinal, role, attempt, day, cost, pico, tokens }] of steps.entries()) {
    const at = `2026-03-${String(day).padStart(2, "0")}T12:00:00.000Z`;
    const place = {
      id: `1.${index}`,
      ordinal,
      attempt,
      at,
      ...(role === "turn" ? {} : { role }),
      ...(role === "meter" ? { model: "claude-x" } : {}),
    };
    if (what === "send" && role !== "target") {
      open.push({ ...sent, ...place, reserved_pico: cost === "unknown" ? null : pico.toString() });
      lines.push(...open.slice(-1));
    } else if (what === "answer" || what === "fail" || what === "reuse") {
      const begun = open.shift();
      const of = begun === undefined || what === "reuse" ? place : { ...place, id: begun.id };
      const money = {
        cost_pico: cost === "known" ? pico.toString() : null,
        uncertain_pico: cost === "uncertain" ? pico.toString() : null,
      };
      const completion =
        call.completion === null
          ? null
          : { ...call.completion, usage: { ...call.completion.usage, output_tokens: tokens } };
      const failed = { status: "failed", http_status: 429, failure_kind: "rate_limited", completion: null } as const;
      lines.push({
        ...call,
        ...of,
        ...money,
        completion,
        reused: what === "reuse",
        ...(what === "fail" ? failed : {}),
      });
    } else if (what === "trial") {
      const arm = ordinal % 2 === 0 ? "claude-haiku-5-5/default" : "claude-sonnet-5-5/default";
      lines.push({ ...trial, ordinal, record: { ...trial.record, arm } });
    } else if (what === "kill" || what === "edit") {
      open.splice(0);
      lines.push({
        ...run,
        plan_hash:
          what === "edit" ? `plan ${plans++}` : (lines.findLast((line) => line.type === "run")?.plan_hash ?? ""),
      });
    }
  }
  return lines;
}

const SUMS = [
  "requests",
  "answered",
  "failed",
  "unanswered",
  "retries",
  "reused",
  "unpriced",
  "input_tokens",
  "output_tokens",
] as const;

test("whatever happened in a run, sums by day, model, suite and arm are what its ledger says", async () => {
  const lines = await realLines();
  const store = temporaryProject({});
  const folder = join(store, "runs", "20260301-000000-00000");
  mkdirSync(folder, { recursive: true });
  const journal = join(folder, "journal.jsonl");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      writeFileSync(
        journal,
        journalOf(lines, steps)
          .map((line) => `${JSON.stringify(line)}\n`)
          .join(""),
      );
      const loaded = await loadJournal(journal);
      if (loaded.status !== "loaded") throw new Error("not loaded");
      const { ledger } = loaded.history;
      const files: UsageFile[] = [];
      for (const by of ["day", "model", "suite", "arm"] as const) {
        files.push((await readUsage(store, { by, sinceMs: null, nowMs: 0 })).file);
      }
      for (const { rows, totals } of files) {
        expect(totals).toMatchObject({
          requests: ledger.requests,
          reused: ledger.reused,
          known_cost_usd: toUsd(ledger.paidPico),
          uncertain_cost_usd: toUsd(ledger.uncertainPico),
          cost_usd: ledger.unknownCost || ledger.unpriced > 0 ? null : toUsd(ledger.paidPico),
        });
        expect(totals.answered + totals.failed + totals.unanswered).toBe(totals.requests);
        expect(totals.errors["rate_limited"] ?? 0).toBe(totals.failed);
        for (const name of SUMS)
          expect([name, rows.reduce((all, row) => all + (row[name] ?? 0), 0)]).toEqual([name, totals[name] ?? 0]);
        expect(totals).toEqual(files[0]?.totals);
      }
    }),
    { numRuns: 50 },
  );
});

test("what is held of a journal does not grow with it", async () => {
  const { run, sent, call, trial } = await realLines();
  const usage = new RunUsage(() => undefined);
  const held = (): number =>
    JSON.stringify(usage, (_, value: unknown) => (value instanceof Map ? [...value.entries()] : value)).length;
  usage.add(run);
  const sizes: number[] = [];
  for (let ordinal = 0; ordinal < 20_000; ordinal++) {
    usage.add({ ...sent, id: `1.${ordinal}`, ordinal });
    usage.add({ ...call, id: `1.${ordinal}`, ordinal });
    usage.add({ ...trial, ordinal });
    if (ordinal % 5_000 === 4_999) sizes.push(held());
  }
  expect(Math.max(...sizes)).toBeLessThan((sizes[0] ?? 0) * 1.05);
});

test.each([
  [null, ["a"], "a"],
  [null, ["a", "a"], "a"],
  [null, ["a", "b"], null],
  [null, [], null],
  ["claude-x", ["claude-x", "b"], "claude-x"],
  ["claude-x-20260101", ["claude-x", "claude"], "claude-x"],
  ["claude-xy", ["claude-x"], "claude-xy"],
])("of an answer by %s the model that was asked, of %s, is %s", (served, candidates, asked) => {
  expect(askedModel(served, candidates)).toBe(asked);
});
