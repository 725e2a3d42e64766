import type { ComparisonReporter, LiveReporter, ProblemReporter, Reporter } from "../domain/reporter.ts";

/** What is known of a reporter before it is loaded. A rank says where the lists of help have it, from 1. */
export interface ReporterEntry {
  /** Loads it when it is to write: only what is asked for. */
  readonly load: () => Promise<Reporter>;
  /** Loads what writes it while the run goes on; absent: the run must have ended. */
  readonly loadLive?: () => Promise<LiveReporter>;
  /** Its rank among those that show a meter's run; absent: it lists trials, and a meter has none. */
  readonly meterRank?: number;
  /** How it writes a comparison of two runs; absent: it knows none. */
  readonly comparison?: { readonly rank: number; readonly load: () => Promise<ComparisonReporter> };
  /** How it tells what is wrong with suites; absent: it does not. `what`: for the help. */
  readonly problems?: { readonly what: string; readonly load: () => Promise<ProblemReporter> };
  /** Does it also fill the files that a step of GitHub Actions has for it? */
  readonly fillsStep?: true;
  /** Does a person read it at a terminal, and may stop reading? A program must have all of it. */
  readonly isForPeople?: true;
  /** Do its last lines say how a run goes on that has not ended? */
  readonly saysHowToGoOn?: true;
  /** Is it asked for by who wants the verdict and no remarks? */
  readonly isTerse?: true;
}

/** A new reporter is one file and one entry here, in the order of the help. */
const ENTRIES = {
  table: {
    load: async (): Promise<Reporter> => (await import("./table/table.ts")).table,
    meterRank: 1,
    comparison: {
      rank: 1,
      load: async (): Promise<ComparisonReporter> => (await import("./comparison/table.ts")).comparisonTable,
    },
    isForPeople: true,
    saysHowToGoOn: true,
  },
  json: {
    load: async (): Promise<Reporter> => (await import("./formats/json.ts")).json,
    meterRank: 2,
    comparison: {
      rank: 3,
      load: async (): Promise<ComparisonReporter> => (await import("./comparison/json.ts")).comparisonJson,
    },
  },
  ndjson: {
    load: async (): Promise<Reporter> => (await import("./formats/ndjson.ts")).ndjson,
    loadLive: async (): Promise<LiveReporter> => (await import("./formats/ndjson.ts")).liveNdjson,
  },
  junit: { load: async (): Promise<Reporter> => (await import("./formats/junit.ts")).junit },
  github: {
    load: async (): Promise<Reporter> => (await import("./github/github.ts")).github,
    meterRank: 5,
    problems: {
      what: "annotations for GitHub Actions on stdout",
      load: async (): Promise<ProblemReporter> => (await import("./github/problem-annotations.ts")).problemAnnotations,
    },
    fillsStep: true,
  },
  markdown: {
    load: async (): Promise<Reporter> => (await import("./markdown/markdown.ts")).markdown,
    meterRank: 3,
    comparison: {
      rank: 2,
      load: async (): Promise<ComparisonReporter> => (await import("./comparison/markdown.ts")).comparisonMarkdown,
    },
  },
  html: { load: async (): Promise<Reporter> => (await import("./html/html.ts")).html, meterRank: 4 },
  quiet: {
    load: async (): Promise<Reporter> => (await import("./formats/quiet.ts")).quiet,
    meterRank: 6,
    isForPeople: true,
    isTerse: true,
  },
  ctrf: { load: async (): Promise<Reporter> => (await import("./formats/ctrf.ts")).ctrf },
  tap: { load: async (): Promise<Reporter> => (await import("./formats/tap.ts")).tap },
} as const;

/** The reporters that `--reporter` knows. */
export type ReporterName = keyof typeof ENTRIES;

export const REPORTERS: Readonly<Record<ReporterName, ReporterEntry>> = ENTRIES;

/** What is written where none is asked for. */
export const DEFAULT_REPORTER: ReporterName = "table";

/** Is this the name of a reporter? */
export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}

/** Their names, in the order of the help. */
export const REPORTER_NAMES: readonly ReporterName[] = Object.keys(REPORTERS).filter(isReporterName);

/** Those that show a meter's run. */
export const METER_REPORTERS: readonly ReporterName[] = ranked(({ meterRank }) => meterRank);

/** Those that write a comparison of two runs. */
export const COMPARISON_REPORTERS: readonly ReporterName[] = ranked(({ comparison }) => comparison?.rank);

/** Those that tell what is wrong with suites. */
export const PROBLEM_REPORTERS: readonly ReporterName[] = REPORTER_NAMES.filter((name) => REPORTERS[name].problems);

function ranked(rankOf: (entry: ReporterEntry) => number | undefined): ReporterName[] {
  const ranks = REPORTER_NAMES.flatMap((name) => {
    const rank = rankOf(REPORTERS[name]);
    return rank === undefined ? [] : [{ name, rank }];
  });
  return ranks.sort((a, b) => a.rank - b.rank).map(({ name }) => name);
}
