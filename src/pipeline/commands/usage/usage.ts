import type { Sentence } from "../../../domain/diagnostics/wording/sentence.ts";
import type { RunLine, UsageFile } from "../../../domain/formats/records.ts";
import { readFirstRunLine } from "../../../store/journal/first-run-line.ts";
import { type Scanned, scanJournal } from "../../../store/journal/journal-scan.ts";
import { journalOf, listRuns, runFolderPath } from "../../../store/folders/run-folder.ts";
import { journalProblem } from "../../stored/journal-problem.ts";
import { RunUsage } from "./run-usage.ts";
import { SimulatedApart } from "./simulated-apart.ts";
import type { SpentRequest } from "./spent-request.ts";
import { type UsageBy, UsageGroups } from "./usage-groups.ts";

export interface UsageAsked {
  readonly by: UsageBy;
  /** Requests that ended before are left out; null: none is. */
  readonly sinceMs: number | null;
  readonly nowMs: number;
}

export interface StoreUsage {
  readonly file: UsageFile;
  /** How many runs the store has, whatever is in them. */
  readonly stored: number;
  /** Why some of them cannot be read. */
  readonly problems: readonly Sentence[];
}

/** What all runs of a store asked of the API, took and cost. `store`: absolute. Journals are read line by line, one after the other. */
export async function readUsage(store: string, { by, sinceMs, nowMs }: UsageAsked): Promise<StoreUsage> {
  const book = new UsageBook(by, sinceMs);
  const runs = await wholeRunsFirst(store);
  for (const run of runs) await book.read(run);
  const file: UsageFile = {
    format: "prompt-run.usage",
    format_version: 1,
    by,
    since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
    until: new Date(nowMs).toISOString(),
    ...book.told(),
  };
  return { file, stored: runs.length, problems: book.unreadable.map(({ message }) => message) };
}

interface FoundFolder {
  readonly id: string;
  readonly folder: string;
  /** Null: it cannot be read. */
  readonly line: RunLine | null;
}

/** Merged runs hold what their shards did: these are read first, and of merged runs the newest. */
async function wholeRunsFirst(store: string): Promise<FoundFolder[]> {
  const found: FoundFolder[] = [];
  for (const id of listRuns(store).toReversed()) {
    const folder = runFolderPath(store, id);
    found.push({ id, folder, line: await readFirstRunLine(journalOf(folder)) });
  }
  return found.toSorted((a, b) => Number(isMerged(a)) - Number(isMerged(b)));
}

function isMerged({ line }: FoundFolder): boolean {
  return line?.merged_from !== undefined;
}

class UsageBook {
  private readonly groups: UsageGroups;
  private readonly sinceMs: number | null;
  /** Ids of the runs whose requests are counted. */
  private readonly counted = new Set<string>();
  readonly unreadable: { readonly run: string; readonly message: Sentence }[] = [];
  private readonly simulated = { runs: 0, requests: 0 };
  private runs = 0;
  private merged = 0;

  constructor(by: UsageBy, sinceMs: number | null) {
    this.groups = new UsageGroups(by);
    this.sinceMs = sinceMs;
  }

  async read(run: FoundFolder): Promise<void> {
    const { shards, isOfCounted } = this.shardsOf(run);
    const requests = new SimulatedApart(this.groups.by);
    const lines = new RunUsage((request, labels, line) => {
      if (this.isAsked(request)) requests.add(request, labels, line);
    });
    let isShared = false;
    const scanned = await scanJournal(journalOf(run.folder), (line) => {
      const isCounted = "id" in line && line.type !== "run" && isOfCounted(line.id);
      isShared ||= isCounted;
      if (!isCounted) lines.add(line);
    });
    const problem = problemOf(scanned, lines, run.folder);
    if (problem !== null) {
      this.unreadable.push({ run: run.id, message: problem });
      return;
    }
    lines.finish();
    this.take(requests);
    if (isShared) this.merged += 1;
    for (const id of [run.line?.id ?? run.id, ...shards]) this.counted.add(id);
  }

  told(): Pick<UsageFile, "runs" | "simulated" | "merged" | "unreadable" | "rows" | "totals"> {
    const { runs, simulated, merged, unreadable, groups } = this;
    return { runs, simulated, merged, unreadable, rows: groups.rows(), totals: groups.total().figures() };
  }

  private take(requests: SimulatedApart): void {
    if (!requests.isEmpty) this.runs += 1;
    requests.addTo(this.groups);
    if (requests.simulated > 0) this.simulated.runs += 1;
    this.simulated.requests += requests.simulated;
  }

  private isAsked({ atMs }: SpentRequest): boolean {
    return this.sinceMs === null || atMs === null || atMs >= this.sinceMs;
  }

  /** The shards that a run was merged of, and which ids of calls are of one that is counted already. */
  private shardsOf({ line }: FoundFolder): {
    readonly shards: readonly string[];
    readonly isOfCounted: (id: string) => boolean;
  } {
    const shards = line?.merged_from ?? [];
    const counted = new Set(shards.flatMap((id, at) => (this.counted.has(id) ? [String(at + 1)] : [])));
    return { shards, isOfCounted: (id) => counted.size > 0 && counted.has(shardIn(id)) };
  }
}

/** Calls that a merged run took over have their shard before what every call's id has: session and number. */
function shardIn(id: string): string {
  const parts = id.split(".");
  return parts.length > 2 ? (parts[0] ?? "") : "";
}

function problemOf(scanned: Scanned, lines: RunUsage, folder: string): Sentence | null {
  if (scanned.status !== "read") return journalProblem(scanned, folder);
  // Of a run that is about to begin, or was killed as it did, nothing was sent.
  if (lines.hasRun || (scanned.endOffset === 0 && !scanned.isTorn)) return null;
  return journalProblem({ status: "empty" }, folder);
}
