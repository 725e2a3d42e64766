import { expect, test } from "vitest";
import type { CompletionRequest } from "../../src/domain/run/provider.ts";
import { requestHash } from "../../src/plan/requests/request-hash.ts";

const REQUEST: CompletionRequest = {
  body: { model: "m", max_tokens: 10, messages: [{ role: "user", content: "hi" }] },
  headers: { "anthropic-beta": "a" },
  apiVersion: "2023-06-01",
};

const rows: readonly { readonly name: string; readonly to: Partial<CompletionRequest>; readonly same: boolean }[] = [
  {
    name: "keys in another order",
    to: { body: { messages: [{ content: "hi", role: "user" }], max_tokens: 10, model: "m" } },
    same: true,
  },
  { name: "a header in capitals", to: { headers: { "Anthropic-Beta": "a" } }, same: true },
  { name: "a trace", to: { headers: { "anthropic-beta": "a", traceparent: "00-1" } }, same: true },
  { name: "a credential", to: { headers: { "anthropic-beta": "a", "X-Api-Key": "secret" } }, same: true },
  { name: "another beta", to: { headers: { "anthropic-beta": "b" } }, same: false },
  { name: "another setting", to: { body: { ...REQUEST.body, max_tokens: 11 } }, same: false },
  { name: "another message", to: { body: { ...REQUEST.body, messages: [] } }, same: false },
  { name: "another version", to: { apiVersion: "2026-10-21" }, same: false },
];
test.each(rows)("$name: same hash $same", ({ to, same }) => {
  expect(requestHash({ ...REQUEST, ...to }) === requestHash(REQUEST)).toBe(same);
});
