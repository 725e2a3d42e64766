import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readBaselineFile } from "../../src/store/baselines/baseline-file.ts";
import { readJsonLines } from "../../src/store/labels/json-lines.ts";
import { readShardsFile } from "../../src/store/shards/shards-file.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

/** What reading says of a text, and of the same text behind a byte order mark. */
async function both<T>(text: string, read: (file: string) => T | Promise<T>): Promise<readonly [T, T]> {
  const file = join(temporaryProject({}), "file.json");
  writeFileSync(file, text);
  const plain = await read(file);
  writeFileSync(file, `\uFEFF${text}`);
  return [plain, await read(file)];
}

test.each([
  ["labels", '{ "v": 1 }\n{ "v": 2 }\n', readJsonLines],
  ["a baseline", '{ "format": "prompt-run.baseline", "format_version": 9 }', readBaselineFile],
  ["shards", "{}", readShardsFile],
])("attack 11: a byte order mark is no part of %s", async (_, text, read) => {
  const [plain, marked] = await both<unknown>(text, read);
  expect(marked).toEqual(plain);
  expect(JSON.stringify(plain)).not.toMatch(/no JSON|not JSON/i);
});
