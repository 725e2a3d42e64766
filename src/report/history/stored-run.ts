import type { ReplySource } from "../../domain/formats/records.ts";
import type { ReportHead } from "../../domain/reporter.ts";

/** A run of the store, as the pages of `prompt-run view` tell it. */
export interface RunEntry {
  readonly id: string;
  /** Null when its journal's first line cannot be read. */
  readonly startedAt: string | null;
  readonly replies: ReplySource | null;
  readonly suites: readonly string[];
  /** What stood behind a meter, in words; null: it is no meter's run. */
  readonly metered?: string | null;
  /** Null: unfinished. */
  readonly head: ReportHead | null;
}

/** The addresses of the pages. */
export const runAddress = (id: string): string => `/runs/${encodeURIComponent(id)}`;
export const suiteAddress = (name: string): string => `/suite?${new URLSearchParams({ name }).toString()}`;

/** "2026-11-22 09:30": the start of a run in UTC. */
export function startText(startedAt: string | null): string {
  return startedAt === null ? "–" : startedAt.slice(0, 16).replace("T", " ");
}
