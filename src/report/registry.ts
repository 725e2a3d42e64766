import type { LiveReporter, Reporter } from "../domain/reporter.ts";

/** The reporters that `--reporter` knows. */
export type ReporterName =
  | "table"
  | "json"
  | "ndjson"
  | "junit"
  | "github"
  | "markdown"
  | "html"
  | "quiet"
  | "ctrf"
  | "tap";

/** How each reporter is loaded: only those that are asked for. A new one is one file and one key here. */
export const REPORTERS: { readonly [name in ReporterName]: () => Promise<Reporter> } = {
  table: async () => (await import("./table/table.ts")).table,
  json: async () => (await import("./formats/json.ts")).json,
  ndjson: async () => (await import("./formats/ndjson.ts")).ndjson,
  junit: async () => (await import("./formats/junit.ts")).junit,
  github: async () => (await import("./github/github.ts")).github,
  markdown: async () => (await import("./markdown/markdown.ts")).markdown,
  html: async () => (await import("./html/html.ts")).html,
  quiet: async () => (await import("./formats/quiet.ts")).quiet,
  ctrf: async () => (await import("./formats/ctrf.ts")).ctrf,
  tap: async () => (await import("./formats/tap.ts")).tap,
};

/** Those of them that can be written while the run goes on. */
export const LIVE_REPORTERS: { readonly [name in ReporterName]?: () => Promise<LiveReporter> } = {
  ndjson: async () => (await import("./formats/ndjson.ts")).liveNdjson,
};

/** Those that show a meter's run: the others list trials, and it has none. */
export const METER_REPORTERS: readonly ReporterName[] = ["table", "json", "markdown", "html", "github", "quiet"];

/** Is this the name of a reporter? */
export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}
