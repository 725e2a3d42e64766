import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../../src");

/** The files that say of themselves whether something is pending. */
function saying(text: RegExp): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.filter((file) => text.test(readFileSync(join(SRC, file), "utf8"))).sort();
}

test("11: whether a batch is open stands in one place until there are batches (docs/decisions/pending.md)", () => {
  expect(saying(/\bpending: (true|false)\b/)).toEqual(["stats/evidence.ts"]);
  expect(saying(/\bNO_BATCHES\b/)).toEqual([
    "pipeline/commands/calibrate-run.ts",
    "pipeline/session/watch/watch-sequential.ts",
    "pipeline/summary/summarize-run.ts",
    "stats/evidence.ts",
  ]);
});
