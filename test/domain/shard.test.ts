import { expect, test } from "vitest";
import { parseShard } from "../../src/domain/run/shard.ts";

test.each([
  ["2/5", { text: "2/5", kind: "hash", index: 2, of: 5 }],
  ["1/1", { text: "1/1", kind: "hash", index: 1, of: 1 }],
  ["shards.json#2", { text: "shards.json#2", kind: "file", file: "shards.json", index: 2 }],
  ["a#b/c.json#12", { text: "a#b/c.json#12", kind: "file", file: "a#b/c.json", index: 12 }],
])("--shard %s", (text, shard) => expect(parseShard(text)).toEqual({ ok: true, shard }));

test.each<readonly [string, string]>([
  ["0/3", "shards count from 1: the first is 1/3"],
  ["4/3", "there are only 3 shards: the last is 3/3"],
  ["1/0", "there must be at least one shard"],
  ["1/10001", "more than 10000 shards are not dealt out"],
  ["shards.json#0", "shards count from 1"],
  ...["2", "2/", "/5", "a/b", "-1/3", "1.5/3", "2/5x", "1 /3", "#2", ""].map((text) => [text, "expected I/N"] as const),
])("--shard %s is refused in words", (text, words) => {
  expect(parseShard(text)).toMatchObject({ ok: false, message: expect.stringContaining(words) as string });
});
