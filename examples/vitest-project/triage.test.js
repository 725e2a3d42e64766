import { expect, test } from "vitest";
import { defineSuite } from "@prompt-run/cli";
import { suite } from "@prompt-run/cli/vitest";
import { triage } from "./triage.js";

suite(
  defineSuite({
    name: "triage",
    targets: { triage: { function: triage, meter: false } },
    input: "{{ message }}",
    gate: { pass_rate: 0.75 },
    cases: [
      { id: "refund", vars: { message: "I want my money back" }, expect: [{ equals: "refunds" }] },
      { id: "invoice", vars: { message: "Where is my invoice?" }, expect: [{ equals: "billing" }] },
      { id: "charged", vars: { message: "I was charged twice" }, expect: [{ equals: "billing" }] },
      { id: "weather", vars: { message: "Will it rain?" }, expect: [{ equals: "other" }] },
    ],
  }),
);

test("a queue is one word", async () => {
  await expect(triage({ input: "refund!" })).toPass([{ length: { max_words: 1 } }]);
});
