// The picture of ARCHITECTURE.md as data: who may import whom, which rooms a stage has, and in which order.

const STAGES = [
  "suite",
  "models",
  "plan",
  "providers",
  "run",
  "meter",
  "store",
  "judges",
  "checks",
  "graders",
  "targets",
  "stats",
  "report",
  "telemetry",
] as const;

/** Folders without effects: no Node modules but hashing, no clock, no randomness, no console. */
export const PURE: readonly string[] = ["domain", "base", "plan", "judges", "checks", "models", "stats", "report"];

/** Who may import whom. Every stage may also import itself. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  domain: ["base"],
  host: ["domain", "base"],
  ...Object.fromEntries(STAGES.map((stage) => [stage, [...(PURE.includes(stage) ? [] : ["host"]), "domain", "base"]])),
  pipeline: [...STAGES, "host", "domain", "base"],
  library: ["pipeline", "domain", "base"],
  cli: ["pipeline", "host", "domain", "base"],
  "index.ts": ["library", "pipeline", "domain", "base"],
  vitest: ["library", "host", "domain", "base"],
  "vitest.ts": ["vitest", "library", "domain", "base"],
};

/**
 * The rooms of a stage: each may import itself and those before it. "" is the top of the stage; where it is not named,
 * no file may stand there.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  base: ["", "json", "lists"],
  domain: ["formats", "diagnostics", "values", "environment", "run", "reasons", "", "masking"],
  suite: ["generated", "sources", "shape", "data", "resolve", "judges", ""],
  models: ["tables", "settings", "platforms", ""],
  plan: ["templates", "cases", "requests"],
  checks: ["parts", "engines", "text", "similarity", "kinds", "prepare", "trial"],
  providers: ["anthropic", "recordings", "relay", "simulator", "endpoints"],
  run: ["schedule", "calls", "trials"],
  store: ["generated", "journal", "folders", "baselines", "labels", "shards"],
  targets: ["", "command", "http", "module", "claude-code"],
  stats: [
    "numeric",
    "rate",
    "paired",
    "judges",
    "",
    "gate",
    "spend",
    "summary",
    "baseline",
    "calibration",
    "sequential",
  ],
  report: [
    "words",
    "judged",
    "rows",
    "failures",
    "formats",
    "table",
    "markdown",
    "github",
    "html",
    "comparison",
    "history",
    "",
  ],
  pipeline: [
    "stored",
    "judging",
    "passes",
    "shards",
    "summary",
    "compare",
    "forecast",
    "grading",
    "output",
    "access",
    "session",
    "metering",
    "targeting",
    "commands",
    "labelling",
  ],
  library: ["handed-in", "runs", ""],
  cli: ["arguments", "terminal", "completion", "opened", "commands", "declared", ""],
};

/** More files than this side by side, and nobody finds one any more. */
export const FULLEST_FOLDER = 25;

/** Pairs of folders that still import each other: to be cleared, never to be added to. */
export const STILL_MUTUAL: readonly string[] = [];
