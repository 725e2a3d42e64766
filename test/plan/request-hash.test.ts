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

const UNICODE = 'é \u{1F30A} \u0000 "q"\n';
const SYSTEM = [{ type: "text", text: UNICODE, cache_control: { type: "ephemeral" } }];

/** Hashes as 0.1.0 made them, but for the last, which it had not: by them what people have recorded is found. */
const pinned: readonly { readonly name: string; readonly of: CompletionRequest; readonly hash: string }[] = [
  { name: "a request", of: REQUEST, hash: "5eb85e86d279c4607d0b0442dea7f140172fc907cb894c54589fd5b9386b3477" },
  {
    name: "no header, the newer version",
    of: {
      body: { model: "claude-haiku-5-5", max_tokens: 4096, temperature: 0.7, messages: [] },
      headers: {},
      apiVersion: "2026-10-21",
    },
    hash: "3ae9e552983a57d8542275fb99f00b106dc6ebdb899b50014993de43ec0092dd",
  },
  {
    name: "text, numbers and keys of every kind",
    of: {
      body: { system: SYSTEM, z: [1e21, 0.1, -0, null, true], "10": 1, "9": 2, é: 3, a: 4 },
      headers: { "X-Team": "Wörter", "Anthropic-Beta": "b,a", authorization: "x" },
      apiVersion: "2023-06-01",
    },
    hash: "f8ae32a2862ee50817e2bd669c0fc283b3a4d8fdaec1fc7dad1502b82d7d4a81",
  },
  {
    name: "an endpoint of the arm",
    of: { ...REQUEST, endpoint: "bedrock" },
    hash: "3f963b9eff1ff08f524d8cb5342c27a21b63663f776a6b54de1d527bb1b171a5",
  },
];
test.each(pinned)("11: the hash of $name stays what it was", ({ of, hash }) => {
  expect(requestHash(of)).toBe(hash);
});
