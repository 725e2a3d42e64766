import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { resumeSession } from "../../../src/pipeline/session/resume-session.ts";
import { runSuite } from "../../helpers/run-suite.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

interface Line {
  readonly type: string;
}

function linesOf(journal: string): readonly string[] {
  return readFileSync(journal, "utf8").trimEnd().split("\n");
}

const isSent = (line: string): boolean => (JSON.parse(line) as Line).type === "sent"; // a journal of this run

test.each([1, 3])("attack 14: requests that a kill cut off (%i) are among those that were sent", async (cut) => {
  const cases = ["a", "b", "c", "d"].map((id) => ({ id, expect: [{ not: { contains: "never said" } }] }));
  const suite = { name: "s", model: "claude-haiku-4-5", prompt: "hi", cases, gate: "none" };
  const folder = temporaryProject({ "suite.yaml": JSON.stringify(suite) });
  const first = await runSuite(folder, { mode: "simulate" });
  expect(first.head.totals.requests).toBe(4);
  const run = join(folder, ".prompt-run/runs", first.head.run.id);
  const journal = join(run, "journal.jsonl");
  const [head = "", ...lines] = linesOf(journal);
  // As a kill leaves it: so many were sent, and nothing came back.
  writeFileSync(journal, `${[head, ...lines.filter(isSent).slice(0, cut)].join("\n")}\n`);
  const { head: ended } = await runSuite(folder, { mode: "simulate" }, resumeSession(run));
  const sent = linesOf(journal).filter(isSent).length;
  expect(sent).toBe(4 + cut);
  expect(ended.totals.requests).toBe(sent);
  expect(ended.totals.uncertain_cost_usd).toBeGreaterThan(0);
});
