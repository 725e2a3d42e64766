import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/domain/values/json.ts";
import { toolCallsOf } from "../../../src/domain/run/tool-calls.ts";
import type { TryStep } from "../../../src/pipeline/commands/try-case.ts";
import { createReplyView } from "../../../src/cli/terminal/reply-view.ts";

function sent(
  turn: number,
  content: JsonObject["x"],
  at: { round?: number; attempt?: number; of?: number } = {},
): TryStep {
  const { round = 1, attempt = 1, of = 2 } = at;
  return { type: "sent", id: { turn, round, attempt }, turnCount: of, message: { role: "user", content } };
}

const CALL: TryStep = {
  type: "answered",
  toolCalls: toolCallsOf([{ type: "tool_use", id: "t", name: "weather", input: { city: "Paris" } }]),
};
const RESULT = [{ type: "tool_result", tool_use_id: "t", content: "12 °C" }];

/** What a reader sees: text as it comes, each mark on a line of its own in brackets. */
function seen(steps: readonly (string | TryStep)[]): string {
  let screen = "";
  const view = createReplyView({
    show: (text) => void (screen += text),
    tell: (line) => void (screen += `[${line}]\n`),
    secrets: () => ["a-secret-value"],
  });
  for (const step of steps) {
    if (typeof step === "string") view.text(step);
    else view.step(step);
  }
  view.end();
  return screen;
}

test.each<[string, readonly (string | TryStep)[], string]>([
  ["B16: the prompt, then the reply", [sent(1, "hi", { of: 1 }), "he", "llo"], "[— user: hi]\nhello\n"],
  [
    "turns are told apart",
    [sent(1, "hi"), "hello", sent(2, [{ type: "text", text: "and\nnow?" }]), "bye"],
    "[— turn 1 of 2 · user: hi]\nhello\n[— turn 2 of 2 · user: and⏎now?]\nbye\n",
  ],
  [
    "tool calls and their results",
    [sent(1, "hi", { of: 1 }), "I look.", CALL, sent(1, RESULT, { of: 1, round: 2 }), "12"],
    '[— user: hi]\nI look.\n[  → calls weather {"city":"Paris"}]\n[  ← tool result: 12 °C]\n12\n',
  ],
  [
    "a pause",
    [sent(1, "hi", { of: 1 }), "a", sent(1, [{ type: "text", text: "a" }], { of: 1, round: 2 }), "b"],
    "[— user: hi]\na\n[— the paused turn goes on]\nb\n",
  ],
  [
    "an attempt that broke off",
    [sent(1, "hi", { of: 1 }), "hel", sent(1, "hi", { of: 1, attempt: 2 }), "hello"],
    "[— user: hi]\nhel\n[— attempt 2: what came of the one before does not count]\nhello\n",
  ],
  [
    "a secret in pieces",
    [sent(1, "hi", { of: 1 }), "it is a-sec", "ret-va", "lue."],
    "[— user: hi]\nit is [masked].\n",
  ],
  ["a secret at the end", ["a-secret-", "value"], "[masked]\n"],
  ["nothing", [sent(1, "hi", { of: 1 })], "[— user: hi]\n"],
])("%s", (_what, steps, screen) => expect(seen(steps)).toBe(screen));
