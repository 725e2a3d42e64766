import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { cachePrefixes } from "../../src/plan/requests/cache-prefix.ts";

const marked = { cache_control: { type: "ephemeral" } };
const hashes = (body: JsonObject): string[] =>
  cachePrefixes({ body: { model: "m", ...body }, headers: {}, apiVersion: "2026-10-21" }).map(({ hash }) => hash);
const rules = { type: "text", text: "rules", ...marked };
const asks = (text: string, more: JsonObject = {}): JsonObject => ({
  role: "user",
  content: [{ type: "text", text, ...more }],
});

test("nothing asks for the cache: nothing is grouped", () => {
  expect(hashes({ system: "rules", messages: [{ role: "user", content: "a" }] })).toEqual([]);
});

test("what stands behind the last breakpoint changes nothing, what stands before it does", () => {
  const one = hashes({ system: [rules], messages: [asks("a")] });
  expect(one).toHaveLength(1);
  expect(hashes({ system: [rules], messages: [asks("b")] })).toEqual(one);
  expect(hashes({ tools: [{ name: "f" }], system: [rules], messages: [asks("a")] })).not.toEqual(one);
  expect(hashes({ thinking: { type: "disabled" }, system: [rules], messages: [asks("a")] })).not.toEqual(one);
  expect(hashes({ model: "other", system: [rules], messages: [asks("a")] })).not.toEqual(one);
});

test("each breakpoint is a prefix of its own, shortest first", () => {
  const [system, whole] = hashes({ system: [rules], messages: [asks("a", marked), asks("b")] });
  const other = hashes({ system: [rules], messages: [asks("c", marked)] });
  expect(other[0]).toBe(system);
  expect(other[1]).not.toBe(whole);
});

test("the automatic cache is shared by equal prompts alone", () => {
  const of = (text: string): string[] =>
    hashes({ cache_control: { type: "ephemeral" }, system: "rules", messages: [asks(text)] });
  expect(of("a")).toEqual(of("a"));
  expect(of("a")).not.toEqual(of("b"));
});

test("a breakpoint's own life is no part of the prefix", () => {
  const hour = { type: "text", text: "rules", cache_control: { type: "ephemeral", ttl: "1h" } };
  expect(hashes({ system: [hour], messages: [asks("a")] })).toEqual(hashes({ system: [rules], messages: [asks("a")] }));
});
