import { join } from "node:path";
import { expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { journalProblem } from "../../../src/pipeline/stored/journal-problem.ts";
import { loadJournal } from "../../../src/store/journal/journal-history.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const NOW = packageJson.version;
const RUN = (version: string, more: object = {}): string =>
  JSON.stringify({ v: 1, type: "run", id: "r", tool_version: version, ...more });

/** What is said of a journal of these lines. */
async function told(lines: readonly string[]): Promise<string> {
  const folder = temporaryProject({ "journal.jsonl": lines.map((line) => `${line}\n`).join("") });
  const loaded = await loadJournal(join(folder, "journal.jsonl"));
  if (loaded.status === "loaded") throw new Error("the row is a good journal");
  return journalProblem(loaded, folder);
}

test.each<[string, readonly string[], RegExp]>([
  [
    "an older version's",
    [RUN("0.0.3"), RUN("0.0.3")],
    /^prompt-run 0\.0\.3 wrote the journal .* go on with that version/,
  ],
  ["a newer format's", [RUN("9.0.0", { v: 2 }), "{}"], /^prompt-run 9\.0\.0 wrote/],
  ["an older version's single line", [RUN("0.0.3")], /^prompt-run 0\.0\.3 wrote/],
  ["an edited one", [RUN(NOW), RUN(NOW)], /^line 1 .* is not as prompt-run .* writes it: .* another version\?/],
  ["a damaged one", ["{", "{}"], /^line 1 of the journal in .* is damaged: it is not JSON; start the run again$/],
  ["nothing", [], /is empty/],
])("%s", async (_what, lines, says) => expect(await told(lines)).toMatch(says));
