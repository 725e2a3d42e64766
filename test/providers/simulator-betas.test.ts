import { expect, test } from "vitest";
import type { JsonObject } from "../../src/domain/values/json.ts";
import { createSimulator } from "../../src/providers/simulator/simulator.ts";
import { ask } from "./simulator-calls.ts";

const user = (content: JsonObject["x"]): JsonObject => ({ role: "user", content });
const system = (more: JsonObject): JsonObject => ({
  messages: [user("a"), { role: "assistant", content: "b" }, { role: "system", content: "c", ...more }, user("d")],
});
const holding = (block: JsonObject, role = "user"): JsonObject => ({
  messages: [user("a"), { role, content: [block] }, user("d")],
});

/** What a header unlocks (SDK 1.14.0), the values that do it, and a body that holds it. */
const unlocked: readonly (readonly [name: string, betas: readonly string[], body: JsonObject])[] = [
  [
    "context_management",
    ["context-management-2025-06-27", "compact-2026-01-12"],
    { context_management: { edits: [] } },
  ],
  ["compaction", ["compact-2026-09-04"], { compaction: { type: "summarize" } }],
  [
    "mcp_servers",
    ["mcp-client-2025-11-20", "mcp-client-2026-09-15"],
    { mcp_servers: [{ type: "url", url: "https://x", name: "x" }] },
  ],
  ["mcp_toolset", ["mcp-client-2025-11-20"], { tools: [{ type: "mcp_toolset", mcp_server_name: "x" }] }],
  [
    "fallbacks",
    ["server-side-fallback-2026-06-01", "server-side-fallback-2026-07-01"],
    { fallbacks: [{ model: "claude-opus-5" }] },
  ],
  ["fallback_credit_token", ["fallback-credit-2026-07-01"], { fallback_credit_token: "t" }],
  [
    "billing_policy",
    ["user-profiles-billing-2026-10-01"],
    { billing_policy: { type: "billing_policy", bill_to: "self" } },
  ],
  ["thread", ["message-threads-2026-08-12"], { thread: { type: "create" } }],
  ["task_budget", ["task-budgets-2026-03-13"], { output_config: { task_budget: { type: "tokens", total: 20_000 } } }],
  ["display: updates", ["thinking-display-updates-2026-08-18"], { thinking: { type: "adaptive", display: "updates" } }],
  ["block_binding", ["thinking-binding-controls-2026-08-01"], { thinking: { type: "adaptive", block_binding: {} } }],
  [
    "advisor",
    ["advisor-tool-2026-03-01"],
    { tools: [{ type: "advisor_20260301", name: "advisor", model: "claude-fable-5-2" }] },
  ],
  [
    "computer",
    ["computer-use-2025-11-24"],
    { tools: [{ type: "computer_20251124", name: "computer", display_width_px: 1, display_height_px: 1 }] },
  ],
  ["clear_at", ["mid-conversation-system-clear-at-2026-08-21"], system({ clear_at: "never" })],
  [
    "output_config of a message",
    ["mid-conversation-output-config-2026-07-01"],
    system({ output_config: { effort: "low" } }),
  ],
  [
    "tool_removal",
    ["mid-conversation-tool-changes-2026-07-01"],
    holding({ type: "tool_removal", tool: { name: "f" } }),
  ],
  ["a compaction block", ["compact-2026-01-12"], holding({ type: "compaction", content: "c" }, "assistant")],
];

test.each(unlocked)("api D12: %s is taken with its header, and refused without", async (_name, betas, body) => {
  const simulator = createSimulator();
  const sent = { max_tokens: 8192, ...body };
  expect((await ask(simulator, sent)).status).toBe(400);
  expect((await ask(simulator, sent, { "anthropic-beta": "files-api-2025-04-14" })).status).toBe(400);
  for (const beta of betas) {
    const { status, json } = await ask(simulator, sent, { "anthropic-beta": `files-api-2025-04-14, ${beta}` });
    expect({ status, json }).toMatchObject({ status: 200 });
  }
});

const speeds = [
  ["claude-opus-5", "standard", null, 400],
  ["claude-opus-5", "standard", "fast-mode-2026-02-01", 200],
  ["claude-opus-5", "fast", "fast-mode-2026-02-01", 200],
  ["claude-opus-5-5", "standard", null, 200],
  ["claude-haiku-5-5", "standard", null, 200],
] as const;
test.each(speeds)("api D9: %s with speed %s under %s gives %i", async (model, speed, beta, wanted) => {
  expect((await ask(createSimulator(), { model, speed }, { "anthropic-beta": beta })).status).toBe(wanted);
});
