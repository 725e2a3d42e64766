/** What a header unlocks. */
export type BetaFeature =
  | "computer2024"
  | "computer2025"
  | "computer202511"
  | "advisor"
  | "mcp"
  | "context"
  | "compaction"
  | "fallback"
  | "fallbackCredit"
  | "billing"
  | "thread"
  | "outputFormat"
  | "taskBudget"
  | "blockBinding"
  | "displayUpdates"
  | "clearAt"
  | "systemOutputConfig"
  | "toolChanges"
  | "fastMode";

/** Values of `anthropic-beta` by what they unlock on the Messages API, the newest first (SDK 1.14.0, resources/beta; docs pages of each feature). */
export const BETA: Readonly<Record<BetaFeature, readonly string[]>> = {
  computer2024: ["computer-use-2024-10-22"],
  computer2025: ["computer-use-2025-01-24"],
  computer202511: ["computer-use-2025-11-24"],
  advisor: ["advisor-tool-2026-03-01"],
  mcp: ["mcp-client-2026-09-15", "mcp-client-2025-11-20", "mcp-client-2025-04-04"],
  context: ["context-management-2025-06-27", "compact-2026-01-12"],
  compaction: ["compact-2026-09-04", "compact-2026-01-12"],
  fallback: ["server-side-fallback-2026-07-01", "server-side-fallback-2026-06-01"],
  fallbackCredit: ["fallback-credit-2026-07-01", "fallback-credit-2026-06-01"],
  billing: ["user-profiles-billing-2026-10-01"],
  thread: ["message-threads-2026-08-12"],
  outputFormat: ["structured-outputs-2025-11-13"],
  taskBudget: ["task-budgets-2026-03-13"],
  blockBinding: ["thinking-binding-controls-2026-08-01"],
  displayUpdates: ["thinking-display-updates-2026-08-18"],
  clearAt: ["mid-conversation-system-clear-at-2026-08-21"],
  systemOutputConfig: ["mid-conversation-output-config-2026-07-01"],
  toolChanges: ["mid-conversation-tool-changes-2026-07-01", "inline-tools-2026-09-15"],
  fastMode: ["fast-mode-2026-02-01"],
};
