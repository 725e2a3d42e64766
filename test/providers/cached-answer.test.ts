import { expect, test } from "vitest";
import { createCacheWatch } from "../../src/providers/anthropic/cached-answer.ts";
import type { CompletionRequest } from "../../src/domain/run/provider.ts";

const asked = (text: string): CompletionRequest => ({
  body: { model: "m", messages: [{ role: "user", content: text }] },
  headers: {},
  apiVersion: "2026-10-21",
});

test.each([
  ["cf-aig-cache-status", "HIT", true],
  ["cf-aig-cache-status", "MISS", false],
  ["cf-cache-status", "HIT", true],
  ["cf-cache-status", "DYNAMIC", false],
  ["x-cache", "Hit from cloudfront", true],
  ["x-cache", "Miss from cloudfront", false],
  ["x-litellm-cache-hit", "True", true],
  ["x-litellm-cache-hit", "False", false],
  ["age", "12", true],
  ["age", "0", false],
  ["age", "soon", false],
])("%s: %s is a cache's answer: %s", (name, value, isCached) => {
  const reason = createCacheWatch().reasonOf(asked("a"), "msg_1", new Headers({ [name]: value }));
  expect(reason !== null).toBe(isCached);
});

test("an equal request with the same message is a copy; another request, or another message, is not", () => {
  const watch = createCacheWatch();
  const none = new Headers();
  expect(watch.reasonOf(asked("a"), "msg_1", none)).toBeNull();
  expect(watch.reasonOf(asked("a"), "msg_2", none)).toBeNull();
  expect(watch.reasonOf(asked("b"), "msg_1", none)).toBeNull();
  expect(watch.reasonOf(asked("a"), "msg_1", none)).toContain("msg_1");
  expect(watch.reasonOf(asked("a"), null, none)).toBeNull();
  expect(watch.reasonOf(asked("a"), null, null)).toBeNull();
});
